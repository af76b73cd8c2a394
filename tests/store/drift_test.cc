#include "store/tables/drift.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace newsarc::store {
namespace {

using Figures = std::vector<Figure>;

// Runs 1, 2, … by their figures of one measure, oldest first, as find_drifts() takes them.
std::vector<RunFigures> runs_of(Measure measure, const Figures& figures) {
  std::vector<RunFigures> runs;
  for (const auto& figure : figures) {
    RunFigures run;
    run.run = static_cast<std::int64_t>(runs.size()) + 1;
    run.at(measure) = figure;
    runs.push_back(run);
  }
  std::ranges::reverse(runs);
  return runs;
}

Figures nights(int count, Figure figure) {
  return Figures(static_cast<std::size_t>(count), figure);
}

Figures then(Figures earlier, const Figures& later) {
  earlier.insert(earlier.end(), later.begin(), later.end());
  return earlier;
}

// Credits that half of the articles have, more on some nights than on others.
const Figures half_of_them{{4, 10}, {6, 10}, {3, 10}, {7, 10}, {5, 10},
                           {5, 10}, {6, 10}, {4, 10}, {2, 10}, {8, 10}};
// Lengths in characters.
const Figures texts{{900, 20}, {700, 20}, {1100, 20}, {800, 20}, {1000, 20}};

struct Case {
  const char* name;
  Measure measure;
  Figures figures;
  std::int64_t last_good;  // 0: no drift
};

class House_Drift : public testing::TestWithParam<Case> {};

TEST_P(House_Drift, IsToldByFigures) {
  const auto& row = GetParam();
  const auto drifts = find_drifts(runs_of(row.measure, row.figures));
  ASSERT_EQ(drifts.size(), row.last_good == 0 ? 0U : 1U);
  if (drifts.empty()) return;
  EXPECT_EQ(drifts.front().measure, row.measure);
  EXPECT_EQ(drifts.front().last_good, row.last_good);
}

constexpr auto time = Measure::published;
constexpr auto credits = Measure::credits;

INSTANTIATE_TEST_SUITE_P(
    Cases, House_Drift,
    testing::Values(
        Case{"nothing_before", time, {{0, 40}}, 0},
        Case{"all_lost_on_the_second_night", time, {{30, 30}, {0, 30}}, 1},
        Case{"all_lost_after_ten_nights", time, then(nights(10, {14, 14}), {{0, 12}}), 10},
        Case{"one_template_of_three", time, then(nights(10, {30, 30}), {{20, 30}}), 10},
        Case{"some_more_missing", time, then(nights(10, {30, 30}), {{27, 30}}), 0},
        Case{"two_changed_pages", time, then(nights(10, {14, 14}), {{0, 2}}), 0},
        Case{"two_a_night_until_there_are_eight", time, then(nights(10, {2, 2}), nights(4, {0, 2})),
             10},
        Case{"two_of_a_site_with_two_a_night", time, then(nights(10, {2, 2}), {{0, 2}}), 0},
        Case{"a_quiet_night_after_a_broken_one", time, then(nights(5, {14, 14}), {{0, 40}, {0, 0}}),
             5},
        Case{"as_it_always_was", time, nights(12, {3, 20}), 0},
        Case{"never_any", credits, nights(12, {0, 20}), 0},
        Case{"more_than_before", credits, then(nights(10, {3, 20}), {{20, 20}}), 0},
        Case{"credits_on_a_night_with_few", credits, then(half_of_them, {{2, 12}}), 0},
        Case{"credits_that_are_gone", credits, then(half_of_them, {{0, 40}}), 10},
        Case{"a_first_crawl_of_old_articles", credits,
             then({{900, 5000}}, then(nights(5, {9, 10}), {{8, 10}})), 0},
        Case{"pages_that_are_articles_no_more", Measure::known_pages,
             then(nights(10, {200, 200}), {{0, 200}}), 10},
        Case{"a_template_of_new_articles", Measure::new_pages,
             then(nights(10, {10, 10}), {{0, 10}}), 10},
        Case{"lists_among_new_pages", Measure::new_pages, nights(12, {7, 10}), 0},
        Case{"texts_cut_to_their_teaser", Measure::length, then(texts, {{80, 40}}), 5},
        Case{"short_news", Measure::length, then(texts, {{500, 20}}), 0},
        Case{"two_short_texts", Measure::length, then(texts, {{20, 2}}), 0},
        Case{"longer_texts", Measure::length, then(texts, {{9000, 40}}), 0}),
    [](const auto& row) { return row.param.name; });

// As a crawl goes on: what a run ends with is kept with it.
std::vector<bool> alarms(Measure measure, const Figures& figures) {
  std::vector<bool> found;
  std::vector<RunFigures> past;
  for (const auto& run : runs_of(measure, figures)) past.insert(past.begin(), run);
  std::vector<RunFigures> runs;
  for (auto& run : past) {
    runs.insert(runs.begin(), run);
    for (const auto& drift : find_drifts(runs))
      runs.front().warnings.push_back(warning_of(drift, std::nullopt));
    found.push_back(!runs.front().warnings.empty());
  }
  return found;
}

TEST(House_Drifts, StandUntilTheFigureIsBack) {
  EXPECT_EQ(alarms(time, {{20, 20}, {20, 20}, {0, 20}, {0, 3}, {0, 0}, {1, 20}, {19, 20}}),
            (std::vector<bool>{false, false, true, true, true, true, false}));
}

TEST(House_Drifts, AreTheNewNormalAfterTenRuns) {
  const auto found = alarms(time, then(nights(10, {20, 20}), nights(12, {0, 20})));
  EXPECT_EQ(std::ranges::count(found, true), 10);
  EXPECT_FALSE(found.back());
}

TEST(House_Drifts, AreNotToldFromWhatAnotherProfileRead) {
  auto runs = runs_of(time, {{20, 20}, {0, 20}, {3, 3}});
  EXPECT_EQ(find_drifts(runs).size(), 1U);
  runs.front().profile = 7;
  EXPECT_TRUE(find_drifts(runs).empty());
}

TEST(House_Drifts, OfKnownArticlesAreToldByTheNightOnWhichTheyWereNew) {
  auto runs = runs_of(Measure::known_pages, {{0, 0}, {0, 12}});
  EXPECT_TRUE(find_drifts(runs).empty());
  runs.back().at(Measure::new_pages) = {12, 12};
  EXPECT_EQ(find_drifts(runs).size(), 1U);
}

TEST(House_Drifts, AreOfEachFieldByItself) {
  auto runs = runs_of(time, {{20, 20}, {0, 20}});
  runs[0].at(credits) = {0, 20};
  runs[1].at(credits) = {20, 20};
  const auto drifts = find_drifts(runs);
  ASSERT_EQ(drifts.size(), 2U);
  EXPECT_EQ(drifts[1].measure, credits);
  EXPECT_EQ(drifts[1].runs_now, std::vector<std::int64_t>{2});
  EXPECT_EQ(drifts[1].runs_before, std::vector<std::int64_t>{1});
}

TEST(House_Drifts, SayWhatFellAndSinceWhen) {
  const auto drifts = find_drifts(runs_of(time, {{30, 30}, {1, 30}}));
  ASSERT_EQ(drifts.size(), 1U);
  const auto warning = warning_of(drifts.front(), "time beside a label");
  EXPECT_EQ(warning,
            "drift of published: 1 of 30 articles read have a published time, before that 100%; "
            "the rule that broke is \"time beside a label\"; run 1 was the last good one");
  EXPECT_TRUE(is_drift(warning));
  EXPECT_FALSE(is_drift("11 of 20 articles vanished at once; none is marked gone"));
}

}  // namespace
}  // namespace newsarc::store
