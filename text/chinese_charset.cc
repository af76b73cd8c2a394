#include "text/chinese_charset.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/charset_bytes.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

#include "chinese_charset_tables.inc"  // gb18030_index …_former …_ranges, big5_index

constexpr char32_t replacement = 0xFFFD;
constexpr std::size_t gb18030_range_count = std::size(gb18030_ranges) / 2;
constexpr std::uint32_t first_astral_pointer = 189000;  // Encoding Standard, index gb18030 ranges
constexpr std::uint32_t end_of_bmp_pointer = 39420;

// Encoding Standard §5, "index gb18030 ranges code point".
char32_t code_point_of_four(std::uint32_t pointer) {
  if (pointer >= first_astral_pointer) {
    const char32_t c = 0x10000 + (pointer - first_astral_pointer);
    return c <= 0x10FFFF ? c : replacement;
  }
  if (pointer >= end_of_bmp_pointer) return replacement;
  std::size_t low = 0;
  std::size_t high = gb18030_range_count;
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (gb18030_ranges[2 * middle] <= pointer ? low : high) = middle;
  }
  return gb18030_ranges[2 * low + 1] + (pointer - gb18030_ranges[2 * low]);
}

// `first` is a lead byte and the second a digit. What the end of the bytes cuts off is lost as one.
DecodedSequence four_bytes_at(std::string_view bytes, std::size_t at) {
  const std::size_t left = bytes.size() - at;
  const unsigned third = byte_at(bytes, at + 2);
  const unsigned fourth = byte_at(bytes, at + 3);
  if (left == 2 || (left == 3 && is_in(third, 0x81, 0xFE))) return {replacement, left};
  if (!is_in(third, 0x81, 0xFE) || !is_in(fourth, 0x30, 0x39)) return {replacement, 1};
  const std::uint32_t pointer =
      (((byte_at(bytes, at) - 0x81) * 10 + byte_at(bytes, at + 1) - 0x30) * 126 + third - 0x81) *
          10 +
      fourth - 0x30;
  return {code_point_of_four(pointer), 4};
}

DecodedSequence gb18030_at(std::string_view bytes, std::size_t at) {
  const unsigned first = byte_at(bytes, at);
  if (first == 0x80) return {U'€', 1};
  if (first == 0xFF) return {replacement, 1};
  const unsigned second = byte_at(bytes, at + 1);
  if (is_in(second, 0x30, 0x39)) return four_bytes_at(bytes, at);
  if (!is_in(second, 0x40, 0xFE) || second == 0x7F) return malformed(bytes, at, 2);
  const char32_t c = gb18030_index[(first - 0x81) * 190 + second - (second < 0x7F ? 0x40 : 0x41)];
  return c != 0 ? DecodedSequence{c, 2} : malformed(bytes, at, 2);
}

// Encoding Standard §12.1.1: four cells are a letter with a combining mark.
void append_big5(std::string& utf8, std::uint32_t pointer, char32_t c) {
  switch (pointer) {
    case 1133:
      append(utf8, 0xCA);
      return append(utf8, 0x304);
    case 1135:
      append(utf8, 0xCA);
      return append(utf8, 0x30C);
    case 1164:
      append(utf8, 0xEA);
      return append(utf8, 0x304);
    case 1166:
      append(utf8, 0xEA);
      return append(utf8, 0x30C);
    default:
      append(utf8, c);
  }
}

bool has_two_code_points(std::uint32_t pointer) {
  return pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166;
}

std::optional<std::uint32_t> pointer_of_four(char32_t code_point) {
  if (code_point == 0xE7C7) return 7457;  // Encoding Standard §5, "index gb18030 ranges pointer"
  if (code_point >= 0x10000) return first_astral_pointer + (code_point - 0x10000);
  std::uint32_t pointer = 0;
  char32_t offset = 0;
  for (std::size_t i = 0; i < gb18030_range_count; ++i) {
    const char32_t start = gb18030_ranges[2 * i + 1];
    if (start > code_point || start == 0xE7C7 || start < offset) continue;
    offset = start;
    pointer = gb18030_ranges[2 * i];
  }
  return pointer + (code_point - offset);
}

