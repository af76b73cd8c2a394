// What came, in order: the captures that WARC files are written from.

#include "store/read/captures.h"

#include <algorithm>

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Lines = std::vector<std::string>;

class House_Captures : public SiteOnPaper {
 protected:
  std::vector<StoredCapture> captures(const RecordFilter& filter = {},
                                      std::optional<Instant> as_of = std::nullopt) {
    const auto reader = Reader::open(file_, as_of);
    EXPECT_TRUE(reader) << reader.error().what;
    std::vector<StoredCapture> all;
    groups_.clear();
    const auto tally = reader->for_each_capture(filter, [&](const CaptureGroup& group) {
      groups_.push_back(group.size());
      all.insert(all.end(), group.begin(), group.end());
      return true;
    });
    EXPECT_TRUE(tally) << tally.error().what << " " << tally.error().where;
    tally_ = tally.value_or(CaptureTally{});
    return all;
  }

  // "200 http://news.example/a/one.html"
  static Lines told(const std::vector<StoredCapture>& captures) {
    Lines lines;
    for (const auto& capture : captures)
      lines.push_back(std::to_string(capture.answer.status) + " " + capture.answer.url);
    return lines;
  }

  static StoredCapture last_of(const std::vector<StoredCapture>& all, const std::string& url) {
    const auto found = std::ranges::find_if(
        all.rbegin(), all.rend(), [&](const auto& capture) { return capture.answer.url == url; });
    EXPECT_NE(found, all.rend()) << url;
    return *found;
  }

  Answer with_etag(const Article& article, const std::string& etag) {
    auto answer = page_with(article);
    answer.etag = etag;
    return answer;
  }

  CaptureTally tally_;
  std::vector<std::size_t> groups_;
  Article one_ = story("The first", "It was a quiet day in the harbour.");
  Article two_ = story("The second", "Another day began with rain.");
};

TEST_F(House_Captures, ComeInTheOrderOfTheirTimeAsTheyCame) {
  publish("one", one_);
  publish("two", page_with_status(404));
  crawl();
  crawl();
  const auto all = captures();
  EXPECT_EQ(told(all),
            (Lines{"200 " + start_url, "200 " + article_url("one"), "404 " + article_url("two"),
                   "200 " + start_url, "200 " + article_url("one"), "404 " + article_url("two")}));
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, [](const auto& each) { return each.answer.at; }));
  const auto& answer = all[1].answer;
  EXPECT_EQ(answer.request_header, "GET /a/one.html HTTP/1.1\r\n\r\n");
  EXPECT_EQ(answer.header, "HTTP/1.1 200\r\n\r\n");
  EXPECT_NE(answer.body.find("a quiet day"), std::string::npos);
  EXPECT_EQ(answer.http_version, "1.1");
  EXPECT_EQ(answer.ip, "192.0.2.1");
  EXPECT_EQ(all[1].site, "paper");
  EXPECT_EQ(all[1].kind, "article");
  EXPECT_EQ(all[0].kind, "list");
}

