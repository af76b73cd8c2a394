// Pages as servers send them, over real sockets.

#include "crawler/fetch.h"

#include <atomic>
#include <string>
#include <thread>

#include "tests/crawler/fetching.h"

namespace newsarc::crawler {
namespace {

using fakes::Connection;
using fakes::LoopbackServer;
using std::chrono::hours;
using std::chrono::seconds;

TEST_F(FetchTest, APageIsWhatTheServerSent) {
  server_.serve("/a?b", answer("\x1f\x8b raw", "Content-Encoding: gzip\r\nX-A: 1\r\n"));
  const Instant before = clock_.now();
  Request request = request_for(server_.url("/a?b#c"), 7);
  request.hints.title = "標題";
  const Page page = std::get<Page>(fetch(request));
  EXPECT_EQ(page.request, request);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "\x1f\x8b raw");
  EXPECT_EQ(page.header,
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Encoding: gzip\r\nX-A: 1\r\n\r\n");
  EXPECT_EQ(page.http_version, "1.1");
  EXPECT_EQ(page.ip, "127.0.0.1");
  EXPECT_GE(page.fetched_at, before);
  EXPECT_LE(page.fetched_at, clock_.now());
}

TEST_F(FetchTest, TheRequestHeaderIsWhatWasSent) {
  server_.serve("/a", answer("x"));
  const Page page = this->page("/a");
  ASSERT_EQ(server_.requests().size(), 1U);
  EXPECT_EQ(page.request_header, server_.requests()[0]);
  EXPECT_TRUE(page.request_header.starts_with("GET /a HTTP/1.1\r\n")) << page.request_header;
  EXPECT_NE(page.request_header.find("User-Agent: newsarc/test (+http://a.test/)\r\n"),
            std::string::npos);
  EXPECT_NE(page.request_header.find("Accept-Encoding: gzip, deflate, br, zstd\r\n"),
            std::string::npos);
  EXPECT_EQ(page.request_header.find("Cookie"), std::string::npos);
}

TEST_F(FetchTest, PathsAreSentAsTheyAre) {
  for (const char* path : {"/./a", "//a//b.html", "/%61/%2e%2E/x", "/a?"}) {
    server_.serve(path, answer("x"));
  }
  // The URL Standard has its own say on dots, so only the others come here as written.
  EXPECT_EQ(page("//a//b.html").status, 200);
  EXPECT_EQ(page("/a?").status, 200);
  EXPECT_EQ(server_.requests()[0].substr(0, 16), "GET //a//b.html ");
}

TEST_F(FetchTest, AsksWhetherAPageIsStillTheSame) {
  server_.serve("/a", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n");
  Request request = request_for(server_.url("/a"));
  request.validators = {"\"v1\"", "Mon, 05 Jan 2026 00:00:00 GMT"};
  const Page page = std::get<Page>(fetch(request));
  EXPECT_EQ(page.status, 304);
  EXPECT_NE(page.request_header.find("If-None-Match: \"v1\"\r\n"), std::string::npos);
  EXPECT_NE(page.request_header.find("If-Modified-Since: Mon, 05 Jan 2026 00:00:00 GMT\r\n"),
            std::string::npos);
}

TEST_F(FetchTest, AValidatorCannotSmuggleAHeader) {
  server_.serve("/a", answer("x"));
  Request request = request_for(server_.url("/a"));
  request.validators = {"\"v\"\r\nX-Injected: yes", std::string(5000, 'x')};
  const Page page = std::get<Page>(fetch(request));
  EXPECT_EQ(page.request_header.find("X-Injected"), std::string::npos);
  EXPECT_EQ(page.request_header.find("If-"), std::string::npos);
}

TEST_F(FetchTest, RedirectsAndErrorsAreGivenBackAsPages) {
  server_.serve("/r", "HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
  server_.serve("/g", "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\ngone");
  server_.serve("/999", "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(page("/r").status, 302);
  EXPECT_EQ(page("/g").body, "gone");
  EXPECT_EQ(page("/999").status, 999);
  EXPECT_EQ(server_.requests().size(), 3U);
}

TEST_F(FetchTest, CookiesAreNotKept) {
  server_.serve("/a", answer("x", "Set-Cookie: sid=secret; Path=/\r\n"), true);
  const auto fetcher = this->fetcher();
  for (int i = 0; i < 2; ++i) {
    fetcher->start(request_for(server_.url("/a")));
    wait_for_one(*fetcher);
  }
  ASSERT_EQ(server_.requests().size(), 2U);
  EXPECT_EQ(server_.requests()[1].find("sid"), std::string::npos);
}

TEST_F(FetchTest, ConnectionsAreKept) {
  server_.serve("/a", answer("x"), true);
  const auto fetcher = this->fetcher();
  for (int i = 0; i < 5; ++i) {
    fetcher->start(request_for(server_.url("/a")));
    wait_for_one(*fetcher);
  }
  EXPECT_EQ(server_.connections(), 1);
}

// A server that says more than it was asked must not shift every later answer by one.
TEST_F(FetchTest, AnAnswerNobodyAskedForIsNotTakenForTheNext) {
  std::atomic<bool> first_came = false;
  std::atomic<bool> second_sent = false;
  server_.serve(
      "/two",
      [&](Connection& to) {
        to.send(answer("first"));
        while (!first_came) std::this_thread::yield();
        to.send(answer("second"));
        second_sent = true;
      },
      true);
  server_.serve("/a", answer("wanted"), true);
  const auto fetcher = this->fetcher();
  fetcher->start(request_for(server_.url("/two")));
  EXPECT_EQ(std::get<Page>(wait_for_one(*fetcher)).body, "first");
  first_came = true;
  while (!second_sent) std::this_thread::yield();
  fetcher->start(request_for(server_.url("/a")));
  EXPECT_EQ(std::get<Page>(wait_for_one(*fetcher)).body, "wanted");
  EXPECT_EQ(server_.connections(), 2);
}

TEST_F(FetchTest, ARequestIsSentOnceAlthoughTheKeptConnectionCloses) {
  server_.serve("/a", answer("x"), true);
  server_.serve("/gone", [](Connection&) {});
  const auto fetcher = this->fetcher();
  fetcher->start(request_for(server_.url("/a")));
  wait_for_one(*fetcher);
  fetcher->start(request_for(server_.url("/gone")));
  EXPECT_EQ(std::get<Failure>(wait_for_one(*fetcher)).error.fault, Fault::network);
  EXPECT_EQ(server_.requests().size(), 2U);
}

TEST_F(FetchTest, AKeptConnectionThatClosedMeanwhileIsReplaced) {
  server_.serve("/a", answer("x"));
  const auto fetcher = this->fetcher();
  for (int i = 0; i < 2; ++i) {
    fetcher->start(request_for(server_.url("/a")));
    EXPECT_TRUE(std::holds_alternative<Page>(wait_for_one(*fetcher)));
    while (server_.open_connections() > 0) std::this_thread::yield();
  }
  EXPECT_EQ(server_.requests().size(), 2U);
}

TEST_F(FetchTest, ManyTransfersRunAtATime) {
  std::atomic<int> inside = 0;
  server_.serve("/together", [&](Connection& to) {
    ++inside;
    while (inside < 8) std::this_thread::yield();  // no one is answered before all have asked
    to.send(answer("x"));
  });
  const auto fetcher = this->fetcher();
  for (int i = 0; i < 8; ++i) fetcher->start(request_for(server_.url("/together"), i));
  std::size_t pages = 0;
  while (pages < 8) {
    const auto ended = fetcher->wait(clock_.now() + seconds(60));
    ASSERT_FALSE(ended.empty());
    for (const auto& transfer : ended) pages += std::holds_alternative<Page>(transfer) ? 1 : 0;
  }
}

TEST_F(FetchTest, ChunkedBodiesAreJoinedAndTrailersDropped) {
  server_.serve("/a",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n");
  const Page page = this->page("/a");
  EXPECT_EQ(page.body, "abcde");
  EXPECT_EQ(page.header, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST_F(FetchTest, InterimAnswersAreNotTheAnswer) {
  server_.serve("/a", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer("x"));
  EXPECT_EQ(page("/a").header, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
}

TEST_F(FetchTest, RepeatedEqualLengthsAreOne) {
  server_.serve("/a", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\nabcde");
  EXPECT_EQ(page("/a").body, "abcde");
}

TEST_F(FetchTest, ALoopbackAddressIsRefusedUnlessNamed) {
  server_.serve("/a", answer("x"));
  options_.allow = {"127.0.0.1:" + std::to_string(server_.port() ^ 1)};
  EXPECT_EQ(error("/a").fault, Fault::refused);
  EXPECT_NE(error("/a").what.find("127.0.0.1"), std::string::npos);
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(FetchTest, AnAllowedNameReachesItsAddress) {
  server_.serve("/a", answer("x"));
  const std::string port = std::to_string(server_.port());
  const Request request = request_for("http://localhost:" + port + "/a");
  EXPECT_TRUE(std::holds_alternative<Page>(fetch(request)));  // its address is allowed
  options_.allow = {"localhost:" + port};
  EXPECT_TRUE(std::holds_alternative<Page>(fetch(request)));
  EXPECT_EQ(error("/a").fault, Fault::refused);  // the address by itself is not named
}

TEST_F(FetchTest, ARefusedConnectionIsAFailure) {
  std::uint16_t closed = 0;
  {
    const LoopbackServer gone;
    closed = gone.port();
  }
  options_.allow = {"127.0.0.1:" + std::to_string(closed)};
  const Transfer transfer = fetch(request_for("http://127.0.0.1:" + std::to_string(closed) + "/"));
  EXPECT_EQ(std::get<Failure>(transfer).error.fault, Fault::network);
}

TEST_F(FetchTest, CredentialsAreNeverSent) {
  Request request = request_for("http://me:secret@127.0.0.1:" + std::to_string(server_.port()));
  const Transfer transfer = fetch(request);
  EXPECT_EQ(std::get<Failure>(transfer).error.fault, Fault::refused);
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(FetchTest, AProxyOfTheEnvironmentIsNotUsed) {
  ::setenv("http_proxy", "http://127.0.0.1:9", 1);
  server_.serve("/a", answer("x"));
  EXPECT_EQ(page("/a").status, 200);
  ::unsetenv("http_proxy");
}

TEST_F(FetchTest, WaitReturnsWhenWokenOrWhenTheMomentHasCome) {
  const auto fetcher = this->fetcher();
  EXPECT_TRUE(fetcher->wait(clock_.now()).empty());
  fetcher->wake();
  EXPECT_TRUE(fetcher->wait(clock_.now() + hours(1)).empty());
  std::thread waker([&] { fetcher->wake(); });
  EXPECT_TRUE(fetcher->wait(Instant::max()).empty());
  waker.join();
}

TEST_F(FetchTest, EndsWhateverIsUnderWay) {
  std::atomic<bool> asked = false;
  server_.serve("/a", [&](Connection& to) {
    asked = true;
    to.wait_until_left();
  });
  const auto fetcher = this->fetcher();
  fetcher->start(request_for(server_.url("/a")));
  while (!asked) fetcher->wait(clock_.now() + std::chrono::milliseconds(1));
}

TEST(CurlFetcher, NeedsAllowedAddressesToBeHostAndPort) {
  const SystemClock clock;
  FetchOptions options;
  options.allow = {"127.0.0.1"};
  const auto fetcher = curl_fetcher(options, clock);
  ASSERT_FALSE(fetcher);
  EXPECT_EQ(fetcher.error().fault, Fault::config);
}

}  // namespace
}  // namespace newsarc::crawler
