#include "text/search.h"

#include <gtest/gtest.h>

namespace newsarc::text {
namespace {

struct Row {
  const char* name;
  std::string_view given, wanted;
};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

class TermsTest : public testing::TestWithParam<Row> {};

TEST_P(TermsTest, AreFoldedAndApart) { EXPECT_EQ(terms(GetParam().given), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Cases, TermsTest,
    testing::Values(Row{"traditional", "創新衡陽", "创 新 衡 阳"},
                    Row{"simplified", "创新衡阳", "创 新 衡 阳"},
                    Row{"punctuation", "「創新」，衡陽！", "创 新 衡 阳"},
                    Row{"words_and_digits", "GDP增長3.5％ in ２０２０", "gdp 增 长 3 5 in 2020"},
                    Row{"kana_and_hangul", "ｶﾞス 한국", "ガ ス 한 국"},
                    Row{"marks_stay_in_words", "x\u0302y cafe\u0301", "x\u0302y café"},
                    Row{"emoji_is_none", "好😀好", "好 好"}, Row{"nothing", " …—\n", ""},
                    Row{"empty", "", ""}),
    name_of);

class MatchTest : public testing::TestWithParam<Row> {};

TEST_P(MatchTest, SaysInFts5WhatWasTyped) {
  const auto expression = match_expression(GetParam().given);
  ASSERT_TRUE(expression) << expression.error().what;
  EXPECT_EQ(*expression, GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, MatchTest,
    testing::Values(
        Row{"run_of_han_is_a_phrase", "創新衡陽", "\"创 新 衡 阳\""},
        Row{"words_are_anded", "创新 衡阳", "(\"创 新\" AND \"衡 阳\")"},
        Row{"quotation", "\"Hello, World\" x", "(\"hello world\" AND \"x\")"},
        Row{"chinese_quotation", "“创新 衡阳”", "\"创 新 衡 阳\""},
        Row{"unbalanced_quotation", "\"创新 衡阳", "\"创 新 衡 阳\""},
        Row{"minus", "创新 -广告 -\"a b\"", "\"创 新\" NOT (\"广 告\" OR \"a b\")"},
        Row{"said_again", "创新 b 創新", "(\"创 新\" AND \"b\")"},
        Row{"alternative_said_again", "a OR b OR a", "\"a\" OR \"b\""},
        Row{"or", "a OR b c", "\"a\" OR (\"b\" AND \"c\")"},
        Row{"or_with_minus", "a OR b -c", "(\"a\" OR \"b\") NOT \"c\""},
        Row{"and_is_implied", "a AND b", "(\"a\" AND \"b\")"},
        Row{"columns", "title:创新 author:\"易 成章\"",
            "(title : \"创 新\" AND author : \"易 成 章\")"},
        Row{"minus_column", "a -title:b", "\"a\" NOT title : \"b\""},
        Row{"dangling_operators", "OR a AND OR", "\"a\""},
        Row{"lower_case_operators_are_words", "and or not", "(\"and\" AND \"or\" AND \"not\")"},
        Row{"fts5_words_are_words", "NEAR NOT", "(\"near\" AND \"not\")"},
        Row{"fts5_syntax_is_text", "a* ^b {c} (d) e+f",
            "(\"a\" AND \"b\" AND \"c\" AND \"d\" AND \"e f\")"},
        Row{"single_quote_and_semicolon", "a'; DROP", "(\"a\" AND \"drop\")"},
        Row{"minus_alone", "a - b", "(\"a\" AND \"b\")"},
        Row{"hyphen_inside", "2020-10-13", "\"2020 10 13\""},
        Row{"other_colon", "http://x.cn", "\"http x cn\""},
        Row{"unknown_field", "foo:bar", "\"foo bar\""},
        Row{"corner_brackets", "「创新」『衡阳』", "(\"创 新\" AND \"衡 阳\")"},
        Row{"full_width_quotation", "＂创新 衡阳＂", "\"创 新 衡 阳\""},
        Row{"quotation_marks_the_wrong_way_round", "”创新 衡阳“", "\"创 新 衡 阳\""},
        Row{"quotation_in_a_quotation", "\"他说“好”了\"", "\"他 说 好 了\""},
        Row{"closing_mark_alone", "创新” 衡阳", "(\"创 新\" AND \"衡 阳\")"},
        Row{"full_width_minus", "创新 －广告", "\"创 新\" NOT \"广 告\""},
        Row{"minus_quotation", "创新 -“广告 招聘”", "\"创 新\" NOT \"广 告 招 聘\""},
        Row{"full_width_colon", "title：创新", "title : \"创 新\""},
        Row{"field_in_capitals", "Title:创新", "title : \"创 新\""},
        Row{"blank_behind_the_colon", "title: 创新 衡阳", "(title : \"创 新\" AND \"衡 阳\")"},
        Row{"field_quotation", "author：「易成章」", "author : \"易 成 章\""},
        Row{"full_width_operators", "a ＯＲ b", "\"a\" OR \"b\""},
        Row{"quoted_operator_is_a_word", "a \"OR\" b", "(\"a\" AND \"or\" AND \"b\")"},
        Row{"excluded_operator_is_a_word", "a -OR", "\"a\" NOT \"or\""},
        Row{"operators_inside_words", "ORDER ANDES", "(\"order\" AND \"andes\")"},
        Row{"ideographic_blank", "创新　衡阳", "(\"创 新\" AND \"衡 阳\")"}),
    name_of);

TEST(Match, CandidatesAreNotExcludedByWhatTheIndexCannotTell) {
  EXPECT_EQ(*candidate_expression("创新 -广告 -页"), "\"创 新\" NOT \"页\"");
  EXPECT_EQ(*candidate_expression("创新 -广告"), "\"创 新\"");
  EXPECT_FALSE(candidate_expression("-广告"));
}

TEST(Match, AQueryWithoutATermIsRefused) {
  for (const std::string_view query : {"", " ", "\"", "\"\"", "-", "-x", "OR AND", "😀",
                                       "()*:", "title:", "，。", "title:\"\" -b"}) {
    const auto expression = match_expression(query);
    ASSERT_FALSE(expression) << query;
    EXPECT_EQ(expression.error().fault, Fault::usage);
  }
}

TEST(Match, ControlCharactersNeverReachTheExpression) {
  const std::string query("a\0b\x01\"", 5);
  ASSERT_TRUE(match_expression(query));
  EXPECT_EQ(*match_expression(query), "\"a b\"");
}

TEST(Match, ABookIsNoQuery) {
  EXPECT_FALSE(match_expression(std::string(5000, 'a')));
  EXPECT_TRUE(match_expression(std::string(4096, 'a')));
}

constexpr std::string_view story =
    "昨天，記者從市政府獲悉，創新衡陽的各項工作正在推進。衡陽市的 GDP "
    "增長了百分之三，居民收入也有增加。";

std::string marked(std::string_view query, std::size_t width) {
  return snippet(story, query, width, "[", "]");
}

TEST(Snippet, MarksHitsInTheTextsOwnScript) {
  EXPECT_EQ(marked("创新衡阳", 200),
            "昨天，記者從市政府獲悉，[創新衡陽]的各項工作正在推進。衡陽市的 GDP "
            "增長了百分之三，居民收入也有增加。");
}

TEST(Snippet, ShowsWhereTheTermsMeet) {
  const std::string shown = marked("衡阳 gdp", 24);
  EXPECT_NE(shown.find("[衡陽]市的 [GDP]"), std::string::npos) << shown;
  EXPECT_TRUE(shown.starts_with("…") && shown.ends_with("…")) << shown;
}

TEST(Snippet, KeepsItsWidth) {
  for (std::size_t width = 1; width < 80; ++width) {
    const std::string shown = snippet(story, "GDP 增加 记者", width, "", "");
    std::size_t characters = 0;
    for (const char c : shown) characters += (c & 0xC0) != 0x80 ? 1 : 0;
    EXPECT_LE(characters, width + 2) << shown;  // … at either end
  }
}

TEST(Snippet, WithoutAHitBeginsAtTheBeginning) {
  EXPECT_EQ(marked("title:创新", 6), "昨天，記者從…");
  EXPECT_EQ(marked("", 3), "昨天，…");
  EXPECT_EQ(snippet("", "a", 10, "[", "]"), "");
}

TEST(Snippet, MarksAPhraseOnlyWhereItStandsAsTyped) {
  EXPECT_EQ(snippet("创新，衡阳；創新 衡陽", "创新衡阳", 40, "[", "]"), "创新，衡阳；[創新 衡陽]");
  EXPECT_EQ(snippet("创新，衡阳；創新衡陽", "创新,衡阳", 40, "[", "]"), "[创新，衡阳]；創新衡陽");
}

TEST(Snippet, LooksAtNoMoreHitsOfOnePhraseThanItNeeds) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "一";
  const std::string query = text.substr(0, 3 * 500);
  EXPECT_EQ(snippet(text, query, 10, "[", "]").substr(0, 3), "一");
}

TEST(Snippet, LineBreaksBecomeBlanks) { EXPECT_EQ(snippet("a\n\nb", "b", 10, "[", "]"), "a [b]"); }

TEST(Snippet, MarksWholeCharactersWhoseFoldIsLonger) {
  EXPECT_EQ(snippet("5㎏米", "5kg", 10, "[", "]"), "[5㎏]米");
  EXPECT_EQ(snippet("ｶﾞス", "ガ", 10, "[", "]"), "[ｶﾞ]ス");
}

}  // namespace
}  // namespace newsarc::text
