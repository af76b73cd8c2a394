#pragma once
// Markup inside a feed: titles that are HTML, escaped or in CDATA, become the text a reader sees.
// Private to crawler/. Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::crawler {

struct Reference {
  char32_t character = 0;
  std::size_t length = 0;  // bytes, from '&' to ';'
};

// The character reference that `text` begins with: decimal, hexadecimal, or named in HTML 4; 0x80
// to 0x9F mean what they do in windows-1252, and a number of no character is U+FFFD (HTML Standard
// §13.2.5.80). Nothing for any other text, and where the ';' is missing.
std::optional<Reference> reference_at(std::string_view text);

// HTML without tags, comments, scripts and styles; references are characters, blanks collapsed.
std::string text_of_html(std::string_view html);

// The same for text that may be HTML or not, as an RSS title: only tags that HTML has are taken
// out, so "vector<int>" stays.
std::string text_of_title(std::string_view text);

}  // namespace newsarc::crawler
