#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/served_site.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class ProbeTest : public ProgramTest {
 protected:
  Json probed(const std::vector<std::string>& arguments, int code = 0) const {
    std::vector<std::string> words{"probe", "--json"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const auto ran = newsarc(words);
    EXPECT_EQ(ran.code, code) << ran.err;
    return Json::parse(ran.out);
  }
};

TEST_F(ProbeTest, ExplainsEachFieldOfAFile) {
  write("page.html", made_article(1));
  const auto page = probed({"page.html", "--url", "http://news.example/1.html"});
  EXPECT_EQ(page["kind"], "article");
  EXPECT_EQ(page["why"], "running text");
  EXPECT_EQ(page["status"], nullptr);
  const auto& title = page["fields"]["title"];
  EXPECT_EQ(title["value"], "水務公司部署防汛準備工作第1號");
  EXPECT_EQ(title["rule"], "h1 agrees with <title>");
  EXPECT_EQ(title["path"], "div#main > h1.bt");
  EXPECT_EQ(title["runners_up"][0]["rule"], "<title>");
  EXPECT_EQ(page["fields"]["charset"]["value"], "utf-8");
  EXPECT_EQ(page["fields"]["charset"]["rule"], "meta");
  EXPECT_EQ(page["fields"]["script"]["value"], "Hant");
  EXPECT_EQ(files(), std::vector<std::string>{"page.html"});
}

// What the contract of `newsarc extract` calls a field has the same value and rule here.
TEST_F(ProbeTest, AgreesWithExtract) {
  for (const auto& html : {made_article(1), made_list(), std::string("<p>short"), std::string()}) {
    write("page.html", html);
    const auto extracted = Json::parse(newsarc({"extract", "page.html"}).out);
    const auto ran = newsarc({"probe", "page.html", "--json"});
    const auto fields = Json::parse(ran.out)["fields"];
    for (const auto& [field, rule] : extracted["evidence"].items()) {
      EXPECT_EQ(fields[field]["rule"], rule) << field;
      EXPECT_EQ(fields[field]["value"], extracted[field]) << field;
    }
    EXPECT_EQ(fields.contains("title"), extracted["title"] != nullptr);
  }
}

TEST_F(ProbeTest, ReadsByAProfile) {
  write("newsarc.toml", "");
  write("sites.d/river.toml",
        "[site]\nname = 'river'\nstart = 'http://news.example/'\ntimezone = 'Asia/Shanghai'\n"
        "[extract]\ntitle = '.sj'\n");
  write("page.html", made_article(1));
  const auto page = probed({"page.html", "--site", "river"});
  EXPECT_EQ(page["site"], "river");
  EXPECT_EQ(page["fields"]["title"]["rule"], "site profile");
  EXPECT_EQ(page["fields"]["title"]["path"], "div#main > div.sj");
  EXPECT_EQ(page["fields"]["published"]["value"], "2020-10-11T13:25+08:00");
}

TEST_F(ProbeTest, ListsTheLinksOfAListPage) {
  write("list.html", made_list());
  const auto page = probed({"list.html", "--url", "http://news.example/list/"});
  EXPECT_EQ(page["kind"], "list");
  ASSERT_EQ(page["links"]["articles"].size(), 5);
  const auto& first = page["links"]["articles"][0];
  EXPECT_EQ(first["url"], "http://news.example/news/1001.html");
  EXPECT_EQ(first["date"], "2020-10-11");
  EXPECT_EQ(first["in_scope"], true);
  EXPECT_EQ(page["links"]["next_pages"][0]["url"], "http://news.example/list/index_2.html");
  EXPECT_EQ(page["links"]["sections"].size(), 2);
}

TEST_F(ProbeTest, TellsPeopleWhatAPageIs) {
  write("page.html", made_article(1));
  const auto ran = newsarc({"probe", "page.html"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("article: running text"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("div#main > h1.bt"), std::string::npos);
  EXPECT_NE(ran.out.find("address unknown"), std::string::npos);
  EXPECT_EQ(ran.out.find("invalid.invalid"), std::string::npos);
  EXPECT_GT(newsarc({"probe", "page.html", "--explain"}).out.size(), ran.out.size());
}

TEST_F(ProbeTest, ControlCharactersOfAPageStayOffTheTerminal) {
  auto html = made_article(1);
  html.insert(html.find("<h1 class=bt>") + 13, "\x1b[31mred ");
  write("page.html", html);
  for (const auto* how : {"--explain", "--json"})
    EXPECT_EQ(newsarc({"probe", "page.html", how}).out.find('\x1b'), std::string::npos) << how;
}

TEST_F(ProbeTest, FetchesAUrlAndItsRobotsTxtAndNothingElse) {
  const ServedSite site;
  const auto page = probed({site.url("/news/1002.html"), "--allow", site.authority()});
  EXPECT_EQ(page["status"], 200);
  EXPECT_EQ(page["fields"]["title"]["value"], "水務公司部署防汛準備工作第2號");
  EXPECT_EQ(site.asked(), (std::vector<std::string>{"/robots.txt", "/news/1002.html"}));
  EXPECT_EQ(files(), std::vector<std::string>{});
}

TEST_F(ProbeTest, AsksNoPrivateAddressUnlessItIsAllowed) {
  const ServedSite site;
  const auto ran = newsarc({"probe", site.url("/list/")});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("--allow"), std::string::npos) << ran.err;
  EXPECT_EQ(site.asked(), std::vector<std::string>{});
}

TEST_F(ProbeTest, AsksForNothingThatRobotsTxtForbids) {
  ServedSite site;
  site.serve("/robots.txt", "User-agent: newsarc\nDisallow: /list/\n");
  const auto ran = newsarc({"probe", site.url("/list/"), "--allow", site.authority()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("robots.txt disallows it"), std::string::npos) << ran.err;
  EXPECT_EQ(site.asked(), std::vector<std::string>{"/robots.txt"});
}

TEST_F(ProbeTest, AnErrorPageIsExplainedAndIsAFailure) {
  ServedSite site;
  site.serve("/gone.html", made_article(1), 404);
  const auto page = probed({site.url("/gone.html"), "--allow", site.authority()}, 3);
  EXPECT_EQ(page["status"], 404);
}

TEST_F(ProbeTest, SaysWhatIsWrongWithItsArgument) {
  const auto missing = newsarc({"probe", "news.example/list/"});
  EXPECT_EQ(missing.code, 12);
  EXPECT_NE(missing.err.find("begins with http://"), std::string::npos) << missing.err;
  EXPECT_EQ(newsarc({"probe"}).code, 2);
  EXPECT_EQ(newsarc({"probe", "http://a b/"}).code, 2);
  EXPECT_EQ(newsarc({"probe", "http://news.example/", "--url", "http://x.example/"}).code, 2);
  write("page.html", made_article(1));
  EXPECT_EQ(newsarc({"probe", "page.html", "--site", "nobody"}).code, 4);
}

}  // namespace
}  // namespace newsarc::cli
