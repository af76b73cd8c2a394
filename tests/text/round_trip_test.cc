// Real news prose through OpenCC's converters and back: what sites that convert by machine publish.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencc/SimpleConverter.hpp>
#include <sstream>

#include "tests/text/shared_file.h"
#include "text/fold.h"
#include "text/forms.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// The paragraphs of the articles beside the checkout; none where they are absent.
std::vector<std::string> paragraphs() {
  std::vector<std::string> found;
  const auto file = read_shared("eval/extract/zh-news.gold.jsonl");
  if (!file) return found;
  std::istringstream articles(*file);
  for (std::string line; std::getline(articles, line);) {
    const auto article = nlohmann::json::parse(line, nullptr, false);
    if (!article.contains("body") || !article["body"].is_string()) continue;
    std::istringstream body(article["body"].get<std::string>());
    for (std::string paragraph; std::getline(body, paragraph);) found.push_back(paragraph);
  }
  return found;
}

struct Wrong {
  std::size_t han = 0;
  std::size_t wrong = 0;

  double in_10000() const { return 1e4 * static_cast<double>(wrong) / static_cast<double>(han); }
};

void compare(std::string_view wanted, std::string_view given, Wrong& wrong) {
  std::size_t at = 0;
  std::size_t there = 0;
  while (at < wanted.size() && there < given.size()) {
    const CodePoint one = code_point_at(wanted, at);
    const CodePoint other = code_point_at(given, there);
    wrong.han += one.value >= 0x3400 && one.value <= 0x9FFF ? 1U : 0U;
    wrong.wrong += one.value != other.value ? 1U : 0U;
    at += one.length;
    there += other.length;
  }
}

struct RoundTripCase {
  const char* config;
  double at_most;  // wrong Han in 10,000
};

class RoundTripTest : public testing::TestWithParam<RoundTripCase> {};

TEST_P(RoundTripTest, SimplifiedProseComesBackAsItWas) {
  const auto all = paragraphs();
  if (all.empty()) GTEST_SKIP() << "eval/extract is not here";
  const opencc::SimpleConverter converter(std::string(GetParam().config) + ".json");
  Wrong wrong;
  for (const auto& paragraph : all) {
    if (script_of(paragraph) == Script::hans)
      compare(paragraph, to_simplified(converter.Convert(paragraph)), wrong);
  }
  EXPECT_GT(wrong.han, 50'000U);
  EXPECT_LE(wrong.in_10000(), GetParam().at_most) << wrong.wrong << " of " << wrong.han;
}

// OpenCC's own way back: 2.3, 2.5 and 5.4.
INSTANTIATE_TEST_SUITE_P(Converters, RoundTripTest,
                         testing::Values(RoundTripCase{"s2t", 1.7}, RoundTripCase{"s2tw", 1.8},
                                         RoundTripCase{"s2hk", 4.7}),
                         [](const auto& row) { return row.param.config; });

class FoldOfConvertedTest : public testing::TestWithParam<const char*> {};

TEST_P(FoldOfConvertedTest, IsThatOfTheTextItself) {
  const auto all = paragraphs();
  if (all.empty()) GTEST_SKIP() << "eval/extract is not here";
  const opencc::SimpleConverter converter(std::string(GetParam()) + ".json");
  for (const auto& paragraph : all) EXPECT_EQ(fold(converter.Convert(paragraph)), fold(paragraph));
}

INSTANTIATE_TEST_SUITE_P(Converters, FoldOfConvertedTest,
                         testing::Values("s2t", "s2tw", "s2hk", "t2s", "t2tw", "t2hk", "tw2s",
                                         "tw2t", "hk2s", "hk2t"),
                         [](const auto& row) { return row.param; });

}  // namespace
}  // namespace newsarc::text
