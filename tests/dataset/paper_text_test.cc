#include "dataset/paper_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/dataset/paper_cases.h"

namespace newsarc::dataset {
namespace {

struct TextCase {
  const char* name;
  std::string_view given, wanted;
};

class MarkdownTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(MarkdownTextTest, Spec_ShowsTheTextAndDoesNothingElse) {
  EXPECT_EQ(markdown_text(GetParam().given), GetParam().wanted);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, MarkdownTextTest,
    testing::Values(
        TextCase{"plain", "衡陽日報 (1987), vol. 2", "衡陽日報 (1987), vol. 2"},
        TextCase{"cell", "a | b", "a \\| b"}, TextCase{"escaped_cell", "a\\| b", "a\\\\\\| b"},
        TextCase{"lines", "a\n---\nb\r\n", "a --- b"}, TextCase{"rule", "---", "\\---"},
        TextCase{"item", "- a", "\\- a"}, TextCase{"numbered", "12. a", "12\\. a"},
        TextCase{"year_stays", "2026 was", "2026 was"}, TextCase{"head", "# a", "\\# a"},
        TextCase{"html", "<b>&amp;", "\\<b\\>\\&amp;"}, TextCase{"link", "[a](b)", "\\[a\\](b)"},
        TextCase{"address", "https://a.example", "https\\://a.example"},
        TextCase{"www", "www.a.example", "www\\.a.example"}, TextCase{"mail", "a@b.c", "a\\@b.c"},
        TextCase{"time_stays", "18:00", "18:00"}, TextCase{"code", "`a`", "\\`a\\`"},
        TextCase{"bidi", "\u202Eevil\u202C عربى", "evil عربى"},
        TextCase{"escape", "a\x1b[31m", "a \\[31m"}, TextCase{"malformed", "a\xFF", "a\uFFFD"},
        TextCase{"empty", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(MarkdownTest, Spec_ACodeSpanIsFencedByMoreBackticksThanItHolds) {
  EXPECT_EQ(markdown_code("a"), "`a`");
  EXPECT_EQ(markdown_code("a `b` ``c"), "```a `b` ``c```");
  EXPECT_EQ(markdown_code("`a"), "`` `a ``");
  EXPECT_EQ(markdown_code("a\nb"), "`a b`");
  EXPECT_EQ(markdown_code(""), "");
}

TEST(MarkdownTest, Spec_OnlyInACellAPipeIsEscapedInCode) {
  EXPECT_EQ(markdown_code("a|b"), "`a|b`");
  EXPECT_EQ(markdown_code_cell("a\\|b"), markdown_text("a\\|b"));
  EXPECT_EQ(markdown_code_cell("a|b||c"), "`a\\|b\\|\\|c`");
}

TEST(MarkdownTest, Spec_ABlockIsFencedByMoreBackticksThanItHolds) {
  EXPECT_EQ(markdown_block("sh", "a\n````\nb\x1b"), "\n`````sh\na\n````\nb \n`````\n\n");
}

TEST(MarkdownTest, NoHostileNameMakesALineOrACellOfItsOwn) {
  for (const auto& name : hostile_names()) {
    const auto row = markdown_row({markdown_text(name), markdown_code_cell(name)});
    EXPECT_EQ(std::count(row.begin(), row.end(), '\n'), 1) << row;
    std::size_t cells = 0;
    for (std::size_t at = 0, backslashes = 0; at < row.size(); ++at) {
      if (row[at] == '|' && backslashes % 2 == 0) ++cells;
      backslashes = row[at] == '\\' ? backslashes + 1 : 0;
    }
    EXPECT_EQ(cells, 3u) << row;
  }
}

TEST(YamlTest, Spec_TextIsOneQuotedLineOfPrintableCharacters) {
  EXPECT_EQ(yaml_text("no"), "\"no\"");
  EXPECT_EQ(yaml_text("a\n---\n\"b\""), "\"a\\n---\\n\\\"b\\\"\"");
  EXPECT_EQ(yaml_text("a\u0085\uFEFF\uFFFE\uFFFF"), "\"a\\u0085\\ufeff\\ufffe\\uffff\"");
}

TEST(UrlTest, Spec_APathKeepsWhatPathsMayHold) {
  EXPECT_EQ(url_path("data/site=hy/a-b_c.jsonl"), "data/site=hy/a-b_c.jsonl");
  EXPECT_EQ(url_path("50% \"é\"#?"), "50%25%20%22%C3%A9%22%23%3F");
}

TEST(JsonTextTest, ReadsBackAsWhatWasWritten) {
  nlohmann::ordered_json given{
      {"b", {1, -2, true, nullptr, 1.5}},
      {"a", {{"x", "\u202E\"\\\n衡陽"}, {"none", nlohmann::ordered_json::array()}}}};
  const auto text = json_text(given);
  EXPECT_EQ(nlohmann::ordered_json::parse(text), given);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
  EXPECT_EQ(json_text({{"a", {1}}}), "{\n  \"a\": [\n    1\n  ]\n}\n");
  EXPECT_EQ(json_text(nlohmann::ordered_json::object()), "{}\n");
}

}  // namespace
}  // namespace newsarc::dataset
