#include "cli/table.h"

#include <gtest/gtest.h>

namespace newsarc::cli {
namespace {

struct WidthCase {
  const char* name;
  std::string_view text;
  std::size_t width;
};
class WidthTest : public testing::TestWithParam<WidthCase> {};

TEST_P(WidthTest, Spec_CountsTerminalColumns) {
  EXPECT_EQ(display_width(GetParam().text), GetParam().width);
}
INSTANTIATE_TEST_SUITE_P(Cases, WidthTest,
                         testing::Values(WidthCase{"ascii", "news", 4}, WidthCase{"han", "衡陽", 4},
                                         WidthCase{"han_beyond_the_first_plane", "𠮷", 2},
                                         WidthCase{"full_width_punctuation", "，。", 4},
                                         WidthCase{"hangul", "한", 2},
                                         WidthCase{"latin_with_accents", "Zürich", 6},
                                         WidthCase{"combining_mark", "e\xCC\x81", 1},
                                         WidthCase{"nothing", "", 0}),
                         [](const auto& row) { return row.param.name; });

TEST(TableTest, AlignsColumnsThatHoldChinese) {
  Table table({"name", "n"});
  table.add({{"衡陽"}, {"7", true}});
  table.add({{"ab"}, {"12", true}});
  EXPECT_EQ(table.text(), "name   n\n----  --\n衡陽   7\nab    12\n");
}

TEST(TableTest, GivesWayAtItsWidestColumnWhenItIsTooWide) {
  Table table({"id", "body"});
  table.add({{"1", true}, {"一二三四五六七八九十"}});
  table.limit_width(15);
  EXPECT_EQ(table.text(), "id  body\n--  -----------\n 1  一二三四五…\n");
}

TEST(TableTest, KeepsItsWidthsForRowsThatComeLater) {
  Table table({"a", "b"});
  table.add({{"1"}, {"x"}});
  table.text();
  table.add({{"2"}, {"longer"}});
  EXPECT_EQ(table.text(), "2  longer\n");
}

TEST(TableTest, CutsBetweenCharactersOnly) {
  EXPECT_EQ(cut("衡陽新聞", 8), "衡陽新聞");
  EXPECT_EQ(cut("衡陽新聞", 7), "衡陽新…");
  EXPECT_EQ(cut("衡陽新聞", 6), "衡陽…");
}

TEST(TableTest, ShowsControlsAndLineEndsAsSigns) {
  EXPECT_EQ(one_line("a\nb\tc\x1b[31m"), "a⏎b c\xEF\xBF\xBD[31m");
}

}  // namespace
}  // namespace newsarc::cli
