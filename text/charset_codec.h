#pragma once
// The decoder of each charset by its WHATWG name; its encoder is encode_for_query() of
// text/charset.h. Private to text/. Thread-safe.

#include <cstddef>
#include <string>
#include <string_view>

namespace newsarc::text {

// Appends the text of `bytes` to `utf8`, always valid UTF-8; malformed sequences become U+FFFD, and
// their count is returned. `charset` comes from charset_from_label(); any other is read as utf-8.
std::size_t decode_by_name(std::string_view charset, std::string_view bytes, std::string& utf8);

}  // namespace newsarc::text
