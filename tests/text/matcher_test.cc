#include "text/matcher.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/fold.h"
#include "text/query.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

struct Row {
  const char* name;
  std::string_view query;
  std::string_view body;
  bool wanted;
};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

class MatcherTest : public testing::TestWithParam<Row> {};

TEST_P(MatcherTest, WantsWhatWasTyped) {
  const auto& [name, query, body, wanted] = GetParam();
  EXPECT_EQ(Matcher(query).matches({"", body, ""}), wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, MatcherTest,
    testing::Values(Row{"same_script", "创新衡阳", "在创新衡阳大会上", true},
                    Row{"other_script", "创新衡阳", "在創新衡陽大會上", true},
                    Row{"other_script_back", "創新衡陽", "在创新衡阳大会上", true},
                    Row{"mixed_scripts", "創新衡阳", "在创新衡陽大会上", true},
                    Row{"across_a_comma", "创新衡阳", "创新，衡阳", false},
                    Row{"across_a_full_stop", "\"创新衡阳\"", "创新。衡阳", false},
                    Row{"across_a_symbol", "好好", "好😀好", false},
                    Row{"here_across_and_there_not", "创新衡阳", "创新，衡阳。创新衡阳", true},
                    Row{"across_a_line_break", "创新衡阳", "创新\n衡阳", true},
                    Row{"across_an_ideographic_blank", "王伟", "王　伟", true},
                    Row{"a_blank_was_typed", "\"王 伟\"", "王伟", true},
                    Row{"a_middle_dot_counts_for_nothing", "唐纳德特朗普", "唐纳德·特朗普", true},
                    Row{"nor_does_a_typed_one", "唐納德・特朗普", "唐纳德特朗普", true},
                    Row{"a_typed_comma_is_wanted", "创新，衡阳", "创新衡阳", false},
                    Row{"in_either_width", "创新，衡阳", "創新,衡陽", true},
                    Row{"no_other_mark_will_do", "创新，衡阳", "创新；衡阳", false},
                    Row{"marks_at_the_ends_are_not", "，创新衡阳！", "创新衡阳", true},
                    Row{"quotation_marks_are_alike", "\"说“好”了\"", "說「好」了", true},
                    Row{"dashes_are_alike", "2020—2021", "2020-2021", true},
                    Row{"decimal_point", "3.5", "3、5", false},
                    Row{"version", "3.5", "V 3.5", true},
                    Row{"words", "\"hello world\"", "Hello\nWorld", true},
                    Row{"words_across_a_comma", "\"hello world\"", "hello, world", false},
                    Row{"whole_words_only", "\"创新 art\"", "创新article", false},
                    Row{"whole_words_before", "\"art 创新\"", "smart创新", false},
                    Row{"words_are_not_joined", "\"a b\"", "ab", false},
                    Row{"unknown_field", "foo:bar", "foo: bar", true},
                    Row{"unknown_field_without_its_colon", "foo:bar", "foo bar", false},
                    Row{"all_words", "创新 衡阳", "创新，衡阳", true},
                    Row{"one_word_missing", "创新 衡阳", "创新", false},
                    Row{"or", "衡阳大会 OR 创新大会", "创新大会", true},
                    Row{"excluded", "创新 -衡阳", "创新衡阳", false},
                    Row{"excluded_across_a_comma", "创新 -\"新，衡\"", "创新衡阳", true},
                    Row{"kana_with_a_voicing_mark", "ハナ", "ｶﾞ ﾊﾞﾅ", false},
                    Row{"nothing_is_in_nothing", "", "", false}),
    name_of);

TEST(Matcher, LooksIntoTheFieldsThatAreMeant) {
  const SearchedText text{"创新大会", "衡阳日报讯", R"(["易成章","吕镁妍"])"};
  EXPECT_TRUE(Matcher("title:创新大会 衡阳日报 author:呂鎂妍").matches(text));
  EXPECT_TRUE(Matcher("创新大会 易成章").matches(text));
  EXPECT_FALSE(Matcher("title:衡阳日报").matches(text));
  EXPECT_FALSE(Matcher("author:创新大会").matches(text));
  EXPECT_FALSE(Matcher("成章吕镁").matches(text));  // two names
  EXPECT_FALSE(Matcher("大会衡阳").matches(text));  // two fields
}

TEST(Matcher, IsNeededOnlyWhereAPhraseHasSeveralTerms) {
  EXPECT_FALSE(Matcher("中 国 -a").is_needed());
  EXPECT_TRUE(Matcher("中国").is_needed());
  EXPECT_TRUE(Matcher("中 -\"a b\"").is_needed());
}

// The slow twin: term by term, with the marks between.
bool stands_in(const std::string& text, const std::string& phrase) {
  return comparison_key(text).find(comparison_key(phrase)) != std::string::npos;
}

TEST(Matcher, FindsRunsOfHanWhereASubstringScanOfTheFoldedTextDoes) {
  std::mt19937 random(1);
  const std::u32string letters = U"創创新衡陽阳發发，。 ";
  const auto made = [&](std::size_t length, std::size_t kinds) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) append(text, letters[random() % kinds]);
    return text;
  };
  int found = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = made(30, letters.size());
    const std::string phrase = made(1 + random() % 4, 8);
    const bool wanted = stands_in(text, phrase);
    ASSERT_EQ(Matcher(phrase).matches({"", text, ""}), wanted) << phrase << " in " << text;
    found += wanted ? 1 : 0;
  }
  EXPECT_GT(found, 1000);
}

}  // namespace
}  // namespace newsarc::text
