#include "demo/server.h"

#include <gtest/gtest.h>

#include "crawler/fetch.h"
#include "url/parse.h"

namespace newsarc::demo {
namespace {

class DemoServerTest : public testing::Test {
 protected:
  DemoServerTest()
      : server_(*DemoServer::start(site_)),
        fetcher_(*crawler::curl_fetcher({"test", {server_.authority()}, {}}, clock_)) {}

  Page fetch(const std::string& target, Validators validators = {}) {
    Request request;
    request.wanted = *url::parse(server_.origin() + target);
    request.url = request.wanted;
    request.validators = std::move(validators);
    fetcher_->start(request);
    std::vector<crawler::Transfer> ended;
    while (ended.empty()) ended = fetcher_->wait(clock_.now() + std::chrono::seconds(10));
    const auto* page = std::get_if<Page>(&ended.front());
    return page ? *page : Page{};
  }

  SystemClock clock_;
  NewsSite site_{Plan{}};
  DemoServer server_;
  std::unique_ptr<crawler::Fetcher> fetcher_;
};

TEST_F(DemoServerTest, ServesTheSitesBytes) {
  const auto page = fetch("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, site_.answer("/", Visit{1, 1, server_.origin()}).body);
}

TEST_F(DemoServerTest, NightsComeWhenTheyAreSet) {
  const auto& later = site_.articles().back();
  EXPECT_EQ(fetch(later.target).status, 404);
  server_.set_night(later.first_night);
  EXPECT_EQ(fetch(later.target).status, 200);
}

TEST_F(DemoServerTest, AKnownEntityTagIsAnswered304WithoutABody) {
  for (const auto& article : site_.articles()) {
    if (!article.validators) continue;
    const auto etag = site_.answer(article.target, Visit{}).etag;
    const auto known = fetch(article.target, Validators{etag, std::nullopt});
    EXPECT_EQ(known.status, 304);
    EXPECT_TRUE(known.body.empty());
    EXPECT_EQ(fetch(article.target, Validators{"\"other\"", std::nullopt}).status, 200);
    return;
  }
  FAIL() << "no article has validators";
}

TEST_F(DemoServerTest, TheLogHoldsEveryRequestWithItsNightAndAnswer) {
  fetch("/robots.txt");
  server_.set_night(2);
  fetch("/nowhere?a=%E5%89%B5");
  const std::vector<Asked> expected{{1, "/robots.txt", 200}, {2, "/nowhere?a=%E5%89%B5", 404}};
  EXPECT_EQ(server_.log(), expected);
}

TEST(DemoServerLifeTest, TwoServersHavePortsOfTheirOwn) {
  const NewsSite site{Plan{}};
  const auto one = DemoServer::start(site);
  const auto two = DemoServer::start(site);
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->port(), two->port());
}

}  // namespace
}  // namespace newsarc::demo
