// What the frontier gives out, in which order, and what robots.txt keeps back.

#include "crawler/frontier.h"

#include "tests/crawler/frontier_at_work.h"

namespace newsarc::crawler {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

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
  begin_with(1);
  now_ += hours(25);
  EXPECT_EQ(next(), "GET http://a.test/robots.txt");
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

}  // namespace
}  // namespace newsarc::crawler
