// What an article's URLs are asked with: a server that has validators answers 304, and what is not
// shown must come all the same.

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Validators : public SiteOnPaper {
 protected:
  void serve(const std::string& url, char text) {
    Answer answer = page_with(
        story("衡阳的一天", std::string("今天的消息是") + text + "条新闻，请看本报的报道。"));
    answer.etag = std::string("\"") + text + '"';
    if (!answers_.contains(url)) listed_.push_back(url);
    answers_[url] = answer;
  }
  // "A B": the versions' texts.
  std::string texts() const {
    return sql("SELECT group_concat(substr(body, instr(body, '是') + 1, 1), ' ') FROM versions")
        .front();
  }
  std::string unchanged() const {
    return sql("SELECT count(*) FROM fetch WHERE status = 304").front();
  }

  const std::string own_ = "http://news.example/a/1";
  const std::string alias_ = "http://news.example/a/1/";
};

TEST_F(House_Validators, AreAskedWithAtEveryUrl) {
  serve(own_, 'A');
  serve(alias_, 'A');
  crawl();
  crawl();
  EXPECT_EQ(texts(), "A");
  EXPECT_EQ(unchanged(), "2");
}

TEST_F(House_Validators, AreNotThoseOfATextThatIsWithheld) {
  for (const char text : std::string("ABAB")) {
    serve(own_, text);
    crawl();
  }
  EXPECT_EQ(texts(), "A B A");
  crawl();
  crawl();
  EXPECT_EQ(texts(), "A B A B") << "it has come to stay";
  crawl();
  EXPECT_EQ(unchanged(), "1");
}

TEST_F(House_Validators, AreNotThoseOfAPageThatLagsBehind) {
  serve(own_, 'A');
  serve(alias_, 'A');
  crawl();
  serve(own_, 'B');
  crawl();
  EXPECT_EQ(texts(), "A B");
  answers_[own_] = page_with_status(404);
  crawl();
  EXPECT_EQ(texts(), "A B A") << "what lives on is the old text";
  EXPECT_EQ(sql("SELECT url FROM articles"), Rows{alias_});
}

TEST_F(House_Validators, AreOutdatedByAVersionThatCameFromAnotherUrl) {
  serve(own_, 'A');
  serve(alias_, 'A');
  crawl();
  answers_[own_] = no_answer(Fault::network);
  serve(alias_, 'B');
  crawl();
  EXPECT_EQ(texts(), "A B");
  serve(own_, 'A');
  crawl();
  EXPECT_EQ(texts(), "A B A");
}

class House_Variants : public SiteOnPaper {
 protected:
  // The article at /a/1.html names another address of its own.
  void serve_with(const std::string& variant) {
    Answer answer = page_with(story("衡阳的一天", "今天的消息请看本报的报道。"));
    answer.variant = variant;
    publish("1", answer);
    crawl();
  }
  std::string addresses() const {
    return sql("SELECT count(*) FROM url WHERE article_id = 1").front();
  }
};

TEST_F(House_Variants, AreTheArticlesAddressesUnasked) {
  for (const char* variant : {"http://news.example/amp/a/1.html", "http://m.news.example/a/1.html",
                              "http://news.example/a/1.html/amp/", "http://news.example/m/1/"}) {
    serve_with(variant);
    EXPECT_EQ(sql("SELECT article_id FROM url WHERE url = '" + std::string(variant) + "'"),
              Rows{"1"})
        << variant;
  }
  listed_ = {"http://news.example/amp/a/1.html"};
  crawl(Refresh::none);
  EXPECT_EQ(asked_, Rows{start_url}) << "left to the ladder";
  EXPECT_EQ(sql("SELECT count(*) FROM article"), Rows{"1"});
}

TEST_F(House_Variants, AreNotWhatEveryPageOfATemplateNames) {
  for (const char* variant : {"http://news.example/amp/", "http://news.example/a/2.html",
                              "http://other.example/a/1.html"}) {
    serve_with(variant);
    EXPECT_EQ(addresses(), "1") << variant;
  }
}

}  // namespace
}  // namespace newsarc::store
