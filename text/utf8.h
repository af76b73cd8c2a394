#pragma once
// UTF-8 at hand: walking code points, classes of characters, blanks. Inputs are valid UTF-8 unless
// said otherwise; a malformed byte reads as U+FFFD of length one, so nothing here can run away.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes
};

CodePoint multibyte_at(std::string_view utf8, std::size_t offset);  // of code_point_at only

// offset < size. Inline, since every character of every page passes here: ASCII, and the three
// bytes of most Chinese, of which the second may be any that continues.
inline CodePoint code_point_at(std::string_view utf8, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(utf8[offset + i]));
  };
  const char32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first > 0xE0 && first < 0xED && utf8.size() - offset > 2 && (byte(1) & 0xC0) == 0x80 &&
      (byte(2) & 0xC0) == 0x80)
    return {(first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return multibyte_at(utf8, offset);
}

CodePoint code_point_before(std::string_view utf8, std::size_t offset);  // offset > 0

// Writes at most four bytes, U+FFFD for what is no character; gives their number.
inline std::size_t put(char32_t code_point, char* bytes) {
  const auto byte = [bytes](std::size_t i, char32_t value) { bytes[i] = static_cast<char>(value); };
  const auto rest = [code_point](int shift) { return 0x80 | (code_point >> shift & 0x3F); };
  if (code_point < 0x80) return byte(0, code_point), 1;
  if (code_point < 0x800) return byte(0, 0xC0 | code_point >> 6), byte(1, rest(0)), 2;
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
    return put(0xFFFD, bytes);
  if (code_point < 0x10000) {
    byte(0, 0xE0 | code_point >> 12);
    return byte(1, rest(6)), byte(2, rest(0)), 3;
  }
  byte(0, 0xF0 | code_point >> 18);
  return byte(1, rest(12)), byte(2, rest(6)), byte(3, rest(0)), 4;
}

void append(std::string& utf8, char32_t code_point);

// Appends many characters to a string: by a buffer, as a call a character costs more than most of
// what is done with one. The string holds them all after flush().
class Appender {
 public:
  explicit Appender(std::string& utf8) : utf8_(utf8) {}

  void add(char32_t code_point) {
    if (size_ + 4 > buffer_.size()) flush();
    size_ += put(code_point, buffer_.data() + size_);
  }
  void flush() {
    utf8_.append(buffer_.data(), size_);
    size_ = 0;
  }
  std::size_t size() const { return utf8_.size() + size_; }  // bytes

 private:
  std::string& utf8_;
  std::size_t size_ = 0;  // in the buffer
  std::array<char, 512> buffer_;
};

std::size_t count_code_points(std::string_view utf8);

std::size_t begun_ascii_run(std::string_view bytes, std::size_t offset);  // of ascii_run only

// Length of the ASCII run at `offset`. Most of a page is markup: it pays to step over it at once.
inline std::size_t ascii_run(std::string_view bytes, std::size_t offset) {
  if (offset >= bytes.size() || static_cast<unsigned char>(bytes[offset]) >= 0x80) return 0;
  return begun_ascii_run(bytes, offset);
}

// Bytes of whole characters at `offset` that are three bytes long and whose second byte may be any
// that continues (first E1 … EF but ED): most of Chinese text. Four bytes are looked at at once, so
// the last character of all may be left out.
std::size_t three_byte_run(std::string_view bytes, std::size_t offset);

// Offset of the first malformed byte, if there is one.
std::optional<std::size_t> find_malformed(std::string_view bytes);

bool is_han(char32_t c);    // ideographs, all planes, compatibility ones too
bool is_blank(char32_t c);  // Unicode White_Space, and U+200B, U+FEFF
bool is_word(char32_t c);   // letters and digits of any script
bool is_mark(char32_t c);   // joins the character before it: Canonical_Combining_Class is not 0
bool is_cjk(char32_t c);    // Han, kana, hangul: scripts written without blanks

// Runs of blanks become one ASCII blank, none at the ends.
std::string collapse_blanks(std::string_view utf8);
std::string collapse_white_space(std::string_view utf8);  // U+200B and U+FEFF are none
std::string_view trim(std::string_view utf8);

// No language puts more marks on a letter (Unicode UAX #15 §13, Stream-Safe Text Format).
constexpr std::size_t most_marks = 30;

bool is_surely_nfc(std::string_view utf8);  // quick; false: nfc() knows
std::string nfc(std::string_view utf8);     // marks past most_marks are not sorted

// Terminals do as control characters tell them: each C0, DEL, C1 and bidi control becomes U+FFFD.
std::string printable(std::string_view utf8);

}  // namespace newsarc::text
