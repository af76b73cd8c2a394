// Answers that are no pages, and what has no end.

#include <string>

#include "crawler/fetch.h"
#include "tests/crawler/fetching.h"

namespace newsarc::crawler {
namespace {

using fakes::Connection;
using std::chrono::seconds;

struct BadAnswer {
  const char* name;
  std::string bytes;
  Fault fault;
};

class BadAnswerTest : public FetchTest, public testing::WithParamInterface<BadAnswer> {};

TEST_P(BadAnswerTest, IsNoPage) {
  server_.serve("/bad", GetParam().bytes);
  const Error error = this->error("/bad");
  EXPECT_EQ(error.fault, GetParam().fault) << error.what;
  EXPECT_EQ(error.where, server_.url("/bad"));
  EXPECT_FALSE(error.what.empty());
}

const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";

INSTANTIATE_TEST_SUITE_P(
    Cases, BadAnswerTest,
    testing::Values(
        BadAnswer{"nothing", "", Fault::network},
        BadAnswer{"half_a_header", "HTTP/1.1 200 OK\r\nContent-Type: text/ht", Fault::network},
        BadAnswer{"half_a_body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", Fault::network},
        BadAnswer{"no_last_chunk", chunked, Fault::network},
        BadAnswer{"chunk_of_no_size", chunked + "zz\r\nabc\r\n0\r\n\r\n", Fault::network},
        BadAnswer{"chunk_shorter_than_said", chunked + "64\r\nabc\r\n0\r\n\r\n", Fault::network},
        BadAnswer{"two_lengths",
                  "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
                  Fault::network},
        BadAnswer{"list_of_lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3, 5\r\n\r\nabcde",
                  Fault::network},
        BadAnswer{"negative_length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabcde",
                  Fault::http},
        BadAnswer{"length_beside_other_chunks",
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n"
                  "3\r\nabc\r\n0\r\n\r\n",
                  Fault::network},
        BadAnswer{"part_unasked",
                  "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-2/9\r\n"
                  "Content-Length: 3\r\n\r\nabc",
                  Fault::network},
        BadAnswer{"http_0_9", "<html>old</html>", Fault::http},
        BadAnswer{"no_http", "ICY 2000 YES\nfoo\n\nbar", Fault::http}),
    [](const auto& row) { return row.param.name; });

TEST_F(FetchTest, AResetIsAFailure) {
  server_.serve("/a", [](Connection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    to.reset();
  });
  EXPECT_EQ(error("/a").fault, Fault::network);
}

TEST_F(FetchTest, SilenceIsAFailure) {
  server_.serve("/a", [](Connection& to) { to.wait_until_left(); });
  server_.serve("/b", [](Connection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    to.wait_until_left();
  });
  EXPECT_EQ(error("/a").fault, Fault::network);
  EXPECT_EQ(error("/b").fault, Fault::network);
}

TEST_F(FetchTest, ATransferThatTakesTooLongReachesALimit) {
  options_.limits.silence = seconds(30);
  options_.limits.total = std::chrono::milliseconds(200);
  server_.serve("/a", [](Connection& to) { to.wait_until_left(); });
  EXPECT_EQ(error("/a").fault, Fault::limit);
}

void send_for_ever(Connection& to, const std::string& first, const std::string& rest) {
  to.send(first);
  while (to.send(rest)) {
  }
}

TEST_F(FetchTest, WhatHasNoEndReachesALimit) {
  options_.limits.body_bytes = 1 << 20;
  options_.limits.header_bytes = 64 << 10;
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string line = "X-Pad: " + std::string(1000, 'h') + "\r\n";
  const auto endless = [&](const char* path, std::string first, std::string rest) {
    server_.serve(path, [=](Connection& to) { send_for_ever(to, first, rest); });
  };
  endless("/body", ok + "\r\n", std::string(8000, 'x'));
  endless("/chunks", ok + "Transfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n");
  endless("/headers", ok, line);
  endless("/interim", "", "HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n");
  endless("/trailers", ok + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", line);
  server_.serve("/length", ok + "Content-Length: 9223372036854775807\r\n\r\nabc");
  for (const char* path : {"/body", "/chunks", "/headers", "/interim", "/trailers", "/length"}) {
    EXPECT_EQ(error(path).fault, Fault::limit) << path;
  }
}

TEST_F(FetchTest, ABodyAsLargeAsTheLimitIsAPage) {
  options_.limits.body_bytes = 1000;
  server_.serve("/a", answer(std::string(1000, 'x')));
  server_.serve("/b", answer(std::string(1001, 'x')));
  EXPECT_EQ(page("/a").body.size(), 1000U);
  EXPECT_EQ(error("/b").fault, Fault::limit);
}

}  // namespace
}  // namespace newsarc::crawler
