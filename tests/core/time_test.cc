#include "core/time.h"

#include <gtest/gtest.h>

namespace newsarc {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct StatedCase {
  const char* name;
  const char* text;
};
class StatedTest : public testing::TestWithParam<StatedCase> {};

TEST_P(StatedTest, KeepsAsMuchAsThePageStates) {
  const auto stated = stated_from_text(GetParam().text);
  ASSERT_TRUE(stated);
  EXPECT_EQ(to_text(*stated), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Cases, StatedTest,
                         testing::Values(StatedCase{"day", "2020-10-13"},
                                         StatedCase{"minute", "2020-10-13T13:25"},
                                         StatedCase{"second", "2020-10-13T13:25:26"},
                                         StatedCase{"east", "2020-10-13T13:25:26+08:00"},
                                         StatedCase{"west", "2020-10-13T13:25-03:30"}),
                         [](const auto& row) { return row.param.name; });

class NoStatedTest : public testing::TestWithParam<const char*> {};

TEST_P(NoStatedTest, IsRefused) { EXPECT_FALSE(stated_from_text(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Cases, NoStatedTest,
                         testing::Values("", "2020", "2020-13-01", "2021-02-29", "2020-10-13T25:00",
                                         "2020-10-13T13", "2020-10-13T13:25:26+8",
                                         "2020-10-13 13:25 and more", "-020-10-13"));

TEST(Stated, ReadsZAndFractions) {
  EXPECT_EQ(to_text(*stated_from_text("2024-05-03T15:47:42.389Z")), "2024-05-03T15:47:42+00:00");
}

TEST(Stated, MeansAnInstantByItsOwnOffsetOrTheZoneGiven) {
  const auto own = *stated_from_text("2020-10-13T13:25:26+08:00");
  const auto bare = *stated_from_text("2020-10-13T13:25:26");
  EXPECT_EQ(to_text(to_instant(own)), "2020-10-13T05:25:26Z");
  EXPECT_EQ(to_instant(own, hours(1)), to_instant(own));
  EXPECT_EQ(to_instant(bare, hours(8)), to_instant(own));
}

TEST(Stated, KnowsTimesBefore1970) {
  EXPECT_EQ(to_text(to_instant(*stated_from_text("1969-12-31T23:59:59Z"))), "1969-12-31T23:59:59Z");
}

struct SpanCase {
  const char* text;
  Span span;
  const char* shortest;
};
class SpanTest : public testing::TestWithParam<SpanCase> {};

TEST_P(SpanTest, IsReadAndWritten) {
  const auto span = parse_span(GetParam().text);
  ASSERT_TRUE(span);
  EXPECT_EQ(*span, GetParam().span);
  EXPECT_EQ(to_text(*span), GetParam().shortest);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SpanTest,
    testing::Values(SpanCase{"20ms", Span(20), "20ms"}, SpanCase{"0.05s", Span(50), "50ms"},
                    SpanCase{"90s", Span(90'000), "1m30s"}, SpanCase{"15m", minutes(15), "15m"},
                    SpanCase{"1h30m", minutes(90), "1h30m"}, SpanCase{"3d", hours(72), "3d"},
                    SpanCase{"0s", Span(0), "0s"}));

class NoSpanTest : public testing::TestWithParam<const char*> {};

TEST_P(NoSpanTest, IsAUsageError) {
  const auto span = parse_span(GetParam());
  ASSERT_FALSE(span);
  EXPECT_EQ(span.error().fault, Fault::usage);
}

INSTANTIATE_TEST_SUITE_P(Cases, NoSpanTest,
                         testing::Values("", "5", "s", "-3s", "1y", "1h 30m", "nan s", "1e99d"));

TEST(Instant, IsReadFromADateOrAMoment) {
  EXPECT_EQ(to_text(*parse_instant("2020-10-13")), "2020-10-13T00:00:00Z");
  EXPECT_EQ(to_text(*parse_instant("2020-10-13T08:00:00+08:00")), "2020-10-13T00:00:00Z");
  EXPECT_FALSE(parse_instant("yesterday"));
}

}  // namespace
}  // namespace newsarc
