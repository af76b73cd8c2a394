#include "text/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace newsarc::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned byte_at(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes[offset]);
}

bool is_continuation(std::string_view bytes, std::size_t offset) {
  return offset < bytes.size() && (byte_at(bytes, offset) & 0xC0) == 0x80;
}

// The second byte decides whether a sequence is overlong, a surrogate or beyond U+10FFFF.
bool second_byte_fits(unsigned first, unsigned second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

std::size_t sequence_length(unsigned first) {
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

struct Range {
  char32_t first, last;
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t c) {
  const auto* const found = std::ranges::lower_bound(ranges, c, {}, &Range::last);
  return found != ranges.end() && found->first <= c;
}

// Script=Han of Unicode 15 without radicals and brackets, with room for what is yet to come.
constexpr std::array<Range, 8> han{{{0x3005, 0x3005},
                                    {0x3007, 0x3007},
                                    {0x3021, 0x3029},
                                    {0x3038, 0x303B},
                                    {0x3400, 0x4DBF},
                                    {0x4E00, 0x9FFF},
                                    {0xF900, 0xFAFF},
                                    {0x20000, 0x3FFFD}}};

// Kana, hangul and bopomofo, half-width forms too.
constexpr std::array<Range, 11> kana_and_hangul{{{0x1100, 0x11FF},
                                                 {0x3031, 0x3035},
                                                 {0x3041, 0x312F},
                                                 {0x3131, 0x318E},
                                                 {0x31A0, 0x31BF},
                                                 {0x31F0, 0x31FF},
                                                 {0xA960, 0xA97F},
                                                 {0xAC00, 0xD7FF},
                                                 {0xFF66, 0xFFDC},
                                                 {0x1AFF0, 0x1AFFF},
                                                 {0x1B000, 0x1B16F}}};

// Bytes up to where a letter has more marks than any language's, as ICU sorts them in quadratic
// time; or to a place where more than it takes at once may be cut.
std::size_t calm_size(std::string_view utf8, const icu::Normalizer2& normalizer) {
  constexpr std::size_t at_once = std::size_t{1} << 28;
  std::size_t marks = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    if (at >= at_once && normalizer.hasBoundaryBefore(static_cast<UChar32>(next.value))) return at;
    at += next.length;
    marks = is_mark(next.value) ? marks + 1 : 0;
    if (marks == most_marks) return at;
  }
  return utf8.size();
}

// Unicode UAX #9 §2: the explicit directional controls, and the marks.
bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

CodePoint multibyte_at(std::string_view utf8, std::size_t offset) {
  const unsigned first = byte_at(utf8, offset);
  const std::size_t length = sequence_length(first);
  if (length == 0 || !is_continuation(utf8, offset + 1) ||
      !second_byte_fits(first, byte_at(utf8, offset + 1))) {
    return {replacement, 1};
  }
  char32_t value = length == 2 ? first & 0x1F : length == 3 ? first & 0x0F : first & 0x07;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(utf8, offset + i)) return {replacement, 1};
    value = value << 6 | (byte_at(utf8, offset + i) & 0x3F);
  }
  return {value, length};
}

CodePoint code_point_before(std::string_view utf8, std::size_t offset) {
  std::size_t start = offset - 1;
  while (start > 0 && offset - start < 4 && is_continuation(utf8, start)) --start;
  const CodePoint found = code_point_at(utf8, start);
  if (start + found.length == offset) return found;
  return {replacement, 1};
}

void append(std::string& utf8, char32_t code_point) {
  char bytes[4];
  utf8.append(bytes, put(code_point, bytes));
}

std::size_t count_code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t begun_ascii_run(std::string_view bytes, std::size_t offset) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::size_t at = offset;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & high_bits) != 0) break;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
  return at - offset;
}

std::size_t three_byte_run(std::string_view bytes, std::size_t offset) {
  static_assert(std::endian::native == std::endian::little);
  std::size_t at = offset;
  for (; at + 4 <= bytes.size(); at += 3) {
    std::uint32_t four = 0;
    std::memcpy(&four, bytes.data() + at, 4);
    const auto first = four & 0xFF;
    if ((four & 0x00C0C0F0) != 0x008080E0 || first == 0xE0 || first == 0xED) break;
  }
  return at - offset;
}

