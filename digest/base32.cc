// The alphabets of digests: base 16 and base 32 of RFC 4648.

#include <cstdint>

#include "core/ascii.h"
#include "digest/digest.h"

namespace newsarc::digest {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::optional<unsigned> base32_value(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  const auto at = base32_letters.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

}  // namespace

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += hex_digits[static_cast<unsigned char>(byte) >> 4];
    text += hex_digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = hex_value(digits[i]);
    const int low = hex_value(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xffff;
    for (held += 8; held >= 5; held -= 5) text += base32_letters[bits >> (held - 5) & 31];
  }
  if (held > 0) text += base32_letters[bits << (5 - held) & 31];
  while (text.size() % 8 != 0) text += '=';
  return text;
}

std::optional<std::string> from_base32(std::string_view letters) {
  while (letters.ends_with('=')) letters.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char letter : letters) {
    const auto value = base32_value(letter);
    if (!value) return std::nullopt;
    bits = (bits << 5 | *value) & 0xfff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xff);
  }
  if (held >= 5) return std::nullopt;  // a letter too many
  return bytes;
}

}  // namespace newsarc::digest
