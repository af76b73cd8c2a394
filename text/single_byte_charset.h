#pragma once
// The charsets of one byte a character of the WHATWG Encoding Standard (§9 and x-user-defined of
// §15.5). Private to text/. Thread-safe.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// The upper half of one such charset.
class SingleByteCharset {
 public:
  // Nothing when `name`, a WHATWG name, is none of them.
  static std::optional<SingleByteCharset> find(std::string_view name);

  // Appends the text to `utf8`; bytes that mean nothing become U+FFFD, and their count is returned.
  std::size_t decode(std::string_view bytes, std::string& utf8) const;

  // The byte of one code point; nothing when the charset cannot say it.
  std::optional<std::string> encode(char32_t code_point) const;

 private:
  explicit SingleByteCharset(const std::uint16_t* upper_half) : upper_half_(upper_half) {}

  const std::uint16_t* upper_half_;  // 128 code points, static; 0 where the byte means nothing
};

}  // namespace newsarc::text
