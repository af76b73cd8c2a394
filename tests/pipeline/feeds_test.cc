// Articles that only a feed or a sitemap leads to.

#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

fakes::Reply xml(std::string body) {
  return {.body = std::move(body), .fields = {"Content-Type: application/xml"}};
}

class FeedNights : public Night {
 protected:
  FeedNights() {
    serve_list();
    for (const auto* name : {"new", "old", "undated"}) {
      Story story;
      story.title += name;
      story.paragraphs[0] += name;
      fetcher_.serve(url_of(name), fakes::html(article_page(story)));
    }
  }

  // The start page names a feed.
  void serve_feed(const std::string& items) {
    fetcher_.serve("http://news.example/",
                   fakes::html("<title>首頁</title><link rel=alternate type=application/rss+xml "
                               "href=/feed.xml><h1>首頁</h1>" +
                               list_page(listed_)));
    fetcher_.serve("http://news.example/feed.xml",
                   xml("<rss version=\"2.0\"><channel>" + items + "</channel></rss>"));
  }

  void serve_sitemap(const std::string& path, const std::string& root, const std::string& entries) {
    fetcher_.serve("http://news.example/robots.txt",
                   fakes::plain("User-agent: *\nDisallow: /private/\nSitemap: "
                                "http://news.example/sitemap.xml\n"));
    fetcher_.serve("http://news.example" + path,
                   xml("<" + root + ">" + entries + "</" + root + ">"));
  }

  std::string day(int days_ago) const {
    return to_text(clock_.now() - std::chrono::hours(24 * days_ago)).substr(0, 10);
  }

  std::string three_pages() const {
    return "<url><loc>" + url_of("new") + "</loc><lastmod>" + day(1) +
           "</lastmod></url><url><loc>" + url_of("old") + "</loc><lastmod>" + day(400) +
           "</lastmod></url><url><loc>" + url_of("undated") + "</loc></url>";
  }

  Rows archived() const {
    return sql(
        "SELECT replace(replace(url, 'http://news.example/a/', ''), '.html', '') FROM "
        "articles ORDER BY 1");
  }
};

TEST_F(FeedNights, ArchiveWhatAFeedOfAStartPageNames) {
  serve_feed("<item><title>標題甲</title><link>" + url_of("new") + "</link></item>");
  const auto report = crawl();
  EXPECT_EQ(archived(), Rows{"new"});
  EXPECT_EQ(report.sites.at(0).failed, 0);
  EXPECT_EQ(sql("SELECT status FROM fetches WHERE kind = 'feed'"), Rows{"200"});
}

TEST_F(FeedNights, LeaveFeedsAloneWhereTheProfileSaysSo) {
  site_ = site_of("[follow]\nfeeds = 'none'\n");
  serve_feed("<item><link>" + url_of("new") + "</link></item>");
  crawl();
  EXPECT_EQ(archived(), Rows{});
}

TEST_F(FeedNights, TakeFromASitemapWhatIsDatedAndNew) {
  serve_sitemap("/sitemap.xml", "urlset", three_pages());
  crawl();
  EXPECT_EQ(archived(), Rows{"new"});
}

TEST_F(FeedNights, TakeAllOfASitemapOrNoneByTheProfile) {
  serve_sitemap("/sitemap.xml", "urlset", three_pages());
  site_ = site_of("[follow]\nsitemaps = 'none'\n");
  crawl();
  EXPECT_EQ(archived(), Rows{});
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE url LIKE '%sitemap%'"), Rows{"0"});
  site_ = site_of("[follow]\nsitemaps = 'all'\n");
  crawl();
  EXPECT_EQ(archived(), (Rows{"new", "old", "undated"}));
}

TEST_F(FeedNights, FollowAnIndexToItsSitemapsAndNeverInACircle) {
  serve_sitemap("/sitemap.xml", "sitemapindex",
                "<sitemap><loc>http://news.example/sitemap.xml</loc></sitemap><sitemap><loc>"
                "http://news.example/2026.xml</loc></sitemap>");
  serve_sitemap("/2026.xml", "urlset", three_pages());
  const auto report = crawl();
  EXPECT_EQ(report.state, store::RunState::finished);
  EXPECT_EQ(archived(), Rows{"new"});
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE kind = 'sitemap'"), Rows{"2"});
}

TEST_F(FeedNights, CountASitemapThatIsAwayForNoFailure) {
  publish("listed", {});
  serve_sitemap("/sitemap.xml", "urlset", "");
  fetcher_.forget("http://news.example/sitemap.xml");
  const auto report = crawl();
  EXPECT_EQ(report.sites.at(0).failed, 0);
  EXPECT_EQ(sql("SELECT status, error FROM fetches WHERE url LIKE '%sitemap%'"),
            Rows{"404|status 404"});
}

TEST_F(FeedNights, AskForTheSitemapsOfAnIndexEveryNight) {
  serve_sitemap("/sitemap.xml", "sitemapindex",
                "<sitemap><loc>http://news.example/2026.xml</loc></sitemap>");
  serve_sitemap("/2026.xml", "urlset", "");
  crawl();
  EXPECT_EQ(archived(), Rows{});
  serve_sitemap("/2026.xml", "urlset", three_pages());
  crawl();
  EXPECT_EQ(archived(), Rows{"new"});
}

TEST_F(FeedNights, AskAgainForAPageThatWasNotThereYetButNotForEver) {
  const auto story = fakes::html(article_page({}));
  for (const int status : {403, 404}) fetcher_.serve(url_of("new"), fakes::status(status));
  serve_feed("<item><link>" + url_of("new") + "</link></item><item><link>" + url_of("old") +
             "</link></item>");
  fetcher_.serve(url_of("old"), fakes::status(404));
  for (int night = 0; night < 2; ++night) crawl();
  fetcher_.serve(url_of("new"), story);
  for (int night = 0; night < 8; ++night) crawl();
  EXPECT_EQ(archived(), Rows{"new"});
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE url LIKE '%old.html'"), Rows{"6"});
}

TEST_F(FeedNights, AskOnceForAPageOfASitemapThatIsNoArticle) {
  fetcher_.serve(url_of("new"), fakes::html(list_page({{"/a/1.html", "一"}, {"/a/2.html", "二"}})));
  for (int night = 0; night < 3; ++night) {
    serve_sitemap("/sitemap.xml", "urlset", three_pages());
    crawl();
  }
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE url LIKE '%new.html'"), Rows{"1"});
}

}  // namespace
}  // namespace newsarc::pipeline
