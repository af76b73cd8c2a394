#include "core/site.h"

#include <gtest/gtest.h>

namespace newsarc {
namespace {

constexpr auto whole = R"([site]
name = "hengyang"
title = "衡陽集團新聞"
timezone = "Asia/Shanghai"
start = ["http://news.example.cn/list/"]
[follow]
section = "ul.lm a"
article = ".list a[href*='/news/']"
next = "a.next"
[fetch]
delay = "20ms"
concurrency = 3
[revisit]
ladder = ["3h:15m", "1d:1h"]
[extract]
title = ["h1", ".bt"]
published = { near = "发布", selector = ".sj" }
body = [".nr"]
remove = ".ad"
[text]
glosses = "strip"
)";

TEST(Site, IsReadWhole) {
  const auto site = parse_site(whole, "sites.d/hengyang.toml");
  ASSERT_TRUE(site) << site.error().what;
  EXPECT_EQ(site->key, "hengyang");
  EXPECT_EQ(site->start, std::vector<std::string>{"http://news.example.cn/list/"});
  EXPECT_EQ(site->follow.section, std::vector<std::string>{"ul.lm a"});
  EXPECT_EQ(site->fetch.delay, Span(20));
  EXPECT_EQ(site->fetch.concurrency, 3);
  EXPECT_EQ(site->ladder.size(), 2U);
  EXPECT_EQ(site->extract.title.selectors, (std::vector<std::string>{"h1", ".bt"}));
  EXPECT_EQ(site->extract.published.near, "发布");
  EXPECT_EQ(site->extract.published.selectors, std::vector<std::string>{".sj"});
  EXPECT_EQ(site->glosses, GlossRule::strip);
  EXPECT_EQ(site->text, whole);
}

TEST(Site, NeedsANameAndAStartPageAlone) {
  const auto site = parse_site("[site]\nname='a'\nstart='http://a.example/'\n", "a.toml");
  ASSERT_TRUE(site) << site.error().what;
  EXPECT_EQ(site->fetch.delay, std::chrono::seconds(1));
  EXPECT_EQ(site->ladder.size(), 5U);
  EXPECT_EQ(site->fingerprint, "0");
}

TEST(Site, StaysWithinPaths) {
  const std::string head = "[site]\nname='a'\nstart='http://a.example/'\n[follow]\n";
  const auto site = parse_site(head + "within = ['/news/', '/sports/']\n", "a.toml");
  ASSERT_TRUE(site) << site.error().what;
  EXPECT_EQ(site->follow.within, (std::vector<std::string>{"/news/", "/sports/"}));
  EXPECT_EQ(site->fingerprint, "0") << "no reading changes";
  const auto wrong = parse_site(head + "within = 'news/'\n", "a.toml");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, "\"news/\" is no path; write it as \"/news/\"");
  EXPECT_EQ(wrong.error().where, "a.toml:5:10");
}

constexpr auto tested = R"([site]
name = "a"
start = "http://a.example/"
[[test]]
fixture = "fixtures/1.html"
url = "http://a.example/1.html"
title = "T"
authors = ["A", "B"]
[[test]]
fixture = "fixtures/2.html"
published = ""
body_lacks = "advert"
)";

TEST(Site, TellsWhatItsTestsExpect) {
  const auto site = parse_site(tested, "s.toml");
  ASSERT_TRUE(site) << site.error().what;
  ASSERT_EQ(site->tests.size(), 2U);
  EXPECT_EQ(site->tests[0].fixture, "fixtures/1.html");
  EXPECT_EQ(site->tests[0].url, "http://a.example/1.html");
  EXPECT_EQ(site->tests[0].where, "s.toml:4:1");
  const std::vector<Expectation> first{{"title", {"T"}, "s.toml:7:9"},
                                       {"authors", {"A", "B"}, "s.toml:8:11"}};
  EXPECT_EQ(site->tests[0].expected, first);
  const std::vector<Expectation> second{{"published", {""}, "s.toml:11:13"},
                                        {"body_lacks", {"advert"}, "s.toml:12:14"}};
  EXPECT_EQ(site->tests[1].expected, second);
}

TEST(Site, ReadsAlikeWithAndWithoutTests) {
  const auto plain = parse_site("[site]\nname='a'\nstart='http://a.example/'\n", "a.toml");
  EXPECT_EQ(parse_site(tested, "s.toml")->fingerprint, plain->fingerprint);
}

TEST(Site, KnowsWhereItsTextsStand) {
  const auto site = parse_site(whole, "s.toml");
  ASSERT_TRUE(site);
  EXPECT_EQ(site->where("title", ".bt"), "s.toml:16:16");
  EXPECT_EQ(site->where("selector", ".sj"), "s.toml:17:39");
  EXPECT_EQ(site->where("timezone", "Asia/Shanghai"), "s.toml:4:12");
  EXPECT_EQ(site->where("title", "not there"), "hengyang");
}

TEST(Site, HasAnotherFingerprintOnlyWhenAReadingCouldChange) {
  const auto plain = *parse_site("[site]\nname='a'\nstart='http://a.example/'\n", "a");
  const auto slow =
      *parse_site("[site]\nname='a'\nstart='http://a.example/'\n[fetch]\ndelay='9s'\n", "a");
  const auto ruled =
      *parse_site("[site]\nname='a'\nstart='http://a.example/'\n[extract]\nbody='.nr'\n", "a");
  EXPECT_EQ(plain.fingerprint, slow.fingerprint);
  EXPECT_NE(plain.fingerprint, ruled.fingerprint);
}

