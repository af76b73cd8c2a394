#pragma once
// PagedTable: a number for each code point, in two generated arrays: pages of 64 numbers, equal
// ones stored once, and an index that says which page holds a code point. 0 where nothing is said.

#include <cstdint>
#include <span>

namespace newsarc::text {

struct PagedTable {
  static constexpr unsigned page_bits = 6;
  static constexpr std::uint32_t page_size = 1U << page_bits;

  std::span<const std::uint16_t> index;
  std::span<const std::uint32_t> pages;

  constexpr std::uint32_t at(char32_t c) const {
    const std::uint32_t page = c >> page_bits;
    if (page >= index.size()) return 0;
    return pages[(static_cast<std::uint32_t>(index[page]) << page_bits) | (c & (page_size - 1))];
  }
};

}  // namespace newsarc::text
