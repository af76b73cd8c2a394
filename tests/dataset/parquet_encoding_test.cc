#include "dataset/parquet_encoding.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/dataset/hex.h"

namespace newsarc::dataset::parquet {
namespace {

using Values = std::vector<std::uint32_t>;

std::string hybrid(const Values& values, unsigned bits) {
  std::string out;
  append_hybrid(out, values, bits);
  return out;
}

Values repeated(std::size_t count, std::uint32_t value) { return Values(count, value); }

Values joined(Values values, const Values& others) {
  values.insert(values.end(), others.begin(), others.end());
  return values;
}

TEST(PlainTest, Spec_NumbersAreLittleEndianAndTextsHaveTheirLength) {
  std::string out;
  append_plain(out, std::int32_t{-2});
  append_plain(out, std::int64_t{258});
  append_plain(out, 1.0);
  append_plain(out, std::string_view("衡"));
  append_plain(out, std::string_view());
  EXPECT_EQ(hex(out),
            "FE FF FF FF 02 01 00 00 00 00 00 00 00 00 00 00 00 00 F0 3F "
            "03 00 00 00 E8 A1 A1 00 00 00 00");
}

struct HybridCase {
  const char* name;
  Values values;
  unsigned bits;
  const char* wanted;
};
class HybridTest : public testing::TestWithParam<HybridCase> {};

TEST_P(HybridTest, Spec_RunsAndPackedBits) {
  EXPECT_EQ(hex(hybrid(GetParam().values, GetParam().bits)), GetParam().wanted);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, HybridTest,
    testing::Values(
        // Encodings.md's own example.
        HybridCase{"packed", {0, 1, 2, 3, 4, 5, 6, 7}, 3, "03 88 C6 FA"},
        HybridCase{"packed_with_zeros_at_the_end", {1, 0, 1}, 1, "03 05"},
        HybridCase{"run", repeated(100, 4), 3, "C8 01 04"},
        HybridCase{"run_of_two_bytes", repeated(8, 300), 9, "10 2C 01"},
        HybridCase{"seven_are_no_run", repeated(7, 1), 1, "03 7F"},
        // The run gives five to fill the group before it.
        HybridCase{"packed_then_run", joined({0, 1, 0}, repeated(20, 1)), 1, "03 FA 1E 01"},
        // It would be left with seven.
        HybridCase{"run_too_short", joined({0, 1, 0}, repeated(12, 1)), 1, "05 FA 7F"},
        HybridCase{"two_runs", joined(repeated(8, 1), repeated(9, 0)), 1, "10 01 12 00"},
        HybridCase{"run_then_packed", joined(repeated(8, 2), {1, 3}), 2, "10 02 03 0D 00"},
        HybridCase{"nothing", {}, 1, ""}),
    [](const auto& row) { return row.param.name; });

// What any reader does, one value at a time.
Values decoded(const std::string& bytes, unsigned bits, std::size_t count) {
  Values values;
  for (std::size_t at = 0; at < bytes.size() && values.size() < count;) {
    std::uint64_t header = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      header |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    const auto bit = [&](std::size_t i) {
      return static_cast<unsigned char>(bytes[at + i / 8]) >> (i % 8) & 1U;
    };
    const bool packed = (header & 1) != 0;
    for (std::size_t i = 0; i < (header >> 1) * (packed ? 8 : 1); ++i) {
      std::uint32_t value = 0;
      for (unsigned b = 0; b < bits; ++b) value |= bit(b + (packed ? i * bits : 0)) << b;
      values.push_back(value);
    }
    at += packed ? (header >> 1) * bits : (bits + 7) / 8;
  }
  values.resize(count);
  return values;
}

TEST(HybridTwinTest, WhatIsWrittenReadsBackEqual) {
  std::mt19937 random(1);
  for (unsigned bits = 1; bits <= 20; ++bits)
    for (int round = 0; round < 50; ++round) {
      Values values;
      while (values.size() < random() % 200)
        values = joined(
            values, repeated(random() % 30, static_cast<std::uint32_t>(random()) >> (32 - bits)));
      ASSERT_EQ(decoded(hybrid(values, bits), bits, values.size()), values) << bits << " bits";
    }
}

TEST(LevelsTest, Spec_HaveTheirLengthInFourBytesBeforeThem) {
  std::string out = "x";
  append_levels(out, repeated(10, 1), 1);
  EXPECT_EQ(hex(out), "78 02 00 00 00 14 01");
}

TEST(LevelsTest, Spec_TakeNothingWhereTheyCanOnlyBeZero) {
  std::string out;
  append_levels(out, repeated(10, 0), 0);
  EXPECT_EQ(out, "");
}

TEST(LevelsTest, Spec_TakeTwoBitsUpToThree) {
  std::string out;
  append_levels(out, Values{0, 1, 2, 3}, 3);
  EXPECT_EQ(hex(out), "03 00 00 00 03 E4 00");
}

TEST(IndicesTest, Spec_HaveTheirBitsBeforeThem) {
  std::string out;
  append_indices(out, Values{0, 1, 2}, 3);
  EXPECT_EQ(hex(out), "02 03 24 00");
}

TEST(IndicesTest, House_TakeABitAlsoInADictionaryOfOne) {
  std::string out;
  append_indices(out, repeated(8, 0), 1);
  EXPECT_EQ(hex(out), "01 10 00");
}

}  // namespace
}  // namespace newsarc::dataset::parquet
