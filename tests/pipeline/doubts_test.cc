// Pages that a host sends for addresses that do not exist, with status 200.

#include "pipeline/doubts.h"

#include "tests/pipeline/night.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

using fakes::html;

TEST(NoSuchPage, IsNamedLikeTheOthersWithANumberThatIsTooLong) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://a.example/news/t20201013_12345.html",
       "http://a.example/news/t9999999999_12345.html"},
      {"http://a.example/2020/10/13/5501", "http://a.example/2020/10/13/999999"},
      {"http://a.example/show.php?id=77&c=3", "http://a.example/show.php?id=9999&c=3"},
      {"http://a.example/news/a-fine-day/", "http://a.example/news/a-fine-day/no-such-page-"},
      {"http://a.example/news/a-fine-day", "http://a.example/news/no-such-page-a-fine-day"}};
  for (const auto& [url, expected] : cases)
    EXPECT_EQ(no_such_page(*url::parse(url)).href(), expected);
}

class SoftNotFound : public Night {
 protected:
  static constexpr auto probe = "http://news.example/a/999.html";

  // What the host says of anything that is not there.
  static std::string sorry() {
    Story story;
    story.title = "衡陽日報歡迎您";
    story.time = "2026-01-04";
    story.paragraphs = {
        "衡陽日報數字報全新改版上線,歡迎廣大讀者訂閱,我們將竭誠爲您提供及時、準確的新聞資訊服務。",
        "訂閱電話請見本報頭版,也可以通過本網站首頁的訂閱專欄辦理,感謝您長期以來的關注與支持。"};
    return article_page(story);
  }

  std::size_t articles() const { return sql("SELECT 1 FROM articles").size(); }
};

TEST_F(SoftNotFound, IsNoVersionOfTheArticleThatWasThere) {
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), html(sorry()));
  fetcher_.serve(probe, html(sorry()));
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).failed, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), std::vector<std::string>{"1"});
  EXPECT_EQ(fetcher_.times_asked(probe), 1U);
  EXPECT_EQ(sql("SELECT kind FROM fetches WHERE url = 'http://news.example/a/999.html'"),
            std::vector<std::string>{"probe"});
  EXPECT_NE(sql("SELECT error FROM fetches WHERE kind = 'error_page'").at(0).find("do not exist"),
            std::string::npos);
}

TEST_F(SoftNotFound, ATextRewrittenFromTopToBottomIsAnEditWhereTheHostIsHonest) {
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), html(sorry()));
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).changed, 1);
  EXPECT_EQ(fetcher_.times_asked(probe), 1U);
}

TEST_F(SoftNotFound, IsNoArticleWhereAnotherHadItsText) {
  publish("1", {});
  crawl();
  for (const char* name : {"2", "3", "4"}) {
    publish(name, {});
    fetcher_.serve(url_of(name), html(sorry()));
  }
  fetcher_.serve(probe, html(sorry()));
  EXPECT_EQ(crawl().sites.at(0).failed, 2) << "the first one has a date, and no like";
  EXPECT_EQ(articles(), 2U);
  EXPECT_EQ(fetcher_.times_asked(probe), 1U) << "once a run";
}

TEST_F(SoftNotFound, IsTheFrontPageThatTheHostLeadsTo) {
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), fakes::redirect(302, "http://news.example/welcome"));
  fetcher_.serve(probe, fakes::redirect(302, "http://news.example/welcome"));
  fetcher_.serve("http://news.example/welcome", html(sorry()));
  options_.refresh = store::Refresh::all;
  crawl();
  EXPECT_EQ(articles(), 1U);
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), std::vector<std::string>{"1"});
}

TEST_F(SoftNotFound, IsAskedForWithinRobotsTxtAlone) {
  fetcher_.serve("http://news.example/robots.txt",
                 fakes::plain("User-agent: *\nDisallow: /a/999\n"));
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), html(sorry()));
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).changed, 1);
  EXPECT_EQ(fetcher_.times_asked(probe), 0U);
}

TEST_F(SoftNotFound, IsAskedForAgainWhereNoAnswerCame) {
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), html(sorry()));
  fetcher_.serve_in_turn(probe, {fakes::no_answer(), html(sorry())});
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).failed, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), std::vector<std::string>{"1"});
  EXPECT_EQ(fetcher_.times_asked(probe), 2U);
}

TEST_F(SoftNotFound, WaitsInTheFrontierWhenTheRunIsStoppedBefore) {
  publish("1", {});
  crawl();
  fetcher_.serve(url_of("1"), html(sorry()));
  fetcher_.serve(probe, html(sorry()));
  options_.refresh = store::Refresh::all;
  options_.max_pages = 2;
  crawl();
  EXPECT_EQ(fetcher_.times_asked(probe), 0U);
  options_.max_pages.reset();
  EXPECT_EQ(crawl().sites.at(0).failed, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace newsarc::pipeline
