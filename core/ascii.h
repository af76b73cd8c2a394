#pragma once
// ASCII letters, for names that standards compare without their case: those of tags, fields,
// schemes; digits, blanks, tokens. What is beyond ASCII stays as it is.

#include <algorithm>
#include <string>
#include <string_view>

namespace newsarc {

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

// The same but for case.
constexpr bool same_letters(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, to_lower, to_lower);
}

constexpr bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Infra Standard §4.6, as HTML and CSS have it.
constexpr bool is_ascii_whitespace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of a hexadecimal digit; else -1.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// RFC 9110 §5.6.2, which WARC's RFC 2616 has, too.
constexpr bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [marks](char c) {
    return is_ascii_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
  });
}

constexpr bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

inline constexpr std::string_view ascii_blanks = " \t";  // RFC 9110's OWS

constexpr std::string_view trim_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(ascii_blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(ascii_blanks) - begin + 1);
}

}  // namespace newsarc
