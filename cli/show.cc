// newsarc show: one article, as it is or as it was.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"
#include "dataset/record.h"

namespace newsarc::cli {
namespace {

using store::Record;

std::string as_json(const Record& record) {
  std::string out;
  dataset::JsonWriter json(out);
  dataset::write_record(json, dataset::all_columns(), record);
  return out + '\n';
}

std::string plain_text(const Record& record) {
  return record.title + "\n\n" + record.body + (record.body.ends_with('\n') ? "" : "\n");
}

std::string version_line(const Record& record) {
  return "version " + std::to_string(record.version) + " of " + std::to_string(record.versions) +
         " (" + record.change + "), " + record.valid_from + " to " +
         record.valid_to.value_or("now");
}

std::string credit_line(const Record& record) {
  std::string line;
  for (const auto& credit : record.credits) {
    if (!line.empty()) line += ", ";
    line += credit.label.empty() ? credit.name : credit.label + ' ' + credit.name;
  }
  return line;
}

std::string for_people(const Record& record, const Palette& colors) {
  std::string out;
  out.append(colors.bold).append(one_line(record.title)).append(colors.plain) += '\n';
  Table table;
  const auto add = [&](std::string label, const std::optional<std::string>& text) {
    if (text && !text->empty()) table.add({{std::move(label)}, {one_line(*text)}});
  };
  add("article", std::to_string(record.article_id));
  add("site", record.site);
  add("url", record.url);
  add("published", record.published);
  add("modified", record.modified);
  add("section", record.section);
  add("source", record.source);
  add("credits", credit_line(record));
  add("state", record.state + ", last seen " + record.last_seen);
  add("version", version_line(record));
  return out + table.text() + '\n' + printable_lines(record.body) + '\n';
}

std::string naming_line(const store::Naming& naming) {
  std::string line = naming.from_kind + ' ' + naming.from_url + ", " + naming.at;
  if (!naming.text.empty()) line += ": " + naming.text;
  return line;
}

std::string evidence_text(const Record& record, const std::vector<store::Naming>& namings) {
  Table table;
  if (!namings.empty()) table.add({{"found by"}, {one_line(naming_line(namings.front()))}});
  for (const auto& [field, rule] : record.evidence)
    table.add({{one_line(field)}, {one_line(rule)}});
  table.add({{"extractor"}, {one_line(record.extractor)}});
  return table.text();
}

void write_naming(dataset::JsonWriter& json, const store::Naming& naming) {
  json.begin_object();
  json.member("from_url", naming.from_url);
  json.member("from_kind", naming.from_kind);
  json.member("text", naming.text);
  json.member("at", naming.at);
  json.end_object();
}

std::string evidence_json(const Record& record, const std::vector<store::Naming>& namings) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  for (const auto& column : dataset::all_columns()) {
    constexpr std::array<std::string_view, 5> told{"article_id", "version", "url", "extractor",
                                                   "evidence"};
    if (std::find(told.begin(), told.end(), column.name) == told.end()) continue;
    dataset::write_member(json, column, record);
  }
  json.key("found_by");
  json.begin_array();
  for (const auto& naming : namings) write_naming(json, naming);
  json.end_array();
  json.end_object();
  return out + '\n';
}

// A page's body as it came over the wire: what a hash or a reparse wants.
Result<int> print_raw(const store::Reader& reader, const Record& record,
                      std::optional<std::size_t> number) {
  const auto pages = reader.pages(record.version_id);
  if (!pages) return tl::unexpected(pages.error());
  const auto count = pages->size();
  if (number.value_or(1) > count)
    return failure(Fault::not_found,
                   count == 1 ? "the article has one page"
                              : "the article has " + std::to_string(count) + " pages",
                   record.url);
  if (count > 1 && !number) {
    print_warning("the article spans " + std::to_string(count) +
                  " pages; this is the first, --page 2 the second");
  }
  return print((*pages)[number.value_or(1) - 1].body);
}

Result<int> show(const Command& command, const Globals& globals) {
  const auto reader = open_reader(globals, as_of(command));
  if (!reader) return tl::unexpected(reader.error());
  const auto record = find_version(*reader, *command.text("article"));
  if (!record) return tl::unexpected(record.error());
  if (command.given("--raw")) {
    std::optional<std::size_t> page;
    if (command.given("--page")) page = *command.number("--page");
    return print_raw(*reader, *record, page);
  }
  if (command.given("--why")) {
    const auto namings = reader->namings(record->article_id);
    if (!namings) return tl::unexpected(namings.error());
    return print(globals.json ? evidence_json(*record, *namings)
                              : evidence_text(*record, *namings));
  }
  if (command.given("--text")) {
    const auto text = plain_text(*record);
    return print(is_terminal(STDOUT_FILENO) ? printable_lines(text) : text);
  }
  return print(globals.json ? as_json(*record) : for_people(*record, palette(use_color(globals))));
}

}  // namespace

void add_show(CommandLine& commands) {
  const Command command = commands.add("show", "One article, as it is or as it was", show);
  command
      .option("article",
              "Its id or URL; @v2 behind it is version 2, @2020-10-13 the version "
              "that stood then")
      .required()
      .type("ID|URL[@vN|@DATE]");
  Option raw = command.flag("--raw", "The page's bytes as received");
  Option text = command.flag("--text", "Title and body alone");
  const Option why = command.flag("--why", "Which page named it, and which rule found each field");
  command.option("--page", "Which page of an article that spans several; the first")
      .needs(raw)
      .from(1)
      .type("N");
  raw.excludes(text).excludes(why);
  text.excludes(why);
  add_as_of(command);
}

}  // namespace newsarc::cli
