#include "dataset/thrift_compact.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/dataset/hex.h"

namespace newsarc::dataset {
namespace {

using Element = ThriftWriter::Element;

std::string varint(std::uint64_t value) {
  std::string out;
  append_varint(out, value);
  return hex(out);
}

TEST(ThriftCompactTest, Spec_VarintsHaveSevenBitsAByteLowestFirst) {
  EXPECT_EQ(varint(0), "00");
  EXPECT_EQ(varint(127), "7F");
  EXPECT_EQ(varint(128), "80 01");
  EXPECT_EQ(varint(300), "AC 02");
  EXPECT_EQ(varint(std::numeric_limits<std::uint64_t>::max()), "FF FF FF FF FF FF FF FF FF 01");
}

TEST(ThriftCompactTest, Spec_ZigzagMakesSmallNumbersOfEitherSignSmall) {
  EXPECT_EQ(zigzag(0), 0U);
  EXPECT_EQ(zigzag(-1), 1U);
  EXPECT_EQ(zigzag(1), 2U);
  EXPECT_EQ(zigzag(-2), 3U);
  EXPECT_EQ(zigzag(std::numeric_limits<std::int64_t>::max()), 0xFFFFFFFFFFFFFFFE);
  EXPECT_EQ(zigzag(std::numeric_limits<std::int64_t>::min()), 0xFFFFFFFFFFFFFFFF);
}

class ThriftWriterTest : public testing::Test {
 protected:
  std::string out_;
  ThriftWriter writer_{out_};
};

TEST_F(ThriftWriterTest, Spec_AFieldIsTheStepFromTheLastIdAndItsType) {
  writer_.i32(1, 2);
  writer_.i64(3, -1);
  writer_.i16(4, 7);
  writer_.stop();
  EXPECT_EQ(hex(out_), "15 04 26 01 14 0E 00");
}

TEST_F(ThriftWriterTest, Spec_AStepOfOverFifteenWritesTheIdItself) {
  writer_.i32(1, 0);
  writer_.i32(17, 0);
  writer_.i32(32, 0);
  writer_.stop();
  EXPECT_EQ(hex(out_), "15 00 05 22 00 F5 00 00");
}

TEST_F(ThriftWriterTest, Spec_ABooleanIsItsType) {
  writer_.boolean(1, true);
  writer_.boolean(2, false);
  writer_.stop();
  EXPECT_EQ(hex(out_), "11 12 00");
}

TEST_F(ThriftWriterTest, Spec_BinaryHasItsLengthBeforeIt) {
  writer_.binary(4, "衡a");
  writer_.stop();
  EXPECT_EQ(hex(out_), "48 04 E8 A1 A1 61 00");
}

TEST_F(ThriftWriterTest, Spec_IdsBeginAnewInAStructAndGoOnAfterIt) {
  writer_.begin_struct(5);
  writer_.i32(1, 1);
  writer_.end_struct();
  writer_.empty_struct(6);
  writer_.i32(7, 1);
  writer_.stop();
  EXPECT_EQ(hex(out_), "5C 15 02 00 1C 00 15 02 00");
}

TEST_F(ThriftWriterTest, Spec_ListsSayTypeAndSizeThenElements) {
  writer_.begin_list(1, Element::i32, 2);
  writer_.element(std::int32_t{1});
  writer_.element(std::int32_t{-1});
  writer_.begin_list(2, Element::boolean, 2);
  writer_.element(true);
  writer_.element(false);
  writer_.begin_list(3, Element::structure, 1);
  writer_.begin_element();
  writer_.i64(1, 1);
  writer_.end_struct();
  writer_.stop();
  EXPECT_EQ(hex(out_), "19 25 02 01 19 21 01 02 19 1C 16 02 00 00");
}

TEST_F(ThriftWriterTest, Spec_ALongListHasItsSizeAfterItsType) {
  writer_.begin_list(1, Element::binary, 15);
  for (int i = 0; i < 15; ++i) writer_.element(std::string_view());
  EXPECT_EQ(hex(out_), "19 F8 0F 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

}  // namespace
}  // namespace newsarc::dataset
