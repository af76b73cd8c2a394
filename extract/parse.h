#pragma once
// Parsing: HTML in UTF-8 becomes a Document. The one place where gumbo is used: inside an arena
// with a budget, because misnested formatting can make a small page a huge tree.

#include <cstddef>
#include <string_view>

#include "core/result.h"
#include "extract/dom.h"

namespace newsarc::extract {

constexpr std::size_t parse_memory_limit = std::size_t{128} << 20;

// The page must have passed over_limits(). Errors: limit, when the tree outgrows the budget.
Result<Document> parse_html(std::string_view html, std::size_t memory = parse_memory_limit);

}  // namespace newsarc::extract
