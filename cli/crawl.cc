// newsarc crawl: finds, fetches, extracts, stores; resumes by itself.

#include "pipeline/crawl.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/json_lines.h"
#include "cli/signals.h"
#include "cli/visitor.h"
#include "cli/workspace.h"
#include "crawler/fetch.h"
#include "store/read/reader.h"
#include "store/tables/drift.h"
#include "store/tables/summary.h"
#include "store/write/archive.h"

namespace newsarc::cli {
namespace {

// The profiles that were asked for: all of them when none is named.
Result<std::vector<Site>> chosen_sites(const Globals& globals,
                                       const std::vector<std::string>& names) {
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  auto sites = load_sites(*workspace);
  if (!sites) return sites;
  if (sites->empty())
    return failure(Fault::config, "no site profile (NAME.toml) here; newsarc add URL makes one",
                   (*workspace / "sites.d").string());
  for (const auto& name : names) {
    if (std::ranges::find(*sites, name, &Site::key) == sites->end())
      return failure(Fault::config, "no profile in sites.d has this name", name);
  }
  if (!names.empty())
    std::erase_if(*sites, [&](const Site& site) {
      return std::ranges::find(names, site.key) == names.end();
    });
  return sites;
}

using Statuses = std::map<std::string, store::SiteStatus>;

// Without an archive, and of sites that are new to it, none.
Result<Statuses> known_sites(const std::filesystem::path& archive) {
  Statuses known;
  std::error_code problem;
  if (!std::filesystem::exists(archive, problem)) return known;
  const auto reader = store::Reader::open(archive);
  if (!reader) return tl::unexpected(reader.error());
  const auto rows = reader->sites(SystemClock().now());
  if (!rows) return tl::unexpected(rows.error());
  for (const auto& row : *rows) known[row.site] = row;
  return known;
}

// How many pages of known articles a new run would ask for.
std::int64_t asked_again(const store::SiteStatus& site, store::Refresh refresh) {
  if (refresh == store::Refresh::none) return 0;
  return refresh == store::Refresh::all ? site.addresses : site.due;
}

// What a crawl would begin with; nothing is fetched and no file is made.
Result<int> dry_run(const Globals& globals, const std::filesystem::path& archive,
                    const std::vector<Site>& sites, store::Refresh refresh) {
  auto known = known_sites(archive);
  if (!known) return tl::unexpected(std::move(known).error());
  nlohmann::ordered_json document{{"sites", nlohmann::ordered_json::array()}};
  for (const auto& site : sites) {
    const auto& status = (*known)[site.key];
    const auto due = asked_again(status, refresh);
    document["sites"].push_back(
        {{"site", site.key}, {"start", site.start}, {"due", due}, {"waiting", status.waiting}});
    if (globals.json) continue;
    for (const auto& start : site.start) std::cout << site.key << "\tstart\t" << start << '\n';
    std::cout << site.key << "\tdue\t" << due << " articles\n";
    std::cout << site.key << "\twaiting\t" << status.waiting << " pages of an unfinished run\n";
  }
  if (globals.json) std::cout << printed(document) << '\n';
  return ok;
}

nlohmann::ordered_json json_of(const store::SiteSummary& summary) {
  return {{"site", summary.site},        {"seen", summary.seen},   {"new", summary.fresh},
          {"changed", summary.changed},  {"same", summary.same},   {"gone", summary.gone},
          {"failed", summary.failed},    {"pages", summary.pages}, {"bytes", summary.bytes},
          {"warnings", summary.warnings}};
}

void print_report(const Globals& globals, const pipeline::CrawlReport& report) {
  nlohmann::ordered_json sites = nlohmann::ordered_json::array();
  for (const auto& summary : report.sites) {
    for (const auto& warning : summary.warnings) print_warning(summary.site + ": " + warning);
    if (globals.json)
      sites.push_back(json_of(summary));
    else
      std::cout << store::summary_line(summary, report.took, report.run, report.note) << '\n';
  }
  if (globals.json) {
    const nlohmann::ordered_json document{
        {"run", report.run},
        {"resumed", report.resumed},
        {"seconds", static_cast<double>(report.took.count()) / 1e3},
        {"sites", sites}};
    std::cout << printed(document) << '\n';
  }
}

// One visit, for --verbose: "200 new http://…", "- http://…: why".
void print_visit(const Visit& visit, const store::Stored& stored) {
  const auto& url = request_of(visit).url.href();
  if (const auto* failed = std::get_if<Failure>(&visit.outcome))
    return print_hint("- " + url + ": " + failed->error.what);
  const auto& capture = std::get<Capture>(visit.outcome);
  std::string line = std::to_string(capture.pages.front().status) + " ";
  line += stored.article_id == 0                 ? name(capture.reading.kind)
          : stored.change == store::Change::none ? "same"
                                                 : name(stored.change);
  print_hint(line + " " + url);
}

// Whether the address guard kept us from a host: its robots.txt is what a crawl asks for first.
bool is_guarded(const Visit& visit) {
  const auto* failed = std::get_if<Failure>(&visit.outcome);
  return failed != nullptr && failed->request.purpose == Purpose::robots &&
         failed->error.fault == Fault::refused;
}

// Why a run did not come to its end.
std::string cause_of(const pipeline::CrawlReport& report, const pipeline::CrawlOptions& options,
                     int signal) {
  if (report.state == store::RunState::interrupted)
    return "was interrupted by " + std::string(signal == SIGINT   ? "Ctrl-C (SIGINT)"
                                               : signal == SIGHUP ? "SIGHUP"
                                                                  : "SIGTERM");
  return pipeline::limit_met(report, options);
}

// What is left to do, where a run did not come to its end or to its sites.
void print_advice(const pipeline::CrawlReport& report, const pipeline::CrawlOptions& options,
                  int signal, bool guarded) {
  const std::string run = "run " + std::to_string(report.run);
  if (report.resumed)
    print_hint(run + " was resumed: it is counted from its beginning, but timed since now");
  if (report.state != store::RunState::finished)
    print_hint(run + " " + cause_of(report, options, signal) +
               " and has pages waiting; the same command goes on with it");
  if (guarded)
    print_hint("--allow HOST:PORT lets a crawl ask a loopback or private address, and no other");
}

bool is_cut_off(const store::SiteSummary& summary) {
  return std::ranges::any_of(summary.warnings, store::is_unreachable);
}

bool has_drifted(const store::SiteSummary& summary) {
  return std::ranges::any_of(summary.warnings, store::is_drift);
}

void print_drift_advice(const pipeline::CrawlReport& report) {
  for (const auto& summary : report.sites) {
    if (!has_drifted(summary)) continue;
    print_hint("a changed layout, as a rule: newsarc log --all --site " + summary.site +
               " names articles of the run, newsarc show --why ID what found their fields; mend " +
               "sites.d/" + summary.site + ".toml, then run newsarc reextract");
  }
}

// A run that stops at its limit every night must not hide a drift, nor some pages that failed.
int exit_of(const pipeline::CrawlReport& report, bool strict, int signal) {
  if (report.state == store::RunState::interrupted) return 128 + signal;
  if (strict && std::ranges::any_of(report.sites, has_drifted)) return drifted;
  if (report.state == store::RunState::stopped) return stopped;
  if (!report.any_seed_reached || std::ranges::all_of(report.sites, is_cut_off)) return no_seed;
  const bool failed = std::ranges::any_of(
      report.sites, [](const auto& site) { return site.failed > 0 || is_cut_off(site); });
  return failed ? partial : ok;
}

store::Refresh refresh_of(const Command& command) {
  const auto word = command.text("--refresh");
  if (word == "all") return store::Refresh::all;
  return word == "none" ? store::Refresh::none : store::Refresh::automatic;
}

pipeline::CrawlOptions options_of(const Command& command) {
  pipeline::CrawlOptions options;
  options.max_pages = command.number("--max-pages");
  options.refresh = refresh_of(command);
  options.workers = jobs(command);
  if (const auto time = command.text("--max-time")) options.max_time = *parse_span(*time);
  return options;
}

Result<int> crawl(const Command& command, const Globals& globals) {
  const auto sites = chosen_sites(globals, command.texts("sites"));
  if (!sites) return tl::unexpected(sites.error());
  const auto path = archive_path(globals);
  if (!path) return tl::unexpected(path.error());
  if (auto sound = pipeline::check(*sites); !sound) return tl::unexpected(sound.error());
  if (command.given("--dry-run")) return dry_run(globals, *path, *sites, refresh_of(command));
  const auto config = load_config(globals);
  if (!config) return tl::unexpected(config.error());

  const SystemClock clock;
  auto fetcher = crawler::curl_fetcher({user_agent(*config), command.texts("--allow"), {}}, clock);
  if (!fetcher) return failure(Fault::usage, fetcher.error().what, fetcher.error().where);
  std::atomic<pipeline::Stop> stop = pipeline::Stop::none;
  const SignalWatch signals([&](int) {
    stop = stop.load() == pipeline::Stop::none ? pipeline::Stop::drain : pipeline::Stop::now;
    (*fetcher)->wake();
  });
  auto archive = store::Archive::open(*path, {"newsarc crawl", true});
  if (!archive) return tl::unexpected(archive.error());
  ProgressPrinter printer(globals, clock);
  pipeline::CrawlWatch watch;
  watch.progress = [&](const pipeline::Progress& progress) { printer.show(progress); };
  bool guarded = false;
  watch.stored = [&](const Visit& visit, const store::Stored& stored) {
    if (globals.verbose > 0) print_visit(visit, stored);
    guarded = guarded || is_guarded(visit);
  };
  auto options = options_of(command);
  const auto reader = store::Reader::open(*path);
  const auto left_alone = reader ? reader->left_alone(clock.now()) : tl::unexpected(reader.error());
  if (!left_alone) return tl::unexpected(left_alone.error());
  options.left_alone = *left_alone;
  const auto report = pipeline::crawl(*archive, *sites, **fetcher, clock, options, stop, watch);
  if (!report) return tl::unexpected(report.error());
  print_report(globals, *report);
  print_drift_advice(*report);
  print_advice(*report, options, signals.last(), guarded);
  return exit_of(*report, command.given("--strict"), signals.last());
}

}  // namespace

void add_crawl(CommandLine& commands) {
  const Command command =
      commands.add("crawl", "Find, fetch, extract and store; an interrupted crawl goes on", crawl);
  command.option("sites", "Names of site profiles; all when none is given").list().type("SITE");
  command.option("--max-pages", "Stop after so many pages").from(1).type("N");
  command.option("--max-time", "Stop after a duration: 90s, 15m, 1h30m")
      .check(check_span)
      .type("DURATION");
  command.option("--refresh", "Known articles to ask again: auto, all, none")
      .one_of({"auto", "all", "none"})
      .type("WHICH");
  command.flag("--dry-run", "Print what it would begin with");
  add_jobs(command);
  command.flag("--strict", "Exit with 13 when a site's figures have drifted");
  add_allow(command);
}

}  // namespace newsarc::cli
