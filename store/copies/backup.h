#pragma once
// Backup: a consistent copy of an archive, made while a crawl may be writing to it, verified before
// it takes its name. Older copies are kept by count. The archive is only read.
// On the caller's thread.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace newsarc::store {

struct Backup {
  std::filesystem::path file;
  std::int64_t bytes = 0;
  std::vector<std::filesystem::path> older;    // kept beside it, newest first
  std::vector<std::filesystem::path> removed;  // beyond the count
  // In a directory, named as copies of this archive and begun by another crawl: left alone.
  std::vector<std::filesystem::path> foreign;
};

// `destination` is a file, or a directory that gets one named by the archive and `now`. With
// `older`, so many copies from before are kept: FILE.1 (the last), FILE.2, …; in a directory the
// newest by name. Without it a file is replaced, and nothing in a directory goes.
// Errors leave no half copy and all copies there were: usage (the destination is the archive, or
// something else than a copy), damaged, schema, busy, disk.
Result<Backup> back_up(const std::filesystem::path& archive,
                       const std::filesystem::path& destination, std::optional<int> older,
                       Instant now);

}  // namespace newsarc::store
