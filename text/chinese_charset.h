#pragma once
// The two Chinese decoders and encoders of the WHATWG Encoding Standard (§10, §12): gb18030, which
// is gb2312 and gbk too, and big5 with HKSCS. Private to text/. Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// Appends the text to `utf8`; malformed sequences become U+FFFD, and their count is returned. An
// ASCII byte that follows a lost lead byte is kept: a torn character does not eat the '<' after it.
std::size_t decode_gb18030(std::string_view bytes, std::string& utf8);
std::size_t decode_big5(std::string_view bytes, std::string& utf8);

// The bytes of one code point; nothing when the charset cannot say it.
std::optional<std::string> encode_gb18030(char32_t code_point);
std::optional<std::string> encode_gbk(char32_t code_point);
std::optional<std::string> encode_big5(char32_t code_point);

}  // namespace newsarc::text
