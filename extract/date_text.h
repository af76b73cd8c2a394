#pragma once
// DateText: a folded text as readers of dates and times walk it, byte by byte. Private to extract/.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/ascii.h"

namespace newsarc::extract {

inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

class DateText {
 public:
  explicit DateText(std::string_view folded) : text_(folded) {}

  std::size_t size() const { return text_.size(); }
  char operator[](std::size_t at) const { return text_[at]; }
  std::string_view part(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  std::size_t digits(std::size_t at) const {
    std::size_t count = 0;
    while (at + count < text_.size() && is_digit(text_[at + count])) ++count;
    return count;
  }

  // At most `most` digits; moves `at` behind them.
  std::optional<int> number(std::size_t& at, std::size_t most) const {
    const std::size_t count = std::min(digits(at), most);
    if (count == 0) return std::nullopt;
    int value = 0;
    for (const std::size_t end = at + count; at < end; ++at) value = value * 10 + (text_[at] - '0');
    return value;
  }

  bool take(std::size_t& at, std::string_view token) const {
    if (!text_.substr(std::min(at, text_.size())).starts_with(token)) return false;
    at += token.size();
    return true;
  }

  void blanks(std::size_t& at) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n')) ++at;
  }

 private:
  std::string_view text_;
};

}  // namespace newsarc::extract
