#include "text/single_byte_charset.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "text/charset_bytes.h"

namespace newsarc::text {
namespace {

#include "single_byte_charset_tables.inc"  // single_byte_names, single_byte_halves

// §15.5.1: every byte of the upper half is a private-use character.
constexpr std::array<std::uint16_t, 128> user_defined = [] {
  std::array<std::uint16_t, 128> half{};
  for (std::size_t i = 0; i < half.size(); ++i) half[i] = static_cast<std::uint16_t>(0xF780 + i);
  return half;
}();

}  // namespace

std::optional<SingleByteCharset> SingleByteCharset::find(std::string_view name) {
  if (name == "x-user-defined") return SingleByteCharset(user_defined.data());
  if (name == "iso-8859-8-i") name = "iso-8859-8";  // they differ in the direction of display
  const auto* const found = std::ranges::find(single_byte_names, name);
  if (found == std::end(single_byte_names)) return std::nullopt;
  return SingleByteCharset(single_byte_halves + 128 * (found - std::begin(single_byte_names)));
}

std::size_t SingleByteCharset::decode(std::string_view bytes, std::string& utf8) const {
  return decode_sequences(bytes, utf8, [this](std::string_view all, std::size_t at) {
    const char32_t c = upper_half_[byte_at(all, at) - 0x80];
    return c != 0 ? DecodedSequence{c, 1} : DecodedSequence{};
  });
}

std::optional<std::string> SingleByteCharset::encode(char32_t code_point) const {
  if (code_point < 0x80) return std::string(1, static_cast<char>(code_point));
  const auto* const found = std::find(upper_half_, upper_half_ + 128, code_point);
  if (found == upper_half_ + 128) return std::nullopt;
  return std::string(1, static_cast<char>(found - upper_half_ + 0x80));
}

}  // namespace newsarc::text
