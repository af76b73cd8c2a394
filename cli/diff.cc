// newsarc diff: what changed between two versions of an article.

#include <utility>

#include "cli/arguments.h"
#include "cli/comparison.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

using store::Record;

struct Compared {
  Record before;
  Record after;
  std::vector<FieldChange> changes;
};

// A version as an argument of its own: "2" besides what may stand behind '@'.
Result<Moment> version_argument(const std::string& text) {
  if (const auto moment = parse_moment(text)) return *moment;
  if (const auto moment = parse_moment("v" + text)) return *moment;
  return failure(Fault::usage, "neither a version like 2 nor a date like 2020-10-13", text);
}

Result<Record> argument_or(const store::Reader& reader, std::int64_t article,
                           const std::optional<std::string>& argument, const Moment& otherwise) {
  if (!argument) return find_version(reader, article, otherwise);
  const auto moment = version_argument(*argument);
  if (!moment) return tl::unexpected(moment.error());
  return find_version(reader, article, *moment);
}

Ignored ignored_of(const Command& command) {
  Ignored ignored;
  for (const auto& what : command.texts("--ignore")) {
    ignored.script = ignored.script || what == "script";
    ignored.space = ignored.space || what == "space";
    ignored.gloss = ignored.gloss || what == "gloss";
  }
  return ignored;
}

Result<Compared> compare_versions(const Command& command, const Globals& globals) {
  const auto reader = open_reader(globals);
  if (!reader) return tl::unexpected(reader.error());
  const auto named = *command.text("article");
  const auto article = reader->find_article(named);
  if (!article) return tl::unexpected(article.error());
  auto after = argument_or(*reader, *article, command.text("b"), Latest{});
  if (!after) return tl::unexpected(after.error());
  const auto first = command.text("a");
  if (!first && after->version < 2) {
    return failure(Fault::not_found, "there is one version only, nothing to compare", named);
  }
  auto before = argument_or(*reader, *article, first, after->version - 1);
  if (!before) return tl::unexpected(before.error());
  auto changes = compare(*before, *after, ignored_of(command));
  return Compared{*std::move(before), *std::move(after), std::move(changes)};
}

void write_version(dataset::JsonWriter& json, std::string_view key, const Record& record) {
  json.key(key);
  json.begin_object();
  json.member("version", record.version);
  json.member("valid_from", record.valid_from);
  json.end_object();
}

std::string as_json(const Compared& compared, bool stat) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("article_id", compared.after.article_id);
  json.member("url", compared.after.url);
  write_version(json, "a", compared.before);
  write_version(json, "b", compared.after);
  json.key("fields");
  write_changes(json, compared.changes, !stat);
  json.end_object();
  return out + '\n';
}

std::string stat_text(const std::vector<FieldChange>& changes) {
  Table table;
  for (const auto& change : changes) {
    table.add({{change.field},
               {"+" + std::to_string(change.size.added), true},
               {"-" + std::to_string(change.size.removed), true}});
  }
  return table.text();
}

std::string version_name(const Record& record) {
  return "v" + std::to_string(record.version) + " (" + record.valid_from + ")";
}

std::string for_people(const Compared& compared, const Palette& colors) {
  std::string out(colors.bold);
  out.append(one_line(compared.after.url)).append("  ").append(version_name(compared.before));
  out.append(" → ").append(version_name(compared.after)).append(colors.plain) += '\n';
  for (const auto& change : compared.changes) {
    out.append("\n").append(colors.bold).append(change.field).append(colors.plain);
    out.append("  +").append(std::to_string(change.size.added)).append(" -");
    out.append(std::to_string(change.size.removed)) += '\n';
    out += marked(change.edits, colors);
  }
  if (compared.changes.empty()) out += "no difference\n";
  return out;
}

Result<int> diff(const Command& command, const Globals& globals) {
  const auto compared = compare_versions(command, globals);
  if (!compared) return tl::unexpected(compared.error());
  const bool stat = command.given("--stat");
  if (globals.json) return print(as_json(*compared, stat));
  return print(stat ? stat_text(compared->changes)
                    : for_people(*compared, palette(use_color(globals))));
}

}  // namespace

void add_diff(CommandLine& commands) {
  const Command command =
      commands.add("diff", "What changed between two versions of an article", diff);
  command.option("article", "Its id or URL").required().type("ID|URL");
  command.option("a", "The earlier version, by number or date; the last but one unless given")
      .type("A");
  command.option("b", "The later version; the latest unless given").type("B");
  command.flag("--stat", "Only how many characters of each field");
  command
      .option("--ignore",
              "Differences that do not count: script, space, gloss; several "
              "with commas between")
      .list(',')
      .one_of({"script", "space", "gloss"})
      .type("WHAT");
}

}  // namespace newsarc::cli
