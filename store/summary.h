#pragma once
// The summary line: what one site's part of a run came to, as the run prints it and the archive
// keeps it.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"
#include "store/archive.h"

namespace newsarc::store {

std::string size_text(std::int64_t bytes);  // "4.1 MB"

// Of a site whose start pages gave nothing, a warning begins so.
constexpr std::string_view unreachable = "no start page could be reached";
bool is_unreachable(std::string_view warning);

// "hengyang: 220 seen, 14 new, 2 changed, 203 same, 1 gone, 0 failed; 4.1 MB; 3m41s; run 57"
// and a note behind it, as in "run 57 (stopped at --max-pages 100)".
std::string summary_line(const SiteSummary& summary, Span took, std::int64_t run,
                         const std::string& note = "");

}  // namespace newsarc::store
