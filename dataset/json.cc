#include "dataset/json.h"

#include <array>
#include <charconv>
#include <cmath>

#include "dataset/mended.h"
#include "text/utf8.h"

namespace newsarc::dataset {
namespace {

// Bytes at which copying stops to look: what JSON must escape, DEL, and the first bytes of the
// controls beyond ASCII.
constexpr std::array<bool, 256> make_stops() {
  std::array<bool, 256> stops{};
  for (std::size_t c = 0; c < 0x20; ++c) stops[c] = true;
  for (const unsigned c : {0x22U, 0x5CU, 0x7FU, 0xC2U, 0xD8U, 0xE2U}) stops[c] = true;
  return stops;
}
constexpr auto stops = make_stops();

bool is_terminal_control(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_escape(std::string& out, char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 0xF];
}

void append_escaped(std::string& out, std::string_view bytes, char32_t c) {
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
    out += bytes;
  }
}

void append_valid(std::string& out, std::string_view utf8) {
  std::size_t copied = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    if (!stops[static_cast<unsigned char>(utf8[at])]) {
      ++at;
      continue;
    }
    out += utf8.substr(copied, at - copied);
    const auto point = text::code_point_at(utf8, at);
    append_escaped(out, utf8.substr(at, point.length), point.value);
    copied = at += point.length;
  }
  out += utf8.substr(copied);
}

}  // namespace

void append_json_string(std::string& out, std::string_view utf8) {
  out += '"';
  if (const auto mended = mended_utf8(utf8)) {
    append_valid(out, *mended);
  } else {
    append_valid(out, utf8);
  }
  out += '"';
}

std::string terminal_safe(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const auto point = text::code_point_at(json, at);
    if (is_terminal_control(point.value))
      append_escape(safe, point.value);
    else
      safe += json.substr(at, point.length);
    at += point.length;
  }
  return safe;
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
