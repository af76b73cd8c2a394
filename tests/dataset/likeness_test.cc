// Which records are alike, word for word or nearly.

#include "dataset/likeness.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace newsarc::dataset {
namespace {

TEST(Likeness, House_TheSameBodyIsADuplicateOfTheFirstArticleThatHasIt) {
  const std::vector<Likeness> records = {{1, 10, 0xF0}, {2, 20, 0xFF00FF00FF}, {3, 10, 0xF0}};
  const auto alike = find_alike(records);
  EXPECT_EQ(alike[0], (Alike{std::nullopt, 1}));
  EXPECT_EQ(alike[1], (Alike{std::nullopt, 2}));
  EXPECT_EQ(alike[2], (Alike{1, 1}));
}

TEST(Likeness, House_ThreeBitsOfSimhashAreNearAndFourAreNot) {
  const std::uint64_t first = 0x123456789ABCDEF0;
  EXPECT_EQ(find_alike(std::vector<Likeness>{{1, 1, first}, {2, 2, first ^ 0x8000000100000001}})[1]
                .cluster,
            1);
  EXPECT_EQ(find_alike(std::vector<Likeness>{{1, 1, first}, {2, 2, first ^ 0x8000010100000001}})[1]
                .cluster,
            2);
}

TEST(Likeness, House_NearnessLinksWholeClusters) {
  const std::uint64_t first = 0x0123456789ABCDEF;
  const auto alike = find_alike(
      std::vector<Likeness>{{7, 1, first ^ 0x3F}, {5, 2, first ^ 0x7}, {9, 3, first}, {8, 4, 1}});
  EXPECT_EQ(alike[0].cluster, 5);
  EXPECT_EQ(alike[1].cluster, 5);
  EXPECT_EQ(alike[2].cluster, 5);
  EXPECT_EQ(alike[3].cluster, 8);
}

TEST(Likeness, House_VersionsOfAnArticleAreOneClusterAndNoDuplicates) {
  const auto alike =
      find_alike(std::vector<Likeness>{{1, 1, 0xAAAA}, {1, 2, 0x5555555500000000}, {1, 1, 0xAAAA}});
  for (const auto& one : alike) EXPECT_EQ(one, (Alike{std::nullopt, 1}));
}

TEST(Likeness, House_ArticlesWithoutTextAreNotNear) {
  EXPECT_EQ(find_alike(std::vector<Likeness>{{1, 1, 0}, {2, 2, 0}})[1].cluster, 2);
}

TEST(Likeness, House_AllPairsThatACheckOfEachFindsAreFound) {
  std::mt19937_64 random(7);
  std::vector<Likeness> records;
  for (std::int64_t i = 1; i <= 300; ++i) {
    std::uint64_t simhash = i % 3 == 0 ? records.back().simhash : random();
    for (std::uint64_t flips = random() % 6; flips > 0; --flips)
      simhash ^= std::uint64_t{1} << random() % 64;
    records.push_back({i, i, simhash});
  }
  const auto alike = find_alike(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    bool is_linked = false;
    for (std::size_t j = 0; j < records.size(); ++j) {
      const bool is_near = std::popcount(records[i].simhash ^ records[j].simhash) <= 3;
      if (is_near) {
        EXPECT_EQ(alike[i].cluster, alike[j].cluster) << i << " " << j;
      }
      is_linked = is_linked || (is_near && i != j);
    }
    if (!is_linked) {
      EXPECT_EQ(alike[i].cluster, records[i].article_id);
    }
  }
}

}  // namespace
}  // namespace newsarc::dataset
