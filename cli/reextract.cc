// newsarc reextract: today's extractor over stored pages, as new readings of the same versions.

#include "pipeline/reextract.h"

#include <algorithm>
#include <memory>
#include <thread>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/workspace.h"

namespace newsarc::cli {
namespace {

using pipeline::Rereading;

// The version as it would be shown by today's reading.
store::Record record_today(const Rereading& again) {
  const Article& article = *again.today.reading.article;
  store::Record record = again.before;
  record.title = article.title;
  record.published.reset();
  record.modified.reset();
  if (article.published) record.published = to_text(*article.published);
  if (article.modified) record.modified = to_text(*article.modified);
  record.section = article.section;
  record.source = article.source;
  record.authors = authors(article);
  record.language = again.today.forms.language;
  record.script = name(again.today.forms.script);
  record.body = body(article);
  record.credits = article.credits;
  record.images = article.images;
  return record;
}

// Fields that differ: those that a diff shows, then the others by their names.
std::vector<FieldChange> changes_of(const Rereading& again) {
  const auto today = record_today(again);
  const auto& before = again.before;
  auto changes = compare(before, today, {});
  if (before.modified != today.modified) changes.push_back({"modified", {}, {}});
  if (before.authors != today.authors) changes.push_back({"authors", {}, {}});
  if (before.images != today.images) changes.push_back({"images", {}, {}});
  if (before.language != today.language) changes.push_back({"language", {}, {}});
  return changes;
}

std::string version_of(const Rereading& again) {
  return one_line(again.before.url) + "@v" + std::to_string(again.before.version);
}

// Prints each version that differs or cannot be read, as it comes: an archive may be large.
class Report {
 public:
  Report(const Command& command, const Globals& globals)
      : json_(globals.json),
        list_(command.given("--dry-run") || command.given("--diff")),
        edits_(command.given("--diff")),
        dry_run_(command.given("--dry-run")),
        colors_(palette(use_color(globals))) {
    if (json_) out_.stream() << "{\"versions\":[";
  }

  // False: nobody reads on, and there is nothing else to do.
  bool add(const Rereading& again) {
    if (again.problem) {
      ++kept_;
      print_warning(version_of(again) + ": its reading stays: " + again.problem->what);
      if (json_) add_json(again, {});
      return goes_on();
    }
    const auto changes = changes_of(again);
    ++(changes.empty() ? same_ : differ_);
    if (changes.empty() || !list_) return goes_on();
    json_ ? add_json(again, changes) : add_line(again, changes);
    return goes_on();
  }

  Result<void> finish() {
    const std::int64_t all = differ_ + same_ + kept_;
    if (json_) {
      out_.stream() << "],\"read\":" << differ_ + same_ << ",\"differ\":" << differ_
                    << ",\"same\":" << same_ << ",\"kept\":" << kept_
                    << ",\"dry_run\":" << (dry_run_ ? "true" : "false") << "}\n";
    } else {
      out_.stream() << all << (dry_run_ ? " versions to read again: " : " versions read again: ")
                    << differ_ << " differ, " << same_ << " say the same, " << kept_
                    << (dry_run_ ? " cannot be read\n" : " could not be read\n");
    }
    return out_.finish();
  }

 private:
  bool goes_on() const { return !dry_run_ || !out_.reader_gone(); }

  void add_line(const Rereading& again, const std::vector<FieldChange>& changes) {
    std::string line = version_of(again) + ' ';
    for (const auto& change : changes) line += ' ' + change.field;
    out_.stream() << line << '\n';
    if (!edits_) return;
    for (const auto& change : changes) out_.stream() << marked(change.edits, colors_);
  }

  void add_json(const Rereading& again, const std::vector<FieldChange>& changes) {
    std::string line;
    dataset::JsonWriter json(line);
    json.begin_object();
    json.member("article_id", again.before.article_id);
    json.member("url", again.before.url);
    json.member("version", again.before.version);
    json.member("error", again.problem ? std::optional(again.problem->what) : std::nullopt);
    json.key("fields");
    write_changes(json, changes, edits_);
    json.end_object();
    out_.stream() << (std::exchange(any_, true) ? ",\n" : "\n") << line;
  }

  Output out_ = Output::standard();
  bool json_;
  bool list_;
  bool edits_;
  bool dry_run_;
  Palette colors_;
  bool any_ = false;
  std::int64_t differ_ = 0;
  std::int64_t same_ = 0;
  std::int64_t kept_ = 0;
};

Result<int> reextract(const Command& command, const Globals& globals) {
  const auto sites = todays_sites(globals);
  if (!sites) return tl::unexpected(sites.error());
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  const pipeline::ReextractOptions options{command.text("--site"), jobs(command),
                                           command.given("--dry-run")};
  const InterruptWatch interrupt;
  const SystemClock clock;
  ProgressPrinter printer(globals, clock);
  std::optional<Report> lines;  // nothing is printed before the archive is open
  const auto begin = [&]() -> Report& { return lines ? *lines : lines.emplace(command, globals); };
  pipeline::ReextractWatch watch;
  watch.read = [&](const Rereading& again) { return begin().add(again); };
  watch.progress = [&](const auto& progress) { printer.show(progress); };
  const auto report = pipeline::reextract(*archive, *sites, options, interrupt.flag(), watch);
  if (!report) return tl::unexpected(report.error());
  for (const auto& site : report->plain)
    print_warning(site + ": no profile of this site here; its pages were read without one");
  if (auto done = begin().finish(); !done) return tl::unexpected(done.error());
  if (report->interrupted) {
    print_hint("the same command goes on with the rest");
    return interrupt.exit_code();
  }
  return report->kept > 0 ? partial : ok;
}

}  // namespace

void add_reextract(CommandLine& commands) {
  const Command command = commands.add(
      "reextract", "Run today's extractor over stored pages; versions and their dates stay",
      reextract);
  command.flag("--dry-run", "Print what would differ; write nothing");
  command.option("--site", "Only versions of this site").type("NAME");
  command.flag("--diff", "Print the differences");
  add_jobs(command);
}

}  // namespace newsarc::cli
