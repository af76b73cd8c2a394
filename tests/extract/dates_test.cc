#include "extract/dates.h"

#include <gtest/gtest.h>

#include "extract/time_of_day.h"
#include "text/fold.h"

namespace newsarc::extract {
namespace {

std::string first_date(std::string_view text, const DateReading& reading = {}) {
  const auto dates = find_dates(text::fold(text), reading);
  return dates.empty() ? "" : to_text(dates.front().when);
}

struct DateCase {
  const char* name;
  std::string_view text, wanted;
};
class DateTest : public testing::TestWithParam<DateCase> {};

TEST_P(DateTest, ReadsTheFormsOfNewsPages) {
  EXPECT_EQ(first_date(GetParam().text), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, DateTest,
    testing::Values(
        DateCase{"dashes", "2019-09-07 13:43:45", "2019-09-07T13:43:45"},
        DateCase{"minutes", "发布：2019-9-7 13:43 来源", "2019-09-07T13:43"},
        DateCase{"day", "[2019-09-07]", "2019-09-07"},
        DateCase{"han_with_time_glued", "2005年3月31日03:18", "2005-03-31T03:18"},
        DateCase{"han_with_blanks", "2012 年 6 月 24 日", "2012-06-24"},
        DateCase{"full_width", "２０２０－１０－１３　１３：２５", "2020-10-13T13:25"},
        DateCase{"slashes", "2018/09/16 15:31", "2018-09-16T15:31"},
        DateCase{"time_before_date", "15:312018/09/16", "2018-09-16T15:31"},
        DateCase{"dots", "2018.09.16", "2018-09-16"},
        DateCase{"weekday_between", "2018-09-16 (星期日) 15:31", "2018-09-16T15:31"},
        DateCase{"afternoon", "2018年9月16日 下午3:31", "2018-09-16T15:31"},
        DateCase{"han_time", "2018年9月16日15时31分20秒", "2018-09-16T15:31:20"},
        DateCase{"rfc_3339", "2020-10-13T13:25:26+08:00", "2020-10-13T13:25:26+08:00"},
        DateCase{"fraction_and_z", "2020-10-13T05:25:26.123Z", "2020-10-13T05:25:26+00:00"},
        DateCase{"offset_without_colon", "2020-10-13 13:25:26 +0800", "2020-10-13T13:25:26+08:00"},
        DateCase{"english_month_first", "October 13, 2020", "2020-10-13"},
        DateCase{"english_abbreviated", "Oct. 13, 2020 at 1:25 p.m.", "2020-10-13T13:25"},
        DateCase{"english_day_first", "13th of October 2020 12:05 am", "2020-10-13T00:05"},
        DateCase{"zone_name", "Oct 13, 2020, 1:25 PM EST", "2020-10-13T13:25-05:00"},
        DateCase{"german", "13. Oktober 2020, 13:25 Uhr", "2020-10-13T13:25"},
        DateCase{"german_numbers", "13.10.2020", "2020-10-13"},
        DateCase{"french", "le 13 décembre 2020 à 13h25", "2020-12-13T13:25"},
        DateCase{"spanish", "13 de octubre de 2020", "2020-10-13"},
        DateCase{"two_digit_year", "05-04-05 06:40", "2005-04-05T06:40"},
        DateCase{"two_digit_year_last", "Do 25.04.24 | 14:07 Uhr", "2024-04-25T14:07"},
        DateCase{"two_digit_year_behind_slashes", "25/04/24", "2024-04-25"},
        DateCase{"two_digit_year_and_glued_time", "发布时间：18-03-0823:16", "2018-03-08T23:16"},
        DateCase{"korean", "2020년 10월 13일 오후 1:25", "2020-10-13T13:25"},
        DateCase{"hungarian", "2020. október 13. 13:25", "2020-10-13T13:25"},
        DateCase{"czech", "13. října 2020 v 13:25", "2020-10-13"},
        DateCase{"greek", "13 Σεπτεμβρίου 2020", "2020-09-13"},
        DateCase{"swedish", "13 maj 2020 kl. 13.25", "2020-05-13T13:25"},
        DateCase{"indonesian", "13 Agustus 2020, 13:25 WIB", "2020-08-13T13:25+07:00"},
        DateCase{"arabic", "13 أكتوبر 2020", "2020-10-13"},
        DateCase{"french_first", "1er février 2020", "2020-02-01"},
        DateCase{"month_name_between_dashes", "13-Oct-2020 13:25:26", "2020-10-13T13:25:26"},
        DateCase{"hours_from_greenwich", "13/10/2020 - 13:25 GMT+1", "2020-10-13T13:25+01:00"},
        DateCase{"spanish_evening", "5 de julio de 2024, 9:12 p. m.", "2024-07-05T21:12"},
        DateCase{"spanish_midnight", "5 de julio de 2024, 12:12 a. m.", "2024-07-05T00:12"},
        DateCase{"no_half_of_the_day", "5 July 2024, 9:12 among others", "2024-07-05T09:12"},
        DateCase{"midnight_in_chinese", "2024年7月5日 上午12:05", "2024-07-05T00:05"},
        DateCase{"noon_in_chinese", "2024年7月5日 中午12:05", "2024-07-05T12:05"},
        DateCase{"before_noon", "2024年7月5日 中午11:50", "2024-07-05T11:50"},
        DateCase{"evening_in_chinese", "2024年7月5日晚9点12分", "2024-07-05T21:12"},
        DateCase{"time_and_zone_before", "11:05 PM EDT, July 5, 2024", "2024-07-05T23:05-04:00"},
        DateCase{"zone_of_either_season_before", "9:12 PM ET, Fri July 5, 2024",
                 "2024-07-05T21:12"},
        DateCase{"time_before_another_word", "9:12 PM off July 5, 2024", "2024-07-05"},
        DateCase{"time_before_a_russian_date", "09:12, 5 июля 2024", "2024-07-05T09:12"},
        DateCase{"times_of_a_list", "09:12 July 5, 2024 10:12", "2024-07-05T10:12"},
        DateCase{"japanese_weekday", "2024/07/05(金) 21:12", "2024-07-05T21:12"},
        DateCase{"japanese_day", "2024年7月5日（金曜日）午後9時12分", "2024-07-05T21:12"},
        DateCase{"korean_weekday", "2024.07.05(금) 21:12", "2024-07-05T21:12"},
        DateCase{"russian_year", "5 июля 2024 г. в 9:12", "2024-07-05T09:12"},
        DateCase{"french_with_blanks", "5 juillet 2024 à 9 h 12", "2024-07-05T09:12"},
        DateCase{"republic", "中華民國113年07月05日 09:12", "2024-07-05T09:12"},
        DateCase{"reiwa", "令和6年7月5日", "2024-07-05"},
        DateCase{"first_year_of_an_era", "令和元年5月1日", "2019-05-01"},
        DateCase{"heisei", "平成30年7月5日", "2018-07-05"},
        DateCase{"han_numerals", "二〇二四年七月五日", "2024-07-05"},
        DateCase{"han_tens", "二零二四年十二月三十一日", "2024-12-31"},
        DateCase{"han_ten", "二○二四年十月十日", "2024-10-10"},
        DateCase{"han_year_alone", "二〇二四年", ""}, DateCase{"a_version", "10.12.20.1", ""},
        DateCase{"a_time_with_dots", "12.30.45", ""},
        DateCase{"day_above_twelve", "10/13/2020", "2020-10-13"},
        DateCase{"no_such_day", "2020-02-31", ""}, DateCase{"no_such_month", "2020-13-01", ""},
        DateCase{"a_number", "12020-10-13", ""}, DateCase{"too_old", "1872-01-02", ""},
        DateCase{"a_score", "139-107", ""}, DateCase{"a_phone", "0734-1234567", ""},
        DateCase{"an_address", "192.168.10.20", ""}, DateCase{"no_year", "10-08 12:00", ""},
        DateCase{"a_month_is_part_of_a_word", "marching 13, 2020", ""},
        DateCase{"compact_is_a_number_in_text", "20201013", ""}, DateCase{"empty", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(TimeOfDayTest, IsOneOfTheClock) {
  for (const std::string_view text : {"13:65:26", "25:10", "10:10:61"})
    EXPECT_FALSE(time_behind(DateText(text), 0)) << text;
  for (const std::string_view text : {"13:25:26", "24:00", "23:59:60"})
    EXPECT_TRUE(time_behind(DateText(text), 0)) << text;
}

TEST(DateTest, TakesTheYearFromElsewhere) {
  DateReading reading;
  reading.year = 2019;
  EXPECT_EQ(first_date("10-08 12:00", reading), "2019-10-08T12:00");
  EXPECT_EQ(first_date("10月8日 12:00", reading), "2019-10-08T12:00");
  EXPECT_EQ(first_date("3-2", reading), "");
}

TEST(DateTest, ReadsSlashesAsThePageMeansThem) {
  DateReading american;
  american.month_first = true;
  EXPECT_EQ(first_date("04/05/2020", american), "2020-04-05");
  EXPECT_EQ(first_date("04/05/2020"), "2020-05-04");
}

TEST(DateTest, ReadsCompactDatesOnlyWhereAsked) {
  DateReading compact;
  compact.compact = true;
  EXPECT_EQ(first_date("20201013132526", compact), "2020-10-13T13:25:26");
  EXPECT_EQ(first_date("20201313", compact), "");
}

TEST(DateTest, EndsInTimeOnTextMadeToBlowUp) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "2020-";
  EXPECT_TRUE(find_dates(text).empty());
}

struct PathCase {
  const char* name;
  std::string_view path, wanted;
};
class PathDateTest : public testing::TestWithParam<PathCase> {};

TEST_P(PathDateTest, ReadsTheDateOfAPath) {
  const auto date = date_in_path(GetParam().path);
  EXPECT_EQ(date ? to_text(*date) : "", GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PathDateTest,
    testing::Values(PathCase{"folders", "/news/2020/10/13/a.html", "2020-10-13"},
                    PathCase{"month_and_day_together", "/a/2020/1013/100000.html", "2020-10-13"},
                    PathCase{"month_folder", "/2020-10/13/content_1.htm", "2020-10-13"},
                    PathCase{"trs", "/xw/202010/t20201013_123456.html", "2020-10-13"},
                    PathCase{"an_id", "/a/100000123.html", ""}, PathCase{"no_digits", "/news/", ""},
                    PathCase{"no_such_day", "/2020/13/45/x", ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc::extract
