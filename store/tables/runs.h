#pragma once
// Runs: crawl and crawl_site rows, from the first seed to the summary line. Private to store/.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/site.h"
#include "store/sqlite/rows.h"
#include "store/tables/summary.h"

namespace newsarc::store {

std::string_view name(RunState state);

constexpr std::string_view import_command = "newsarc import";  // of runs that fetch nothing

// One site's part of a run.
struct CrawlSiteRow {
  std::int64_t crawl_id = 0;
  std::int64_t site_id = 0;
  std::int64_t profile_id = 0;
  SiteSummary summary;
  std::optional<std::string> line;  // once the run has ended
};

// Site, profile and their rows as today's profiles have them.
SiteRow save_site(Database& database, const Site& site);
SiteRow ensure_site(Database& database, const std::string& key);  // without a profile
std::int64_t save_profile(Database& database, const Site& site, std::int64_t site_id);

// The run that a crawl of these sites at `now` goes on with: the newest of any of them, if it is of
// exactly these, not finished, and of the same night (half a day at most).
std::optional<CrawlRow> unfinished_run(Database& database, std::span<const SiteRow> sites,
                                       std::int64_t now);
// The archive has one writer: what still says that it is running was broken off.
void end_dead_runs(Database& database, std::int64_t but);
CrawlRow add_run(Database& database, std::int64_t started, const std::string& command);
bool is_import(Database& database, std::int64_t run);

CrawlSiteRow crawl_site_row(Database& database, std::int64_t run, const SiteRow& site);
std::vector<CrawlSiteRow> crawl_site_rows(Database& database, std::int64_t run);

// Fill rates and median body are taken as the row is saved at the run's end (`line` is set).
void save(Database& database, const CrawlSiteRow& row);

}  // namespace newsarc::store
