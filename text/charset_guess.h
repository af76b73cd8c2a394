#pragma once
// What bytes themselves say of their charset. Private to text/. Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

struct Utf8Evidence {
  std::size_t two_bytes = 0;   // well-formed sequences: Latin, Cyrillic …
  std::size_t more_bytes = 0;  // of three and four: Han, kana, hangul, typographic quotes
  std::size_t malformed = 0;   // one for each stretch that fits no sequence

  std::size_t well_formed() const { return two_bytes + more_bytes; }
};

// A sequence cut off by the end of the bytes is no evidence.
Utf8Evidence weigh_utf8(std::string_view bytes);

// "gb18030" or "big5" where the bytes are plainly text in one of them and not in the other; nothing
// where they are few.
std::optional<std::string> plain_chinese_charset(std::string_view bytes);

// The WHATWG name of the likeliest charset of bytes that are not UTF-8: gb18030 against big5 by the
// share of common characters, else what uchardet says, else windows-1252.
std::string guess_legacy_charset(std::string_view bytes);

}  // namespace newsarc::text
