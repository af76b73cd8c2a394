#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/served_site.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

constexpr auto head = "[site]\nname = 'river'\nstart = 'http://news.example/list/'\n";

class SiteTest : public ProgramTest {
 protected:
  SiteTest() { write("newsarc.toml", ""); }

  Ran tested(const std::string& expectations) const {
    write("sites.d/fixtures/1.html", made_article(1));
    write("sites.d/river.toml", std::string(head) + "[[test]]\nfixture = 'fixtures/1.html'\n" +
                                    "url = 'http://news.example/news/1001.html'\n" + expectations);
    return newsarc({"site", "test"});
  }
};

TEST_F(SiteTest, ListsTheSitesOfTheWorkspace) {
  write("sites.d/river.toml", head);
  const auto ran = newsarc({"site", "list"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("river"), std::string::npos);
  EXPECT_NE(ran.out.find("http://news.example/list/"), std::string::npos);
  const auto listed = Json::parse(newsarc({"site", "list", "--json"}).out);
  EXPECT_EQ(listed["sites"][0]["name"], "river");
  EXPECT_EQ(listed["sites"][0]["file"], "sites.d/river.toml");
}

TEST_F(SiteTest, SaysHowToBeginWhereThereIsNoSite) {
  const auto ran = newsarc({"site", "list"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("newsarc add"), std::string::npos) << ran.err;
  std::filesystem::remove(directory_ / "newsarc.toml");
  EXPECT_EQ(newsarc({"site", "check"}).code, 4);
  EXPECT_EQ(newsarc({"site"}).code, 2);
}

struct WrongProfile {
  const char* name;
  const char* text;
  const char* error;
};
class WrongProfileTest : public SiteTest, public testing::WithParamInterface<WrongProfile> {};

TEST_P(WrongProfileTest, IsNamedWithLineAndColumnBesideTheSoundOnes) {
  write("sites.d/a.toml", head);
  write("sites.d/b.toml", GetParam().text);
  const auto ran = newsarc({"site", "check"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_EQ(ran.out, "sites.d/a.toml: ok\n");
  EXPECT_TRUE(ran.err.starts_with("newsarc: " + std::string(GetParam().error))) << ran.err;
  EXPECT_EQ(newsarc({"crawl"}).code, 4);
  EXPECT_EQ(newsarc({"site", "check", "river"}).code, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrongProfileTest,
    testing::Values(
        WrongProfile{
            "key", "[site]\nname = 'b'\nstart = 'http://a.example/'\n[fetch]\ndealy = '1s'",
            "sites.d/b.toml:5:1: unknown key \"dealy\" in [fetch]; did you mean \"delay\"?"},
        WrongProfile{"selector",
                     "[site]\nname = 'b'\nstart = 'http://a.example/'\n[extract]\n"
                     "title = ['h1', 'h2[']",
                     "sites.d/b.toml:5:16: selector \"h2[\", column 4"},
        WrongProfile{"selector_beside_a_label",
                     "[site]\nname = 'b'\nstart = 'http://a.example/'\n[extract]\n"
                     "published = { near = 'x', selector = 'a:hover' }",
                     "sites.d/b.toml:5:38: selector \"a:hover\", column 2"},
        WrongProfile{"link_selector",
                     "[site]\nname = 'b'\nstart = 'http://a.example/'\n[follow]\nnext = '>a'",
                     "sites.d/b.toml:5:8: selector \">a\", column 1"},
        WrongProfile{"removed",
                     "[site]\nname = 'b'\nstart = 'http://a.example/'\n[extract]\nremove = ['.']",
                     "sites.d/b.toml:5:11: selector \".\", column 2"},
        WrongProfile{"zone",
                     "[site]\nname = 'b'\nstart = 'http://a.example/'\ntimezone = 'Mars/Olympus'",
                     "sites.d/b.toml:4:12: \"Mars/Olympus\" is no IANA time zone"},
        WrongProfile{"start", "[site]\nname = 'b'\nstart = ['http://a.example/', 'b.example']",
                     "sites.d/b.toml:3:31: start page \"b.example\""},
        WrongProfile{"shared_name", "[site]\nname = 'river'\nstart = 'http://a.example/'",
                     "sites.d/b.toml:2:8: the name is that of sites.d/a.toml, too"}),
    [](const auto& row) { return row.param.name; });

TEST_F(SiteTest, TheAddressOfATestIsChecked) {
  write("sites.d/a.toml",
        std::string(head) + "[[test]]\nfixture = '1.html'\nurl = 'nope'\ntitle = 'T'\n");
  const auto ran = newsarc({"site", "check"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_NE(ran.err.find("sites.d/a.toml:"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("\"nope\""), std::string::npos) << ran.err;
}

TEST_F(SiteTest, ATestThatHoldsIsSilentlyCounted) {
  const auto ran = tested(
      "title = '水務公司部署防汛準備工作第1號'\npublished = '2020-10-11T13:25'\nauthors = "
      "['易成章']\n"
      "kind = 'article'\nmodified = ''\nbody_begins = '市水務公司'\nbody_ends = '（記者 易成章）'\n"
      "body_has = ['三億二千萬元', '會議要求']\nbody_lacks = ['臨江']\n");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_EQ(ran.out, "1 test, all hold\n");
}

struct WrongExpectation {
  const char* name;
  const char* line;
  const char* report;
};
class WrongExpectationTest : public SiteTest,
                             public testing::WithParamInterface<WrongExpectation> {};

TEST_P(WrongExpectationTest, IsShownAsExpectedAndFound) {
  const auto ran = tested(GetParam().line);
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.out.find(GetParam().report), std::string::npos) << ran.out;
  EXPECT_TRUE(ran.out.starts_with("sites.d/river.toml:7:")) << ran.out;
  EXPECT_NE(ran.out.find("1 of 1 test failed\n"), std::string::npos) << ran.out;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrongExpectationTest,
    testing::Values(
        WrongExpectation{"title", "title = 'x'",
                         "title of fixtures/1.html\n  expected  x\n"
                         "  found     水務公司部署防汛準備工作第1號\n"},
        WrongExpectation{"time", "published = '2020-10-12'", "found     2020-10-11T13:25\n"},
        WrongExpectation{"absent", "published = ''", "expected  nothing\n"},
        WrongExpectation{"authors", "authors = ['A', 'B']", "expected  A, B\n  found     易成章\n"},
        WrongExpectation{"no_authors", "authors = []", "expected  nothing\n"},
        WrongExpectation{"source", "source = '日報'", "found     nothing\n"},
        WrongExpectation{"kind", "kind = 'list'", "found     article\n"},
        WrongExpectation{"body", "body = '''x'''", "found     市水務公司"},
        WrongExpectation{"begins", "body_begins = '會議'", "found     市水務公司"},
        WrongExpectation{"ends", "body_ends = '完'", "（記者 易成章）\n"},
        WrongExpectation{"has", "body_has = ['會議要求', '天氣']", "found     no 天氣\n"},
        WrongExpectation{"lacks", "body_lacks = ['會議要求', '天氣']", "found     會議要求\n"},
        WrongExpectation{"links", "articles = ['/news/1.html']", "no article link /news/1.html\n"}),
    [](const auto& row) { return row.param.name; });

TEST_F(SiteTest, TestsTheLinksOfAList) {
  write("sites.d/list.html", made_list());
  write("sites.d/river.toml",
        std::string(head) +
            "[[test]]\nfixture = 'list.html'\nurl = 'http://news.example/list/'\n"
            "kind = 'list'\narticles = ['/news/1001.html', '/news/1005.html']\n");
  EXPECT_EQ(newsarc({"site", "test", "river"}).code, 0);
  EXPECT_EQ(newsarc({"site", "test", "sites.d/river.toml"}).code, 0);
}

TEST_F(SiteTest, AFixtureThatIsNotThereFails) {
  write("sites.d/river.toml", std::string(head) + "[[test]]\nfixture = 'x.html'\ntitle = 'T'\n");
  const auto ran = newsarc({"site", "test"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.out.find("fixture of x.html"), std::string::npos) << ran.out;
}

TEST_F(SiteTest, NoTestAtAllIsNoSuccess) {
  write("sites.d/river.toml", head);
  EXPECT_EQ(newsarc({"site", "test"}).code, 10);
}

TEST_F(SiteTest, TestsAreToldToProgramsAsJson) {
  tested("title = 'x'");
  const auto ran = newsarc({"site", "test", "--json"});
  EXPECT_EQ(ran.code, 3);
  const auto told = Json::parse(ran.out);
  EXPECT_EQ(told["failed"], 1);
  EXPECT_EQ(told["mismatches"][0]["field"], "title");
  EXPECT_EQ(told["mismatches"][0]["where"], "sites.d/river.toml:7:9");
}

TEST_F(SiteTest, AnInvalidProfileIsNotTested) {
  write("sites.d/river.toml", "[site]\nname = 'river'\n");
  EXPECT_EQ(newsarc({"site", "test"}).code, 4);
}

}  // namespace
}  // namespace newsarc::cli
