#include "text/unicode_charset.h"

#include "text/charset_bytes.h"

namespace newsarc::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

// How many bytes of a malformed sequence are replaced by one U+FFFD: as many as could have begun a
// character (Encoding Standard §8.1.1; Unicode §3.9, "maximal subpart").
std::size_t malformed_length(std::string_view bytes, std::size_t at) {
  const unsigned first = byte_at(bytes, at);
  std::size_t wanted = first >= 0xF0 && first <= 0xF4 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : 1;
  std::size_t length = 1;
  // Whether the bytes so far can begin a character shows when the rest of it is made up.
  while (wanted > length && at + length < bytes.size()) {
    std::string completed(bytes.substr(at, length + 1));
    completed.resize(wanted + 1, '\x80');
    if (code_point_at(completed, 0).length == 1) break;
    ++length;
  }
  return length;
}

bool is_lead(unsigned unit) { return is_in(unit, 0xD800, 0xDBFF); }
bool is_trail(unsigned unit) { return is_in(unit, 0xDC00, 0xDFFF); }

// `high` is the place of a unit's high byte in it. What the end of the bytes cuts off, be it half a
// unit, a lead surrogate or both, is one malformed sequence.
template <std::size_t high>
std::size_t decode_utf16(std::string_view bytes, std::string& utf8) {
  const auto unit_at = [bytes](std::size_t at) {
    return byte_at(bytes, at + high) << 8 | byte_at(bytes, at + 1 - high);
  };
  std::size_t replaced = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t left = bytes.size() - at;
    const unsigned unit = left >= 2 ? unit_at(at) : 0;
    if (left < 2 || (is_lead(unit) && left < 4)) {
      append(utf8, replacement);
      return replaced + 1;
    }
    at += 2;
    if (is_lead(unit) && is_trail(unit_at(at))) {
      append(utf8, 0x10000 + ((unit - 0xD800) << 10) + (unit_at(at) - 0xDC00));
      at += 2;
    } else if (is_lead(unit) || is_trail(unit)) {
      append(utf8, replacement);
      ++replaced;
    } else {
      append(utf8, unit);
    }
  }
  return replaced;
}

}  // namespace

std::size_t decode_utf8(std::string_view bytes, std::string& utf8) {
  std::size_t replaced = 0;
  while (const auto malformed_at = find_malformed(bytes)) {
    utf8.append(bytes, 0, *malformed_at);
    append(utf8, replacement);
    ++replaced;
    bytes.remove_prefix(*malformed_at + malformed_length(bytes, *malformed_at));
  }
  utf8 += bytes;
  return replaced;
}

std::size_t decode_utf16be(std::string_view bytes, std::string& utf8) {
  return decode_utf16<0>(bytes, utf8);
}

std::size_t decode_utf16le(std::string_view bytes, std::string& utf8) {
  return decode_utf16<1>(bytes, utf8);
}

}  // namespace newsarc::text
