#pragma once
// ASCII letters, for names that standards compare without their case: those of tags, fields,
// schemes. What is beyond ASCII stays as it is.

#include <algorithm>
#include <string>
#include <string_view>

namespace newsarc {

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

}  // namespace newsarc
