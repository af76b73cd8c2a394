// newsarc status: the last runs, what waits and what is due, the health of each site.

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_lines.h"
#include "cli/reference.h"
#include "store/read/reader.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int runs_shown = 5;

template <class Value>
Json json_of(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const std::vector<store::RunSite>& sites) {
  Json list = Json::array();
  for (const auto& site : sites)
    list.push_back({{"site", site.site},
                    {"pages", site.pages},
                    {"seen", site.seen},
                    {"new", site.fresh},
                    {"changed", site.changed},
                    {"same", site.same},
                    {"gone", site.gone},
                    {"failed", site.failed},
                    {"bytes", site.bytes},
                    {"waiting", site.waiting}});
  return list;
}

void print_json(const std::vector<store::RunRow>& runs,
                const std::vector<store::SiteStatus>& sites) {
  Json document{{"runs", Json::array()}, {"sites", Json::array()}};
  for (const auto& run : runs)
    document["runs"].push_back({{"run", run.id},
                                {"started", run.started},
                                {"finished", json_of(run.finished)},
                                {"state", run.state},
                                {"import", run.is_import},
                                {"sites", json_of(run.sites)},
                                {"summaries", run.summaries}});
  for (const auto& site : sites)
    document["sites"].push_back({{"site", site.site},
                                 {"articles", site.articles},
                                 {"versions", site.versions},
                                 {"gone", site.gone},
                                 {"waiting", site.waiting},
                                 {"due", site.due},
                                 {"last_ok", json_of(site.last_ok)},
                                 {"failed_last_run", site.failed_last_run},
                                 {"fill_title", json_of(site.fill_title)},
                                 {"fill_published", json_of(site.fill_published)},
                                 {"fill_body", json_of(site.fill_body)},
                                 {"fill_credits", json_of(site.fill_credits)},
                                 {"median_body", json_of(site.median_body)},
                                 {"warnings", site.warnings}});
  std::cout << printed(document, 2) << '\n';
}

void print_share(std::string_view field, const std::optional<double>& share) {
  if (share) std::cout << ", " << field << ' ' << std::llround(*share * 100) << '%';
}

// What the last run read, where it read anything, and what stands against it.
void print_health(const store::SiteStatus& site) {
  if (site.fill_body) {
    std::cout << "  found in the last run: text " << std::llround(*site.fill_body * 100) << '%';
    print_share("title", site.fill_title);
    print_share("time", site.fill_published);
    print_share("credits", site.fill_credits);
    if (site.median_body) std::cout << "; half of the texts above " << *site.median_body;
    std::cout << (site.median_body ? " characters\n" : "\n");
  }
  for (const auto& warning : site.warnings)
    std::cout << "  warning: " << text::printable(warning) << '\n';
}

void print_part(const store::RunSite& site) {
  std::cout << "    " << text::printable(site.site) << ": " << site.pages << " answers; "
            << site.seen << " articles seen, " << site.fresh << " new, " << site.changed
            << " changed, " << site.same << " same, " << site.gone << " gone, " << site.failed
            << " failed; " << site.waiting << " pages waiting\n";
}

std::string_view remedy(const store::RunRow& run) {
  return run.is_import ? "the same import again brings the rest"
                       : "the next crawl of the same sites goes on with it";
}

// How a run ended, or, as long as it has no end, how far it has come.
void print_run(const store::RunRow& run) {
  const bool is_broken = run.state == "broken_off";
  std::cout << "  run " << run.id << (run.is_import ? " (import), " : ", ") << run.started << ", ";
  if (is_broken)
    std::cout << "broken off: " << remedy(run) << '\n';
  else
    std::cout << run.state << '\n';
  if (is_broken || run.state == "running") {
    for (const auto& site : run.sites) print_part(site);
    return;
  }
  for (const auto& summary : run.summaries) std::cout << "    " << text::printable(summary) << '\n';
}

void print_text(const std::vector<store::RunRow>& runs,
                const std::vector<store::SiteStatus>& sites) {
  for (const auto& site : sites) {
    std::cout << text::printable(site.site) << ": " << site.articles << " articles, "
              << site.versions << " versions, " << site.gone << " gone; " << site.waiting
              << " waiting, " << site.due << " due; " << site.failed_last_run
              << " failed in the last run; last article read " << site.last_ok.value_or("never")
              << '\n';
    print_health(site);
  }
  std::cout << (runs.empty() ? "no run yet\n" : "last runs:\n");
  for (const auto& run : runs) print_run(run);
}

Result<int> status(const Command&, const Globals& globals) {
  const auto reader = open_reader(globals);
  if (!reader) return tl::unexpected(reader.error());
  const auto runs = reader->runs(runs_shown);
  if (!runs) return tl::unexpected(runs.error());
  const auto sites = reader->sites(SystemClock().now());
  if (!sites) return tl::unexpected(sites.error());
  globals.json ? print_json(*runs, *sites) : print_text(*runs, *sites);
  return ok;
}

}  // namespace

void add_status(CommandLine& commands) {
  commands.add("status", "The last runs, what waits and what is due, the health of each site",
               status);
}

}  // namespace newsarc::cli
