// newsarc import: the pages of WARC files, as captured at their own date.

#include "pipeline/import.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/workspace.h"
#include "store/tables/summary.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t most_told = 100;      // damaged records
constexpr std::size_t most_site_lines = 20;  // a file of the whole web has thousands of sites

pipeline::ImportOptions options_of(const Command& command) {
  pipeline::ImportOptions options;
  options.site = command.text("--site");
  options.url = command.text("--url");
  const auto content = command.text("--type");
  if (content == "html") options.content = pipeline::ImportContent::html;
  if (content == "all") options.content = pipeline::ImportContent::all;
  options.workers = jobs(command);
  return options;
}

std::vector<std::filesystem::path> files_of(const Command& command, const Globals& globals) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : command.texts("files"))
    files.push_back(std::filesystem::path(globals.directory) / file);
  return files;
}

// "a.warc.gz: 5251 captures archived, 0 known already; passed over: request records 5252"
std::string line_of(const pipeline::ImportedFile& file) {
  std::string line = file.file.string() + ": " + counted(file.archived, "capture", "captures") +
                     " archived, " + std::to_string(file.known) + " known already";
  if (file.damaged > 0) line += ", " + counted(file.damaged, "record damaged", "records damaged");
  std::string passed;
  for (const auto& [why, count] : file.passed)
    passed += (passed.empty() ? "; passed over: " : ", ") + why + " " + std::to_string(count);
  return text::printable(line + passed);
}

Json json_of(const pipeline::ImportedFile& file) {
  Json passed = Json::object();
  for (const auto& [why, count] : file.passed) passed[why] = count;
  return {{"file", file.file.string()}, {"records", file.records}, {"archived", file.archived},
          {"known", file.known},        {"damaged", file.damaged}, {"passed", std::move(passed)}};
}

Json json_of(const store::SiteSummary& site) {
  return {{"site", site.site},       {"seen", site.seen}, {"new", site.fresh},
          {"changed", site.changed}, {"same", site.same}, {"failed", site.failed},
          {"pages", site.pages}};
}

void print_json(const pipeline::ImportReport& report) {
  Json files = Json::array();
  Json sites = Json::array();
  for (const auto& file : report.files) files.push_back(json_of(file));
  for (const auto& site : report.sites) sites.push_back(json_of(site));
  const Json document{{"run", report.run == 0 ? Json() : Json(report.run)},
                      {"seconds", static_cast<double>(report.took.count()) / 1e3},
                      {"files", std::move(files)},
                      {"sites", std::move(sites)}};
  std::cout << printed(document) << '\n';
}

void print_report(const pipeline::ImportReport& report) {
  for (const auto& file : report.files) std::cout << line_of(file) << '\n';
  auto sites = report.sites;
  std::ranges::stable_sort(sites, std::ranges::greater(), &store::SiteSummary::seen);
  const std::size_t shown = std::min(sites.size(), most_site_lines);
  for (std::size_t i = 0; i < shown; ++i)
    std::cout << text::printable(store::summary_line(sites[i], report.took, report.run)) << '\n';
  if (sites.size() > shown)
    std::cout << "and " << sites.size() - shown << " sites more; newsarc status has them all\n";
}

// A name that is mistyped looks like a file of other sites.
void hint_at_site(const pipeline::ImportReport& report, const Command& command) {
  const auto site = command.text("--site");
  const bool any = std::ranges::any_of(
      report.files, [](const auto& file) { return file.archived + file.known > 0; });
  if (site && !any && !report.interrupted)
    print_hint("nothing in these files goes into a site \"" + *site +
               "\"; sites are profiles by their name, and hosts without www.");
}

int exit_of(const pipeline::ImportReport& report, const InterruptWatch& interrupts) {
  if (report.interrupted) return interrupts.exit_code();
  const bool damaged =
      std::ranges::any_of(report.files, [](const auto& file) { return file.damaged > 0; });
  return damaged ? partial : ok;
}

Result<int> import_files(const Command& command, const Globals& globals) {
  const auto profiles = todays_sites(globals);
  if (!profiles) return tl::unexpected(profiles.error());
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  const InterruptWatch interrupts;
  const SystemClock clock;
  ProgressPrinter printer(globals, clock);
  std::int64_t told = 0;
  pipeline::ImportWatch watch;
  watch.progress = [&](const pipeline::ImportProgress& progress) { printer.show(progress); };
  watch.damaged = [&](const Error& error) {
    if (++told > most_told) return;
    printer.erase();
    print_warning(error.where + ": " + error.what);
  };
  const auto report = pipeline::import_warcs(*archive, *profiles, files_of(command, globals),
                                             options_of(command), clock, interrupts.flag(), watch);
  if (!report) return tl::unexpected(report.error());
  printer.erase();
  globals.json ? print_json(*report) : print_report(*report);
  if (told > most_told)
    print_hint(counted(told - most_told, "more damaged record", "more damaged records") +
               "; newsarc verify FILE names all");
  hint_at_site(*report, command);
  if (report->interrupted) print_hint("interrupted; the same command goes on with the rest");
  return exit_of(*report, interrupts);
}

}  // namespace

void add_import(CommandLine& commands) {
  const Command command = commands.add(
      "import", "Archive the pages of WARC files as captured at their own date", import_files);
  command.option("files", "WARC files: plain, gzip or zstd").list().required().type("FILE");
  command.option("--site", "Only pages of this site: a profile's, or a host's").type("NAME");
  command.option("--url", "Only addresses of this form: * any characters, ? one").type("PATTERN");
  command.option("--type", "pages (the default: HTML, feeds, sitemaps, robots.txt), html, or all")
      .one_of({"pages", "html", "all"})
      .type("WHICH");
  add_jobs(command);
}

}  // namespace newsarc::cli