std::optional<std::size_t> find_malformed(std::string_view bytes) {
  std::size_t at = 0;
  while ((at += ascii_run(bytes, at)) < bytes.size()) {
    if (const auto run = three_byte_run(bytes, at); run > 0) {
      at += run;
      continue;
    }
    const CodePoint next = multibyte_at(bytes, at);
    if (next.length == 1) return at;
    at += next.length;
  }
  return std::nullopt;
}

bool is_han(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  return c >= 0x3005 && is_in(han, c);
}

bool is_cjk(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  return c >= 0x1100 && (is_in(han, c) || is_in(kana_and_hangul, c));
}

bool is_blank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  if (c >= 0x3400 && c < 0xFE00) return false;
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  constexpr std::uint32_t letters_and_numbers = U_GC_L_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & letters_and_numbers) != 0;
}

namespace {

template <class IsGap>
std::string collapse(std::string_view utf8, const IsGap& is_gap) {
  std::string collapsed;
  collapsed.reserve(utf8.size());
  std::size_t run = 0;  // where what stands together begins
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    if (is_gap(next.value)) {
      if (run < at && !collapsed.empty()) collapsed += ' ';
      collapsed.append(utf8, run, at - run);
      run = at + next.length;
    }
    at += next.length;
  }
  if (run < utf8.size() && !collapsed.empty()) collapsed += ' ';
  return collapsed.append(utf8, run);
}

}  // namespace

std::string collapse_blanks(std::string_view utf8) { return collapse(utf8, is_blank); }

std::string collapse_white_space(std::string_view utf8) {
  return collapse(utf8, [](char32_t c) { return is_blank(c) && c != 0x200B && c != 0xFEFF; });
}

std::string_view trim(std::string_view utf8) {
  std::size_t first = 0;
  while (first < utf8.size()) {
    const CodePoint next = code_point_at(utf8, first);
    if (!is_blank(next.value)) break;
    first += next.length;
  }
  std::size_t last = utf8.size();
  while (last > first) {
    const CodePoint previous = code_point_before(utf8, last);
    if (!is_blank(previous.value)) break;
    last -= previous.length;
  }
  return utf8.substr(first, last - first);
}

bool is_mark(char32_t c) {
  if (c < 0x300 || (c >= 0x3400 && c < 0xA66F)) return false;  // no marks among Han
  return u_getCombiningClass(static_cast<UChar32>(c)) != 0;
}

bool is_surely_nfc(std::string_view utf8) {
  for (std::size_t at = 0; (at += ascii_run(utf8, at)) < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    const char32_t c = next.value;
    at += next.length;
    if (c >= 0x309B && c < 0xA000) continue;  // most of Chinese text
    // Latin, general punctuation, CJK symbols, hiragana but for its marks, hangul, full-width
    // forms.
    const bool is_plain = c < 0x300 || (c >= 0x2010 && c < 0x20D0) || (c >= 0x3000 && c < 0x302A) ||
                          (c >= 0x3030 && c < 0x3099) || (c >= 0xAC00 && c < 0xD7A4) ||
                          (c >= 0xFE30 && c < 0xFFFE) || (c >= 0x400 && c < 0x483);
    if (!is_plain) return false;
  }
  return true;
}

std::string nfc(std::string_view utf8) {
  if (is_surely_nfc(utf8)) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(utf8);
  std::string normal;
  normal.reserve(utf8.size());
  icu::StringByteSink<std::string> sink(&normal);
  while (!utf8.empty()) {
    const std::string_view calm = utf8.substr(0, calm_size(utf8, *normalizer));
    const icu::StringPiece piece(calm.data(), static_cast<std::int32_t>(calm.size()));
    if (normalizer->isNormalizedUTF8(piece, status)) {
      normal += calm;
    } else {
      normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
    }
    utf8.remove_prefix(calm.size());
  }
  return normal;
}

std::string printable(std::string_view utf8) {
  std::string shown;
  shown.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    const char32_t c = next.value;
    const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || is_bidi_control(c);
    append(shown, is_control ? replacement : c);
    at += next.length;
  }
  return shown;
}

}  // namespace newsarc::text
