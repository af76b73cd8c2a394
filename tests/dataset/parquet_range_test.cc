#include "dataset/parquet_range.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tests/dataset/hex.h"
#include "text/utf8.h"

namespace newsarc::dataset::parquet {
namespace {

std::string times(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

Bounds bounds_of(const std::vector<std::string>& texts) {
  Range range;
  for (const auto& text : texts) range.add(text);
  return range.bounds(Type::text).value_or(Bounds{});
}

TEST(RangeTest, ShortTextsBoundExactly) {
  EXPECT_EQ(bounds_of({"乙", "", "甲", "丙"}), (Bounds{"", "甲", true, true}));
}

TEST(RangeTest, TextsAreComparedByBytesNotAsSignedOnes) {
  EXPECT_EQ(bounds_of({"衡", "z", "\x7f"}), (Bounds{"z", "衡", true, true}));
}

TEST(RangeTest, LongTextsAreCutBetweenCharacters) {
  const auto text = times("衡", 30);  // 90 bytes
  const auto bounds = bounds_of({text});
  EXPECT_EQ(bounds, (Bounds{times("衡", 21), times("衡", 20) + "衢", false, false}));
  EXPECT_EQ(text::find_malformed(bounds.min), std::nullopt);
  EXPECT_EQ(text::find_malformed(bounds.max), std::nullopt);
}

TEST(RangeTest, ATextOfTheLimitIsWhole) {
  const auto text = times("abcd", 16);
  EXPECT_EQ(bounds_of({text}), (Bounds{text, text, true, true}));
}

TEST(RangeTest, TheNextCharacterIsNoSurrogate) {
  const auto head = times("a", 61);
  EXPECT_EQ(upper_bound_of(head + "\uD7FF" + "tail"), head + "\uE000");
}

TEST(RangeTest, TheLastCharacterOfAllIsPassedOver) {
  EXPECT_EQ(upper_bound_of("a" + times("\U0010FFFF", 20)), "b");
}

TEST(RangeTest, WhatHasNothingAboveItBoundsWhole) {
  const auto text = times("\U0010FFFF", 20);
  EXPECT_EQ(upper_bound_of(text), std::nullopt);
  EXPECT_EQ(bounds_of({text}).max, text);
  EXPECT_TRUE(bounds_of({text}).max_exact);
}

// Texts that share long beginnings and end in characters of every length.
TEST(RangeTest, NoTextLiesOutsideItsBounds) {
  std::mt19937 random(7);
  const std::vector<std::string> letters = {"a",      "\x7f",   "é",  "\u07FF",    "衡",
                                            "\uD7FF", "\uFFFF", "𠮷", "\U0010FFFF"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = times("x", static_cast<int>(random() % 70));
    for (auto i = random() % 12; i > 0; --i) text += letters[random() % letters.size()];
    const auto bounds = bounds_of({text});
    ASSERT_LE(bounds.min, text);
    ASSERT_GE(bounds.max, text);
    ASSERT_EQ(text::find_malformed(bounds.min), std::nullopt);
    ASSERT_EQ(text::find_malformed(bounds.max), std::nullopt);
    ASSERT_EQ(bounds.min_exact, bounds.min == text);
    ASSERT_EQ(bounds.max_exact, bounds.max == text);
  }
}

TEST(RangeTest, IntegersAreComparedAsNumbers) {
  Range range;
  for (const std::int64_t value : {5, -3, 258}) range.add(value);
  const auto bounds = range.bounds(Type::integer);
  ASSERT_TRUE(bounds);
  EXPECT_EQ(hex(bounds->min), "FD FF FF FF FF FF FF FF");
  EXPECT_EQ(hex(bounds->max), "02 01 00 00 00 00 00 00");
  EXPECT_EQ(hex(range.bounds(Type::date)->max), "02 01 00 00");
}

TEST(RangeTest, Spec_NaNIsInNoRangeAndZeroMayHaveEitherSign) {
  Range range;
  range.add(std::nan(""));
  EXPECT_EQ(range.bounds(Type::real), std::nullopt);
  range.add(0.0);
  EXPECT_EQ(hex(range.bounds(Type::real)->min), "00 00 00 00 00 00 00 80");
  range.clear();
  range.add(-0.0);
  EXPECT_EQ(hex(range.bounds(Type::real)->max), "00 00 00 00 00 00 00 00");
}

TEST(RangeTest, RangesAddUp) {
  Range page, chunk;
  chunk.add(page);
  EXPECT_EQ(chunk.bounds(Type::text), std::nullopt);
  page.add(std::string_view("b"));
  chunk.add(page);
  page.clear();
  page.add(std::string_view("a"));
  chunk.add(page);
  page.clear();
  chunk.add(page);
  EXPECT_EQ(chunk.bounds(Type::text), (Bounds{"a", "b"}));
}

}  // namespace
}  // namespace newsarc::dataset::parquet
