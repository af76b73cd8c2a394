// Articles that their site cuts over several pages.

#include <algorithm>

#include "pipeline/read_again.h"
#include "pipeline/reextract.h"
#include "store/verify/verify.h"
#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using fakes::html;

class Parts : public Night {
 protected:
  // Page `number` of /a/long.html, of `last`; the first is the one without a number.
  static std::string url_of_page(int number) {
    return "http://news.example/a/long" + (number == 1 ? "" : "_" + std::to_string(number)) +
           ".html";
  }

  static Story page(int number) {
    Story story;
    story.paragraphs = {"第" + std::to_string(number) +
                        "頁:衡陽高新區日前召開年度工作會議,總結過去一年的工作,部署新一年任務。"};
    if (number > 1) story.title += "(" + std::to_string(number) + ")";
    return story;
  }

  void publish_pages(int last) {
    for (int number = 1; number <= last; ++number) serve_page(number, last, page(number));
    listed_.emplace_back(url_of_page(1), page(1).title);
    serve_list();
  }

  void serve_page(int number, int last, const Story& story) {
    std::string pager = "<div class=\"page\">";
    if (number > 1) pager += "<a href=\"" + url_of_page(number - 1) + "\">上一頁</a>";
    if (number < last) pager += "<a href=\"" + url_of_page(number + 1) + "\">下一頁</a>";
    fetcher_.serve(url_of_page(number), html(article_page(story, pager + "</div>")));
  }

  std::vector<std::string> body() const {
    return sql("SELECT replace(body, char(10), '/') FROM articles");
  }
};

TEST_F(Parts, AreOneArticleWithItsPagesInOrder) {
  publish_pages(3);
  const auto report = crawl();
  EXPECT_EQ(report.sites.at(0).fresh, 1);
  ASSERT_EQ(body().size(), 1U);
  EXPECT_LT(body()[0].find("第1頁"), body()[0].find("第2頁"));
  EXPECT_LT(body()[0].find("第2頁"), body()[0].find("第3頁"));
  EXPECT_EQ(sql("SELECT title FROM articles"), std::vector{page(1).title});
  EXPECT_EQ(sql("SELECT count(*) FROM credit"), std::vector<std::string>{"2"})
      << "the line of credits stands on every page";
  EXPECT_EQ(sql("SELECT position, url FROM version_page p JOIN fetch f ON f.id = p.fetch_id JOIN "
                "url u ON u.id = f.url_id ORDER BY position"),
            (std::vector<std::string>{"1|" + url_of_page(1), "2|" + url_of_page(2),
                                      "3|" + url_of_page(3)}));
}

TEST_F(Parts, AnEditOnTheSecondPageIsAnEditOfTheArticle) {
  publish_pages(2);
  crawl();
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).same, 1);
  Story second = page(2);
  second.paragraphs.push_back("會議還審議通過了有關人事事項,並對下一階段工作提出要求。");
  serve_page(2, 2, second);
  EXPECT_EQ(crawl().sites.at(0).changed, 1);
  EXPECT_EQ(sql("SELECT change FROM versions ORDER BY version"),
            (std::vector<std::string>{"new", "edit"}));
}

TEST_F(Parts, APageThatFailsForNowLeavesTheArticleForAnotherTry) {
  publish_pages(2);
  const auto whole = html(article_page(page(2)));
  fetcher_.serve_in_turn(url_of_page(2), {fakes::status(503), whole});
  EXPECT_EQ(crawl().sites.at(0).fresh, 1);
  EXPECT_EQ(fetcher_.times_asked(url_of_page(1)), 2U);
  EXPECT_NE(body().at(0).find("第2頁"), std::string::npos);
  EXPECT_NE(sql("SELECT error FROM fetches WHERE error IS NOT NULL")
                .at(0)
                .find("page 2 of the "
                      "article"),
            std::string::npos);
}

TEST_F(Parts, AnArticleEndsBeforeAPageThatIsNotThere) {
  publish_pages(3);
  fetcher_.forget(url_of_page(3));
  EXPECT_EQ(crawl().sites.at(0).fresh, 1);
  EXPECT_NE(body().at(0).find("第2頁"), std::string::npos);
}

TEST_F(Parts, ThatSayWhatTheFirstOneSaysAreNotJoined) {
  publish_pages(1);
  serve_page(1, 2, page(1));
  serve_page(2, 3, page(1));
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM version_page"), std::vector<std::string>{"1"});
  EXPECT_EQ(fetcher_.times_asked(url_of_page(3)), 0U);
}

TEST_F(Parts, AreTooManyAfterThirty) {
  publish_pages(40);
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM version_page"), std::vector<std::string>{"30"});
}

TEST_F(Parts, StopTheRunWithTheArticleStillToCome) {
  publish_pages(3);
  options_.max_pages = 2;
  crawl_nearly();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), std::vector<std::string>{"0"});
  options_.max_pages.reset();
  const auto report = crawl();
  EXPECT_TRUE(report.resumed);
  EXPECT_NE(body().at(0).find("第3頁"), std::string::npos);
}

TEST_F(Parts, AreJoinedWhateverTheByteBudget) {
  publish_pages(3);
  options_.byte_budget = 1;
  EXPECT_EQ(crawl().sites.at(0).fresh, 1);
  EXPECT_NE(body().at(0).find("第3頁"), std::string::npos);
}

// What verify reads again, and what of it says something else.
std::pair<std::int64_t, int> read_again(const std::filesystem::path& archive) {
  ReaderAgain reader;
  store::VerifyOptions options;
  options.depth = store::Depth::full;
  options.read_again = [&](std::span<const Page> pages, const std::string& extractor,
                           const std::string& profile) {
    return reader.read(pages, extractor, profile);
  };
  const auto report = store::verify(archive, options);
  EXPECT_TRUE(report);
  if (!report) return {};
  const auto again = std::ranges::find(report->checked, "read again",
                                       &std::pair<std::string, std::int64_t>::first);
  return {again == report->checked.end() ? 0 : again->second, static_cast<int>(report->damages)};
}

TEST_F(Parts, AreVerifiedAgainstTheirStoredPages) {
  publish_pages(3);
  crawl();
  Story second = page(2);
  second.paragraphs.push_back("會議還審議通過了有關人事事項,並對下一階段工作提出要求。");
  serve_page(2, 3, second);
  options_.refresh = store::Refresh::all;
  crawl();
  EXPECT_EQ(read_again(archive_), (std::pair<std::int64_t, int>{2, 0}));
}

TEST_F(Parts, AreReadAgainTogetherByAnotherProfile) {
  publish_pages(2);
  crawl();
  site_ = site_of("[extract]\nremove = ['.info']\n");
  const std::atomic<bool> stop = false;
  const auto report = reextract(archive_, {&site_, 1}, {}, stop, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->read, 1);
  EXPECT_NE(body().at(0).find("第2頁"), std::string::npos);
  options_.refresh = store::Refresh::all;
  EXPECT_EQ(crawl().sites.at(0).same, 1);
}

}  // namespace
}  // namespace newsarc::pipeline
