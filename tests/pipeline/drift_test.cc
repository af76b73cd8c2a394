// A site whose template changes under the crawl.

#include "store/tables/drift.h"

#include <algorithm>

#include "store/read/reader.h"
#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

class DriftNights : public Night {
 protected:
  static constexpr int articles_ = 12;

  DriftNights() {
    for (int i = 0; i < articles_; ++i) publish(name(i), story(i));
    list_without_dates();
  }

  // A list that says a date beside each link would say when the articles were published.
  void list_without_dates() {
    std::string html =
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>集團新聞</title>"
        "</head><body><h2>集團新聞</h2><ul>";
    for (const auto& [href, title] : listed_)
      html += "<li><a href=\"" + href + "\">" + title + "</a></li>\n";
    fetcher_.serve("http://news.example/", fakes::html(html + "</ul></body></html>"));
  }

  static std::string name(int i) { return "story" + std::to_string(i); }

  static Story story(int i) {
    Story story;
    story.title += "之" + std::to_string(i);
    story.paragraphs[0] += "會期" + std::to_string(i + 2) + "天。";
    return story;
  }

  // All pages in a new dress.
  template <class Template>
  void relaunch(const Template& render) {
    for (int i = 0; i < articles_; ++i)
      fetcher_.serve(url_of(name(i)), fakes::html(render(story(i))));
  }

  std::vector<std::string> warnings(const CrawlReport& report) const {
    auto told = report.sites.front().warnings;
    EXPECT_EQ(sql("SELECT value FROM crawl_site, json_each(warnings) WHERE crawl_id = " +
                  std::to_string(report.run) + " ORDER BY id"),
              told);
    return told;
  }
};

// The time has become a picture, and who wrote it is not said any more.
std::string without_time_and_names(Story story) {
  story.time = "<img src=\"/time.png\">";
  story.credits = "";
  return article_page(story);
}

// The text comes by script: what is left is the furniture.
std::string without_text(const Story& story) {
  std::string html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + story.title +
                     "</title></head><body><ul>";
  for (int i = 0; i < 8; ++i)
    html += "<li><a href=\"/a/story" + std::to_string(i) + ".html\">衡陽高新區召開年度工作會議之" +
            std::to_string(i) + "</a></li>";
  return html + "</ul><div id=\"app\"></div></body></html>";
}

std::string in_other_elements(const Story& story) {
  std::string html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + story.title +
                     "</title></head><body><header><a href=\"/\">首頁</a></header><main><article>"
                     "<header><h1>" +
                     story.title + "</h1><time>發布: " + story.time + "</time></header><section>";
  for (const auto& paragraph : story.paragraphs) html += "<p>" + paragraph + "</p>";
  return html + "<p>" + story.credits + "</p></section></article></main></body></html>";
}

TEST_F(DriftNights, WarnOfFieldsThatATemplateLost) {
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(warnings(crawl()), Rows{});
  EXPECT_EQ(warnings(crawl()), Rows{});
  relaunch(without_time_and_names);
  const auto told = warnings(crawl());
  ASSERT_EQ(told.size(), 2U);
  EXPECT_TRUE(
      told[0].starts_with("drift of published: 0 of 12 articles read have a published "
                          "time, before that 100%; the rule that broke is \""))
      << told[0];
  EXPECT_TRUE(told[0].ends_with("; run 1 was the last good one")) << told[0];
  EXPECT_TRUE(told[1].starts_with("drift of credits: 0 of 12")) << told[1];
  EXPECT_NE(told[1].find("\"labelled names\""), std::string::npos) << told[1];
}

TEST_F(DriftNights, KeepWarningWhileItStandsAndStopWhenItIsMended) {
  options_.refresh = store::Refresh::all;
  crawl();
  relaunch(without_time_and_names);
  crawl();
  const auto standing = warnings(crawl());
  EXPECT_EQ(standing.size(), 2U);
  const auto reader = store::Reader::open(archive_);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->sites(clock_.now())->front().warnings, standing);
  relaunch([](const Story& story) { return article_page(story); });
  EXPECT_EQ(warnings(crawl()), Rows{});
}

TEST_F(DriftNights, WarnWhenKnownArticlesReadAsListsAlone) {
  options_.refresh = store::Refresh::all;
  crawl();
  relaunch(without_text);
  const auto report = crawl();
  const auto told = warnings(report);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("drift of body (known articles): 0 of 12")) << told[0];
  EXPECT_EQ(sql("SELECT fill_body FROM crawl_site ORDER BY crawl_id"),
            (Rows{"1.000000", "0.000000"}));
}

TEST_F(DriftNights, WarnWhenNewArticlesAloneCannotBeRead) {
  crawl();
  for (int i = articles_; i < articles_ + 10; ++i) {
    publish(name(i), story(i));
    fetcher_.serve(url_of(name(i)), fakes::html(without_text(story(i))));
  }
  const auto told = warnings(crawl());
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("drift of body (new pages): 0 of 10")) << told[0];
}

TEST_F(DriftNights, SayNothingOfATemplateThatReadsAsWell) {
  options_.refresh = store::Refresh::all;
  crawl();
  relaunch(in_other_elements);
  EXPECT_EQ(warnings(crawl()), Rows{});
}

TEST_F(DriftNights, SayNothingOfTwoChangedPages) {
  options_.refresh = store::Refresh::all;
  crawl();
  for (const int i : {0, 1})
    fetcher_.serve(url_of(name(i)), fakes::html(without_time_and_names(story(i))));
  EXPECT_EQ(warnings(crawl()), Rows{});
}

TEST_F(DriftNights, WarnInARunThatStopsAtItsLimitToo) {
  options_.refresh = store::Refresh::all;
  crawl();
  relaunch(without_time_and_names);
  options_.max_pages = 11;
  const auto report = crawl();
  EXPECT_EQ(report.state, store::RunState::stopped);
  EXPECT_EQ(warnings(report).size(), 2U);
}

}  // namespace
}  // namespace newsarc::pipeline
