#pragma once
// Snapshot: an archive as one read-only file fit for publishing: packed, without the crawl's memory
// (table frontier), in no need of anything beside it. The archive is only read. On the
// caller's thread.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace newsarc::store {

struct Snapshot {
  std::filesystem::path file;
  std::int64_t bytes = 0;
  std::vector<std::string> emptied;  // tables whose rows are left out
};

// Takes the place of a file only with `replace`. Errors leave no half file, and one that was there:
// usage (it is there, or is the archive), damaged, schema, busy, disk.
Result<Snapshot> write_snapshot(const std::filesystem::path& archive,
                                const std::filesystem::path& file, bool replace);

}  // namespace newsarc::store
