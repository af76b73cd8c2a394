#pragma once
// Capture walk: fetch rows, with their bytes, in the order in which they came. Holds one group of
// captures, the ids of all fetches while they are sorted, and who was first with bytes that come
// often. Private to store/.

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "store/read/captures.h"
#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Whose captures: all of a site, or of all sites; or those of some articles alone, whatever address
// gave them at the time.
struct CaptureChoice {
  std::optional<std::string> site;
  std::optional<std::set<std::int64_t>> articles;
};

// The articles whose latest version was published on these days; of `among` if that is given.
std::set<std::int64_t> articles_published(Database& database, const RecordFilter& filter,
                                          const std::optional<std::set<std::int64_t>>& among);

// Stops when `each` returns false. Errors: damaged, and SQLite's own.
Result<CaptureTally> walk_captures(Database& database, const CaptureChoice& choice,
                                   const std::function<bool(const CaptureGroup&)>& each);

}  // namespace newsarc::store
