#include "tests/fakes/fake_fetcher.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/crawler/make.h"

namespace newsarc::fakes {
namespace {

using crawler::request_for;
using std::chrono::milliseconds;
using std::chrono::seconds;

class FakeFetcherTest : public testing::Test {
 protected:
  Page fetch(Request request) {
    fetcher_.start(std::move(request));
    auto ended = fetcher_.wait(Instant::max());
    EXPECT_EQ(ended.size(), 1U);
    return std::get<Page>(ended.at(0));
  }

  FixedClock clock_;
  FakeFetcher fetcher_{clock_};
};

TEST_F(FakeFetcherTest, AnswersFromItsScriptAndWith404Otherwise) {
  fetcher_.serve("http://a.test/1", html("<p>x"));
  const Page page = fetch(request_for("http://a.test/1"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<p>x");
  EXPECT_EQ(page.header, "HTTP/1.1 200 \r\nContent-Type: text/html; charset=utf-8\r\n\r\n");
  EXPECT_EQ(fetch(request_for("http://a.test/2")).status, 404);
  fetcher_.forget("http://a.test/1");
  EXPECT_EQ(fetch(request_for("http://a.test/1")).status, 404);
}

TEST_F(FakeFetcherTest, AnswersInTurnAndThenWithTheLast) {
  fetcher_.serve_in_turn("http://a.test/1", {status(503), plain("x")});
  EXPECT_EQ(fetch(request_for("http://a.test/1")).status, 503);
  EXPECT_EQ(fetch(request_for("http://a.test/1")).body, "x");
  EXPECT_EQ(fetch(request_for("http://a.test/1")).body, "x");
  EXPECT_EQ(fetcher_.times_asked("http://a.test/1"), 3U);
}

TEST_F(FakeFetcherTest, NotModifiedWhenTheValidatorsMatch) {
  Reply reply = html("x");
  reply.fields.push_back("ETag: \"1\"");
  fetcher_.serve("http://a.test/1", reply);
  Request request = request_for("http://a.test/1");
  request.validators.etag = "\"1\"";
  EXPECT_EQ(fetch(request).status, 304);
  request.validators.etag = "\"2\"";
  EXPECT_EQ(fetch(request).status, 200);
}

TEST_F(FakeFetcherTest, ErrorsAreFailures) {
  fetcher_.serve("http://a.test/1", no_answer());
  fetcher_.start(request_for("http://a.test/1"));
  const auto ended = fetcher_.wait(Instant::max());
  EXPECT_EQ(std::get<Failure>(ended.at(0)).error.fault, Fault::network);
  EXPECT_EQ(std::get<Failure>(ended.at(0)).error.where, "http://a.test/1");
}

TEST_F(FakeFetcherTest, TimeIsTheClocksAndNoOneWaits) {
  const Instant start = clock_.now();
  fetcher_.serve("http://a.test/slow", {.body = "x", .took = seconds(3)});
  fetcher_.start(request_for("http://a.test/slow"));
  EXPECT_TRUE(fetcher_.wait(start + seconds(1)).empty());
  EXPECT_EQ(clock_.now(), start + seconds(1));
  EXPECT_EQ(fetcher_.bytes_held(), 1U);
  EXPECT_EQ(fetcher_.wait(start + seconds(10)).size(), 1U);
  EXPECT_EQ(clock_.now(), start + seconds(3));
  EXPECT_TRUE(fetcher_.wait(start + seconds(10)).empty());
  EXPECT_EQ(clock_.now(), start + seconds(10));
  EXPECT_EQ(fetcher_.log().at(0).at, start);
}

TEST_F(FakeFetcherTest, WakeReturnsWithoutTimePassing) {
  const Instant start = clock_.now();
  fetcher_.wake();
  EXPECT_TRUE(fetcher_.wait(start + seconds(10)).empty());
  EXPECT_EQ(clock_.now(), start);
  std::thread waker([&] { fetcher_.wake(); });
  EXPECT_TRUE(fetcher_.wait(Instant::max()).empty());
  waker.join();
}

}  // namespace
}  // namespace newsarc::fakes
