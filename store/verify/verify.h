#pragma once
// Verify: whether an archive is what was written: SQLite's own checks, every hash, every reference,
// states derived again from fetches, raw against text, the search index against the texts. It goes
// on after each damage and names what is damaged. Reads only; one thread.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/capture.h"
#include "core/result.h"

namespace newsarc::store {

struct Damage {
  std::string what;
  std::string where;               // "table text, row 17", "page 34", "file header"
  std::optional<std::string> url;  // of the article or page it belongs to, where that can be told
  std::optional<int> version;      // of that article: 1, 2, …

  bool operator==(const Damage&) const = default;
};

// What the extractor of that name reads in the stored pages of an article, by a profile of its
// site; nothing when it is another than today's. The archive does not know how to extract.
using ReadAgain = std::function<std::optional<Reading>(
    std::span<const Page> pages, const std::string& extractor, const std::string& profile)>;

enum class Depth {
  quick,   // no bytes unpacked, nothing read or derived again, no index
  sample,  // two hundred readings, spread over the archive, read again
  full,    // all of them
};

struct VerifyOptions {
  Depth depth = Depth::sample;
  ReadAgain read_again;                            // without it nothing is read again
  std::function<void(const Damage&)> found;        // as it is found
  std::function<void(std::string_view)> step;      // what is looked at now
  const std::atomic<bool>* interrupted = nullptr;  // stops it
};

struct VerifyReport {
  std::vector<std::pair<std::string, std::int64_t>> checked;  // how many of what
  std::vector<std::string> notes;  // what was not checked, and why that is no damage
  std::vector<Damage> damage;      // the first ten thousand
  std::int64_t damages = 0;        // all of them

  bool is_whole() const { return damages == 0; }
};

// Damage is no Error. Errors: schema (no archive there, or one of a newer newsarc), busy, disk,
// limit, interrupted.
Result<VerifyReport> verify(const std::filesystem::path& file, const VerifyOptions& options);

}  // namespace newsarc::store
