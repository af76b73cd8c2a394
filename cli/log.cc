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

store::LogFilter filter_of(const Command& command) {
  store::LogFilter filter;
  filter.site = command.text("--site");
  if (const auto from = command.text("--from")) filter.from = *parse_instant(*from);
  if (const auto to = command.text("--to")) filter.to = last_of(*to);
  if (!command.given("--all")) filter.kinds = news;
  if (command.given("--kind")) filter.kinds = command.texts("--kind");
  if (command.given("--limit")) filter.limit = *command.number("--limit");
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

Result<int> log(const Command& command, const Globals& globals) {
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

void add_log(CommandLine& commands) {
  const Command command = commands.add(
      "log",
      "What changed, of all articles, newest first: edits, retitles, deletions, restorations", log);
  command.option("--site", "Only articles of this site").type("NAME");
  command.option("--from", "Changes of this day or instant, and later")
      .check(check_instant)
      .type("DATE");
  command.option("--to", "Changes of this day or instant, and earlier")
      .check(check_instant)
      .type("DATE");
  Option kind = command.option(
      "--kind",
      "Only these kinds: new, edit, title, cosmetic, gone, restored, redirected, blocked, live; "
      "several with commas between");
  kind.list(',')
      .one_of(
          {"new", "edit", "title", "cosmetic", "gone", "restored", "redirected", "blocked", "live"})
      .type("WHAT");
  command.flag("--all", "Every kind; edit, title, gone and restored unless given").excludes(kind);
  command.option("-n,--limit", "Changes to show; all unless given").from(1).type("N");
}

}  // namespace newsarc::cli
