// What a run asks for, and what it remembers when it is killed.

#include <algorithm>

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_FrontierRows : public SiteOnPaper {
 protected:
  House_FrontierRows() {
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
    publish("two", story("雁峰区举办职工运动会", "雁峰区日前举办职工运动会。"));
  }
  bool asked(const std::string& name) {
    return std::ranges::find(asked_, article_url(name)) != asked_.end();
  }
};

TEST_F(House_FrontierRows, HoldTheSeedsFirst) {
  auto archive = open();
  const auto run = begin(archive);
  EXPECT_FALSE(run.resumed);
  ASSERT_EQ(run.waiting.size(), 1U);
  EXPECT_EQ(run.waiting.front().wanted.href(), start_url);
  EXPECT_EQ(run.waiting.front().purpose, Purpose::start);
  EXPECT_EQ(run.waiting.front().site, "paper");
  EXPECT_NE(run.waiting.front().id, 0);
}

TEST_F(House_FrontierRows, AdmitEachKeyOnceARun) {
  auto archive = open();
  const auto run = begin(archive);
  const auto first = put(archive, run.id, visit_of(run.waiting.front()));
  EXPECT_EQ(first.admitted.size(), 2U);
  Request again = run.waiting.front();
  const auto second = put(archive, run.id, visit_of(again));
  EXPECT_TRUE(second.admitted.empty());
}

TEST_F(House_FrontierRows, LeaveKnownArticlesToTheLadder) {
  crawl();
  crawl(Refresh::none);
  EXPECT_EQ(asked_, Rows{start_url});
  now_ += std::chrono::hours(24);
  crawl(Refresh::automatic);
  EXPECT_EQ(asked_.size(), 3U);
}

TEST_F(House_FrontierRows, AskDueArticlesByTheLadder) {
  using std::chrono::hours;
  site_.ladder = {{hours(24 * 3), hours(24)}, {hours(24 * 30), hours(24 * 7)}};
  crawl();  // first seen on the 5th, published on the 4th
  between_nights_ = hours(12);
  now_ -= hours(12);
  crawl(Refresh::automatic);  // 12 hours later
  EXPECT_FALSE(asked("one"));
  crawl(Refresh::automatic);  // a day later: due; then 5 days old on the 9th
  EXPECT_TRUE(asked("one"));
  now_ += hours(24 * 3);
  crawl(Refresh::automatic);
  EXPECT_TRUE(asked("one"));
  now_ += hours(24 * 5);
  crawl(Refresh::automatic);
  EXPECT_FALSE(asked("one")) << "asked every week by now";
  now_ += hours(24 * 2);
  crawl(Refresh::automatic);
  EXPECT_TRUE(asked("one"));
}

TEST_F(House_FrontierRows, LookAgainSixHoursAfterAFirst404) {
  using std::chrono::hours;
  site_.ladder = {{hours(24 * 365), hours(24 * 30)}};
  crawl();
  publish("one", page_with_status(404));
  between_nights_ = hours(7);
  crawl();
  crawl(Refresh::automatic);
  EXPECT_TRUE(asked("one"));
  EXPECT_FALSE(asked("two"));
}

TEST_F(House_FrontierRows, CarryValidatorsOfArticlesOnly) {
  Answer answer = answers_[article_url("one")];
  answer.header = "ETag: \"v1\"\r\nLast-Modified: Sun, 04 Jan 2026 02:20:30 GMT\r\n";
  publish("one", answer);
  crawl();
  auto archive = open();
  const auto run = begin(archive);
  ASSERT_EQ(run.waiting.size(), 3U);
  EXPECT_EQ(run.waiting[0].validators, Validators{});
  EXPECT_EQ(run.waiting[1].purpose, Purpose::revisit);
  EXPECT_EQ(run.waiting[1].validators.etag, "\"v1\"");
  EXPECT_EQ(run.waiting[1].validators.last_modified, "Sun, 04 Jan 2026 02:20:30 GMT");
  EXPECT_EQ(run.waiting[2].validators, Validators{});
}

TEST_F(House_FrontierRows, CarryWhatListsSaid) {
  auto archive = open();
  const auto run = begin(archive);
  auto visit = visit_of(run.waiting.front());
  auto& links = std::get<Capture>(visit.outcome).reading.links;
  links[0].text = "衡阳高新区召开年度工作会议";
  links[0].date = stated(2026, 1, 4);
  links.push_back({links[0].url, LinkKind::article, "详细", {}});
  links.push_back({url_of("http://news.example/a/unwanted.html"), LinkKind::article, "别处", {}});
  const auto stored = put(archive, run.id, visit);
  ASSERT_EQ(stored.admitted.size(), 2U);
  const Hints expected{"衡阳高新区召开年度工作会议", stated(2026, 1, 4)};
  EXPECT_EQ(stored.admitted[0].hints, expected);
  put(archive, run.id, visit_of(stored.admitted[0]));
  ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
  now_ += between_nights_;
  const auto next = begin(archive);
  EXPECT_EQ(next.waiting[1].hints, expected);
  EXPECT_EQ(sql("SELECT count(*) FROM link"), Rows{"2"});
}

