#include "extract/labels.h"

#include <gtest/gtest.h>

namespace newsarc::extract {
namespace {

const Labels labels{"来源", "来",       "next", "next page", "next page of", "NEXT", "older", "»",
                    "»»",   "新闻来源", "a",    "ab"};

struct Case {
  const char* name;
  std::string_view text;
  std::size_t at;
  std::string_view label;  // that begins there
};

class House_Labels : public testing::TestWithParam<Case> {};

TEST_P(House_Labels, AreFoundAtTheirLongest) {
  const auto& row = GetParam();
  EXPECT_EQ(labels.match(row.text, row.at), row.label.size());
}

INSTANTIATE_TEST_SUITE_P(
    Labels, House_Labels,
    testing::Values(Case{"whole", "older", 0, "older"},
                    Case{"longest", "next page 2", 0, "next page"},
                    Case{"shorter_where_the_longest_breaks_off", "next pager", 0, "next page"},
                    Case{"shortest_of_three", "next pag", 0, "next"},
                    Case{"of_several_bytes", "来源:新华社", 0, "来源"},
                    Case{"shorter_of_several_bytes", "来自", 0, "来"},
                    Case{"behind_others", "by »»", 3, "»»"}, Case{"at_the_end", "xab", 1, "ab"},
                    Case{"none", "previous", 0, ""}, Case{"none_before_all", " next", 0, ""},
                    Case{"none_after_all", "龙", 0, ""},
                    Case{"none_that_is_cut_off", "olde", 0, ""}, Case{"none_in_nothing", "", 0, ""},
                    Case{"none_past_the_end", "a", 5, ""}),
    [](const auto& given) { return std::string(given.param.name); });

TEST(LabelsTest, AreEqualToWholeTextsOnly) {
  EXPECT_TRUE(labels.equals("next page"));
  EXPECT_FALSE(labels.equals("next page 2"));
  EXPECT_FALSE(labels.equals("next pag"));
  EXPECT_FALSE(labels.equals(""));
}

}  // namespace
}  // namespace newsarc::extract
