#pragma once
// The figures of a run by which a drift is told, from the rows that the run left and from those
// that earlier runs kept of themselves. Private to store/.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.h"
#include "store/tables/drift.h"

namespace newsarc::store {

// One site's part of a run, counted from its fetches and readings.
RunFigures count_figures(Database& database, std::int64_t run, std::int64_t site_id);

// What the site's finished crawls before this run came to, newest first; imports are none.
std::vector<RunFigures> earlier_figures(Database& database, std::int64_t run, std::int64_t site_id);

// The rule of `evidence` that finds less in the newest runs than in those before, by what the pages
// were read by at their time; nothing when none does.
std::optional<std::string> broken_rule(Database& database, std::int64_t site_id,
                                       const Drift& drift);

// The warnings that a run ends with: of drifts, and of entrances that lead nowhere.
std::vector<std::string> drift_warnings(Database& database, std::int64_t run, std::int64_t site_id,
                                        std::int64_t profile_id);

}  // namespace newsarc::store