struct WrongCase {
  const char* name;
  const char* text;
  const char* where;
  const char* what;
};
class WrongSiteTest : public testing::TestWithParam<WrongCase> {};

TEST_P(WrongSiteTest, NamesThePlaceAndTheReason) {
  const auto site = parse_site(GetParam().text, "s.toml");
  ASSERT_FALSE(site);
  EXPECT_EQ(site.error().fault, Fault::config);
  EXPECT_EQ(site.error().where, GetParam().where);
  EXPECT_NE(site.error().what.find(GetParam().what), std::string::npos) << site.error().what;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrongSiteTest,
    testing::Values(
        WrongCase{"unknown_key", "[site]\nname='a'\nstart='x'\n[fetch]\ndealy='1s'\n", "s.toml:5:1",
                  "unknown key \"dealy\" in [fetch]; did you mean \"delay\"?"},
        WrongCase{"unknown_table", "[site]\nname='a'\nstart='x'\n[fecth]\ndelay='1s'\n",
                  "s.toml:4:2", "unknown key \"fecth\"; did you mean \"fetch\"?"},
        WrongCase{"like_nothing", "[site]\nname='a'\nstart='x'\nzzzzzzzz=1\n", "s.toml:4:1",
                  "unknown key \"zzzzzzzz\" in [site]"},
        WrongCase{"no_site", "", "s.toml:1:1", "[site]"},
        WrongCase{"bad_name", "[site]\nname='../x'\nstart='x'\n", "s.toml:2:6", "letters"},
        WrongCase{"no_start", "[site]\nname='a'\n", "s.toml:1:1", "start page"},
        WrongCase{"bad_span", "[site]\nname='a'\nstart='x'\n[fetch]\ndelay='soon'\n", "s.toml:5:7",
                  "no duration"},
        WrongCase{"bad_type", "[site]\nname='a'\nstart=5\n", "s.toml:3:7", "string"},
        WrongCase{"bad_rung", "[site]\nname='a'\nstart='x'\n[revisit]\nladder=['1h']\n",
                  "s.toml:5:8", "rung"},
        WrongCase{"bad_count", "[site]\nname='a'\nstart='x'\n[fetch]\nconcurrency=0\n",
                  "s.toml:5:13", "from 1 to 64"},
        WrongCase{"empty_label",
                  "[site]\nname='a'\nstart='x'\n[extract]\nbody={near='',selector='p'}\n",
                  "s.toml:5:12", "label"},
        WrongCase{"test_without_fixture", "[site]\nname='a'\nstart='x'\n[[test]]\ntitle='T'\n",
                  "s.toml:4:1", "fixture"},
        WrongCase{"test_that_expects_nothing",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1.html'\n", "s.toml:5:9",
                  "expects nothing"},
        WrongCase{"unknown_key_of_a_test",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1'\nautors=['A']\n",
                  "s.toml:6:1", "unknown key \"autors\" in [test]; did you mean \"authors\"?"},
        WrongCase{"test_of_the_wrong_type",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1'\ntitle=['A']\n", "s.toml:6:7",
                  "must be a string"},
        WrongCase{"unknown_kind",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1'\nkind='page'\n", "s.toml:6:6",
                  "\"page\" is no kind of page"},
        WrongCase{"no_time",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1'\npublished='yesterday'\n",
                  "s.toml:6:11", "\"yesterday\" is no time"},
        WrongCase{"empty_text_that_a_body_lacks",
                  "[site]\nname='a'\nstart='x'\n[[test]]\nfixture='1'\nbody_lacks=['']\n",
                  "s.toml:6:12", "empty text"},
        WrongCase{"no_selectors", "[site]\nname='a'\nstart='x'\n[extract]\ntitle=[]\n",
                  "s.toml:5:7", "names no selector"},
        WrongCase{"neither_selector_nor_label",
                  "[site]\nname='a'\nstart='x'\n[extract]\npublished={}\n", "s.toml:5:11",
                  "needs a selector or a label"},
        WrongCase{"single_test_table",
                  "[site]\nname='a'\nstart='x'\n[test]\nfixture='1'\ntitle='A'\n", "s.toml:4:1",
                  "[[test]]"},
        WrongCase{"full_width_comma", "[site]\nname='a'，\n", "s.toml:2:9", ""},
        WrongCase{"letter_outside_ascii", "é=1\n", "s.toml:1:1", ""},
        WrongCase{"byte_order_mark_alone", "\xef\xbb\xbf", "s.toml:1:1", "[site]"},
        WrongCase{"no_toml", "[site\n", "s.toml:1:6", ""}),
    [](const auto& row) { return row.param.name; });

TEST(Config, MayBeEmpty) { EXPECT_EQ(parse_config("", "newsarc.toml")->archive, "newsarc.db"); }

TEST(Config, NamesTheArchive) {
  EXPECT_EQ(parse_config("archive = 'news.db'", "newsarc.toml")->archive, "news.db");
}

TEST(Config, RefusesUnknownKeys) {
  const auto config = parse_config("archiv = 'news.db'", "newsarc.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().where, "newsarc.toml:1:1");
}

}  // namespace
}  // namespace newsarc
