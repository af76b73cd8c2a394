#include "crawler/ask.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_fetcher.h"
#include "tests/fakes/fixed_clock.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

class AskTest : public testing::Test {
 protected:
  Result<Page> page(const std::string& url) {
    return ask_.page(url::parse(url).value(), Purpose::article);
  }
  std::vector<std::string> asked() const {
    std::vector<std::string> urls;
    for (const auto& each : fetcher_.log()) urls.push_back(each.request.url.href());
    return urls;
  }

  fakes::FixedClock clock_;
  fakes::FakeFetcher fetcher_{clock_};
  Site site_ = plain_site("a");
  Ask ask_{site_, "newsarc", fetcher_, clock_};
};

TEST_F(AskTest, ReadsRobotsTxtFirst) {
  fetcher_.serve("http://a.example/1", fakes::html("one"));
  const auto found = page("http://a.example/1");
  ASSERT_TRUE(found) << found.error().what;
  EXPECT_EQ(found->body, "one");
  EXPECT_EQ(asked(),
            (std::vector<std::string>{"http://a.example/robots.txt", "http://a.example/1"}));
}

TEST_F(AskTest, DoesNotAskForWhatRobotsTxtForbids) {
  fetcher_.serve("http://a.example/robots.txt", fakes::plain("User-agent: *\nDisallow: /1\n"));
  fetcher_.serve("http://a.example/1", fakes::html("one"));
  const auto found = page("http://a.example/1");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::refused);
  EXPECT_EQ(asked(), std::vector<std::string>{"http://a.example/robots.txt"});
}

TEST_F(AskTest, WaitsTheSitesDelayBetweenPages) {
  fetcher_.serve("http://a.example/1", fakes::html("one"));
  fetcher_.serve("http://a.example/2", fakes::html("two"));
  ASSERT_TRUE(page("http://a.example/1"));
  ASSERT_TRUE(page("http://a.example/2"));
  const auto log = fetcher_.log();
  ASSERT_EQ(log.size(), 3U);
  EXPECT_GE(log[1].at - log[0].at, site_.fetch.delay);
  EXPECT_GE(log[2].at - log[1].at, site_.fetch.delay);
}

TEST_F(AskTest, FollowsRedirectsToOtherHostsAndTheirRobotsTxt) {
  fetcher_.serve("http://a.example/1", fakes::redirect(302, "http://b.example/x"));
  fetcher_.serve("http://b.example/robots.txt", fakes::plain("User-agent: *\nDisallow: /y\n"));
  fetcher_.serve("http://b.example/x", fakes::html("there"));
  const auto found = page("http://a.example/1");
  ASSERT_TRUE(found) << found.error().what;
  EXPECT_EQ(found->request.url.href(), "http://b.example/x");
  EXPECT_EQ(found->request.wanted.href(), "http://a.example/1");
  EXPECT_EQ(fetcher_.times_asked("http://b.example/robots.txt"), 1U);
}

TEST_F(AskTest, SaysWhyRobotsTxtCouldNotBeHadRatherThanThatItWasNot) {
  fetcher_.serve("http://a.example/robots.txt", fakes::no_answer("connection refused"));
  const auto found = page("http://a.example/1");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::network);
  EXPECT_EQ(found.error().what, "connection refused");
}

TEST_F(AskTest, GivesAnErrorPageAsAnAnswerAndTriesNothingTwice) {
  fetcher_.serve("http://a.example/1", fakes::status(503));
  const auto found = page("http://a.example/1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->status, 503);
  EXPECT_EQ(fetcher_.times_asked("http://a.example/1"), 1U);
}

TEST_F(AskTest, ALoopOfRedirectsIsAnError) {
  fetcher_.serve("http://a.example/1", fakes::redirect(301, "/2"));
  fetcher_.serve("http://a.example/2", fakes::redirect(301, "/1"));
  const auto found = page("http://a.example/1");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::http);
}

}  // namespace
}  // namespace newsarc::crawler
