#include "http/header.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace newsarc {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr std::string_view block =
    "HTTP/1.1 200 OK\r\n"
    "Server: a:b\r\n"
    "content-TYPE:  text/html; charset=gb2312 \r\n"
    "X-Empty:\r\n"
    "Link: </feed>; rel=alternate\r\n"
    "X-Folded: one\r\n"
    " two\r\n"
    "\tthree\r\n"
    "Link: </next>; rel=next\r\n"
    "\r\n"
    "Server: not a header\r\n";

TEST(Header, Spec_NamesCompareWithoutCaseAndValuesAreTrimmed) {
  EXPECT_EQ(http::field(block, "Content-Type"), "text/html; charset=gb2312");
  EXPECT_EQ(http::field(block, "server"), "a:b");
  EXPECT_EQ(http::field(block, "x-empty"), "");
}

TEST(Header, Spec_WhatIsNotThereIsNothing) {
  EXPECT_FALSE(http::field(block, "Content"));
  EXPECT_FALSE(http::field(block, "HTTP/1.1 200 OK"));
  EXPECT_FALSE(http::field("", "server"));
}

TEST(Header, Spec_FoldedLinesAreJoined) {
  EXPECT_EQ(http::field(block, "x-folded"), "one two three");
}

TEST(Header, Spec_AllFieldsOfANameComeInOrder) {
  const std::vector<std::string> wanted = {"</feed>; rel=alternate", "</next>; rel=next"};
  EXPECT_EQ(http::fields(block, "link"), wanted);
}

TEST(Header, House_TheBlankLineEndsTheBlock) {
  EXPECT_EQ(http::fields(block, "server").size(), 1u);
}

TEST(Header, House_BareLineFeedsEndLinesToo) {
  EXPECT_EQ(http::field("HTTP/1.0 200\nA: 1\nB: 2", "b"), "2");
}

struct TypeCase {
  const char* name;
  std::string_view value, essence;
  std::optional<std::string_view> charset;
};

class ContentTypes : public testing::TestWithParam<TypeCase> {};

TEST_P(ContentTypes, Spec_EssenceAndCharset) {
  const auto type =
      http::content_type("HTTP/1.1 200\r\nContent-Type: " + std::string(GetParam().value) + "\r\n");
  EXPECT_EQ(type.essence, GetParam().essence);
  EXPECT_EQ(type.charset, GetParam().charset);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ContentTypes,
    testing::Values(
        TypeCase{"plain", "text/html", "text/html", {}},
        TypeCase{"case", "Text/HTML; Charset=GBK", "text/html", "GBK"},
        TypeCase{"quoted", "text/html;charset=\"utf-8\"", "text/html", "utf-8"},
        TypeCase{"escaped", "text/html;charset=\"u\\tf-8\"", "text/html", "utf-8"},
        TypeCase{"quoted_empty", "text/html;charset=\"\"", "text/html", ""},
        TypeCase{"open_quote", "text/html;charset=\"big5", "text/html", "big5"},
        TypeCase{"other_first", "text/html; a=\"x;charset=y\"; charset=big5", "text/html", "big5"},
        TypeCase{"first_wins", "text/html;charset=gbk;charset=big5", "text/html", "gbk"},
        TypeCase{"no_value", "text/html; charset; charset=gbk", "text/html", "gbk"},
        TypeCase{"xml", "application/rss+xml", "application/rss+xml", {}},
        TypeCase{"empty", "", "", {}}, TypeCase{"no_slash", "html; charset=gbk", "", {}},
        TypeCase{"blank_inside", "text/ht ml; charset=gbk", "", {}}),
    [](const auto& row) { return row.param.name; });

TEST(Header, Spec_NoContentTypeIsEmpty) {
  EXPECT_EQ(http::content_type("HTTP/1.1 200 OK\r\n\r\n").essence, "");
}

constexpr Instant moment = sys_days(2020y / 10 / 13) + 5h + 25min + 26s;

struct DateCase {
  const char* name;
  std::string_view text;
  std::optional<Instant> wanted;
};

class Dates : public testing::TestWithParam<DateCase> {};

