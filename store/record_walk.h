#pragma once
// Record walk: versions that a filter wants, by article and time. Private to store/.

#include <filesystem>
#include <functional>
#include <optional>

#include "store/reader.h"
#include "store/sqlite.h"

namespace newsarc::store {

// An archive at hand, and as of when it is read.
struct Walked {
  Database& database;
  const std::filesystem::path& file;
  const std::optional<Instant>& as_of;
};

Result<void> walk_records(const Walked& archive, const RecordFilter& filter,
                          const std::function<bool(const Record&)>& each);
Result<void> walk_keys(const Walked& archive, const RecordFilter& filter,
                       const std::function<bool(const RecordKey&)>& each);

}  // namespace newsarc::store
