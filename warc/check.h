#pragma once
// Check: a WARC file by the letter of ISO 28500:2017 (WARC 1.1), record by record, digests computed
// and compared, in flat memory but for 16 bytes or so a record. Thread-safe.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <string>

#include "core/result.h"
#include "warc/finding.h"
#include "warc/reader.h"

namespace newsarc::warc {

struct CheckReport {
  std::uint64_t records = 0;
  std::map<std::string, std::uint64_t> types;  // how many of each; "" for none
  std::uint64_t defects = 0;
  std::uint64_t notes = 0;  // findings that are no defects: is_note()

  bool operator==(const CheckReport&) const = default;
};

// Called for each finding, in the order of the file; those that only the end of the file shows come
// last.
using Found = std::function<void(const Finding&)>;

// Called before each record with its place; false ends the check.
using GoOn = std::function<bool(const Place&)>;

// Errors: not_found, disk, decode (a zstd dictionary that cannot be read), interrupted. Damage is a
// finding.
Result<CheckReport> check(const std::filesystem::path& file, const Found& found, Limits limits = {},
                          const GoOn& go_on = {});
Result<CheckReport> check(Reader reader, const Found& found, const GoOn& go_on = {});

}  // namespace newsarc::warc
