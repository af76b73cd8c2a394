// newsarc log: what changed in the archive, of all articles, newest first.

#include <utility>

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

using store::LogEntry;

// What is told unless kinds are named: what editors did to what had been published.
const std::vector<std::string> news{"edit", "title", "gone", "restored"};

// A day begins at its midnight UTC and ends before the next.
Instant last_of(const std::string& text) {
  const auto instant = *parse_instant(text);
  return check_date(text).empty() ? instant + std::chrono::days(1) - Span(1) : instant;
}

store::LogFilter filter_of(const CLI::App& command) {
  store::LogFilter filter;
  filter.site = text_of(command, "--site");
  if (const auto from = text_of(command, "--from")) filter.from = *parse_instant(*from);
  if (const auto to = text_of(command, "--to")) filter.to = last_of(*to);
  if (!given(command, "--all")) filter.kinds = news;
  if (given(command, "--kind")) filter.kinds = texts_of(command, "--kind");
  if (given(command, "--limit")) filter.limit = command["--limit"]->as<std::int64_t>();
  return filter;
}

// Prints as it goes: a log may be long, and a pager takes only its beginning.
class LogPrinter {
 public:
  LogPrinter(std::ostream& out, bool json) : out_(out), json_(json) {}

  bool print(const LogEntry& entry) {
    ++entries_;
    if (json_)
      out_ << (entries_ == 1 ? "[" : ",\n") << as_json(entry);
    else
      add_line(entry);
    return out_.good();
  }

  // How many there were.
  std::int64_t finish() {
    if (json_)
      out_ << (entries_ == 0 ? "[]\n" : "]\n");
    else
      table_.print(out_);
    return entries_;
  }

 private:
  static std::string as_json(const LogEntry& entry) {
    std::string out;
    dataset::JsonWriter json(out);
    json.begin_object();
    json.member("at", entry.at);
    json.member("kind", entry.kind);
    json.member("article_id", entry.article_id);
    json.member("version", entry.version);
    json.member("site", entry.site);
    json.member("url", entry.url);
    json.member("title", entry.title);
    json.member("chars_added", entry.chars_added);
    json.member("chars_removed", entry.chars_removed);
    json.end_object();
    return out;
  }

  static std::string size_of(const LogEntry& entry, char sign, std::int64_t size) {
    const bool is_text = entry.chars_added != 0 || entry.chars_removed != 0;
    return is_text ? sign + std::to_string(size) : "";
  }

  void add_line(const LogEntry& entry) {
    constexpr std::int64_t lines_at_once = 1000;  // the first of them settle the columns' widths
    table_.add({{entry.at},
                {entry.kind},
                {size_of(entry, '+', entry.chars_added), true},
                {size_of(entry, '-', entry.chars_removed), true},
                {std::to_string(entry.article_id) + "@v" + std::to_string(entry.version)},
                {one_line(entry.title)}});
    if (entries_ % lines_at_once == 0) table_.print(out_);
  }

  std::ostream& out_;
  bool json_;
  std::int64_t entries_ = 0;
  Table table_;
};

Result<int> log(const CLI::App& command, const Globals& globals) {
  const auto filter = filter_of(command);
  const auto reader = open_reader(globals);
  if (!reader) return tl::unexpected(reader.error());
  if (auto known = require_site(*reader, filter.site); !known) return tl::unexpected(known.error());
  auto output = Output::standard();
  LogPrinter printer(output.stream(), globals.json);
  const auto walked =
      reader->log(filter, [&](const LogEntry& entry) { return printer.print(entry); });
  if (!walked) return tl::unexpected(walked.error());
  const auto entries = printer.finish();
  if (auto written = output.finish(); !written) return tl::unexpected(written.error());
  if (entries > 0) return Exit::ok;
  if (globals.json) return Exit::nothing_found;
  return failure(Fault::not_found, "no change of this kind is in the archive", "log");
}

}  // namespace

void add_log(const Commands& commands) {
  auto* command = commands.app.add_subcommand(
      "log",
      "What changed, of all articles, newest first: edits, retitles, deletions, restorations");
  command->add_option("--site", "Only articles of this site")->type_name("NAME");
  command->add_option("--from", "Changes of this day or instant, and later")
      ->check(check_instant)
      ->type_name("DATE");
  command->add_option("--to", "Changes of this day or instant, and earlier")
      ->check(check_instant)
      ->type_name("DATE");
  auto* kind = command->add_option(
      "--kind",
      "Only these kinds: new, edit, title, cosmetic, gone, restored, redirected, blocked, live; "
      "several with commas between");
  kind->delimiter(',')
      ->check(CLI::IsMember({"new", "edit", "title", "cosmetic", "gone", "restored", "redirected",
                             "blocked", "live"}))
      ->take_all()
      ->type_name("WHAT");
  auto* all = command->add_flag("--all");
  all->description("Every kind; edit, title, gone and restored unless given")->excludes(kind);
  command->add_option("-n,--limit", "Changes to show; all unless given")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  command->callback([command, &chosen = commands.chosen] {
    chosen = [command](const Globals& globals) { return log(*command, globals); };
  });
}

}  // namespace newsarc::cli
