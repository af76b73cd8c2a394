// Start pages that lose their lists, or cannot be reached at all.

#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

const std::string start_page = "http://news.example/";
const std::string robots_file = "http://news.example/robots.txt";

class EntranceNights : public Night {
 protected:
  static constexpr int articles_ = 30;

  EntranceNights() {
    for (int i = 0; i < articles_; ++i) publish("story" + std::to_string(i), story(i));
  }

  static Story story(int i) {
    Story story;
    story.title += "之" + std::to_string(i);
    story.paragraphs[0] += "會期" + std::to_string(i + 2) + "天。";
    return story;
  }

  // The list comes by script; some links of the furniture are left.
  void serve_shell(const std::string& furniture = "") {
    fetcher_.serve(
        start_page,
        fakes::html("<!DOCTYPE html><title>集團新聞</title><div class=\"nav\">" + furniture +
                    "</div><div id=\"app\">正在加載，請稍候</div><p>版權所有 衡陽日報社"
                    "，未經授權不得轉載</p>"));
  }

  Rows warnings() { return crawl().sites.front().warnings; }
};

TEST_F(EntranceNights, WarnWhenTheStartPageNamesNoArticleAnyMore) {
  EXPECT_EQ(warnings(), Rows{});
  serve_shell();
  const Rows told{
      "drift of links: the start page http://news.example/ names no article any more (empty), in "
      "run "
      "1 it named 30; run 1 was the last good one"};
  EXPECT_EQ(warnings(), told);
  EXPECT_EQ(warnings(), told) << "it stands";
  serve_list();
  EXPECT_EQ(warnings(), Rows{});
}

TEST_F(EntranceNights, WarnWhenOnlyLinksOfTheFurnitureAreLeft) {
  crawl();
  serve_shell(
      "<a href=\"/about/\">關於我們的報社和它的歷史</a> <a "
      "href=\"/contact/\">聯繫方式與地址說明</a>");
  const auto told = warnings();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("drift of links: the start page http://news.example/ names "))
      << told[0];
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE error LIKE 'the page names %'"), Rows{"1"});
}

TEST_F(EntranceNights, SayNothingOfQuietNightsNorOfAShortList) {
  crawl();
  EXPECT_EQ(warnings(), Rows{}) << "nothing new";
  listed_.resize(4);
  serve_list();
  EXPECT_EQ(warnings(), Rows{}) << "four are left";
}

TEST_F(EntranceNights, SayNothingOfAListThatNeverNamedMany) {
  listed_.resize(3);
  serve_list();
  crawl();
  serve_shell();
  EXPECT_EQ(warnings(), Rows{});
}

TEST_F(EntranceNights, CeaseToWarnAfterTenRuns) {
  crawl();
  serve_shell();
  for (int night = 0; night < 10; ++night) EXPECT_EQ(warnings().size(), 1U) << night;
  EXPECT_EQ(warnings(), Rows{});
}

TEST_F(EntranceNights, NameWhatRobotsTxtForbids) {
  fetcher_.serve(robots_file, fakes::plain("User-agent: *\nDisallow: /\n"));
  EXPECT_EQ(warnings(), Rows{"no start page could be reached: http://news.example/: robots.txt "
                             "disallows it for newsarc"});
}

TEST_F(EntranceNights, NameWhatKeptRobotsTxtFromComing) {
  fetcher_.serve(robots_file, fakes::no_answer("connection refused"));
  EXPECT_EQ(warnings(), Rows{"no start page could be reached: http://news.example/: robots.txt "
                             "could not be had: connection refused"});
}

TEST_F(EntranceNights, NameEachStartPageThatCouldNotBeReached) {
  site_.start.emplace_back("http://news.example/b/");
  fetcher_.serve(start_page, fakes::status(403));
  EXPECT_EQ(warnings(), Rows{"no start page could be reached: http://news.example/: status 403; "
                             "http://news.example/b/: status 404"});
  serve_list();
  EXPECT_EQ(warnings(), Rows{}) << "one is enough";
}

}  // namespace
}  // namespace newsarc::pipeline
