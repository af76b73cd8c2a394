#pragma once
// The encodings that ICU's converters serve as the WHATWG Encoding Standard wants them: the
// one-byte ones, Japanese, Korean, UTF-16. Private to text/. Thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// Appends the text of `bytes` in `charset` (a WHATWG name) to `utf8`; malformed sequences become
// U+FFFD and are counted. Nothing when ICU has no such converter; `utf8` is then as it was.
std::optional<std::size_t> decode_by_icu(std::string_view charset, std::string_view bytes,
                                         std::string& utf8);

// Nothing when ICU has no such converter; what the charset cannot say becomes "&#N;".
std::optional<std::string> encode_by_icu(std::string_view charset, std::string_view utf8);

}  // namespace newsarc::text
