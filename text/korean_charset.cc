#include "text/korean_charset.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/charset_bytes.h"

namespace newsarc::text {
namespace {

#include "korean_charset_tables.inc"  // euc_kr_index

DecodedSequence euc_kr_at(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  if (!is_in(lead, 0x81, 0xFE)) return {};
  const unsigned trail = byte_at(bytes, at + 1);
  if (!is_in(trail, 0x41, 0xFE)) return malformed(bytes, at, 2);
  const char32_t c = euc_kr_index[(lead - 0x81) * 190 + trail - 0x41];
  return c != 0 ? DecodedSequence{c, 2} : malformed(bytes, at, 2);
}

}  // namespace

std::size_t decode_euc_kr(std::string_view bytes, std::string& utf8) {
  return decode_sequences(bytes, utf8, euc_kr_at);
}

std::optional<std::string> encode_euc_kr(char32_t code_point) {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  const auto* const found = std::ranges::find(euc_kr_index, code_point);
  if (found == std::end(euc_kr_index)) return std::nullopt;
  const auto pointer = static_cast<std::size_t>(found - std::begin(euc_kr_index));
  return two_bytes(pointer / 190 + 0x81, pointer % 190 + 0x41);
}

}  // namespace newsarc::text
