#pragma once
// euc-kr of the WHATWG Encoding Standard (§14.1), which is windows-949. Private to text/.
// Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// As decode_gb18030 does (text/chinese_charset.h).
std::size_t decode_euc_kr(std::string_view bytes, std::string& utf8);

std::optional<std::string> encode_euc_kr(char32_t code_point);

}  // namespace newsarc::text
