#include "cli/comparison.h"

#include <gtest/gtest.h>

namespace newsarc::cli {
namespace {

using text::Edit;
using text::EditKind;

store::Record record(const std::string& title, const std::string& body,
                     const std::string& script = "Hant") {
  store::Record made;
  made.title = title;
  made.body = body;
  made.script = script;
  return made;
}

std::vector<std::string> fields(const std::vector<FieldChange>& changes) {
  std::vector<std::string> names;
  for (const auto& change : changes) names.push_back(change.field);
  return names;
}

using Names = std::vector<std::string>;

TEST(ComparisonTest, NamesTheFieldsThatDiffer) {
  auto after = record("新題", "正文");
  after.credits = {{Role::reporter, "記者", "易成章"}};
  EXPECT_EQ(fields(compare(record("舊題", "正文"), after, {})), (Names{"title", "credits"}));
}

TEST(ComparisonTest, FindsNothingInEqualVersions) {
  EXPECT_TRUE(compare(record("題", "正文"), record("題", "正文"), {}).empty());
}

TEST(ComparisonTest, IgnoresScriptOnlyWhenAsked) {
  const auto before = record("衡陽創新", "創新", "Hant");
  const auto after = record("衡阳创新", "创新", "Hans");
  EXPECT_EQ(fields(compare(before, after, {})), (Names{"title", "body"}));
  EXPECT_TRUE(compare(before, after, {true, false, false}).empty());
}

TEST(ComparisonTest, IgnoresSpaceOnlyWhenAsked) {
  const auto before = record("題", "第一段 文字。\n第二段a  b");
  const auto after = record("題", "第一段文字。第二段a b");
  EXPECT_EQ(fields(compare(before, after, {})), Names{"body"});
  EXPECT_TRUE(compare(before, after, {false, true, false}).empty());
}

TEST(ComparisonTest, StillSeesWordsThatRunTogether) {
  EXPECT_EQ(
      fields(compare(record("", "now here", ""), record("", "nowhere", ""), {false, true, false})),
      Names{"body"});
}

TEST(ComparisonTest, IgnoresGlossesOnlyWhenAsked) {
  const auto before = record("創(chuàng)新", "");
  const auto after = record("創新", "");
  EXPECT_EQ(fields(compare(before, after, {})), Names{"title"});
  EXPECT_TRUE(compare(before, after, {false, false, true}).empty());
}

TEST(ComparisonTest, MarksWhatWentAndWhatCame) {
  const std::vector<Edit> edits{
      {EditKind::same, "第一段\n三"}, {EditKind::removed, "天"}, {EditKind::added, "月"}};
  EXPECT_EQ(marked(edits, {}), "… 1 line unchanged\n三[-天-]{+月+}\n");
}

TEST(ComparisonTest, MarksAParagraphThatCame) {
  const std::vector<Edit> edits{
      {EditKind::same, "a\n"}, {EditKind::added, "b\nc\n"}, {EditKind::same, "d\ne"}};
  EXPECT_EQ(marked(edits, {}), "… 1 line unchanged\n{+b⏎+}\n{+c⏎+}\n… 2 lines unchanged\n");
}

TEST(ComparisonTest, ShowsNoControlCharactersOfAPage) {
  EXPECT_EQ(marked({{EditKind::added, "\x1b[2J"}}, {}), "{+\xEF\xBF\xBD[2J+}\n");
}

TEST(ComparisonTest, ColoursAreReset) {
  const auto colors = palette(true);
  EXPECT_EQ(marked({{EditKind::removed, "x"}}, colors), "\x1b[31m[-x-]\x1b[0m\n");
}

}  // namespace
}  // namespace newsarc::cli
