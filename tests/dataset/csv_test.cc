#include "dataset/csv.h"

#include <gtest/gtest.h>

namespace newsarc::dataset {
namespace {

std::string cell(std::string_view text) {
  std::string out;
  append_csv_cell(out, text);
  return out;
}

// RFC 4180 §2.
TEST(CsvTest, Spec_QuotesWhatWouldBeMisread) {
  EXPECT_EQ(cell("衡陽 新聞"), "衡陽 新聞");
  EXPECT_EQ(cell(""), "");
  EXPECT_EQ(cell("a,b"), "\"a,b\"");
  EXPECT_EQ(cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(cell("a\rb"), "\"a\rb\"");
  EXPECT_EQ(cell("\"a\" b"), "\"\"\"a\"\" b\"");
  EXPECT_EQ(cell("\""), "\"\"\"\"");
}

TEST(CsvTest, KnowsFormulasOfEitherWidth) {
  for (const char* text : {"=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"}) {
    EXPECT_TRUE(looks_like_formula(text)) << text;
  }
  for (const char* text : {"", "1=1", "'=1", " =1", "“=”", "—"}) {
    EXPECT_FALSE(looks_like_formula(text)) << text;
  }
}

}  // namespace
}  // namespace newsarc::dataset
