// One article under many URLs, and two articles under URLs that look alike.

#include "store/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Identity : public SiteOnPaper {
 protected:
  // A listed URL of any form.
  void publish_at(const std::string& url, const Answer& answer) {
    if (!answers_.contains(url)) listed_.push_back(url);
    answers_[url] = answer;
  }
  std::string articles() { return sql("SELECT count(*) FROM articles").front(); }

  const Article one_ = story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。");
  const Article other_ = story("雁峰区举办职工运动会", "雁峰区日前举办职工运动会。");
};

TEST_F(House_Identity, IsTheKeyWithoutTrackingAndFragment) {
  publish_at("http://news.example/a/1.html", page_with(one_));
  publish_at("http://news.example/a/1.html?utm_source=weibo#top", page_with(one_));
  crawl();
  EXPECT_EQ(articles(), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM url WHERE article_id = 1"), Rows{"1"});
}

TEST_F(House_Identity, FollowsARedirectFromAnUnknownUrl) {
  publish_at("http://news.example/go?id=1",
             redirected_to("http://news.example/a/1.html", page_with(one_)));
  publish_at("http://news.example/a/1.html", page_with(one_));
  const auto summary = crawl();
  EXPECT_EQ(summary.fresh, 1);
  EXPECT_EQ(summary.seen, 1) << "counted once a run";
  EXPECT_EQ(sql("SELECT url FROM articles"), Rows{"http://news.example/a/1.html"});
  EXPECT_EQ(sql("SELECT url, merged_by FROM url WHERE article_id = 1 ORDER BY merged_by"),
            (Rows{"http://news.example/a/1.html|key", "http://news.example/go?id=1|redirect"}));
  EXPECT_EQ(sql("SELECT status, url, asked_url FROM fetches WHERE asked_url LIKE '%go%' ORDER BY "
                "fetch_id"),
            (Rows{"200|http://news.example/a/1.html|http://news.example/go?id=1",
                  "302|http://news.example/go?id=1|http://news.example/go?id=1"}));
}

TEST_F(House_Identity, MovesWithAnArticleWhoseUrlRedirectsToTheSameText) {
  publish_at("http://news.example/a/1.html", page_with(one_));
  crawl();
  publish_at("http://news.example/a/1.html",
             redirected_to("http://news.example/new/1", page_with(one_)));
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql("SELECT url, state, versions FROM articles"),
            Rows{"http://news.example/new/1|live|1"});
}

TEST_F(House_Identity, DoesNotMoveToAnotherText) {
  publish_at("http://news.example/a/1.html", page_with(one_));
  crawl();
  publish_at("http://news.example/a/1.html",
             redirected_to("http://news.example/new/1", page_with(other_)));
  crawl();
  EXPECT_EQ(sql("SELECT url, state FROM articles ORDER BY article_id"),
            (Rows{"http://news.example/a/1.html|redirected", "http://news.example/new/1|live"}));
}

struct Pair {
  const char* name;
  const char* first;
  const char* second;
};

class House_LooseKeys : public House_Identity, public testing::WithParamInterface<Pair> {};

TEST_P(House_LooseKeys, AreOneArticleWhenTheContentAgrees) {
  publish_at(GetParam().first, page_with(one_));
  publish_at(GetParam().second, page_with(one_));
  crawl();
  EXPECT_EQ(articles(), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM url WHERE article_id = 1"), Rows{"2"});
}

TEST_P(House_LooseKeys, AreTwoArticlesWhenItDoesNot) {
  publish_at(GetParam().first, page_with(one_));
  publish_at(GetParam().second, page_with(other_));
  crawl();
  EXPECT_EQ(articles(), "2");
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, House_LooseKeys,
    testing::Values(Pair{"scheme", "http://news.example/a/1", "https://news.example/a/1"},
                    Pair{"slash", "http://news.example/a/1", "http://news.example/a/1/"},
                    Pair{"index", "http://news.example/a/1/", "http://news.example/a/1/index.html"},
                    Pair{"www", "http://news.example/a/1", "http://www.news.example/a/1"}),
    [](const auto& row) { return row.param.name; });

TEST_F(House_Identity, NeedsTheStatedTimeToAgreeAsWell) {
  Article repeated = one_;
  repeated.published = stated(2027, 1, 4);
  publish_at("http://news.example/a/1", page_with(one_));
  publish_at("http://news.example/a/1/", page_with(repeated));
  crawl();
  EXPECT_EQ(articles(), "2");
}

TEST_F(House_Identity, IsNotTheContentAlone) {
  publish_at("http://news.example/a/1", page_with(one_));
  publish_at("http://news.example/b/2", page_with(one_));
  crawl();
  EXPECT_EQ(articles(), "2");
}

TEST_F(House_Identity, FollowsRelCanonicalWhenTheContentAgrees) {
  Answer copy = page_with(one_);
  copy.canonical = "http://news.example/a/1";
  publish_at("http://news.example/a/1", page_with(one_));
  publish_at("http://news.example/print?id=1", copy);
  crawl();
  EXPECT_EQ(articles(), "1");
}

TEST_F(House_Identity, FollowsRelCanonicalInEitherOrder) {
  Answer copy = page_with(one_);
  copy.canonical = "http://news.example/a/1";
  publish_at("http://news.example/print?id=1", copy);
  publish_at("http://news.example/a/1", page_with(one_));
  crawl();
  EXPECT_EQ(sql("SELECT url FROM articles"), Rows{"http://news.example/a/1"});
}

TEST_F(House_Identity, DoesNotBelieveARelCanonicalOfAnotherText) {
  Answer liar = page_with(other_);
  liar.canonical = "http://news.example/a/1";
  publish_at("http://news.example/a/1", page_with(one_));
  publish_at("http://news.example/a/2", liar);
  crawl();
  EXPECT_EQ(articles(), "2");
}

TEST_F(House_Identity, IsToldByOneExtractorForBothPages) {
  publish_at("http://news.example/a/1", page_with(one_));
  crawl();
  const auto shortened = [](Article article) {
    article.paragraphs.resize(1);
    return article;
  };
  extractor_ = "test-2";
  reread_ = [&](const Page& page) {
    Reading reading;
    reading.kind = PageKind::article;
    reading.article =
        shortened(page.request.wanted.href() == "http://news.example/a/1" ? one_ : other_);
    return reading;
  };
  Answer answer = page_with(shortened(one_));
  publish_at("http://news.example/a/1/", answer);
  crawl(Refresh::none);
  EXPECT_EQ(articles(), "1");
  EXPECT_EQ(sql("SELECT extractor FROM versions"), Rows{"test-2"});
  publish_at("http://news.example/a/1/index.html", page_with(shortened(other_)));
  crawl(Refresh::none);
  EXPECT_EQ(articles(), "2");
}

TEST_F(House_Identity, IsFoundByAnyUrlOfTheArticle) {
  publish_at("http://news.example/a/1", page_with(one_));
  publish_at("http://news.example/a/1/", page_with(one_));
  crawl();
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  for (const auto* asked : {"1", "http://news.example/a/1", "http://news.example/a/1/",
                            "HTTP://NEWS.example:80/a/1?utm_medium=x#y"}) {
    const auto found = reader->find_article(asked);
    ASSERT_TRUE(found) << asked;
    EXPECT_EQ(*found, 1);
  }
  for (const auto* asked : {"2", "http://news.example/a/9", "衡阳", "-1", "1x"})
    EXPECT_EQ(reader->find_article(asked).error().fault, Fault::not_found) << asked;
}

}  // namespace
}  // namespace newsarc::store
