// The forms of WARC-Date.

#include "warc/date.h"

#include <gtest/gtest.h>

namespace newsarc::warc {
namespace {

using namespace std::chrono_literals;

const auto day = std::chrono::sys_days(std::chrono::year(2020) / 10 / 13);

TEST(WarcDate, Spec_SixForms) {
  const auto is = [](std::string_view text, std::chrono::sys_seconds time,
                     DatePrecision precision) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(*date, (Date{time, 0, precision})) << text;
  };
  is("2020", std::chrono::sys_days(std::chrono::year(2020) / 1 / 1), DatePrecision::year);
  is("2020-10", std::chrono::sys_days(std::chrono::year(2020) / 10 / 1), DatePrecision::month);
  is("2020-10-13", day, DatePrecision::day);
  is("2020-10-13T05:25Z", day + 5h + 25min, DatePrecision::minute);
  is("2020-10-13T05:25:26Z", day + 5h + 25min + 26s, DatePrecision::second);
}

TEST(WarcDate, Spec_Fractions) {
  EXPECT_EQ(parse_date("2020-10-13T00:00:00.5Z")->nanoseconds, 500'000'000u);
  EXPECT_EQ(parse_date("2020-10-13T00:00:00.123456789Z")->nanoseconds, 123'456'789u);
  EXPECT_EQ(parse_date("2020-10-13T00:00:00.1239Z")->instant(), Instant(day) + 123ms);
}

TEST(WarcDate, Spec_OthersAreNone) {
  for (const char* bad :
       {"", "20", "20201013052526", "2020-13", "2020-02-30", "2020-10-13T05", "2020-10-13T05:25",
        "2020-10-13T24:00:00Z", "2020-10-13T05:25:26", "2020-10-13T05:25:26+08:00",
        "2020-10-13T05:25:26.Z", "2020-10-13T05:25:26.1234567890Z", "2020-10-13 05:25:26Z",
        "2020-10-13T05:25:26Z ", "2020-10-13T05:25:61Z"})
    EXPECT_FALSE(parse_date(bad)) << bad;
}

TEST(WarcDate, House_WhatIsWrittenReadsBack) {
  for (const Instant instant : {Instant(day), Instant(day) + 7ms, Instant(day) + 25h + 120ms}) {
    const auto date = parse_date(format_date(instant));
    ASSERT_TRUE(date);
    EXPECT_EQ(date->instant(), instant);
  }
  EXPECT_EQ(format_date(Instant(day)), "2020-10-13T00:00:00Z");
  EXPECT_EQ(format_date(Instant(day) + 7ms), "2020-10-13T00:00:00.007Z");
}

}  // namespace
}  // namespace newsarc::warc
