// How bytes are packed: whatever went in comes out, and what was not packed so does not.

#include "store/blobs/codec.h"

#include <gtest/gtest.h>

#include <random>

namespace newsarc::store {
namespace {

std::string words(unsigned seed, std::size_t length) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < length)
    text += static_cast<char>(random() % 6 == 0 ? ' ' : 'a' + random() % 26);
  return text;
}

// A page of a template, and what it alone has.
std::string page(unsigned number, std::size_t own = 300, unsigned layout = 0) {
  return words(1000 + layout, 10'000) + words(number, own);
}

TEST(House_Codec, GivesBackWhatItPacked) {
  Compressor compressor;
  const std::string first = page(1);
  const Dictionary dictionary(first, quick_level);
  for (const auto& bytes : {std::string("x"), page(2), std::string(100'000, '\0'), first}) {
    const auto alone = compressor.pack(bytes, alone_level);
    EXPECT_EQ(unpack(alone, bytes.size()), bytes);
    const auto with = compressor.pack(bytes, dictionary);
    EXPECT_EQ(unpack(with, bytes.size(), first), bytes);
    const auto difference = compressor.pack_difference(bytes, first, alone_level);
    EXPECT_EQ(unpack_difference(difference, bytes.size(), first), bytes);
  }
}

TEST(House_Codec, StoresOnlyWhatAPageAloneHas) {
  Compressor compressor;
  const std::string first = page(1);
  const Dictionary dictionary(first, quick_level);
  EXPECT_LT(compressor.pack(page(2), dictionary).size(), 300U);
  EXPECT_GT(compressor.pack(page(2), alone_level).size(), 3000U);
}

TEST(House_Codec, ASmallEditIsASmallDifferenceAlsoInALongPage) {
  Compressor compressor;
  const std::string before = page(1, 300'000);
  std::string after = before;
  after.replace(200'000, 3, "new words");
  EXPECT_LT(compressor.pack_difference(after, before, alone_level).size(), 400U);
}

TEST(House_Codec, RefusesWhatDoesNotFit) {
  Compressor compressor;
  const std::string first = page(1);
  const std::string second = page(2);
  const auto difference = compressor.pack_difference(second, first, alone_level);
  EXPECT_FALSE(unpack_difference(difference, second.size() + 1, first)) << "another length";
  EXPECT_FALSE(unpack_difference(difference, second.size(), "")) << "no base";
  EXPECT_FALSE(unpack("not packed at all", 17));
  EXPECT_FALSE(unpack("", 0)) << "nothing is never stored";
  const auto packed = compressor.pack(second, alone_level);
  EXPECT_FALSE(unpack(packed, static_cast<std::size_t>(-1))) << "no memory is asked for";
  EXPECT_FALSE(unpack(packed.substr(0, packed.size() / 2), second.size()));
}

TEST(House_Training, FindsWhatSeveralTemplatesHave) {
  std::vector<std::string> samples;
  for (unsigned i = 0; i < 30; ++i) samples.push_back(page(i, 300, i % 3));
  const std::string first = page(99);
  const auto trained = train_dictionary(first, samples);
  ASSERT_FALSE(trained.empty());
  EXPECT_LE(trained.size(), 112U << 10);
  EXPECT_LT(packed_size(samples, trained) * 5, packed_size(samples, first));
  EXPECT_EQ(train_dictionary(first, {}), "");
}

}  // namespace
}  // namespace newsarc::store
