#include "dataset/parquet_metadata.h"

#include <gtest/gtest.h>

#include "tests/dataset/hex.h"

namespace newsarc::dataset::parquet {
namespace {

TEST(PageHeaderTest, Spec_DataPagesAreVersionOne) {
  EXPECT_EQ(hex(data_page_header(3, Encoding::rle_dictionary, 100, 50)),
            "15 00 15 C8 01 15 64 2C 15 06 15 10 15 06 15 06 00 00");
}

TEST(PageHeaderTest, Spec_DictionaryPagesArePlain) {
  EXPECT_EQ(hex(dictionary_page_header(2, 10, 8)), "15 04 15 14 15 10 4C 15 04 15 00 00 00");
}

// A file of one column and one row group: two pages, the second of nulls alone.
FileMetadata file_of(const Schema& schema) {
  Page first{{4, 30}, 0, false, {1, Bounds{"a", "b"}}};
  Page second{{34, 20}, 3, true, {2, std::nullopt}};
  Chunk chunk;
  chunk.entries = 5;
  chunk.raw_size = 60;
  chunk.packed_size = 50;
  chunk.pages = {first, second};
  chunk.plain_pages = 2;
  chunk.statistics = {3, Bounds{"a", "b", true, false}};
  return {schema, {{5, {chunk}}}, {}, "newsarc"};
}

TEST(PageIndexTest, Spec_SaysOfEachPageWhatItHoldsAndWhereItIs) {
  auto file = file_of({{"text", Type::text, true}});
  const auto bytes = page_indexes(file, 54);
  const std::string column = "19 21 02 01 19 28 01 61 00 19 28 01 62 00 15 00 19 26 02 04 00";
  const std::string offset = "19 2C 16 08 15 3C 16 00 00 16 44 15 28 16 06 00 00";
  EXPECT_EQ(hex(bytes), column + " " + offset);
  const auto& chunk = file.groups[0].chunks[0];
  EXPECT_EQ(chunk.column_index.offset, 54);
  EXPECT_EQ(chunk.column_index.size, 21);
  EXPECT_EQ(chunk.offset_index.offset, 75);
  EXPECT_EQ(chunk.offset_index.size, 17);
}

TEST(PageIndexTest, House_AColumnWithAPageOfUnknownBoundsHasNone) {
  auto file = file_of({{"real", Type::real, true}});
  file.groups[0].chunks[0].pages[0].statistics.bounds.reset();
  page_indexes(file, 54);
  EXPECT_EQ(file.groups[0].chunks[0].column_index.size, 0);
  EXPECT_GT(file.groups[0].chunks[0].offset_index.size, 0);
}

// The whole footer of that file, field by field as parquet.thrift numbers them.
TEST(FooterTest, Spec_NamesSchemaRowGroupsAndOrders) {
  const std::string schema =
      "19 2C "                                                // 2 schema: two elements
      "48 06 73 63 68 65 6D 61 15 02 00 "                     // 4 name, 5 num_children
      "15 0C 25 02 18 04 74 65 78 74 25 00 4C 1C 00 00 00 ";  // 1 type … 10 logicalType: STRING
  const std::string column =
      "15 0C 19 25 06 00 19 18 04 74 65 78 74 15 0C "  // 1 type, 2 encodings, 3 path, 4 codec
      "16 0A 16 78 16 64 "                             // 5 num_values, 6 and 7 sizes
      "26 08 "                                         // 9 data_page_offset
      "3C 36 06 28 01 62 18 01 61 12 11 00 "           // 12 statistics
      "19 1C 15 00 15 00 15 04 00 00 ";                // 13 encoding_stats
  const std::string group = "19 1C 19 1C 26 00 1C " + column +
                            "00 "                                 // no indexes
                            "16 78 16 0A 26 08 16 64 14 00 00 ";  // 2 … 7 of the row group
  EXPECT_EQ(
      hex(footer(file_of({{"text", Type::text, true}}))),
      "15 04 " + schema + "16 0A " + group + "28 07 6E 65 77 73 61 72 63 " + "19 1C 1C 00 00 00");
}

TEST(FooterTest, Spec_TimestampsAreMicrosecondsAdjustedToUtc) {
  const auto bytes = hex(footer(file_of({{"at", Type::timestamp, false}})));
  EXPECT_NE(bytes.find("15 04 25 00 18 02 61 74 25 14 4C 8C 11 1C 2C 00 00 00 00 00"),
            std::string::npos)
      << bytes;
}

TEST(FooterTest, Spec_DatesAreDaysInThirtyTwoBits) {
  const auto bytes = hex(footer(file_of({{"day", Type::date, true}})));
  EXPECT_NE(bytes.find("15 02 25 02 18 03 64 61 79 25 0C 4C 6C 00 00 00"), std::string::npos)
      << bytes;
}

}  // namespace
}  // namespace newsarc::dataset::parquet
