#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/crawler/make.h"

namespace newsarc::crawler {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 5)};

FetchRules rules(Span delay, int concurrency = 1) {
  FetchRules fetch;
  fetch.delay = delay;
  fetch.concurrency = concurrency;
  return fetch;
}

// A frontier, the moment it is asked at, and what it gives out, as words: "GET http://…",
// "refused http://…: why", "wait 2s", "idle".
class FrontierTest : public testing::Test {
 protected:
  void site(const FetchRules& fetch) { frontier_.add_site(site_of({"http://a.test/"}, fetch)); }

  void add(std::string_view url, std::int64_t id, Purpose purpose = Purpose::article) {
    frontier_.add({request_for(url, id, purpose)});
  }

  std::string next() {
    const Next next = frontier_.next(now_);
    if (const auto* ready = std::get_if<Ready>(&next)) {
      given_ = ready->request;
      return "GET " + given_.url.href();
    }
    if (const auto* refused = std::get_if<Refused>(&next)) {
      given_ = refused->request;
      return "refused " + given_.url.href() + ": " + refused->error.what;
    }
    if (const auto* wait = std::get_if<WaitUntil>(&next)) return "wait " + to_text(wait->at - now_);
    return "idle";
  }

  // The transfer last given out ends now.
  void answer(int status = 200, std::optional<Instant> retry_after = {}, Span took = {}) {
    frontier_.answered(given_, {status, retry_after, took}, now_);
  }
  void finish(int status = 200) {
    answer(status);
    frontier_.settle(given_, std::nullopt);
  }

  void open(std::string_view file = {}) {  // the host's robots.txt, which was just given out
    ASSERT_EQ(given_.purpose, Purpose::robots);
    frontier_.set_robots(given_, Robots::parse(file, "newsarc"), now_);
    finish();
  }

  Frontier frontier_{"newsarc"};
  Instant now_ = start;
  Request given_;
};

TEST_F(FrontierTest, IsIdleWhenNothingWaits) {
  EXPECT_EQ(next(), "idle");
  EXPECT_EQ(frontier_.waiting(), 0U);
}

TEST_F(FrontierTest, Spec_AsksForRobotsFirst) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  EXPECT_EQ(next(), "GET http://a.test/robots.txt");
  EXPECT_EQ(given_.purpose, Purpose::robots);
  EXPECT_EQ(given_.id, 0);
  EXPECT_EQ(given_.site, "daily");
  EXPECT_EQ(next(), "idle");  // until the rules are known
  open();
  EXPECT_EQ(next(), "wait 1s");
  now_ += seconds(1);
  EXPECT_EQ(next(), "GET http://a.test/1");
}

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

TEST_F(FrontierTest, ServesUrgentPurposesFirstAndThenTheOrderOfIds) {
  site(rules(Span{}));
  add("http://a.test/next", 1, Purpose::next_page);
  add("http://a.test/b", 5);
  add("http://a.test/a", 3);
  add("http://a.test/list", 2, Purpose::list);
  add("http://a.test/", 9, Purpose::start);
  next();
  open();
  for (const char* path : {"", "a", "b", "list", "next"}) {
    EXPECT_EQ(next(), std::string("GET http://a.test/") + path);
    finish();
  }
  EXPECT_EQ(next(), "idle");
}

TEST_F(FrontierTest, KeepsNoMoreTransfersOnAHostThanTheSiteAllows) {
  site(rules(Span{}, 2));
  for (int id = 1; id <= 3; ++id) add("http://a.test/" + std::to_string(id), id);
  next();
  open();
  EXPECT_EQ(next(), "GET http://a.test/1");
  const Request first = given_;
  EXPECT_EQ(next(), "GET http://a.test/2");
  EXPECT_EQ(next(), "idle");
  EXPECT_EQ(frontier_.in_flight(), 2U);
  frontier_.answered(first, {200, {}, {}}, now_);
  EXPECT_EQ(next(), "GET http://a.test/3");
}

TEST_F(FrontierTest, IsFairOverHosts) {
  site(rules(Span{}));
  std::int64_t id = 0;
  for (const char* host : {"a", "b", "c"}) {
    for (int i = 0; i < 3; ++i) {
      add("http://" + std::string(host) + ".test/" + std::to_string(i), ++id);
    }
  }
  for (int i = 0; i < 3; ++i) {
    next();
    open();
  }
  std::string hosts;
  for (int i = 0; i < 9; ++i) {
    next();
    hosts += given_.url.host().substr(0, 1);
    finish();
  }
  EXPECT_EQ(hosts, "abcabcabc");
}

TEST_F(FrontierTest, TellsHostsApartBySchemeAndPort) {
  site(rules(hours(1)));
  add("http://a.test/1", 1);
  add("https://a.test/2", 2);
  add("http://a.test:8080/3", 3);
  EXPECT_EQ(next(), "GET http://a.test/robots.txt");
  EXPECT_EQ(next(), "GET https://a.test/robots.txt");
  EXPECT_EQ(next(), "GET http://a.test:8080/robots.txt");
}

