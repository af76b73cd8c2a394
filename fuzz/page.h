#pragma once
// Pages for fuzzers: an input as the text of an element, and the claims that all texts must meet
// that were read from one.

#include <string>
#include <string_view>

#include "text/utf8.h"

namespace newsarc::fuzz {

inline std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '<')
      html += "&lt;";
    else if (c == '&')
      html += "&amp;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

inline bool is_utf8(std::string_view text) { return !text::find_malformed(text); }

// Without its blanks: names come out of a line with those inside them closed up or collapsed.
inline std::string without_blanks(std::string_view text) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, length] = text::code_point_at(text, at);
    if (!text::is_blank(c)) rest += text.substr(at, length);
    at += length;
  }
  return rest;
}

// A name that a page says: something of its own words, fit to be printed.
inline bool is_name_from(std::string_view name, std::string_view page) {
  return !name.empty() && is_utf8(name) && text::printable(name) == name &&
         text::trim(name) == name &&
         without_blanks(page).find(without_blanks(name)) != std::string::npos;
}

}  // namespace newsarc::fuzz
