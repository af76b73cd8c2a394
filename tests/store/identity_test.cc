// One article under many URLs, and two articles under URLs that look alike.

#include "store/read/reader.h"
#include "store/verify/verify.h"
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

// One article under two URLs.
class House_Parting : public House_Identity {
 protected:
  House_Parting() {
    another_.paragraphs = {"雁峰区第三届职工运动会昨天在体育中心开幕，来自全区的两千名选手参加。"};
    publish_at(own_, page_with(one_));
    publish_at(alias_, page_with(one_));
    crawl();
  }
  Rows chains() {
    return sql(
        "SELECT url, versions, (SELECT group_concat(title, '; ') FROM versions v WHERE "
        "v.article_id = a.article_id) FROM articles a ORDER BY a.article_id");
  }
  Rows damage() const {
    const auto report = verify(file_, {});
    if (!report) return {report.error().what};
    Rows found;
    for (const auto& damage : report->damage) found.push_back(damage.where + ": " + damage.what);
    return found;
  }

  Article another_ = other_;
  const std::string own_ = "http://news.example/a/1";
  const std::string alias_ = "http://news.example/a/1/";
  const Article edited_ = story(one_.title, "衡阳高新区日前召开年度工作会议，部署新一年工作。");
};

TEST_F(House_Parting, AUrlWhosePageBecameAnotherIsAnArticleOfItsOwn) {
  publish_at(alias_, page_with(another_));
  crawl();
  crawl();
  EXPECT_EQ(chains(), (Rows{own_ + "|1|" + one_.title, alias_ + "|1|" + another_.title}));
  EXPECT_EQ(sql("SELECT count(*) FROM parting WHERE article_id = 1"), Rows{"1"});
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_Parting, IsNotSeenInAnEditOfBoth) {
  publish_at(own_, page_with(another_));
  publish_at(alias_, page_with(another_));
  crawl();
  EXPECT_EQ(chains(), Rows{own_ + "|2|" + one_.title + "; " + another_.title});
}

TEST_F(House_Parting, IsNotSeenInAPageThatLagsBehind) {
  publish_at(own_, page_with(another_));
  crawl();
  crawl();
  EXPECT_EQ(chains(), Rows{own_ + "|2|" + one_.title + "; " + another_.title})
      << "nor does the text flap between the two URLs";
}

TEST_F(House_Parting, IsNotSeenInAPageThatNamesTheArticleAsItsOriginal) {
  Answer print = page_with(another_);
  print.canonical = own_;
  publish_at(alias_, print);
  crawl();
  EXPECT_EQ(articles(), "1");
}

TEST_F(House_Parting, IsNotSeenWhereTheTitleOrTheTextIsTheSame) {
  Article renamed = one_;
  renamed.title = another_.title;
  publish_at(alias_, page_with(renamed));
  crawl();
  publish_at(alias_, page_with(edited_));
  crawl();
  EXPECT_EQ(chains(), Rows{own_ + "|1|" + one_.title});
}

TEST_F(House_Parting, IsSeenWhereTheArticlesOwnPageIsGone) {
  publish_at(own_, page_with_status(404));
  publish_at(alias_, page_with(another_));
  crawl();
  crawl();
  EXPECT_EQ(chains(), (Rows{own_ + "|1|" + one_.title, alias_ + "|1|" + another_.title}));
  EXPECT_EQ(sql("SELECT state FROM article ORDER BY id"), (Rows{"gone", "live"}));
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_Parting, IsNotSeenInAnEditWhereTheArticlesOwnPageIsGone) {
  publish_at(own_, page_with_status(404));
  publish_at(alias_, page_with(edited_));
  crawl();
  crawl();
  EXPECT_EQ(chains(), Rows{alias_ + "|2|" + one_.title + "; " + one_.title});
  EXPECT_EQ(sql("SELECT state FROM article"), Rows{"live"});
}