TEST_P(Dates, Spec_ThreeFormsAndNoOther) {
  EXPECT_EQ(http::parse_date(GetParam().text), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Dates,
    testing::Values(DateCase{"fixdate", "Tue, 13 Oct 2020 05:25:26 GMT", moment},
                    DateCase{"rfc_850", "Tuesday, 13-Oct-20 05:25:26 GMT", moment},
                    DateCase{"asctime", "Tue Oct 13 05:25:26 2020", moment},
                    DateCase{"asctime_one_digit", "Sun Nov  6 08:49:37 1994",
                             sys_days(1994y / 11 / 6) + 8h + 49min + 37s},
                    DateCase{"last_century", "Sunday, 06-Nov-94 08:49:37 GMT",
                             sys_days(1994y / 11 / 6) + 8h + 49min + 37s},
                    DateCase{"leap_second", "Sat, 31 Dec 2016 23:59:60 GMT",
                             sys_days(2016y / 12 / 31) + 23h + 59min + 59s},
                    DateCase{"other_zone", "Tue, 13 Oct 2020 05:25:26 PST", {}},
                    DateCase{"no_zone", "Tue, 13 Oct 2020 05:25:26", {}},
                    DateCase{"more_behind", "Tue, 13 Oct 2020 05:25:26 GMT+8", {}},
                    DateCase{"no_such_day", "Mon, 31 Feb 2020 05:25:26 GMT", {}},
                    DateCase{"no_such_hour", "Tue, 13 Oct 2020 24:25:26 GMT", {}},
                    DateCase{"no_such_month", "Tue, 13 Okt 2020 05:25:26 GMT", {}},
                    DateCase{"mixed_marks", "Tue, 13-Oct 2020 05:25:26 GMT", {}},
                    DateCase{"three_digit_year", "Tue, 13 Oct 202 05:25:26 GMT", {}},
                    DateCase{"iso", "2020-10-13T05:25:26Z", {}}, DateCase{"empty", "", {}},
                    DateCase{"number", "0", {}}),
    [](const auto& row) { return row.param.name; });

TEST(Date, Spec_IsWrittenAsFixdate) {
  EXPECT_EQ(http::format_date(moment + 999ms), "Tue, 13 Oct 2020 05:25:26 GMT");
  EXPECT_EQ(http::format_date(Instant{}), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http::parse_date(http::format_date(moment)), moment);
}

std::optional<Instant> retry(std::string_view value) {
  return http::retry_after("HTTP/1.1 503\r\nRetry-After: " + std::string(value) + "\r\n", moment);
}

TEST(RetryAfter, Spec_IsSecondsOrADate) {
  EXPECT_EQ(retry("120"), moment + 120s);
  EXPECT_EQ(retry("0"), moment);
  EXPECT_EQ(retry("Tue, 13 Oct 2020 05:26:26 GMT"), moment + 60s);
}

TEST(RetryAfter, House_WhatMakesNoSenseIsNothing) {
  for (std::string_view value : {"-5", "soon", "", "1.5", "3s", "Tue, 13 Oct 2020 05:25:25 GMT"}) {
    EXPECT_FALSE(retry(value)) << value;
  }
  EXPECT_FALSE(http::retry_after("HTTP/1.1 503\r\n\r\n", moment));
}

TEST(RetryAfter, House_FarMomentsAreFarAndNoOverflow) {
  EXPECT_GT(retry("99999999999"), moment + std::chrono::years(99));
  EXPECT_GT(retry("99999999999999999999999999"), moment + std::chrono::years(99));
}

struct LinkCase {
  const char* name;
  std::string_view value;
  std::vector<http::LinkValue> wanted;
};

class LinkFields : public testing::TestWithParam<LinkCase> {};

TEST_P(LinkFields, Spec_TargetsRelationsAndParameters) {
  EXPECT_EQ(http::links("HTTP/1.1 200\r\nLink: " + std::string(GetParam().value) + "\r\n"),
            GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LinkFields,
    testing::Values(
        LinkCase{
            "canonical", "<https://a/b>; rel=\"canonical\"", {{"https://a/b", {"canonical"}, {}}}},
        LinkCase{"bare_value", "</b>;rel=next", {{"/b", {"next"}, {}}}},
        LinkCase{"several_relations",
                 "</b>; rel=\"Next  alternate\"",
                 {{"/b", {"next", "alternate"}, {}}}},
        LinkCase{"first_rel_counts", "</b>; rel=next; rel=prev", {{"/b", {"next"}, {}}}},
        LinkCase{
            "parameters",
            "</f> ; Rel = alternate ; TYPE=\"application/rss+xml\" ; title=\"a, \\\"b\\\"; c\"",
            {{"/f", {"alternate"}, {{"type", "application/rss+xml"}, {"title", "a, \"b\"; c"}}}}},
        LinkCase{
            "list", "</a>; rel=prev, </b>; rel=next", {{"/a", {"prev"}, {}}, {"/b", {"next"}, {}}}},
        LinkCase{"commas_in_the_target",
                 "</a,b;c>; rel=next,,</d>",
                 {{"/a,b;c", {"next"}, {}}, {"/d", {}, {}}}},
        LinkCase{"no_value",
                 "</a>; rel=preload; crossorigin",
                 {{"/a", {"preload"}, {{"crossorigin", ""}}}}},
        LinkCase{"empty_target", "<>; rel=canonical", {{"", {"canonical"}, {}}}},
        LinkCase{
            "anchored", "</a>; rel=next; anchor=\"#x\", </b>; rel=next", {{"/b", {"next"}, {}}}},
        LinkCase{"no_brackets", "/a; rel=next, </b>; rel=next", {{"/b", {"next"}, {}}}},
        LinkCase{"no_end", "</a; rel=next", {}},
        LinkCase{"open_quote", "</a>; rel=\"next", {{"/a", {"next"}, {}}}},
        LinkCase{"empty", "", {}}),
    [](const auto& row) { return row.param.name; });

TEST(Header, Spec_LinksOfAllFieldsComeInOrder) {
  const std::vector<http::LinkValue> wanted = {{"/feed", {"alternate"}, {}},
                                               {"/next", {"next"}, {}}};
  EXPECT_EQ(http::links(block), wanted);
}

struct CacheCase {
  const char* name;
  std::string_view value;
  http::CacheControl wanted;
};

class CacheControls : public testing::TestWithParam<CacheCase> {};

TEST_P(CacheControls, Spec_WhatAPrivateCacheIsTold) {
  EXPECT_EQ(http::cache_control("Cache-Control: " + std::string(GetParam().value) + "\r\n"),
            GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, CacheControls,
    testing::Values(
        CacheCase{"age", "max-age=60", {60s, false, false}},
        CacheCase{"public_age", "public, Max-Age=60 , immutable", {60s, false, false}},
        CacheCase{"quoted_age", "max-age=\"60\"", {60s, false, false}},
        CacheCase{"least_age", "max-age=60, max-age=5", {5s, false, false}},
        CacheCase{"shared_age", "s-maxage=60", {}},
        CacheCase{"far", "max-age=99999999999999999999", {std::chrono::years(100), false, false}},
        CacheCase{"negative", "max-age=-1", {}}, CacheCase{"no_number", "max-age=a", {}},
        CacheCase{"no_store", "no-store, no-cache, must-revalidate", {{}, true, true}},
        CacheCase{"fields", "no-cache=\"set-cookie, max-age=7\"", {{}, true, false}},
        CacheCase{"empty_members", ",, max-age=60,", {60s, false, false}},
        CacheCase{"empty", "", {}}),
    [](const auto& row) { return row.param.name; });

TEST(Header, Spec_CacheControlOfAllFieldsIsOneList) {
  EXPECT_EQ(http::cache_control("Cache-Control: no-store\r\nCACHE-CONTROL: max-age=1\r\n\r\n"),
            (http::CacheControl{1s, false, true}));
  EXPECT_EQ(http::cache_control("HTTP/1.1 200\r\n"), http::CacheControl());
}

}  // namespace
}  // namespace newsarc
