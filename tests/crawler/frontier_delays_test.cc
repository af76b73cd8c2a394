// How long the frontier leaves a host alone.

#include "crawler/frontier.h"
#include "tests/crawler/frontier_at_work.h"

namespace newsarc::crawler {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_F(FrontierTest, MeasuresTheDelayFromTheEndOfTheLastAnswer) {
  site(rules(seconds(2)));
  add("http://a.test/1", 1);
  add("http://a.test/2", 2);
  next();
  open();
  now_ += seconds(2);
  EXPECT_EQ(next(), "GET http://a.test/1");
  now_ += seconds(30);
  EXPECT_EQ(next(), "idle");
  finish();
  EXPECT_EQ(next(), "wait 2s");
  now_ += milliseconds(1999);
  EXPECT_EQ(next(), "wait 1ms");
  now_ += milliseconds(1);
  EXPECT_EQ(next(), "GET http://a.test/2");
}

TEST_F(FrontierTest, House_CrawlDelayLengthensTheDelayAndNeverShortensIt) {
  site(rules(seconds(3)));
  for (const char* host : {"a", "b", "c"}) {
    add("http://" + std::string(host) + ".test/1", host[0]);
  }
  const auto wait_after = [&](std::string_view file) {
    next();
    open(file);
    const std::string first = next();
    EXPECT_TRUE(first.starts_with("GET ") || first.starts_with("wait ")) << first;
    return first;
  };
  // The other hosts' robots.txt come first; the last of the three shows in the wait.
  wait_after("User-agent: *\nCrawl-delay: 10");
  open("User-agent: *\nCrawl-delay: 1");
  next();
  open("User-agent: *\nCrawl-delay: 86400");
  EXPECT_EQ(next(), "wait 3s");
  now_ += seconds(3);
  EXPECT_EQ(next(), "GET http://b.test/1");
  finish();
  EXPECT_EQ(next(), "wait 7s");
  now_ += seconds(7);
  EXPECT_EQ(next(), "GET http://a.test/1");
  finish();
  EXPECT_EQ(next(), "wait 4m50s");
}

TEST_F(FrontierTest, BacksOffWithGrowthWhenAskedToGoAway) {
  begin_with(9);
  std::vector<std::string> waits;
  now_ += seconds(1);
  for (const int status : {429, 503, 429, 200, 503}) {
    ASSERT_TRUE(next().starts_with("GET "));
    finish(status);
    waits.push_back(next());
    now_ += minutes(1);
  }
  EXPECT_EQ(waits,
            (std::vector<std::string>{"wait 1s", "wait 2s", "wait 4s", "wait 1s", "wait 1s"}));
}

TEST_F(FrontierTest, ObeysRetryAfterUpToAnHour) {
  struct Case {
    Span asked;
    const char* wait;
  };
  begin_with(9);
  now_ += seconds(1);
  for (const auto& [asked, wait] :
       {Case{seconds(20), "wait 20s"}, Case{Span{}, "wait 1s"}, Case{hours(1), "wait 1h"}}) {
    ASSERT_TRUE(next().starts_with("GET "));
    answer(503, now_ + asked);
    frontier_.settle(given_, std::nullopt);
    EXPECT_EQ(next(), wait);
    now_ += hours(1);
    ASSERT_TRUE(next().starts_with("GET "));
    finish();
    now_ += seconds(1);
  }
}

TEST_F(FrontierTest, House_ARetryAfterOfYearsIsNonsense) {
  begin_with(2);
  now_ += seconds(1);
  next();
  answer(429, now_ + seconds(99'999'999'999));
  EXPECT_EQ(next(), "wait 1s");
}

TEST_F(FrontierTest, House_SlowAnswersLengthenTheDelay) {
  begin_with(3);
  now_ += seconds(1);
  next();
  answer(200, {}, seconds(20));
  EXPECT_EQ(next(), "wait 5s");
  now_ += seconds(5);
  next();
  answer(200, {}, Span{});
  EXPECT_EQ(next(), "wait 3s750ms");
}

TEST_F(FrontierTest, House_LeavesAHostThatGivesNothingForAnHour) {
  begin_with(40);
  int asked = 0;
  std::string given;
  while ((given = next()).starts_with("GET ") || given.starts_with("wait ")) {
    if (given.starts_with("GET ")) {
      ++asked;
      finish(503);
    }
    now_ += minutes(6);
  }
  EXPECT_EQ(given, "refused http://a.test/" + std::to_string(asked + 1) +
                       ": the host has given nothing for an hour: left for the next run");
  EXPECT_GE(asked, 10);
  EXPECT_LE(asked, 14);
}

TEST_F(FrontierTest, HonoursNotBefore) {
  site(rules(Span{}));
  Request later = request_for("http://a.test/1", 1);
  later.not_before = start + minutes(10);
  frontier_.add({later, request_for("http://a.test/2", 2)});
  next();
  open();
  EXPECT_EQ(next(), "GET http://a.test/2");
  finish();
  EXPECT_EQ(next(), "wait 10m");
  EXPECT_EQ(frontier_.waiting(), 1U);
  now_ += minutes(10);
  EXPECT_EQ(next(), "GET http://a.test/1");
}

TEST_F(FrontierTest, ARetryAsksTheFirstUrlAgainAndCountsTheTry) {
  site(rules(Span{}));
  add("http://a.test/1", 1);
  next();
  open();
  next();
  answer(302);
  Request onward = given_;
  onward.url = url_of("http://a.test/2");
  onward.redirects.push_back({given_.url, 302, "", "", now_});
  frontier_.again(onward);
  EXPECT_EQ(next(), "GET http://a.test/2");
  EXPECT_EQ(frontier_.in_flight(), 1U);
  answer(500);
  frontier_.settle(given_, now_ + seconds(1));
  EXPECT_EQ(frontier_.waiting(), 1U);
  EXPECT_EQ(next(), "wait 1s");
  now_ += seconds(1);
  EXPECT_EQ(next(), "GET http://a.test/1");
  EXPECT_EQ(given_.tries, 1);
  EXPECT_TRUE(given_.redirects.empty());
}

TEST_F(FrontierTest, WhereSitesShareAHostTheMorePoliteOneIsObeyed) {
  site(rules(seconds(1), 4));
  Site other = site_of({"http://a.test/x/"}, rules(seconds(5), 1));
  other.key = "weekly";
  frontier_.add_site(other);
  add("http://a.test/1", 1);
  Request row = request_for("http://a.test/x/2", 2);
  row.site = "weekly";
  frontier_.add({row});
  next();
  open();
  EXPECT_EQ(next(), "wait 5s");
}

// Every night of a month each of three sites is asked for a thousand pages: no host is ever asked
// sooner than its delay allows, and a night takes as long as that.
TEST_F(FrontierTest, AMonthOfThreeSitesKeepsEveryDelay) {
  site(rules(seconds(1)));
  const std::vector<std::string> hosts{"http://a.test", "http://b.test", "http://c.test"};
  std::map<std::string, Instant> free_at;
  std::int64_t id = 0;
  int answers = 0;
  for (int night = 0; night < 30; ++night) {
    const Instant evening = now_;
    std::vector<Request> rows;
    for (const auto& host : hosts) {
      for (int page = 0; page < 1000; ++page) {
        rows.push_back(request_for(host + "/" + std::to_string(page), ++id));
      }
    }
    frontier_.add(std::move(rows));
    while (true) {
      const Next next = frontier_.next(now_);
      if (const auto* wait = std::get_if<WaitUntil>(&next)) {
        now_ = wait->at;
      } else if (const auto* ready = std::get_if<Ready>(&next)) {
        const std::string origin = ready->request.url.origin();
        ASSERT_GE(now_, free_at[origin]);
        free_at[origin] = now_ + seconds(1);
        frontier_.answered(ready->request, {200, {}, milliseconds(50)}, now_);
        if (ready->request.purpose == Purpose::robots) {
          frontier_.set_robots(ready->request, Robots::allow_all(), now_);
        }
        frontier_.settle(ready->request, std::nullopt);
        ++answers;
      } else {
        ASSERT_TRUE(std::holds_alternative<Idle>(next));
        break;
      }
    }
    ASSERT_LE(now_ - evening, seconds(1002));
    ASSERT_EQ(frontier_.waiting() + frontier_.in_flight(), 0U);
    now_ = evening + hours(24);
  }
  EXPECT_EQ(answers, 30 * 3 * 1001);
}

TEST_F(FrontierTest, House_AHostThatAsksForMoreThanAnHourIsLeftForALaterRun) {
  begin_with(2);
  now_ += seconds(1);
  EXPECT_EQ(next(), "GET http://a.test/1");
  answer(503, now_ + hours(2));
  frontier_.settle(given_, std::nullopt);
  now_ += seconds(1);
  EXPECT_EQ(next(),
            "refused http://a.test/2: the host asks to be left alone until 2026-01-05T02:00:01Z "
            "(Retry-After): left for a later run");
}

TEST_F(FrontierTest, House_AHostThatAskedBeforeThisRunIsNotAskedForItsRobotsTxtEither) {
  frontier_.leave_alone({{"http://a.test", now_ + hours(2)}}, now_);
  add("http://a.test/1", 1);
  EXPECT_EQ(next(),
            "refused http://a.test/1: the host asks to be left alone until 2026-01-05T02:00:00Z "
            "(Retry-After): left for a later run");
}

TEST_F(FrontierTest, House_AHostThatAskedForLessThanAnHourIsWaitedFor) {
  frontier_.leave_alone({{"http://a.test", now_ + minutes(20)}}, now_);
  add("http://a.test/1", 1);
  EXPECT_EQ(next(), "wait 20m");
}

}  // namespace
}  // namespace newsarc::crawler