TEST_F(House_Captures, RedirectsStandBeforeWhatTheyLedTo) {
  publish("old", redirected_to(article_url("new"), page_with(one_)));
  crawl();
  const auto all = captures();
  EXPECT_EQ(told(all),
            (Lines{"200 " + start_url, "302 " + article_url("old"), "200 " + article_url("new")}));
  EXPECT_EQ(groups_, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(all[1].answer.header, "HTTP/1.1 302\r\n\r\n");
  EXPECT_EQ(all[1].answer.request_header, "GET\r\n\r\n");
}

TEST_F(House_Captures, OfTheSameBytesTheFirstCaptureIsNamed) {
  publish("one", one_);
  for (int night = 0; night < 3; ++night) crawl();
  const auto all = captures();
  EXPECT_FALSE(all[1].original);
  for (const std::size_t later : {3, 5}) {
    ASSERT_TRUE(all[later].original);
    EXPECT_EQ(*all[later].original, all[1].answer);
    EXPECT_EQ(all[later].answer.body, all[1].answer.body);
  }
}

TEST_F(House_Captures, NotModifiedNamesWhatTheUrlGaveLast) {
  publish("one", with_etag(one_, "\"1\""));
  crawl();
  publish("one", with_etag(two_, "\"2\""));
  crawl();
  crawl();
  const auto all = captures();
  const auto& last = all.back();
  EXPECT_EQ(last.answer.status, 304);
  EXPECT_EQ(last.answer.body, "");
  EXPECT_FALSE(last.answer.lacks_body);
  ASSERT_TRUE(last.original);
  EXPECT_EQ(*last.original, all[3].answer);
}

TEST_F(House_Captures, VersionsStandWhereTheyBeganAsThoseBytesWereRead) {
  publish("one", story("衡陽創新大會開幕", "會議為期三天。"));
  crawl();
  publish("one", story("衡阳创新大会开幕", "会议为期三天。"));
  crawl();
  publish("one", story("衡阳创新大会开幕", "会议为期五天,人数更多。"));
  crawl();
  const auto all = captures();
  ASSERT_EQ(all[1].versions.size(), 1u);
  EXPECT_EQ(all[1].versions[0].title, "衡陽創新大會開幕");
  EXPECT_EQ(all[1].versions[0].version, 1);
  EXPECT_TRUE(all[3].versions.empty());
  ASSERT_EQ(all[5].versions.size(), 1u);
  EXPECT_EQ(all[5].versions[0].version, 2);
  EXPECT_TRUE(all[0].versions.empty());
}

TEST_F(House_Captures, RequestsWithoutAnAnswerAreCounted) {
  publish("one", no_answer(Fault::network));
  crawl();
  EXPECT_EQ(told(captures()), Lines{"200 " + start_url});
  EXPECT_EQ(tally_, (CaptureTally{1, 1, 0}));
}

TEST_F(House_Captures, OfWhatWasTakenDownNothingIsGiven) {
  publish("one", one_);
  publish("two", two_);
  crawl();
  {
    auto archive = open();
    ASSERT_TRUE(archive.forget(url_of(article_url("one")), "asked for", now_));
  }
  EXPECT_EQ(told(captures()), (Lines{"200 " + start_url, "200 " + article_url("two")}));
  EXPECT_EQ(tally_.forgotten, 1);
}

TEST_F(House_Captures, ABodyThatWasNotKeptIsMissed) {
  auto answer = page_with(one_);
  answer.noarchive = true;
  answer.header = "Content-Length: 99\r\n";
  publish("one", answer);
  crawl();
  const auto capture = last_of(captures(), article_url("one"));
  EXPECT_EQ(capture.answer.body, "");
  EXPECT_TRUE(capture.answer.lacks_body);
}

TEST_F(House_Captures, OfSomeArticlesNothingElseIsGiven) {
  one_.published = stated(2026, 1, 4);
  two_.published = stated(2026, 1, 5);
  publish("one", redirected_to(article_url("there"), page_with(one_)));
  publish("two", two_);
  crawl();
  RecordFilter filter;
  filter.query = "SELECT article_id FROM articles WHERE title = 'The first'";
  EXPECT_EQ(told(captures(filter)),
            (Lines{"302 " + article_url("one"), "200 " + article_url("there")}));
  filter = {};
  filter.from = "2026-01-05";
  EXPECT_EQ(told(captures(filter)), Lines{"200 " + article_url("two")});
  filter.query = "SELECT article_id FROM articles WHERE title = 'The first'";
  EXPECT_EQ(told(captures(filter)), Lines{});
  filter = {};
  filter.site = "paper";
  EXPECT_EQ(captures(filter).size(), 4u);
  filter.site = "another";
  EXPECT_EQ(captures(filter).size(), 0u);
}

// A URL that stood for one article and is another now: what came from it before was of the former.
TEST_F(House_Captures, AUrlThatPartedGaveBothInTheirTime) {
  const Article first = story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。");
  Article later = story("雁峰区举办职工运动会", "");
  later.paragraphs = {"雁峰区第三届职工运动会昨天在体育中心开幕，来自全区的两千名选手参加。"};
  const std::string own = "http://news.example/a/1";
  const std::string alias = "http://news.example/a/1/";
  for (const auto& url : {own, alias}) {
    listed_.push_back(url);
    answers_[url] = page_with(first);
  }
  crawl();
  answers_[alias] = page_with(later);
  crawl();
  ASSERT_EQ(sql("SELECT count(*) FROM parting"), Lines{"1"});
  RecordFilter filter;
  filter.query = "SELECT article_id FROM articles WHERE url = '" + own + "'";
  EXPECT_EQ(told(captures(filter)), (Lines{"200 " + own, "200 " + alias, "200 " + own}));
  filter.query = "SELECT article_id FROM articles WHERE url = '" + alias + "'";
  const auto parted = captures(filter);
  EXPECT_EQ(told(parted), Lines{"200 " + alias});
  ASSERT_EQ(parted[0].versions.size(), 1u);
  EXPECT_EQ(parted[0].versions[0].title, later.title);
}

// The first with those bytes is another article's, which is not asked for.
TEST_F(House_Captures, WhatIsNotGivenIsNotNamedAsTheFirst) {
  publish("one", page_with_status(404));
  publish("two", two_);
  answers_[article_url("one")].body = answers_[article_url("two")].body = "the same";
  crawl();
  ASSERT_TRUE(last_of(captures(), article_url("two")).original);
  RecordFilter filter;
  filter.query = "SELECT article_id FROM articles WHERE title = 'The second'";
  const auto some = captures(filter);
  ASSERT_EQ(told(some), Lines{"200 " + article_url("two")});
  EXPECT_FALSE(some[0].original);
  EXPECT_EQ(some[0].answer.body, "the same");
}

TEST_F(House_Captures, AnEarlierDateHasWhatHadComeByThen) {
  publish("one", one_);
  crawl();
  const auto then = now_ - std::chrono::hours(12);
  publish("one", two_);
  crawl();
  EXPECT_EQ(captures().size(), 4u);
  EXPECT_EQ(captures({}, then).size(), 2u);
}

TEST_F(House_Captures, AWalkEndsWhenItIsToldTo) {
  publish("one", one_);
  crawl();
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  int seen = 0;
  EXPECT_TRUE(reader->for_each_capture({}, [&seen](const CaptureGroup&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace newsarc::store
