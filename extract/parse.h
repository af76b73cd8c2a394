#pragma once
// Parsing: HTML in UTF-8 becomes a Document. The one place where gumbo is used: inside an arena
// with a budget of memory and time, because misnested formatting can make a small page a huge tree.

#include <chrono>
#include <cstddef>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "extract/dom.h"

namespace newsarc::extract {

struct ParseLimits {
  std::size_t memory = std::size_t{128} << 20;
  Span time = std::chrono::seconds(5);  // of this thread's work; 8 MiB of news take half of one
};

// The page must have passed over_limits(). Errors: limit, when the tree outgrows the budget or is
// nested deeper than over_limits() allows, or the parse takes too long.
Result<Document> parse_html(std::string_view html, const ParseLimits& limits = {});

}  // namespace newsarc::extract