TEST_F(House_Parting, IsSeenOnTheNextNightThatAsksForDueArticlesOnly) {
  publish_at(alias_, page_with(another_));
  crawl(Refresh::automatic);
  EXPECT_EQ(articles(), "2");
}

TEST_F(House_Parting, IsNotSeenWhereTheOwnUrlLeadsToTheOther) {
  publish_at(own_, redirected_to(alias_, page_with(edited_)));
  publish_at(alias_, page_with(edited_));
  crawl();
  EXPECT_EQ(chains(), Rows{alias_ + "|2|" + one_.title + "; " + one_.title}) << "it moves there";
  EXPECT_EQ(damage(), Rows{});
  crawl(Refresh::automatic);
  EXPECT_EQ(asked_, (Rows{start_url, alias_, own_}));
}

TEST_F(House_Parting, IsNotSeenWhereTheOwnUrlMayNotBeAsked) {
  publish_at(own_, no_answer(Fault::refused));
  crawl();
  crawl();
  EXPECT_EQ(chains(), Rows{alias_ + "|1|" + one_.title});
  EXPECT_EQ(sql("SELECT from_state, to_state FROM state_event"),
            (Rows{"live|blocked", "blocked|live"}))
      << "once, not every night";
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_Parting, IsNotSeenWhereTheOwnUrlLeadsToAnotherArticle) {
  publish_at("http://news.example/a/2", page_with(another_));
  publish_at(own_, redirected_to("http://news.example/a/2", page_with(another_)));
  for (int night = 0; night < 3; ++night) crawl();
  EXPECT_EQ(chains(),
            (Rows{alias_ + "|1|" + one_.title, "http://news.example/a/2|1|" + another_.title}));
  EXPECT_EQ(sql("SELECT from_state, to_state FROM state_event"),
            (Rows{"live|redirected", "redirected|live"}));
  EXPECT_EQ(damage(), Rows{});
}

class House_PartedArticles : public House_Parting {
 protected:
  House_PartedArticles() {  // a version of the one was read at the URL that is the other's now
    publish_at(own_, no_answer(Fault::network));
    publish_at(alias_, page_with(edited_));
    crawl();
    publish_at(own_, page_with(edited_));
    publish_at(alias_, page_with(another_));
    crawl();
  }
  void forget(const std::string& url) {
    auto archive = open();
    EXPECT_TRUE(archive.forget(url_of(url), "", now_));
  }
};

TEST_F(House_PartedArticles, KeepWhatWasReadBefore) {
  EXPECT_EQ(chains(),
            (Rows{own_ + "|2|" + one_.title + "; " + one_.title, alias_ + "|1|" + another_.title}));
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_PartedArticles, AreForgottenEachForItself) {
  forget(alias_);
  EXPECT_EQ(chains(), Rows{own_ + "|2|" + one_.title + "; " + one_.title});
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_PartedArticles, AreForgottenWithWhatCameFromTheOthersUrl) {
  forget(own_);
  EXPECT_EQ(chains(), Rows{alias_ + "|1|" + another_.title});
  EXPECT_EQ(sql("SELECT count(*) FROM text WHERE body LIKE '%高新区%'"), Rows{"0"});
  EXPECT_EQ(damage(), Rows{});
}

TEST_F(House_PartedArticles, HaveEachItsOwnPast) {
  now_ -= between_nights_ + std::chrono::hours(1);
  Article before = another_;
  before.paragraphs = {"雁峰区第三届职工运动会今天在体育中心开幕，来自全区的两千名选手参加。"};
  publish_at(alias_, page_with(before));
  Request request;
  request.site = site_.key;
  request.wanted = request.url = url_of(alias_);
  auto archive = open();
  const auto run = archive.begin_import({&site_, 1}, now_);
  ASSERT_TRUE(run);
  EXPECT_EQ(put(archive, *run, visit_of(request)).article_id, 2);
  EXPECT_EQ(chains(), (Rows{own_ + "|2|" + one_.title + "; " + one_.title,
                            alias_ + "|2|" + another_.title + "; " + another_.title}));
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
