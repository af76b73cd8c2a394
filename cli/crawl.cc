// newsarc crawl: finds, fetches, extracts, stores; resumes by itself.

#include "pipeline/crawl.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "cli/visitor.h"
#include "cli/workspace.h"
#include "crawler/fetch.h"
#include "store/archive.h"
#include "store/reader.h"
#include "store/summary.h"

namespace newsarc::cli {
namespace {

struct CrawlArguments {
  std::vector<std::string> sites;
  std::optional<std::int64_t> max_pages;
  std::string max_time;
  store::Refresh refresh = store::Refresh::automatic;
  bool dry_run = false;
  int jobs = 0;
  std::vector<std::string> allow;
};

// The profiles that were asked for: all of them when none is named.
Result<std::vector<Site>> chosen_sites(const Globals& globals, const CrawlArguments& arguments) {
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  auto sites = load_sites(*workspace);
  if (!sites) return sites;
  if (sites->empty())
    return failure(Fault::config, "no site profile (NAME.toml) here; newsarc add URL makes one",
                   (*workspace / "sites.d").string());
  for (const auto& name : arguments.sites) {
    if (std::ranges::find(*sites, name, &Site::key) == sites->end())
      return failure(Fault::config, "no profile in sites.d has this name", name);
  }
  if (!arguments.sites.empty())
    std::erase_if(*sites, [&](const Site& site) {
      return std::ranges::find(arguments.sites, site.key) == arguments.sites.end();
    });
  return sites;
}

// What a crawl would begin with; nothing is fetched and no file is made.
Result<int> dry_run(const std::filesystem::path& archive, const std::vector<Site>& sites) {
  std::map<std::string, store::SiteStatus> known;
  std::error_code problem;
  if (std::filesystem::exists(archive, problem)) {
    const auto reader = store::Reader::open(archive);
    if (!reader) return tl::unexpected(reader.error());
    const auto rows = reader->sites(SystemClock().now());
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : *rows) known[row.site] = row;
  }
  for (const auto& site : sites) {
    for (const auto& start : site.start) std::cout << site.key << "\tstart\t" << start << '\n';
    const auto& status = known[site.key];
    std::cout << site.key << "\tdue\t" << status.due << " articles\n";
    std::cout << site.key << "\twaiting\t" << status.waiting << " pages of an unfinished run\n";
  }
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
      std::cout << store::summary_line(summary, report.took, report.run) << '\n';
  }
  if (globals.json) {
    const nlohmann::ordered_json document{
        {"run", report.run},
        {"resumed", report.resumed},
        {"seconds", static_cast<double>(report.took.count()) / 1e3},
        {"sites", sites}};
    std::cout << document.dump() << '\n';
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

// Why a start page brought nothing, if it did not.
std::optional<Error> start_failure(const Visit& visit) {
  const auto& request = request_of(visit);
  if (request.purpose != Purpose::start || visit.retry_at) return std::nullopt;
  if (const auto* failed = std::get_if<Failure>(&visit.outcome))
    return Error{Fault::network, failed->error.what, request.wanted.href()};
  const auto& page = std::get<Capture>(visit.outcome).pages.front();
  if (page.status < 400) return std::nullopt;
  return Error{Fault::http, "status " + std::to_string(page.status), request.wanted.href()};
}

// What is left to do, where a run did not come to its end.
void print_advice(const pipeline::CrawlReport& report, const std::optional<Error>& lost_start) {
  if (report.state != store::RunState::finished)
    return print_hint("run " + std::to_string(report.run) +
                      " has pages waiting; the same command goes on with it");
  if (report.any_seed_reached) return;
  if (lost_start) print_error(*lost_start);
  print_hint(
      "no start page could be reached; --allow HOST:PORT lets a crawl ask a private address");
}

int exit_of(const pipeline::CrawlReport& report, int signal) {
  if (report.state == store::RunState::interrupted) return 128 + signal;
  if (report.state == store::RunState::stopped) return stopped;
  if (!report.any_seed_reached) return no_seed;
  const bool failed = std::ranges::any_of(report.sites, [](const auto& s) { return s.failed > 0; });
  return failed ? partial : ok;
}

Result<pipeline::CrawlOptions> options_of(const CrawlArguments& arguments) {
  pipeline::CrawlOptions options;
  options.max_pages = arguments.max_pages;
  options.refresh = arguments.refresh;
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  options.workers = arguments.jobs > 0 ? arguments.jobs : cores;
  if (arguments.max_time.empty()) return options;
  const auto span = parse_span(arguments.max_time);
  if (!span) return failure(Fault::usage, span.error().what, "--max-time");
  options.max_time = *span;
  return options;
}

Result<int> crawl(const Globals& globals, const CrawlArguments& arguments) {
  const auto sites = chosen_sites(globals, arguments);
  if (!sites) return tl::unexpected(sites.error());
  const auto path = archive_path(globals);
  if (!path) return tl::unexpected(path.error());
  if (auto sound = pipeline::check(*sites); !sound) return tl::unexpected(sound.error());
  if (arguments.dry_run) return dry_run(*path, *sites);
  const auto options = options_of(arguments);
  if (!options) return tl::unexpected(options.error());

  const auto config = load_config(globals);
  if (!config) return tl::unexpected(config.error());

  const SystemClock clock;
  auto fetcher = crawler::curl_fetcher({user_agent(*config), arguments.allow, {}}, clock);
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
  std::optional<Error> lost_start;  // why the first start page that failed did
  watch.stored = [&](const Visit& visit, const store::Stored& stored) {
    if (globals.verbose > 0) print_visit(visit, stored);
    if (!lost_start) lost_start = start_failure(visit);
  };
  const auto report = pipeline::crawl(*archive, *sites, **fetcher, clock, *options, stop, watch);
  if (!report) return tl::unexpected(report.error());
  print_report(globals, *report);
  print_advice(*report, lost_start);
  return exit_of(*report, signals.last());
}

}  // namespace

void add_crawl(const Commands& commands) {
  auto* command = commands.app.add_subcommand(
      "crawl", "Find, fetch, extract and store; an interrupted crawl goes on");
  auto arguments = std::make_shared<CrawlArguments>();
  const std::map<std::string, store::Refresh> refreshes{{"auto", store::Refresh::automatic},
                                                        {"all", store::Refresh::all},
                                                        {"none", store::Refresh::none}};
  command->add_option("sites", arguments->sites, "Names of site profiles; all when none is given");
  command->add_option("--max-pages", arguments->max_pages, "Stop after so many pages")
      ->check(CLI::PositiveNumber);
  command->add_option("--max-time", arguments->max_time, "Stop after a duration: 90s, 15m, 1h30m");
  command
      ->add_option("--refresh", arguments->refresh, "Known articles to ask again: auto, all, none")
      ->transform(CLI::CheckedTransformer(refreshes))
      ->option_text("WHICH");
  command->add_flag("--dry-run", arguments->dry_run, "Print what it would begin with");
  command->add_option("--jobs", arguments->jobs, "Extraction threads; the cores by default")
      ->check(CLI::Range(1, 256));
  add_allow(*command, arguments->allow);
  command->callback([chosen = &commands.chosen, arguments] {
    *chosen = [arguments](const Globals& globals) { return crawl(globals, *arguments); };
  });
}

}  // namespace newsarc::cli
