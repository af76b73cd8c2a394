#include "dataset/parquet_leaf.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "tests/dataset/hex.h"

namespace newsarc::dataset::parquet {
namespace {

const Leaf text{{"text"}, Type::text, false, 0, 0};
const Leaf nullable_text{{"text"}, Type::text, true, 1, 0};
const Leaf integer{{"integer"}, Type::integer, false, 0, 0};
const Leaf day{{"day"}, Type::date, true, 1, 0};
const Leaf texts_of_list{{"list", "list", "element"}, Type::text, true, 3, 1};

std::string unpacked(std::string_view frame) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  std::string bytes(size, '\0');
  EXPECT_EQ(ZSTD_decompress(bytes.data(), size, frame.data(), frame.size()), size);
  return bytes;
}

// What is in a data page, before packing; its header is compared with the one it should have.
std::string content(const std::string& page, std::int32_t entries, Encoding encoding) {
  constexpr std::string_view frame_magic = "\x28\xB5\x2F\xFD";  // RFC 8878 §3.1.1
  const auto start = page.find(frame_magic);
  const auto bytes = unpacked(std::string_view(page).substr(start));
  EXPECT_EQ(hex(page.substr(0, start)),
            hex(data_page_header(entries, encoding, static_cast<std::int32_t>(bytes.size()),
                                 static_cast<std::int32_t>(page.size() - start))));
  return bytes;
}

class LeafWriterTest : public testing::Test {
 protected:
  LeafWriter leaf(const Leaf& leaf) const { return {leaf, limits_}; }

  void add(LeafWriter& leaf, const Scalar& value) {
    ASSERT_TRUE(leaf.add(value));
    ASSERT_TRUE(leaf.end_row(compressor_));
  }
  void add_numbered(LeafWriter& leaf, int first, int count, int distinct) {
    for (int i = first; i < first + count; ++i) {
      const std::string value = "文章" + std::to_string(i % distinct);
      add(leaf, std::string_view(value));
    }
  }
  PackedChunk take(LeafWriter& leaf) {
    auto chunk = leaf.take_chunk(compressor_);
    EXPECT_TRUE(chunk);
    return *std::move(chunk);
  }

