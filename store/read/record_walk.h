#pragma once
// Record walk: versions that a filter wants, by article and time. Private to store/.

#include <filesystem>
#include <functional>
#include <optional>
#include <set>

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// An archive at hand, and as of when it is read.
struct Walked {
  Database& database;
  const std::filesystem::path& file;
  const std::optional<Instant>& as_of;
};

// Those that the filter's query names; nothing where there is none. Errors: those of run_query();
// usage, when its first column is no number.
Result<std::optional<std::set<std::int64_t>>> articles_of(const Walked& archive,
                                                          const RecordFilter& filter);

Result<void> walk_records(const Walked& archive, const RecordFilter& filter,
                          const std::function<bool(const Record&)>& each);
Result<void> walk_keys(const Walked& archive, const RecordFilter& filter,
                       const std::function<bool(const RecordKey&)>& each);

}  // namespace newsarc::store
