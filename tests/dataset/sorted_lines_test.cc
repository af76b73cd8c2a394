// Lines in order, however little memory there is.

#include "dataset/sorted_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newsarc::dataset {
namespace {

std::vector<std::string> lines_made(std::size_t count) {
  std::mt19937 random(7);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i)
    lines.push_back(std::string(random() % 40, static_cast<char>('a' + random() % 26)) +
                    std::to_string(random() % 100) + "\n");
  return lines;
}

std::vector<std::string> sorted(SortedLines& lines) {
  std::vector<std::string> taken;
  EXPECT_TRUE(lines.take([&taken](std::string_view line) { taken.emplace_back(line); }));
  return taken;
}

class SortedLinesTest : public testing::TestWithParam<std::size_t> {};

TEST_P(SortedLinesTest, ComeInTheOrderOfTheirBytes) {
  auto lines = lines_made(2000);
  SortedLines some(std::filesystem::temp_directory_path(), GetParam());
  for (const auto& line : lines) ASSERT_TRUE(some.add(line));
  std::ranges::sort(lines);
  EXPECT_EQ(sorted(some), lines);
  EXPECT_EQ(sorted(some), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Memory, SortedLinesTest,
                         testing::Values(1, 5'000, 50'000, SortedLines::usual_memory));

TEST(SortedLines, AFolderThatIsNotThereIsAnError) {
  SortedLines lines("/nowhere", 1);
  const auto added = lines.add("a\n");
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::disk);
  EXPECT_EQ(added.error().where, "/nowhere");
}

}  // namespace
}  // namespace newsarc::dataset
