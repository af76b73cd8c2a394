#include "crawler/feed_date.h"

#include <gtest/gtest.h>

#include <string>

namespace newsarc::crawler {
namespace {

std::string read(std::string_view text, Cst cst = Cst::central) {
  const auto date = parse_feed_date(text, cst);
  return date ? to_text(*date) : "none";
}

struct DateCase {
  const char* name;
  std::string_view text, wanted;
};

class FeedDateTest : public testing::TestWithParam<DateCase> {};

TEST_P(FeedDateTest, IsReadAsClaimed) { EXPECT_EQ(read(GetParam().text), GetParam().wanted); }

std::string name_of(const testing::TestParamInfo<DateCase>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Spec_Rfc822, FeedDateTest,
    testing::Values(
        DateCase{"whole", "Mon, 02 Nov 2026 10:05:26 +0800", "2026-11-02T10:05:26+08:00"},
        DateCase{"gmt", "Mon, 02 Nov 2026 10:05:26 GMT", "2026-11-02T10:05:26+00:00"},
        DateCase{"ut", "02 Nov 2026 10:05 UT", "2026-11-02T10:05+00:00"},
        DateCase{"z", "02 Nov 2026 10:05:00 Z", "2026-11-02T10:05:00+00:00"},
        DateCase{"no_weekday", "2 Nov 2026 10:05:26 EST", "2026-11-02T10:05:26-05:00"},
        DateCase{"no_seconds", "Mon, 2 Nov 2026 10:05 PDT", "2026-11-02T10:05-07:00"},
        DateCase{"two_digits_of_this_century", "Mon, 02 Nov 26 10:05:26 GMT",
                 "2026-11-02T10:05:26+00:00"},
        DateCase{"two_digits_of_the_last", "Tue, 02 Nov 99 10:05:26 GMT",
                 "1999-11-02T10:05:26+00:00"},
        DateCase{"three_digits", "Wed, 02 Nov 105 10:05:26 GMT", "2005-11-02T10:05:26+00:00"},
        DateCase{"central_by_the_standard", "02 Nov 2026 10:05:26 CST",
                 "2026-11-02T10:05:26-06:00"},
        DateCase{"nowhere_zone", "02 Nov 2026 10:05:26 -0000", "2026-11-02T10:05:26+00:00"},
        DateCase{"military_letter_says_nothing", "02 Nov 2026 10:05:26 H", "2026-11-02T10:05:26"},
        DateCase{"comment", "Mon, 02 Nov 2026 10:05:26 +0800 (CST)", "2026-11-02T10:05:26+08:00"},
        DateCase{"folded", "Mon,\n 02 Nov 2026\n 10:05:26 +0800", "2026-11-02T10:05:26+08:00"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Spec_W3cdtf, FeedDateTest,
    testing::Values(DateCase{"day", "2026-11-02", "2026-11-02"},
                    DateCase{"minute", "2026-11-02T10:05+08:00", "2026-11-02T10:05+08:00"},
                    DateCase{"second", "2026-11-02T10:05:26Z", "2026-11-02T10:05:26+00:00"},
                    DateCase{"fraction", "2026-11-02T10:05:26.45-03:30",
                             "2026-11-02T10:05:26-03:30"},
                    DateCase{"month_alone", "2026-11", "none"},
                    DateCase{"year_alone", "2026", "none"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    House_, FeedDateTest,
    testing::Values(
        DateCase{"blank_for_t", "2026-11-02 10:00:00", "2026-11-02T10:00:00"},
        DateCase{"blank_and_offset", "2026-11-02 10:00:00 +0800", "2026-11-02T10:00:00+08:00"},
        DateCase{"offset_without_colon", "2026-11-02T10:00:00+0800", "2026-11-02T10:00:00+08:00"},
        DateCase{"offset_of_hours", "2026-11-02T10:00:00+08", "2026-11-02T10:00:00+08:00"},
        DateCase{"slashes", "2026/11/2 9:05", "2026-11-02T09:05"},
        DateCase{"chinese", "2026年11月2日 10时05分", "2026-11-02T10:05"},
        DateCase{"compact", "20261102T100000Z", "2026-11-02T10:00:00+00:00"},
        DateCase{"compact_day", "20261102", "2026-11-02"},
        DateCase{"java", "Mon Nov 02 10:00:00 GMT 2026", "2026-11-02T10:00:00+00:00"},
        DateCase{"java_offset", "Mon Nov 02 10:00:00 GMT+08:00 2026", "2026-11-02T10:00:00+08:00"},
        DateCase{"asctime", "Mon Nov  2 10:00:00 2026", "2026-11-02T10:00:00"},
        DateCase{"hyphens", "2-Nov-2026 10:00:00 GMT", "2026-11-02T10:00:00+00:00"},
        DateCase{"month_in_full", "Monday, 2 November 2026 10:00:00 GMT",
                 "2026-11-02T10:00:00+00:00"},
        DateCase{"weekday_without_comma", "Mon 02 Nov 2026 10:00:00 GMT",
                 "2026-11-02T10:00:00+00:00"},
        DateCase{"afternoon", "Mon, 02 Nov 2026 10:00:00 PM +0800", "2026-11-02T22:00:00+08:00"},
        DateCase{"day_alone", "02 Nov 2026", "2026-11-02"},
        DateCase{"offset_by_name", "02 Nov 2026 10:00:00 GMT+8", "2026-11-02T10:00:00+08:00"},
        DateCase{"unknown_zone_says_nothing", "02 Nov 2026 10:00:00 Beijing",
                 "2026-11-02T10:00:00"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    House_None, FeedDateTest,
    testing::Values(DateCase{"empty", "", "none"}, DateCase{"word", "yesterday", "none"},
                    DateCase{"no_such_day", "Mon, 31 Feb 2026 10:00:00 GMT", "none"},
                    DateCase{"no_such_month", "2026-13-02", "none"},
                    DateCase{"no_such_hour", "2026-11-02T25:00:00Z", "none"},
                    DateCase{"zero_of_unix", "Thu, 01 Jan 1970 00:00:00 +0000", "none"},
                    DateCase{"zero_of_dotnet", "0001-01-01T00:00:00", "none"},
                    DateCase{"month_or_day_first", "11/02/2026 10:00:00", "none"},
                    DateCase{"number", "1793584800", "none"},
                    DateCase{"text_behind", "2026-11-02 10:00:00 GMT or so", "none"},
                    DateCase{"long",
                             "2026-11-02                                  "
                             "                                                  x",
                             "none"}),
    name_of);

TEST(FeedDate, House_CstIsChinasWhereTheFeedIsChinese) {
  for (const auto* text : {"Mon, 02 Nov 2026 10:00:00 CST", "Mon Nov 02 10:00:00 CST 2026"}) {
    EXPECT_EQ(read(text, Cst::china), "2026-11-02T10:00:00+08:00");
    EXPECT_EQ(read(text, Cst::central), "2026-11-02T10:00:00-06:00");
  }
}

}  // namespace
}  // namespace newsarc::crawler
