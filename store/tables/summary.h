#pragma once
// What one site's part of a run came to, and its summary line, as the run prints it and the archive
// keeps it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace newsarc::store {

enum class RunState { running, finished, stopped, interrupted };  // stopped: at a limit

// The figures of the line; the archive keeps them as a crawl_site row.
struct SiteSummary {
  std::string site;
  std::int64_t seen = 0;     // articles visited: fresh + changed + same + gone + failed
  std::int64_t fresh = 0;    // "new"
  std::int64_t changed = 0;  // edit, title or cosmetic
  std::int64_t same = 0;
  std::int64_t gone = 0;  // 404 or 410, confirmed or not yet
  std::int64_t failed = 0;
  std::int64_t pages = 0;             // answers of any kind
  std::int64_t bytes = 0;             // of bodies as received
  std::vector<std::string> warnings;  // mass disappearance, drift, limits, …

  bool operator==(const SiteSummary&) const = default;
};

std::string size_text(std::int64_t bytes);  // "4.1 MB"

// Of a site whose start pages gave nothing, a warning begins so.
constexpr std::string_view unreachable = "no start page could be reached";
bool is_unreachable(std::string_view warning);

// "hengyang: 220 seen, 14 new, 2 changed, 203 same, 1 gone, 0 failed; 4.1 MB; 3m41s; run 57"
// and a note behind it, as in "run 57 (stopped at --max-pages 100)".
std::string summary_line(const SiteSummary& summary, Span took, std::int64_t run,
                         const std::string& note = "");

}  // namespace newsarc::store
