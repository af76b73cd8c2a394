#pragma once
// Index check: whether a CDXJ file is sorted, and each of its lines leads to the record that it
// tells of, in the WARC files beside it.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/result.h"

namespace newsarc::warc {

struct IndexFinding {
  std::uint64_t line = 0;  // from 1
  std::string what;        // one clause

  bool operator==(const IndexFinding&) const = default;
};

struct IndexReport {
  std::uint64_t lines = 0;
  std::uint64_t defects = 0;
};

// `found` is called as lines are read; true from `interrupted` ends it. A line that begins with '!'
// is a header of the index. Errors: not_found, disk, interrupted.
Result<IndexReport> check_index(const std::filesystem::path& file,
                                const std::function<void(const IndexFinding&)>& found,
                                const std::function<bool()>& interrupted = {});

}  // namespace newsarc::warc
