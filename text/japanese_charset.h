#pragma once
// The three Japanese charsets of the WHATWG Encoding Standard (§13): shift_jis, which is
// windows-31j, euc-jp and iso-2022-jp. Private to text/. Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// As decode_gb18030 does (text/chinese_charset.h).
std::size_t decode_shift_jis(std::string_view bytes, std::string& utf8);
std::size_t decode_euc_jp(std::string_view bytes, std::string& utf8);

// The charset changes with escape sequences; one that is none becomes U+FFFD, its other bytes stay.
std::size_t decode_iso_2022_jp(std::string_view bytes, std::string& utf8);

// The bytes of one code point; nothing when the charset cannot say it.
std::optional<std::string> encode_shift_jis(char32_t code_point);
std::optional<std::string> encode_euc_jp(char32_t code_point);

// Of a whole text, since it ends in ASCII again; what it cannot say becomes "&#N;".
std::string encode_iso_2022_jp(std::string_view utf8);

}  // namespace newsarc::text
