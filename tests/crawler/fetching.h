#pragma once
// Fetches from a server of the test's own on loopback.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "crawler/fetch.h"
#include "tests/crawler/loopback_server.h"
#include "tests/crawler/make.h"

namespace newsarc::crawler {

inline std::string answer(const std::string& body, const std::string& fields = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields +
         "\r\n" + body;
}

class FetchTest : public testing::Test {
 protected:
  FetchTest() {
    options_.user_agent = "newsarc/test (+http://a.test/)";
    options_.allow = {"127.0.0.1:" + std::to_string(server_.port())};
    options_.limits.silence = std::chrono::seconds(1);
    options_.limits.total = std::chrono::seconds(20);
  }

  std::unique_ptr<Fetcher> fetcher() { return curl_fetcher(options_, clock_).value(); }

  Transfer fetch(Request request) {
    const auto fetcher = this->fetcher();
    fetcher->start(std::move(request));
    return wait_for_one(*fetcher);
  }
  Transfer fetch(std::string_view path) { return fetch(request_for(server_.url(path))); }

  Transfer wait_for_one(Fetcher& fetcher) {
    auto ended = fetcher.wait(clock_.now() + std::chrono::seconds(60));
    EXPECT_EQ(ended.size(), 1U);
    EXPECT_EQ(fetcher.bytes_held(), 0U);
    return ended.empty() ? Transfer{Failure{}} : std::move(ended[0]);
  }

  Page page(std::string_view path) {
    Transfer transfer = fetch(path);
    if (const auto* failed = std::get_if<Failure>(&transfer)) {
      ADD_FAILURE() << failed->error.what;
      return {};
    }
    return std::get<Page>(std::move(transfer));
  }

  Error error(std::string_view path) {
    Transfer transfer = fetch(path);
    if (const auto* came = std::get_if<Page>(&transfer)) {
      ADD_FAILURE() << "a page came: " << came->header;
      return {};
    }
    return std::get<Failure>(std::move(transfer)).error;
  }

  fakes::LoopbackServer server_;
  SystemClock clock_;
  FetchOptions options_;
};

}  // namespace newsarc::crawler
