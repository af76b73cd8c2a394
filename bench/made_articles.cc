#include "bench/made_articles.h"

#include <cmath>
#include <cstddef>
#include <random>
#include <set>

#include "text/fold.h"
#include "text/forms.h"
#include "text/utf8.h"

namespace newsarc::bench {
namespace {

constexpr std::size_t title_characters = 18;
constexpr std::size_t body_characters = 900;  // 2.7 KB, as a news article has

// 3,000 characters that are their own simplified form.
std::vector<std::string> characters(std::mt19937& random) {
  std::uniform_int_distribution<char32_t> han(0x4E00, 0x9FA5);
  std::set<char32_t> seen;
  std::vector<std::string> all;
  while (all.size() < 3000) {
    const char32_t c = han(random);
    std::string utf8;
    text::append(utf8, c);
    if (text::fold(utf8) == utf8 && text::to_simplified(utf8) == utf8 && seen.insert(c).second)
      all.push_back(utf8);
  }
  return all;
}

}  // namespace

// As a language has them: 8,000 words of one or two characters, the n-th used 1/n as often as the
// first. Some characters stand in many words, so that of an article's first 800 some 330 differ: in
// 53 news articles it was 319.
const std::vector<std::string>& words() {
  static const std::vector<std::string> made = [] {
    std::mt19937 random(8000);
    const auto letters = characters(random);
    std::uniform_real_distribution<double> even(0, 1);
    const auto letter = [&] {
      const double place = std::pow(even(random), 5) * static_cast<double>(letters.size());
      return letters[static_cast<std::size_t>(place)];
    };
    std::vector<std::string> all(8000);
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t length = 0; length < (i < short_words ? 1U : 2U); ++length)
        all[i] += letter();
    return all;
  }();
  return made;
}

namespace {

std::string sentence(std::mt19937& random, std::size_t length) {
  std::uniform_real_distribution<double> even(0, std::log(static_cast<double>(words().size())));
  std::string text;
  for (std::size_t i = 0, word = 1; i < length; ++word) {
    if (word % 12 == 0) {
      text += word % 36 == 0 ? "。" : "，";
      ++i;
      continue;
    }
    const auto& next = words()[static_cast<std::size_t>(std::exp(even(random))) - 1];
    text += next;
    i += next.size() / 3;
  }
  return text;
}

}  // namespace

Text article(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  Text text{sentence(random, title_characters), sentence(random, body_characters)};
  if (number % 2 == 0) return text;
  return {text::to_traditional(text.title), text::to_traditional(text.body)};
}

}  // namespace newsarc::bench
