#include <cstdint>
#include <string>
#include <vector>

#include "text/generate/charset_corrections.h"
#include "text/generate/charset_tables.h"
#include "text/generate/icu_decoder.h"
#include "text/generate/table_writer.h"

namespace newsarc::text::generate {
namespace {

std::string two_bytes(unsigned lead, unsigned trail) {
  return {static_cast<char>(lead), static_cast<char>(trail)};
}

// Encoding Standard §10.2.2: pointer = (lead − 0x81) × 190 + (trail − offset).
std::uint32_t gb18030_pointer(std::uint16_t bytes) {
  const std::uint32_t trail = bytes & 0xFFU;
  return ((bytes >> 8) - 0x81U) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41);
}

std::vector<std::uint32_t> gb18030_index() {
  IcuDecoder decoder("gb18030");
  std::vector<std::uint32_t> index;
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail != 0x7F) index.push_back(decoder.decode(two_bytes(lead, trail)));
    }
  }
  for (const auto& [bytes, code_point] : gb18030_corrections) {
    index[gb18030_pointer(bytes)] = code_point;
  }
  return index;
}

// §10.2.2, the encoder's table: text that still has the private-use characters of the edition of
// 2000 gets their cells. Pairs of code point and pointer in one row.
std::vector<std::uint32_t> gb18030_former() {
  IcuDecoder decoder("gb18030");
  std::vector<std::uint32_t> former;
  for (const auto& [bytes, code_point] : gb18030_corrections) {
    if (code_point == 0x3000) continue;  // the cell of a space is no character's
    former.push_back(decoder.decode(two_bytes(bytes >> 8, bytes & 0xFFU)));
    former.push_back(gb18030_pointer(bytes));
  }
  return former;
}

// Pointers of four bytes and the code points at which they begin to count up: pairs in one row.
std::vector<std::uint32_t> gb18030_ranges() {
  constexpr std::uint32_t end_of_bmp = 39420;  // Encoding Standard §"index gb18030 ranges"
  IcuDecoder decoder("gb18030");
  std::vector<std::uint32_t> ranges;
  char32_t expected = 0;
  for (std::uint32_t pointer = 0; pointer < end_of_bmp; ++pointer) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    char32_t c = decoder.decode({byte(0x81 + pointer / 12600), byte(0x30 + pointer / 1260 % 10),
                                 byte(0x81 + pointer / 10 % 126), byte(0x30 + pointer % 10)});
    if (pointer == gb18030_private_pointer) c = gb18030_private_code_point;
    if (c != expected) ranges.insert(ranges.end(), {pointer, static_cast<std::uint32_t>(c)});
    expected = c + 1;
  }
  return ranges;
}

// Encoding Standard §12.1.1: pointer = (lead − 0x81) × 157 + (trail − offset).
std::vector<std::uint32_t> big5_index() {
  IcuDecoder decoder("Big5-HKSCS");
  std::vector<std::uint32_t> index;
  const auto cell = [&index](std::uint16_t bytes) -> std::uint32_t& {
    const unsigned trail = bytes & 0xFF;
    return index[((bytes >> 8) - 0x81U) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62)];
  };
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail >= 0x7F && trail <= 0xA0) continue;
      const char32_t c = decoder.decode(two_bytes(lead, trail));
      index.push_back(is_private(c) ? 0 : c);  // the standard has no private use
    }
  }
  for (const auto& [bytes, code_point] : big5_new_characters) cell(bytes) = code_point;
  for (const auto& [bytes, code_point] : big5_duplicates) cell(bytes) = code_point;
  for (std::uint16_t bytes = big5_control_pictures; bytes < big5_delete_picture; ++bytes) {
    cell(bytes) = 0x2400U + bytes - big5_control_pictures;
  }
  cell(big5_delete_picture) = 0x2421;
  return index;
}

}  // namespace

void write_chinese_charset_tables(std::ostream& out) {
  write_array(out, "gb18030_index", 16, gb18030_index());
  write_array(out, "gb18030_former", 16, gb18030_former());
  write_array(out, "gb18030_ranges", 32, gb18030_ranges());
  write_array(out, "big5_index", 32, big5_index());
}

}  // namespace newsarc::text::generate