TEST_F(House_FrontierRows, AdmitNextPagesOnlyWhereSomethingIsNew) {
  const auto with_next = [this](const store::Run& run) {
    auto visit = visit_of(run.waiting.front());
    Request next;
    next.site = site_.key;
    next.wanted = next.url = url_of("http://news.example/list_2.html");
    next.purpose = Purpose::next_page;
    next.if_new = true;
    visit.found.push_back(next);
    return visit;
  };
  auto archive = open();
  auto run = begin(archive);
  EXPECT_EQ(put(archive, run.id, with_next(run)).admitted.size(), 3U);
  ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
  now_ += between_nights_;
  run = begin(archive, Refresh::none);
  EXPECT_EQ(put(archive, run.id, with_next(run)).admitted.size(), 2U)
      << "the articles were never fetched, the next page is known";
  ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
  publish("three", story("石鼓区推进道路工程建设", "石鼓区推进道路工程。"));
  now_ += between_nights_;
  run = begin(archive, Refresh::none);
  EXPECT_EQ(put(archive, run.id, with_next(run)).admitted.size(), 4U);
}

TEST_F(House_FrontierRows, SurviveAKill) {
  std::int64_t killed = 0;
  {
    auto archive = open();
    const auto run = begin(archive);
    killed = run.id;
    const auto stored = put(archive, run.id, visit_of(run.waiting.front()));
    put(archive, run.id, visit_of(stored.admitted.front()));
  }
  auto archive = open();
  const auto run = begin(archive);
  EXPECT_TRUE(run.resumed);
  EXPECT_EQ(run.id, killed);
  ASSERT_EQ(run.waiting.size(), 1U);
  EXPECT_EQ(run.waiting.front().wanted.href(), article_url("two"));
  EXPECT_EQ(run.waiting.front().depth, 1);
  visit_all(archive, run);
  const auto ended = archive.end_run(run.id, RunState::finished, now_);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->front().fresh, 2) << "figures go on counting";
  EXPECT_FALSE(begin(archive).resumed);
}

TEST_F(House_FrontierRows, WaitForAnotherTry) {
  auto archive = open();
  const auto run = begin(archive);
  const auto stored = put(archive, run.id, visit_of(run.waiting.front()));
  publish("one", no_answer(Fault::network));
  auto visit = visit_of(stored.admitted.front());
  visit.retry_at = now_ + std::chrono::milliseconds(4500);
  put(archive, run.id, visit);
  const auto summaries = archive.summaries(run.id);
  ASSERT_TRUE(summaries);
  EXPECT_EQ(summaries->front().failed, 0) << "not settled";
  const auto resumed = begin(archive);
  ASSERT_EQ(resumed.waiting.size(), 2U);
  EXPECT_EQ(resumed.waiting.front().tries, 1);
  EXPECT_EQ(resumed.waiting.front().not_before, *visit.retry_at);
  EXPECT_EQ(sql("SELECT status, error FROM fetches WHERE error IS NOT NULL"),
            Rows{"NULL|no answer"});
}

TEST_F(House_FrontierRows, AskAgainNextNightForWhatFailedToCome) {
  publish("one", no_answer(Fault::network));
  publish("never", page_with_status(404));
  EXPECT_EQ(crawl().failed, 2);
  listed_.clear();  // no list names them any more
  publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
  listed_.clear();
  const auto summary = crawl(Refresh::none);
  EXPECT_TRUE(asked("one"));
  EXPECT_FALSE(asked("never"));
  EXPECT_EQ(summary.fresh, 1);
}

TEST_F(House_FrontierRows, GiveUpAPageThatFailsForFiveNights) {
  publish("one", no_answer(Fault::network));
  crawl();
  listed_.clear();
  for (int night = 0; night < 5; ++night) crawl(Refresh::none);
  EXPECT_TRUE(asked("one"));
  crawl(Refresh::none);
  EXPECT_FALSE(asked("one"));
}

TEST_F(House_FrontierRows, GoWhenTheRunIsFinished) {
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM frontier"), Rows{"0"});
}

}  // namespace
}  // namespace newsarc::store