TEST_F(FrontierTest, Spec_RefusesWhatRobotsDisallows) {
  site(rules(seconds(1)));
  add("http://a.test/private/1", 1);
  add("http://a.test/open", 2);
  next();
  open("User-agent: *\nDisallow: /private/");
  now_ += seconds(1);
  EXPECT_EQ(next(), "refused http://a.test/private/1: robots.txt disallows it for newsarc");
  EXPECT_EQ(frontier_.in_flight(), 1U);
  frontier_.settle(given_, std::nullopt);
  EXPECT_EQ(next(), "GET http://a.test/open");  // a refusal costs the host nothing
}

TEST_F(FrontierTest, Spec_RefusesAllWhenRobotsIsUnreachable) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  next();
  answer(503);
  frontier_.set_robots(given_, Robots::disallow_all(), now_);
  frontier_.settle(given_, std::nullopt);
  now_ += hours(1);
  EXPECT_EQ(next(),
            "refused http://a.test/1: robots.txt of http://a.test could not be had: nothing may be "
            "fetched in this run");
}

TEST_F(FrontierTest, House_ARobotsFileThatCameToNothingClosesItsHost) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  next();
  finish(0);
  now_ += seconds(1);
  EXPECT_TRUE(next().starts_with("refused http://a.test/1"));
}

TEST_F(FrontierTest, AsksForRobotsAgainWhenItIsToBeTriedAgain) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  next();
  answer(0);
  frontier_.settle(given_, now_ + seconds(4));
  EXPECT_EQ(next(), "wait 4s");
  now_ += seconds(4);
  EXPECT_EQ(next(), "GET http://a.test/robots.txt");
  EXPECT_EQ(given_.tries, 1);
  open();
  now_ += seconds(1);
  EXPECT_EQ(next(), "GET http://a.test/1");
}

TEST_F(FrontierTest, Spec_RobotsOfOneHostMayComeFromAnother) {
  site(rules(seconds(1)));
  add("http://a.test/private/1", 1);
  next();
  answer(301);
  Request elsewhere = given_;
  elsewhere.url = url_of("http://b.test/robots.txt");
  frontier_.again(elsewhere);
  EXPECT_EQ(next(), "GET http://b.test/robots.txt");  // without asking b.test's own rules first
  EXPECT_EQ(given_.wanted.href(), "http://a.test/robots.txt");
  open("User-agent: *\nDisallow: /private/");
  now_ += seconds(1);
  EXPECT_TRUE(next().starts_with("refused http://a.test/private/1"));
}

TEST_F(FrontierTest, Spec_ReadsRobotsAgainAfterADay) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  next();
  open();
  now_ += hours(25);
  EXPECT_EQ(next(), "GET http://a.test/robots.txt");
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
  site(rules(seconds(1)));
  for (int id = 1; id <= 9; ++id) add("http://a.test/" + std::to_string(id), id);
  next();
  open();
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
  site(rules(seconds(1)));
  for (int id = 1; id <= 9; ++id) add("http://a.test/" + std::to_string(id), id);
  next();
  open();
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
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  add("http://a.test/2", 2);
  next();
  open();
  now_ += seconds(1);
  next();
  answer(429, now_ + seconds(99'999'999'999));
  EXPECT_EQ(next(), "wait 1s");
}

TEST_F(FrontierTest, House_SlowAnswersLengthenTheDelay) {
  site(rules(seconds(1)));
  for (int id = 1; id <= 3; ++id) add("http://a.test/" + std::to_string(id), id);
  next();
  open();
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
  site(rules(seconds(1)));
  for (int id = 1; id <= 40; ++id) add("http://a.test/" + std::to_string(id), id);
  next();
  open();
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

TEST_F(FrontierTest, CountsWhatWaitsAndWhatIsInFlight) {
  site(rules(Span{}));
  add("http://a.test/1", 1);
  EXPECT_EQ(frontier_.waiting(), 1U);
  next();  // robots.txt is no row
  EXPECT_EQ(frontier_.waiting(), 1U);
  EXPECT_EQ(frontier_.in_flight(), 1U);
  open();
  next();
  EXPECT_EQ(frontier_.waiting(), 0U);
  EXPECT_EQ(frontier_.in_flight(), 1U);
  answer();
  EXPECT_EQ(frontier_.in_flight(), 1U);  // until the commit
  frontier_.settle(given_, std::nullopt);
  EXPECT_EQ(frontier_.in_flight(), 0U);
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

TEST_F(FrontierTest, HoldsHundredsOfThousandsOfRows) {
  site(rules(Span{}));
  std::vector<Request> rows;
  const Request row = request_for("http://a.test/1");
  for (std::int64_t id = 200'000; id > 0; --id) {
    rows.push_back(row);
    rows.back().id = id;
  }
  frontier_.add(std::move(rows));
  next();
  open();
  for (std::int64_t id = 1; id <= 200'000; ++id) {
    Next next = frontier_.next(now_);
    const auto& request = std::get<Ready>(next).request;
    ASSERT_EQ(request.id, id);
    frontier_.answered(request, {200, {}, {}}, now_);
    frontier_.settle(request, std::nullopt);
  }
  EXPECT_EQ(next(), "idle");
}

TEST_F(FrontierTest, House_AHostThatAsksForMoreThanAnHourIsLeftForALaterRun) {
  site(rules(seconds(1)));
  add("http://a.test/1", 1);
  add("http://a.test/2", 2);
  next();
  open();
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
