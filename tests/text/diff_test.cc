#include "text/diff.h"

#include <gtest/gtest.h>

#include <random>

namespace newsarc::text {
namespace {

constexpr EditKind same = EditKind::same;
constexpr EditKind removed = EditKind::removed;
constexpr EditKind added = EditKind::added;

struct DiffCase {
  const char* name;
  std::string_view before, after;
  std::vector<Edit> wanted;
};

class DiffTest : public testing::TestWithParam<DiffCase> {};

TEST_P(DiffTest, ShowsWhatAnEditorChanged) {
  EXPECT_EQ(diff(GetParam().before, GetParam().after), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, DiffTest,
    testing::Values(
        DiffCase{"nothing", "", "", {}}, DiffCase{"equal", "同一", "同一", {{same, "同一"}}},
        DiffCase{"all_new", "", "新", {{added, "新"}}},
        DiffCase{"all_gone", "舊", "", {{removed, "舊"}}},
        DiffCase{"one_character",
                 "天氣很好。",
                 "天氣不好。",
                 {{same, "天氣"}, {removed, "很"}, {added, "不"}, {same, "好。"}}},
        DiffCase{"whole_words",
                 "a reporter said",
                 "a reported said",
                 {{same, "a "}, {removed, "reporter"}, {added, "reported"}, {same, " said"}}},
        DiffCase{"numbers_are_words",
                 "增长 125 亿",
                 "增长 135 亿",
                 {{same, "增长 "}, {removed, "125"}, {added, "135"}, {same, " 亿"}}},
        DiffCase{"a_paragraph_more",
                 "一段。\n三段。",
                 "一段。\n二段。\n三段。",
                 {{same, "一段。\n"}, {added, "二段。\n"}, {same, "三段。"}}},
        DiffCase{
            "two_edits",
            "甲乙丙。\n丁戊己。",
            "甲丙。\n丁戊庚己。",
            {{same, "甲"}, {removed, "乙"}, {same, "丙。\n丁戊"}, {added, "庚"}, {same, "己。"}}},
        DiffCase{"characters_that_share_bytes",
                 "\u4E00",
                 "\u4E01",
                 {{removed, "\u4E00"}, {added, "\u4E01"}}}),
    [](const auto& row) { return row.param.name; });

void expect_lossless(const std::string& before, const std::string& after) {
  std::string old_text, new_text;
  for (const Edit& edit : diff(before, after)) {
    EXPECT_FALSE(edit.text.empty());
    if (edit.kind != added) old_text += edit.text;
    if (edit.kind != removed) new_text += edit.text;
  }
  EXPECT_EQ(old_text, before);
  EXPECT_EQ(new_text, after);
}

std::string random_text(std::mt19937& random, int length) {
  static constexpr std::string_view pieces[] = {"天", "地", "。", "\n",  "ab",
                                                " ",  "é",  "12", "\xFF"};
  std::string text;
  for (int i = 0; i < length; ++i) text += pieces[random() % std::size(pieces)];
  return text;
}

TEST(Diff, NothingIsEverLost) {
  std::mt19937 random(7);  // NOLINT: the same texts each run
  for (int round = 0; round < 300; ++round) {
    const std::string before = random_text(random, static_cast<int>(random() % 60));
    expect_lossless(before, random_text(random, static_cast<int>(random() % 60)));
  }
}

TEST(Diff, NothingIsLostOnAPathLongerThanDtlKeepsAtOnce) {
  std::string before, after;
  for (int i = 0; i < 2600; ++i) {
    before += "前" + std::to_string(i) + "\n";
    after += (i % 5 == 0 ? "前" : "後") + std::to_string(2600 - i) + "\n";
  }
  expect_lossless(before, after);
}

TEST(Diff, House_PastTheCapAStretchIsReplacedWhole) {
  std::string before, after;
  for (int i = 0; i < 20000; ++i) {
    before += "甲";
    after += i % 2 == 0 ? "乙" : "丙";
  }
  EXPECT_EQ(diff(before, after), (std::vector<Edit>{{removed, before}, {added, after}}));
}

// Many stretches, each below its own cap: without a common one this would take minutes.
TEST(Diff, House_PastTheCapOfAllStretchesTheRestIsReplacedWhole) {
  std::mt19937 random(7);  // NOLINT: the same texts each run
  const auto noise = [&random](int length) {
    std::string text;
    for (int i = 0; i < length; ++i) text += random() % 2 == 0 ? "天" : "地";
    return text;
  };
  std::string before, after;
  for (int i = 0; i < 100; ++i) {
    const std::string line = "第" + std::to_string(i) + "段\n";
    before += line + noise(1200) + "\n";
    after += line + noise(1200) + "\n";
  }
  expect_lossless(before, after);
  const auto edits = diff(before, after);
  std::size_t whole = 0;
  for (const Edit& edit : edits) whole += edit.text.size() > 3000 ? 1U : 0U;
  EXPECT_GE(whole, 150U);
  EXPECT_GE(edits.size(), 1000U) << "the first stretches are told precisely";
}

TEST(Diff, ALongTextWithASmallEditStaysPrecise) {
  std::string before;
  for (int i = 0; i < 3000; ++i) before += "第" + std::to_string(i) + "段。\n";
  std::string after = before;
  after.replace(after.find("第1500段"), std::string("第1500段").size(), "第1500節");
  after.insert(0, "序。\n");
  const auto edits = diff(before, after);
  EXPECT_EQ(size_of(edits), (DiffSize{4, 1}));
  expect_lossless(before, after);
}

TEST(Diff, SizesAreCountedInCharacters) {
  EXPECT_EQ(size_of(diff("天氣很好", "天氣不大好")), (DiffSize{2, 1}));
  EXPECT_EQ(size_of({}), DiffSize{});
}

}  // namespace
}  // namespace newsarc::text
