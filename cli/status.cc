// newsarc status: the last runs, what waits and what is due, the health of each site.

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/reference.h"
#include "store/reader.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

constexpr int runs_shown = 5;

void print_json(const std::vector<store::RunRow>& runs,
                const std::vector<store::SiteStatus>& sites) {
  using Json = nlohmann::ordered_json;
  Json document{{"runs", Json::array()}, {"sites", Json::array()}};
  for (const auto& run : runs)
    document["runs"].push_back({{"run", run.id},
                                {"started", run.started},
                                {"finished", run.finished ? Json(*run.finished) : Json()},
                                {"state", run.state},
                                {"summaries", run.summaries}});
  for (const auto& site : sites)
    document["sites"].push_back({{"site", site.site},
                                 {"articles", site.articles},
                                 {"versions", site.versions},
                                 {"gone", site.gone},
                                 {"waiting", site.waiting},
                                 {"due", site.due},
                                 {"last_ok", site.last_ok ? Json(*site.last_ok) : Json()},
                                 {"failed_last_run", site.failed_last_run}});
  std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void print_text(const std::vector<store::RunRow>& runs,
                const std::vector<store::SiteStatus>& sites) {
  for (const auto& site : sites) {
    std::cout << text::printable(site.site) << ": " << site.articles << " articles, "
              << site.versions << " versions, " << site.gone << " gone; " << site.waiting
              << " waiting, " << site.due << " due; " << site.failed_last_run
              << " failed in the last run; last answer " << site.last_ok.value_or("never") << '\n';
  }
  std::cout << (runs.empty() ? "no run yet\n" : "last runs:\n");
  for (const auto& run : runs) {
    std::cout << "  run " << run.id << ", " << run.started << ", " << run.state << '\n';
    for (const auto& summary : run.summaries)
      std::cout << "    " << text::printable(summary) << '\n';
  }
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
