#include "cli/rows.h"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

namespace newsarc::cli {
namespace {

using store::Blob;
using store::Value;

std::string printed(RowFormat format, const std::vector<std::string>& names,
                    const std::vector<std::vector<Value>>& rows) {
  std::ostringstream out;
  const auto printer = make_row_printer(format, out, 0);
  EXPECT_TRUE(printer->columns(names));
  for (const auto& row : rows) printer->row(row);
  printer->finish(true);
  return out.str();
}

const std::vector<Value> mixed{std::int64_t{-7}, 1.0, "a\"b,\n|", std::monostate{},
                               Blob{std::string_view("\0\xff", 2)}};

TEST(RowsTest, CsvKeepsTextAsItIs) {
  EXPECT_EQ(printed(RowFormat::csv, {"i", "r", "t", "n", "b"}, {mixed}),
            "i,r,t,n,b\r\n-7,1.0,\"a\"\"b,\n|\",,00ff\r\n");
}

TEST(RowsTest, JsonLinesTellTypesApart) {
  EXPECT_EQ(printed(RowFormat::jsonl, {"i", "r", "t", "n", "b"}, {mixed}),
            R"({"i":-7,"r":1.0,"t":"a\"b,\n|","n":null,"b":{"$base64":true,"encoded":"AP8="}})"
            "\n");
}

TEST(RowsTest, JsonIsOneArray) {
  EXPECT_EQ(printed(RowFormat::json, {"a"}, {{std::int64_t{1}}, {std::int64_t{2}}}),
            "[{\"a\":1},\n {\"a\":2}]\n");
  EXPECT_EQ(printed(RowFormat::json, {"a"}, {}), "[]\n");
}

TEST(RowsTest, JsonKeepsColumnsOfOneNameApart) {
  EXPECT_EQ(printed(RowFormat::jsonl, {"a", "a", "a_2"},
                    {{std::int64_t{1}, std::int64_t{2}, std::int64_t{3}}}),
            "{\"a\":1,\"a_2\":2,\"a_2_2\":3}\n");
}

TEST(RowsTest, JsonHasNoRoomForASecondResult) {
  std::ostringstream out;
  const auto printer = make_row_printer(RowFormat::json, out, 0);
  EXPECT_TRUE(printer->columns({"a"}));
  EXPECT_FALSE(printer->columns({"b"}));
}

TEST(RowsTest, JsonThatBrokeOffDoesNotLookWhole) {
  std::ostringstream out;
  const auto printer = make_row_printer(RowFormat::json, out, 0);
  printer->columns({"a"});
  printer->row({std::int64_t{1}});
  printer->finish(false);
  EXPECT_EQ(out.str(), "[{\"a\":1}");
}

TEST(RowsTest, JsonWritesInfinityAsSqliteDoes) {
  EXPECT_EQ(printed(RowFormat::jsonl, {"a"}, {{-std::numeric_limits<double>::infinity()}}),
            "{\"a\":-9e999}\n");
}

TEST(RowsTest, MarkdownEscapesItsOwnSigns) {
  EXPECT_EQ(printed(RowFormat::md, {"a|b"}, {{"x\\y|z\nw"}}),
            "| a\\|b |\n| --- |\n| x\\\\y\\|z<br>w |\n");
}

TEST(RowsTest, TableAlignsNumbersToTheRight) {
  EXPECT_EQ(printed(RowFormat::table, {"title", "n"},
                    {{"衡陽", std::int64_t{5}}, {"x", std::int64_t{10}}}),
            "title   n\n-----  --\n衡陽    5\nx      10\n");
}

TEST(RowsTest, TableGoesOnAfterItsFirstThousandRows) {
  const std::vector<std::vector<Value>> rows(2500, {std::int64_t{1}});
  const auto text = printed(RowFormat::table, {"n"}, rows);
  EXPECT_EQ(text.size(), std::string("n\n-\n").size() + 2500 * 2);
}

TEST(RowsTest, TableDoesNotWaitForMuchText) {
  std::ostringstream out;
  const auto printer = make_row_printer(RowFormat::table, out, 0);
  printer->columns({"body"});
  const std::string megabyte(1 << 20, 'x');
  for (int i = 0; i < 20; ++i) printer->row({megabyte});
  EXPECT_GE(out.str().size(), std::size_t{16} << 20);
}

TEST(RowsTest, ManyRowsAreWrittenAsTheyCome) {
  for (const auto format : {RowFormat::csv, RowFormat::json, RowFormat::jsonl}) {
    std::ostringstream out;
    const auto printer = make_row_printer(format, out, 0);
    printer->columns({"body"});
    const std::string kilobyte(1 << 10, 'x');
    for (int i = 0; i < 1000; ++i) printer->row({kilobyte});
    EXPECT_GE(out.str().size(), std::size_t{800} << 10);
    printer->finish(true);
    EXPECT_GE(out.str().size(), std::size_t{1000} << 10);
  }
}

TEST(RowsTest, ABlobOfEveryLengthIsBase64) {
  const auto text = [](std::string_view bytes) {
    return printed(RowFormat::jsonl, {"b"}, {{Blob{bytes}}});
  };
  EXPECT_NE(text("").find(R"("encoded":""})"), std::string::npos);
  EXPECT_NE(text("f").find(R"("encoded":"Zg=="})"), std::string::npos);
  EXPECT_NE(text("fo").find(R"("encoded":"Zm8="})"), std::string::npos);
  EXPECT_NE(text("foo").find(R"("encoded":"Zm9v"})"), std::string::npos);
  EXPECT_NE(text("foob").find(R"("encoded":"Zm9vYg=="})"), std::string::npos);
}

}  // namespace
}  // namespace newsarc::cli