  PageLimits limits_;
  PageCompressor compressor_{3};
};

TEST_F(LeafWriterTest, ValuesThatAllDifferArePlain) {
  auto written = leaf(text);
  add(written, std::string_view("衡"));
  add(written, std::string_view(""));
  const auto [pages, chunk] = take(written);
  ASSERT_EQ(pages.size(), 1);
  EXPECT_EQ(hex(content(pages[0], 2, Encoding::plain)), "03 00 00 00 E8 A1 A1 00 00 00 00");
  EXPECT_EQ(chunk.dictionary.size, 0);
  EXPECT_EQ(chunk.plain_pages, 1);
}

TEST_F(LeafWriterTest, ValuesThatRecurStandInADictionaryInFront) {
  auto written = leaf(text);
  for (int i = 0; i < 8; ++i) add(written, std::string_view(i % 2 == 0 ? "甲" : "乙"));
  const auto [pages, chunk] = take(written);
  ASSERT_EQ(pages.size(), 2);
  EXPECT_EQ(hex(content(pages[1], 8, Encoding::rle_dictionary)), "01 03 AA");
  const auto dictionary = unpacked(std::string_view(pages[0]).substr(pages[0].find("\x28\xB5")));
  EXPECT_EQ(hex(dictionary), "03 00 00 00 E7 94 B2 03 00 00 00 E4 B9 99");
  EXPECT_EQ(chunk.dictionary.size, static_cast<std::int32_t>(pages[0].size()));
  EXPECT_EQ(chunk.pages.at(0).place.offset, chunk.dictionary.size);
  EXPECT_EQ(chunk.packed_size, static_cast<std::int64_t>(pages[0].size() + pages[1].size()));
}

TEST_F(LeafWriterTest, ADictionaryThatIsFullIsLeftAndStays) {
  limits_ = {1 << 20, 50, 200};
  auto written = leaf(text);
  add_numbered(written, 0, 100, 5);          // two pages of indices
  add_numbered(written, 1000, 100, 10'000);  // more than the dictionary has room for
  const auto [pages, chunk] = take(written);
  EXPECT_EQ(chunk.indexed_pages, 2);
  EXPECT_EQ(chunk.plain_pages, 2);
  ASSERT_EQ(pages.size(), 5);
  // What had gone into the dictionary of the page in hand was written out.
  std::string wanted;
  for (int i = 1000; i < 1050; ++i) {
    wanted += std::string("\x0A\0\0\0", 4) + "文章" + std::to_string(i);
  }
  EXPECT_EQ(content(pages[3], 50, Encoding::plain), wanted);
}

TEST_F(LeafWriterTest, ADictionaryThatDoesNotPayIsDroppedAtTheFirstPage) {
  limits_.entries = 10;
  auto written = leaf(integer);
  for (std::int64_t i = 0; i < 30; ++i) add(written, i);
  const auto chunk = take(written).chunk;
  EXPECT_EQ(chunk.dictionary.size, 0);
  EXPECT_EQ(chunk.plain_pages, 3);
}

TEST_F(LeafWriterTest, EveryRowGroupTriesItsOwnDictionary) {
  limits_ = {1 << 20, 50, 60};
  auto written = leaf(text);
  add_numbered(written, 0, 100, 100);
  EXPECT_EQ(take(written).chunk.indexed_pages, 0);
  add_numbered(written, 0, 100, 3);
  const auto chunk = take(written).chunk;
  EXPECT_EQ(chunk.indexed_pages, 2);
  EXPECT_EQ(chunk.entries, 100);
  EXPECT_EQ(chunk.pages.at(0).first_row, 0);
}

TEST_F(LeafWriterTest, ARowGroupKnowsNothingOfTheOneBefore) {
  limits_.entries = 20;
  auto used = leaf(text);
  for (const int distinct : {7, 50, 5}) {
    auto fresh = leaf(text);
    for (auto* each : {&used, &fresh}) add_numbered(*each, 3, 50, distinct);
    const auto [pages, chunk] = take(used);
    const auto [wanted_pages, wanted] = take(fresh);
    EXPECT_EQ(pages, wanted_pages);
    EXPECT_EQ(chunk.statistics.bounds, wanted.statistics.bounds);
    EXPECT_EQ(chunk.raw_size, wanted.raw_size);
  }
}

TEST_F(LeafWriterTest, EachPageHasItsOwnBounds) {
  limits_.entries = 2;
  auto written = leaf(text);
  for (const auto* value : {"c", "d", "a", "b"}) add(written, std::string_view(value));
  const auto chunk = take(written).chunk;
  EXPECT_EQ(chunk.pages.at(0).statistics.bounds, (Bounds{"c", "d"}));
  EXPECT_EQ(chunk.pages.at(1).statistics.bounds, (Bounds{"a", "b"}));
  EXPECT_EQ(chunk.statistics.bounds, (Bounds{"a", "d"}));
}

// 4,096 values are enough to tell, however long a page would be.
TEST_F(LeafWriterTest, ADictionaryIsJudgedWhenItHasSeenEnough) {
  auto written = leaf(integer);
  for (std::int64_t i = 0; i < 4096; ++i) add(written, i);
  for (int i = 0; i < 4096; ++i) add(written, std::int64_t{7});
  EXPECT_EQ(take(written).chunk.indexed_pages, 0);
}

TEST_F(LeafWriterTest, Spec_NullsAreLevelsWithoutValues) {
  auto written = leaf(nullable_text);
  add(written, {});
  add(written, std::string_view("甲"));
  add(written, {});
  const auto [pages, chunk] = take(written);
  EXPECT_EQ(hex(content(pages.at(0), 3, Encoding::plain)),
            "02 00 00 00 03 02 03 00 00 00 E7 94 B2");
  EXPECT_EQ(chunk.statistics.nulls, 2);
  EXPECT_EQ(chunk.statistics.bounds, (Bounds{"甲", "甲"}));
}

TEST_F(LeafWriterTest, APageOfNullsHasNoBounds) {
  limits_.entries = 2;
  auto written = leaf(nullable_text);
  add(written, {});
  add(written, {});
  add(written, std::string_view("甲"));
  const auto chunk = take(written).chunk;
  ASSERT_EQ(chunk.pages.size(), 2);
  EXPECT_TRUE(chunk.pages[0].all_null);
  EXPECT_EQ(chunk.pages[0].statistics.bounds, std::nullopt);
  EXPECT_FALSE(chunk.pages[1].all_null);
  EXPECT_EQ(chunk.pages[1].first_row, 2);
}

// Absent, empty, a null, two values.
TEST_F(LeafWriterTest, Spec_ListsAreLevelsOfRepetitionAndDefinition) {
  auto written = leaf(texts_of_list);
  for (const std::uint32_t definition : {0U, 1U}) {
    written.add_no_items(definition);
    ASSERT_TRUE(written.end_row(compressor_));
  }
  add(written, {});
  ASSERT_TRUE(written.add(std::string_view("a")));
  ASSERT_TRUE(written.add(std::string_view("b"), 1));
  ASSERT_TRUE(written.end_row(compressor_));
  const auto [pages, chunk] = take(written);
  // Repetition 0 0 0 0 1; definition 0 1 2 3 3.
  EXPECT_EQ(hex(content(pages.at(0), 5, Encoding::plain)),
            "02 00 00 00 03 10 03 00 00 00 03 E4 03 01 00 00 00 61 01 00 00 00 62");
  EXPECT_EQ(chunk.entries, 5);
  EXPECT_EQ(chunk.statistics.nulls, 3);
}

TEST_F(LeafWriterTest, PagesEndBetweenRows) {
  limits_.entries = 10;
  auto written = leaf(texts_of_list);
  for (int row = 0; row < 6; ++row) {
    for (std::uint32_t item = 0; item < 4; ++item)
      ASSERT_TRUE(written.add(std::string_view("item"), item == 0 ? 0 : 1));
    ASSERT_TRUE(written.end_row(compressor_));
  }
  const auto chunk = take(written).chunk;
  ASSERT_EQ(chunk.pages.size(), 2);
  EXPECT_EQ(chunk.pages[1].first_row, 3);
  EXPECT_EQ(chunk.entries, 24);
}

TEST_F(LeafWriterTest, APageEndsWithTheRowThatFillsItsBytes) {
  limits_.bytes = 1000;
  limits_.dictionary_bytes = 0;
  auto written = leaf(text);
  for (char c = 'a'; c <= 'j'; ++c) {
    const std::string long_text(300, c);
    add(written, std::string_view(long_text));
  }
  EXPECT_EQ(take(written).chunk.pages.size(), 3);
}

TEST_F(LeafWriterTest, RefusesWhatItsColumnIsNot) {
  EXPECT_FALSE(leaf(text).add(std::int64_t{1}));
  EXPECT_FALSE(leaf(text).add(1.0));
  EXPECT_FALSE(leaf(text).add({}));
  EXPECT_FALSE(leaf(integer).add(std::string_view("1")));
  EXPECT_FALSE(leaf(integer).add(1.5));
  EXPECT_FALSE(leaf(day).add(std::int64_t{1} << 31));
  EXPECT_TRUE(leaf(day).add(std::int64_t{20'000}));
}

TEST_F(LeafWriterTest, Spec_TextIsUtf8WhateverIsGiven) {
  auto written = leaf(text);
  add(written, std::string_view("a\xFF"));
  const auto [pages, chunk] = take(written);
  EXPECT_EQ(hex(content(pages.at(0), 1, Encoding::plain)), "04 00 00 00 61 EF BF BD");
  EXPECT_EQ(chunk.statistics.bounds->max, "a\uFFFD");
}

}  // namespace
}  // namespace newsarc::dataset::parquet
