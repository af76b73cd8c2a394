#pragma once
// A frontier on paper: sites, rows, answers and a clock, and what it gives out as words.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "tests/crawler/make.h"

namespace newsarc::crawler {

inline constexpr Instant start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 5)};

inline FetchRules rules(Span delay, int concurrency = 1) {
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

  // So many articles of a host that is asked once a second, and has no rules.
  void begin_with(int articles) {
    site(rules(std::chrono::seconds(1)));
    for (int id = 1; id <= articles; ++id) add("http://a.test/" + std::to_string(id), id);
    next();
    open();
  }

  Frontier frontier_{"newsarc"};
  Instant now_ = start;
  Request given_;
};

}  // namespace newsarc::crawler
