#include "url/key.h"

#include <gtest/gtest.h>

#include <string>

#include "url/parse.h"

namespace newsarc {
namespace {

Url at(std::string_view text) {
  auto url = url::parse(text);
  EXPECT_TRUE(url) << text;
  return url.value_or(Url());
}

struct Pair {
  const char* name;
  std::string_view one, other;
};

std::string name_of(const testing::TestParamInfo<Pair>& row) { return row.param.name; }

constexpr std::string_view article = "http://news.example/a/12.html";

class SameKey : public testing::TestWithParam<Pair> {};

TEST_P(SameKey, House_TwoSpellingsOfOnePageHaveOneKey) {
  EXPECT_EQ(url::archive_key(at(GetParam().one)), url::archive_key(at(GetParam().other)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SameKey,
    testing::Values(
        Pair{"campaign", article, "http://news.example/a/12.html?utm_source=wx&utm_medium=share"},
        Pair{"fragment", article, "http://news.example/a/12.html#top"},
        Pair{"wechat", article, "http://news.example/a/12.html?from=timeline&isappinstalled=0"},
        Pair{"wechat_group", article, "http://news.example/a/12.html?from=groupmessage"},
        Pair{"wechat_click", article,
             "http://news.example/a/12.html?scene=21&clicktime=1602595586&enterid=1602595586"},
        Pair{"empty_query", article, "http://news.example/a/12.html?"},
        Pair{"only_separators", article, "http://news.example/a/12.html?&&"},
        Pair{"dot_segments", article, "http://news.example/./a/../a/12.html"},
        Pair{"escaped_letter", article, "http://news.example/%61/12%2Ehtml"},
        Pair{"place_and_clock", article, "http://news.example/a/12.html?spm=a1.b2&_t=1602595586"},
        Pair{"advertisement", article, "http://news.example/a/12.html?fbclid=IwAR0&gclid=Cj0"},
        Pair{"share_token", article, "http://news.example/a/12.html?share_token=ab-cd"},
        Pair{"credentials", article, "http://reader:secret@news.example/a/12.html"},
        Pair{"own_port", article, "http://NEWS.example:80/a/12.html"},
        Pair{"escaped_tracker_name", article, "http://news.example/a/12.html?utm%5Fsource=wx"},
        Pair{"case_of_escapes", "http://news.example/%e8%a1%a1", "http://news.example/%E8%A1%A1"},
        Pair{"escapes_in_query", "http://news.example/?q=%b4%b4%61",
             "http://news.example/?q=%B4%B4a"},
        Pair{"tracker_between", "http://news.example/?id=1&page=2",
             "http://news.example/?id=1&utm_campaign=x&page=2&spm=1.2"}),
    name_of);

class OtherKey : public testing::TestWithParam<Pair> {};

TEST_P(OtherKey, House_WhatMaySelectContentStaysInTheKey) {
  EXPECT_NE(url::archive_key(at(GetParam().one)), url::archive_key(at(GetParam().other)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, OtherKey,
    testing::Values(Pair{"id", article, "http://news.example/a/12.html?id=1"},
                    Pair{"page", article, "http://news.example/a/12.html?page=2"},
                    Pair{"p", article, "http://news.example/a/12.html?p=2"},
                    Pair{"from_other", article, "http://news.example/a/12.html?from=rss"},
                    Pair{"scene_alone", article, "http://news.example/a/12.html?scene=21"},
                    Pair{"clock_that_is_none", article, "http://news.example/a/12.html?_t=7"},
                    Pair{"name_that_only_begins_alike", article,
                         "http://news.example/a/12.html?spmx=1"},
                    Pair{"escaped_slash", "http://news.example/a%2Fb", "http://news.example/a/b"},
                    Pair{"double_slash", article, "http://news.example//a//12.html"},
                    Pair{"trailing_slash", article, "http://news.example/a/12.html/"},
                    Pair{"case_of_path", article, "http://news.example/A/12.HTML"},
                    Pair{"scheme", article, "https://news.example/a/12.html"},
                    Pair{"port", article, "http://news.example:8080/a/12.html"},
                    Pair{"www", article, "http://www.news.example/a/12.html"},
                    Pair{"order", "http://news.example/?a=1&b=2", "http://news.example/?b=2&a=1"}),
    name_of);

TEST(ArchiveKey, House_IsAUrlWhoseKeyIsItself) {
  for (std::string_view text : {"http://news.example/%%361?%%36&a=%zz#x",
                                "http://user@news.example/a%2f%7e//b?utm_x=1&c"}) {
    const std::string key = url::archive_key(at(text));
    EXPECT_EQ(url::archive_key(at(key)), key);
  }
}

class SameLooseKey : public testing::TestWithParam<Pair> {};

TEST_P(SameLooseKey, House_LikelyAliasesShareALooseKey) {
  EXPECT_EQ(url::loose_key(at(GetParam().one)), url::loose_key(at(GetParam().other)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SameLooseKey,
    testing::Values(Pair{"folder", article, "http://news.example/a/12/"},
                    Pair{"index_page", article, "http://news.example/a/12/index.html"},
                    Pair{"double_slashes", article, "http://news.example//a//12.html"},
                    Pair{"case", article, "http://news.example/A/12.HTML"},
                    Pair{"scheme_and_www", article, "https://www.news.example/a/12.html"},
                    Pair{"root_dot", article, "http://news.example./a/12.html"},
                    Pair{"home", "http://news.example/", "http://news.example/default.aspx"},
                    Pair{"php_session", article, "http://news.example/a/12.html?PHPSESSID=0a1b"},
                    Pair{"java_session", article, "http://news.example/a/12.html;jsessionid=0A1B"},
                    Pair{"asp_session", article,
                         "http://news.example/(S(lit3py55t21z5v55))/a/12.html"},
                    Pair{"order", "http://news.example/?a=1&b=2", "http://news.example/?b=2&a=1"},
                    Pair{"trackers", article, "http://news.example/a/12/?utm_source=wx"}),
    name_of);

class OtherLooseKey : public testing::TestWithParam<Pair> {};

TEST_P(OtherLooseKey, House_DifferentPagesKeepDifferentLooseKeys) {
  EXPECT_NE(url::loose_key(at(GetParam().one)), url::loose_key(at(GetParam().other)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, OtherLooseKey,
    testing::Values(Pair{"number", article, "http://news.example/a/13.html"},
                    Pair{"page_of_list", "http://news.example/a/index.html",
                         "http://news.example/a/index_2.html"},
                    Pair{"host", article, "http://m.news.example/a/12.html"},
                    Pair{"query", article, "http://news.example/a/12.html?id=1"},
                    Pair{"number_of_a_section", "http://news.example/a.asp?sid=1",
                         "http://news.example/a.asp?sid=2"},
                    Pair{"program", "http://news.example/a/12.php", "http://news.example/a/12"}),
    name_of);

TEST(KeyWithoutSession, IsOfPathsThatHaveOne) {
  const std::string key = "http://news.example/x/a/12.html?id=1";
  for (std::string_view url : {"http://news.example/x/(S(lit3py55t21z5v55))/a/12.html?id=1",
                               "http://news.example/x/a/12.html;jsessionid=0A1B?id=1#top"})
    EXPECT_EQ(url::key_without_session(at(url)), key) << url;
  EXPECT_EQ(url::key_without_session(at("http://news.example/(S(a1))/")), "http://news.example/");
  EXPECT_EQ(url::key_without_session(at(article)), std::nullopt);
  EXPECT_EQ(url::key_without_session(at("http://news.example/(x)//a/")), std::nullopt);
}

}  // namespace
}  // namespace newsarc
