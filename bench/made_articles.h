#pragma once
// Made articles: as many as are asked for, always the same, that use words and characters about as
// unevenly as news does.

#include <string>
#include <vector>

namespace newsarc::bench {

constexpr std::size_t short_words = 200;  // of one character; the others have two

// 8,000 words, most frequent first.
const std::vector<std::string>& words();

struct Text {
  std::string title;  // 18 characters
  std::string body;   // 900 characters, 2.7 KB, as a news article has
};

// The n-th article. Every other one is traditional, the others simplified.
Text article(int number);

}  // namespace newsarc::bench
