#pragma once
// utf-8 and utf-16 of the WHATWG Encoding Standard (§8, §15.2). Private to text/. Thread-safe.

#include <cstddef>
#include <string>
#include <string_view>

namespace newsarc::text {

// Append the text to `utf8`; malformed sequences become U+FFFD, and their count is returned. A BOM
// is a character like any other here.
std::size_t decode_utf8(std::string_view bytes, std::string& utf8);
std::size_t decode_utf16be(std::string_view bytes, std::string& utf8);
std::size_t decode_utf16le(std::string_view bytes, std::string& utf8);

}  // namespace newsarc::text
