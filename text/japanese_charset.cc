#include "text/japanese_charset.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/charset_bytes.h"
#include "text/japanese_index.h"

namespace newsarc::text {
namespace {

constexpr char32_t first_halfwidth = 0xFF61;  // katakana in one byte, from A1 on
constexpr char32_t last_halfwidth = 0xFF9F;

// Rows of the user's own characters, which shift_jis has as private use (§13.3.1).
constexpr std::uint32_t first_own_pointer = 8836;
constexpr std::uint32_t last_own_pointer = 10715;

DecodedSequence shift_jis_at(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  if (lead == 0x80) return {0x80, 1};
  if (is_in(lead, 0xA1, 0xDF)) return {first_halfwidth + lead - 0xA1, 1};
  if (!is_in(lead, 0x81, 0x9F) && !is_in(lead, 0xE0, 0xFC)) return {};
  const unsigned trail = byte_at(bytes, at + 1);
  if (!is_in(trail, 0x40, 0xFC) || trail == 0x7F) return malformed(bytes, at, 2);
  const std::uint32_t pointer =
      (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
  if (pointer >= first_own_pointer && pointer <= last_own_pointer) {
    return {0xE000 + pointer - first_own_pointer, 2};
  }
  const char32_t c = jis0208_at(pointer);
  return c != 0 ? DecodedSequence{c, 2} : malformed(bytes, at, 2);
}

// 8F, then two bytes of JIS X 0212.
DecodedSequence three_bytes_at(std::string_view bytes, std::size_t at) {
  const unsigned second = byte_at(bytes, at + 1);
  if (!is_in(second, 0xA1, 0xFE)) return malformed(bytes, at, 2);
  const unsigned third = byte_at(bytes, at + 2);
  if (!is_in(third, 0xA1, 0xFE)) return malformed(bytes, at, 3);
  const char32_t c = jis0212_at((second - 0xA1) * 94 + third - 0xA1);
  return c != 0 ? DecodedSequence{c, 3} : malformed(bytes, at, 3);
}

DecodedSequence euc_jp_at(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  if (lead == 0x8F) return three_bytes_at(bytes, at);
  if (lead != 0x8E && !is_in(lead, 0xA1, 0xFE)) return {};
  const unsigned trail = byte_at(bytes, at + 1);
  if (lead == 0x8E && is_in(trail, 0xA1, 0xDF)) return {first_halfwidth + trail - 0xA1, 2};
  if (lead == 0x8E || !is_in(trail, 0xA1, 0xFE)) return malformed(bytes, at, 2);
  const char32_t c = jis0208_at((lead - 0xA1) * 94 + trail - 0xA1);
  return c != 0 ? DecodedSequence{c, 2} : malformed(bytes, at, 2);
}

// What both encoders say in one byte (§13.1.2, §13.3.2): ASCII, and the two characters that the
// Japanese ISO 646 has in place of backslash and tilde.
std::optional<std::string> encode_one_byte(char32_t code_point) {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  if (code_point == U'¥') return "\\";
  if (code_point == U'‾') return "~";
  return std::nullopt;
}

bool is_halfwidth(char32_t c) { return c >= first_halfwidth && c <= last_halfwidth; }

}  // namespace

std::size_t decode_shift_jis(std::string_view bytes, std::string& utf8) {
  return decode_sequences(bytes, utf8, shift_jis_at);
}

std::size_t decode_euc_jp(std::string_view bytes, std::string& utf8) {
  return decode_sequences(bytes, utf8, euc_jp_at);
}

std::optional<std::string> encode_shift_jis(char32_t code_point) {
  if (code_point == 0x80) return "\x80";
  if (auto one = encode_one_byte(code_point)) return one;
  if (is_halfwidth(code_point)) {
    return std::string(1, static_cast<char>(code_point - first_halfwidth + 0xA1));
  }
  const auto pointer = shift_jis_pointer(code_point);
  if (!pointer) return std::nullopt;
  const std::uint32_t lead = *pointer / 188;
  const std::uint32_t trail = *pointer % 188;
  return two_bytes(lead + (lead < 0x1F ? 0x81 : 0xC1), trail + (trail < 0x3F ? 0x40 : 0x41));
}

std::optional<std::string> encode_euc_jp(char32_t code_point) {
  if (auto one = encode_one_byte(code_point)) return one;
  if (is_halfwidth(code_point)) return two_bytes(0x8E, code_point - first_halfwidth + 0xA1);
  const auto pointer = jis0208_pointer(code_point);
  if (!pointer) return std::nullopt;
  return two_bytes(*pointer / 94 + 0xA1, *pointer % 94 + 0xA1);
}

}  // namespace newsarc::text