std::optional<std::size_t> pointer_of_two(char32_t code_point) {
  for (std::size_t i = 0; i < std::size(gb18030_former); i += 2) {
    if (gb18030_former[i] == code_point) return gb18030_former[i + 1];
  }
  const auto* const found = std::ranges::find(gb18030_index, code_point);
  if (found == std::end(gb18030_index)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(gb18030_index));
}

std::optional<std::string> encode_two(char32_t code_point) {
  const auto pointer = pointer_of_two(code_point);
  if (!pointer) return std::nullopt;
  const std::size_t trail = *pointer % 190;
  return two_bytes(*pointer / 190 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x41));
}

}  // namespace

std::size_t decode_gb18030(std::string_view bytes, std::string& utf8) {
  return decode_sequences(bytes, utf8, gb18030_at);
}

std::size_t decode_big5(std::string_view bytes, std::string& utf8) {
  std::size_t replaced = 0;
  for (std::size_t at = copy_ascii(bytes, 0, utf8); at < bytes.size();
       at = copy_ascii(bytes, at, utf8)) {
    const unsigned lead = byte_at(bytes, at);
    const unsigned trail = byte_at(bytes, at + 1);
    const bool is_pair =
        is_in(lead, 0x81, 0xFE) && (is_in(trail, 0x40, 0x7E) || is_in(trail, 0xA1, 0xFE));
    const std::uint32_t pointer =
        is_pair ? (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62) : 0;
    if (is_pair && (big5_index[pointer] != 0 || has_two_code_points(pointer))) {
      append_big5(utf8, pointer, big5_index[pointer]);
      at += 2;
      continue;
    }
    append(utf8, replacement);
    ++replaced;
    at += is_in(lead, 0x81, 0xFE) ? malformed(bytes, at, 2).length : 1;
  }
  return replaced;
}

// Encoding Standard §10.2.2, the encoder: U+E5E5 has no bytes, since its old cell is a space now.
std::optional<std::string> encode_gb18030(char32_t code_point) {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  if (code_point == 0xE5E5) return std::nullopt;
  if (auto two = encode_two(code_point)) return two;
  const auto pointer = pointer_of_four(code_point);
  if (!pointer) return std::nullopt;
  return two_bytes(*pointer / 12600 + 0x81, *pointer / 1260 % 10 + 0x30) +
         two_bytes(*pointer / 10 % 126 + 0x81, *pointer % 10 + 0x30);
}

std::optional<std::string> encode_gbk(char32_t code_point) {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  if (code_point == 0xE5E5) return std::nullopt;
  if (code_point == U'€') return std::string(1, static_cast<char>(0x80));
  return encode_two(code_point);
}

// Encoding Standard §5, "index Big5 pointer": nothing from the Hong Kong rows before A1, and the
// last cell of six box-drawing and number characters that have two.
std::optional<std::string> encode_big5(char32_t code_point) {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  constexpr std::ptrdiff_t first_pointer = (0xA1 - 0x81) * 157;
  constexpr char32_t last_cells[] = {0x2550, 0x255E, 0x2561, 0x256A, 0x5341, 0x5345};
  const std::uint32_t* const begin = std::begin(big5_index) + first_pointer;
  const std::uint32_t* const end = std::end(big5_index);
  const std::uint32_t* found = std::find(begin, end, code_point);
  if (found == end) return std::nullopt;
  if (std::ranges::find(last_cells, code_point) != std::end(last_cells)) {
    for (const auto* next = found; next != end; next = std::find(next + 1, end, code_point)) {
      found = next;
    }
  }
  const auto pointer = static_cast<std::size_t>(found - std::begin(big5_index));
  const std::size_t trail = pointer % 157;
  return two_bytes(pointer / 157 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x62));
}

}  // namespace newsarc::text
