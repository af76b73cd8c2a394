#include <gtest/gtest.h>

#include <string>

#include "crawler/scope.h"
#include "tests/crawler/make.h"

namespace newsarc::crawler {
namespace {

Page moved(Request request, const std::string& fields) {
  Page page;
  page.request = std::move(request);
  page.request_header = "GET / HTTP/1.1\r\n\r\n";
  page.status = 302;
  page.header = "HTTP/1.1 302 Found\r\n" + fields + "\r\n";
  page.fetched_at = Instant(std::chrono::hours(1));
  return page;
}

Result<Request> follow(const Page& page) {
  return follow_redirect(page, Scope::create(site_of({"http://a.test/"})).value());
}

Result<Request> follow(const std::string& location) {
  return follow(moved(request_for("http://a.test/dir/1"), "Location: " + location + "\r\n"));
}

TEST(FollowRedirect, ResolvesLocationAgainstThePage) {
  EXPECT_EQ(follow("2?x").value().url.href(), "http://a.test/dir/2?x");
  EXPECT_EQ(follow("/2").value().url.href(), "http://a.test/2");
  EXPECT_EQ(follow("https://www.a.test/").value().url.href(), "https://www.a.test/");
}

TEST(FollowRedirect, RemembersTheWay) {
  const Request next = follow("/2").value();
  EXPECT_EQ(next.wanted.href(), "http://a.test/dir/1");
  ASSERT_EQ(next.redirects.size(), 1U);
  const Redirect& step = next.redirects[0];
  EXPECT_EQ(step.from.href(), "http://a.test/dir/1");
  EXPECT_EQ(step.status, 302);
  EXPECT_EQ(step.header, "HTTP/1.1 302 Found\r\nLocation: /2\r\n\r\n");
  EXPECT_EQ(step.request_header, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(step.at, Instant(std::chrono::hours(1)));
}

TEST(FollowRedirect, House_BytesOutsideAsciiArePercentEncoded) {
  EXPECT_EQ(follow("/f/\xE6\x96\xB0 \xFF").value().url.href(), "http://a.test/f/%E6%96%B0%20%FF");
}

struct RefusedCase {
  const char* name;
  std::string location;
  Fault fault;
};

class RefusedRedirectTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedRedirectTest, IsNotFollowed) {
  const auto next = follow(GetParam().location);
  ASSERT_FALSE(next) << next->url.href();
  EXPECT_EQ(next.error().fault, GetParam().fault);
  EXPECT_FALSE(next.error().where.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedRedirectTest,
    testing::Values(RefusedCase{"itself", "1", Fault::http},
                    RefusedCase{"itself_but_for_the_fragment", "1#x", Fault::http},
                    RefusedCase{"another_host", "http://b.test/", Fault::refused},
                    RefusedCase{"another_port", "http://a.test:8801/", Fault::refused},
                    RefusedCase{"loopback", "http://127.0.0.1/", Fault::refused},
                    RefusedCase{"no_scheme_host", "//b.test/", Fault::refused},
                    RefusedCase{"credentials", "http://u:p@a.test/", Fault::http},
                    RefusedCase{"file", "file:///etc/passwd", Fault::http},
                    RefusedCase{"script", "javascript:alert(1)", Fault::http}),
    [](const auto& row) { return row.param.name; });

TEST(FollowRedirect, NeedsOneLocation) {
  const Request request = request_for("http://a.test/1");
  EXPECT_EQ(follow(moved(request, "")).error().fault, Fault::http);
  EXPECT_EQ(follow(moved(request, "Location: /2\r\nLocation: /3\r\n")).error().fault, Fault::http);
  EXPECT_TRUE(follow(moved(request, "Location: /2\r\nLocation: /2\r\n")));
}

TEST(FollowRedirect, SeesALoopOverSeveralSteps) {
  Request request = request_for("http://a.test/1");
  for (const char* path : {"/2", "/3"}) {
    request = follow(moved(request, std::string("Location: ") + path + "\r\n")).value();
  }
  EXPECT_EQ(follow(moved(request, "Location: /1\r\n")).error().what, "a redirect loop");
  EXPECT_TRUE(follow(moved(request, "Location: /4\r\n")));
}

int steps_followed(Request request) {
  int steps = 0;
  while (true) {
    auto next = follow(moved(request, "Location: /s" + std::to_string(steps) + "\r\n"));
    if (!next) return steps;
    request = *std::move(next);
    ++steps;
  }
}

TEST(FollowRedirect, Spec_StopsAfterTwentySteps) {
  EXPECT_EQ(steps_followed(request_for("http://a.test/1")), 20);
}

TEST(FollowRedirect, Spec_RobotsMayLeaveTheScopeForFiveSteps) {
  const Request robots = request_for("http://a.test/robots.txt", 0, Purpose::robots);
  EXPECT_EQ(steps_followed(robots), 5);
  const auto next = follow(moved(robots, "Location: http://b.test/robots.txt\r\n"));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->url.href(), "http://b.test/robots.txt");
}

TEST(IsRedirect, IsTrueForThoseWithALocationToFollow) {
  for (const int status : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(status)) << status;
  for (const int status : {200, 300, 304, 305, 404}) EXPECT_FALSE(is_redirect(status)) << status;
}

}  // namespace
}  // namespace newsarc::crawler
