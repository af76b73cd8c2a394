#include "dataset/parquet_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <sstream>

namespace newsarc::dataset::parquet {
namespace {

const Schema number_and_text = {{"number", Type::integer, false}, {"text", Type::text, true}};
const Schema lists = {
    {"names", Type::list, false, {{"", Type::text, false}}},
    {"credits", Type::list, true, {{"role", Type::text, false}, {"name", Type::text, true}}}};

std::string text_of(int number) { return std::string(500, static_cast<char>('a' + number % 26)); }

void add_rows(Writer& writer, int count) {
  for (int i = 0; i < count; ++i) {
    const auto text = text_of(i);
    ASSERT_TRUE(writer.add(std::vector<Value>{std::int64_t{i}, std::string_view(text)}));
  }
}

std::string written(int rows, const WriterOptions& options = {}) {
  std::ostringstream out;
  Writer writer(number_and_text, out, options);
  add_rows(writer, rows);
  EXPECT_TRUE(writer.finish());
  return out.str();
}

// The footer, by the length before the last magic.
std::string footer_of(const std::string& file) {
  std::uint32_t length = 0;
  std::memcpy(&length, file.data() + file.size() - 8, sizeof(length));
  return file.substr(file.size() - 8 - length, length);
}

class ParquetWriterTest : public testing::TestWithParam<int> {};

TEST_P(ParquetWriterTest, Spec_AFileBeginsAndEndsWithItsMagicAndHasItsFooterBeforeTheLast) {
  const auto file = written(GetParam());
  EXPECT_TRUE(file.starts_with("PAR1"));
  EXPECT_TRUE(file.ends_with("PAR1"));
  const auto footer = footer_of(file);
  EXPECT_TRUE(footer.starts_with("\x15\x04\x19\x3C")) << "version 2, three elements of a schema";
  EXPECT_NE(footer.find("newsarc version "), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Rows, ParquetWriterTest, testing::Values(0, 1, 1000));

TEST(ParquetWriterOutputTest, NoRowsAreNoRowGroups) {
  // Field 4 of the footer: a list of structs, here of none; after three fields of two bytes.
  EXPECT_NE(footer_of(written(0)).find(std::string("\x16\0\x19\x0C", 4)), std::string::npos);
}

TEST(ParquetWriterOutputTest, TheSameRowsGiveTheSameBytes) {
  EXPECT_EQ(written(3000), written(3000));
}

TEST(ParquetWriterOutputTest, ARowGroupGoesOutWhenItIsFull) {
  std::ostringstream out;
  WriterOptions options;
  options.pages.dictionary_bytes = 0;
  options.row_group_bytes = 50'000;
  Writer writer(number_and_text, out, options);
  add_rows(writer, 90);
  EXPECT_EQ(out.str().size(), 0);
  add_rows(writer, 20);
  const auto first = out.str().size();
  EXPECT_GT(first, 0);
  add_rows(writer, 80);
  EXPECT_EQ(out.str().size(), first);
  add_rows(writer, 20);
  EXPECT_GT(out.str().size(), first);
}

TEST(ParquetWriterOutputTest, KeyValuesStandInTheFooter) {
  WriterOptions options;
  options.key_values = {{"newsarc.view", "articles"}};
  const auto footer = footer_of(written(1, options));
  // Field 5: a list of one struct of two texts.
  EXPECT_NE(footer.find("\x19\x1C\x18\x0Cnewsarc.view\x18\x08"
                        "articles"),
            std::string::npos);
}

TEST(ParquetWriterOutputTest, ListsOfStructsAreThreeLevels) {
  std::ostringstream out;
  Writer writer(lists, out);
  const std::vector<Scalar> names = {std::string_view("甲"), std::string_view("乙")};
  const std::vector<Scalar> credits = {std::string_view("記者"), Scalar()};
  ASSERT_TRUE(writer.add(std::vector<Value>{List(names), List(credits)}));
  ASSERT_TRUE(writer.add(std::vector<Value>{List(), List()}));
  ASSERT_TRUE(writer.add(std::vector<Value>{List(), Value()}));
  ASSERT_TRUE(writer.finish());
  const auto footer = footer_of(out.str());
  for (const auto* path : {"\x05names\x04list\x07"
                           "element",
                           "\x07"
                           "credits\x04list\x07"
                           "element\x04role",
                           "\x07"
                           "credits\x04list\x07"
                           "element\x04name"})
    EXPECT_NE(footer.find(path), std::string::npos) << path;
}

TEST(ParquetWriterOutputTest, OnlyNaNHasNoColumnIndexAndIsWrittenAllTheSame) {
  std::ostringstream out;
  Writer writer({{"real", Type::real, false}}, out);
  ASSERT_TRUE(writer.add(std::vector<Value>{std::nan("")}));
  ASSERT_TRUE(writer.finish());
  EXPECT_TRUE(out.str().ends_with("PAR1"));
}

TEST(ParquetWriterOutputTest, AStreamThatFailsEndsItAtTheRowGroup) {
  std::ostringstream out;
  WriterOptions options;
  options.row_group_bytes = 0;
  Writer writer(number_and_text, out, options);
  add_rows(writer, 2);
  out.setstate(std::ios::badbit);
  const auto added = writer.add(std::vector<Value>{std::int64_t{1}, Value()});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::disk);
}

struct RefusedCase {
  const char* name;
  std::vector<Value> row;
  const char* column;
};
class RefusedRowTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedRowTest, NamesTheColumn) {
  std::ostringstream out;
  Writer writer(number_and_text, out);
  const auto added = writer.add(GetParam().row);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::internal);
  EXPECT_EQ(added.error().where, GetParam().column);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedRowTest,
    testing::Values(RefusedCase{"null", {Value(), Value()}, "number"},
                    RefusedCase{"text_for_number", {std::string_view("1"), Value()}, "number"},
                    RefusedCase{"number_for_text", {std::int64_t{1}, std::int64_t{1}}, "text"},
                    RefusedCase{"list_for_text", {std::int64_t{1}, List()}, "text"}),
    [](const auto& row) { return row.param.name; });

TEST(RefusedListTest, ANullListWhereOneMustBeAndHalfAStruct) {
  std::ostringstream out;
  const std::vector<Scalar> half = {std::string_view("role")};
  const auto no_list = Writer(lists, out).add(std::vector<Value>{Value(), Value()});
  ASSERT_FALSE(no_list);
  EXPECT_EQ(no_list.error().where, "names");
  const auto half_a_struct = Writer(lists, out).add(std::vector<Value>{List(), List(half)});
  ASSERT_FALSE(half_a_struct);
  EXPECT_EQ(half_a_struct.error().where, "credits");
}

TEST(ParquetWriterOutputTest, AStreamThatFailsIsADiskError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  Writer writer(number_and_text, out);
  add_rows(writer, 1);
  const auto finished = writer.finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().fault, Fault::disk);
}

}  // namespace
}  // namespace newsarc::dataset::parquet
