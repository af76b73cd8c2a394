#include "dataset/json.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "text/utf8.h"

namespace newsarc::dataset {
namespace {

// ASCII that stands in JSON as it is.
constexpr std::array<bool, 256> make_ordinary() {
  std::array<bool, 256> ordinary{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) ordinary[c] = c != '"' && c != '\\';
  return ordinary;
}
constexpr auto ordinary = make_ordinary();

// First bytes of characters of three that need a look, by their low four bits: E0 and ED, with
// which not every pair may stand, and E2, with which line separators and bidi controls begin.
constexpr unsigned left_out = 1U << 0x0 | 1U << 0x2 | 1U << 0xD;

// Whether bytes are a character of three that stands as it is: E1 to EF and two that continue it.
bool is_plain_triple(const unsigned char* bytes) {
  return (bytes[0] & 0xF0U) == 0xE0 && ((left_out >> (bytes[0] & 0xFU)) & 1U) == 0 &&
         (bytes[1] & 0xC0U) == 0x80 && (bytes[2] & 0xC0U) == 0x80;
}

// The same for two of them in a row, of eight bytes that may be read.
bool are_plain_triples(const unsigned char* bytes) {
  if constexpr (std::endian::native != std::endian::little) return false;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x0000'C0C0'F0C0'C0F0U) == 0x0000'8080'E080'80E0U &&
         ((left_out >> (word & 0xFU) | left_out >> (word >> 24 & 0xFU)) & 1U) == 0;
}

// The same for a character of two, without C2 (controls) and D8 (a bidi control).
bool is_plain_pair(const unsigned char* bytes) {
  return bytes[0] >= 0xC3 && bytes[0] <= 0xDF && bytes[0] != 0xD8 && (bytes[1] & 0xC0U) == 0x80;
}

// How many bytes from `at` on are well-formed and stand in JSON as they are; those of the rarer
// kinds are not looked for. Most of Chinese text is of three bytes a character, and this goes over
// some 2 GB of it in a second: asking find_malformed() first and each byte then took ten times as
// long as SQLite does to fetch it.
std::size_t plain_run(std::string_view utf8, std::size_t at) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(utf8.data()) + at;
  const auto* const end = reinterpret_cast<const unsigned char*>(utf8.data()) + utf8.size();
  const auto* next = begin;
  while (next != end) {
    if (end - next >= 8 && are_plain_triples(next)) {
      next += 6;
    } else if (end - next >= 3 && is_plain_triple(next)) {
      next += 3;
    } else if (ordinary[*next]) {
      ++next;
    } else if (end - next >= 2 && is_plain_pair(next)) {
      next += 2;
    } else {
      break;
    }
  }
  return static_cast<std::size_t>(next - begin);
}

bool is_terminal_control(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_escape(std::string& out, char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 0xF];
}

void append_escaped(std::string& out, char32_t c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (c < 0x20 || is_terminal_control(c)) {
    append_escape(out, c);
  } else {
    text::append(out, c);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view utf8) {
  out += '"';
  for (std::size_t at = 0; at < utf8.size();) {
    if (const auto run = plain_run(utf8, at); run > 0) {
      out.append(utf8, at, run);
      at += run;
      continue;
    }
    const auto point = text::code_point_at(utf8, at);  // malformed: U+FFFD of one byte
    append_escaped(out, point.value);
    at += point.length;
  }
  out += '"';
}

void append_json_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "null";
    return;
  }
  if (std::isinf(value)) {
    out += value < 0 ? "-9e999" : "9e999";
    return;
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  const std::string_view written(digits.data(), static_cast<std::size_t>(end - digits.data()));
  out += written;
  if (written.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_ += ':';
  after_key_ = true;
}

void JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
}

void JsonWriter::string(std::string_view utf8) {
  separate();
  append_json_string(out_, utf8);
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (filled_.empty()) return;
  if (filled_.back()) out_ += ',';
  filled_.back() = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  filled_.push_back(false);
}

void JsonWriter::close(char bracket) {
  filled_.pop_back();
  out_ += bracket;
}

}  // namespace newsarc::dataset
