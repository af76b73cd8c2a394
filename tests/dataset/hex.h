#pragma once
// Bytes as tests of binary formats write them: "03 88 C6 FA".

#include <string>
#include <string_view>

namespace newsarc::dataset {

inline std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char byte : bytes) {
    if (!text.empty()) text += ' ';
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[byte & 0xF];
  }
  return text;
}

}  // namespace newsarc::dataset
