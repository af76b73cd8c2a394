#include "crawler/retry.h"

#include <gtest/gtest.h>

#include "tests/crawler/make.h"

namespace newsarc::crawler {
namespace {

using std::chrono::seconds;

constexpr Instant then{std::chrono::sys_days(std::chrono::year(2026) / 1 / 5)};

std::optional<Span> pause_after(Fault fault, int tries, Span took = seconds(1)) {
  Failure failure;
  failure.request = request_for("http://a.test/1");
  failure.request.tries = tries;
  failure.error.fault = fault;
  failure.at = then;
  failure.took = took;
  const auto at = retry_at(failure);
  return at ? std::optional(*at - then) : std::nullopt;
}

Page page_of(int status, const std::string& fields = {}) {
  Page page;
  page.request = request_for("http://a.test/1");
  page.status = status;
  page.header = "HTTP/1.1 " + std::to_string(status) + " X\r\n" + fields + "\r\n";
  page.fetched_at = then;
  return page;
}

std::optional<Span> pause_after(const Page& page, const Reading& reading = {}) {
  const auto at = retry_at(page, reading);
  return at ? std::optional(*at - then) : std::nullopt;
}

TEST(Retry, ANetworkFaultIsTriedThreeTimes) {
  EXPECT_EQ(pause_after(Fault::network, 0), seconds(1));
  EXPECT_EQ(pause_after(Fault::network, 1), seconds(4));
  EXPECT_EQ(pause_after(Fault::network, 2), std::nullopt);
}

TEST(Retry, WhatCannotPassIsNotTriedAgain) {
  for (const Fault fault : {Fault::http, Fault::refused, Fault::limit, Fault::internal}) {
    EXPECT_EQ(pause_after(fault, 0), std::nullopt);
  }
}

TEST(Retry, House_ATryThatTookLongIsTheLast) {
  EXPECT_EQ(pause_after(Fault::network, 0, seconds(30)), seconds(1));
  EXPECT_EQ(pause_after(Fault::network, 0, seconds(31)), std::nullopt);
}

TEST(Retry, ServerErrorsAndTooManyRequestsAreTriedAgain) {
  for (const int status : {429, 500, 502, 503, 504}) {
    EXPECT_EQ(pause_after(page_of(status)), seconds(1)) << status;
  }
  for (const int status : {200, 301, 400, 401, 403, 404, 410, 451, 999}) {
    EXPECT_EQ(pause_after(page_of(status)), std::nullopt) << status;
  }
}

struct RetryAfterCase {
  const char* value;
  std::optional<Span> pause;
};

TEST(Retry, RetryAfterIsWaitedForUpToAMinute) {
  for (const auto& [value, pause] :
       {RetryAfterCase{"3", seconds(3)}, RetryAfterCase{"60", seconds(60)},
        RetryAfterCase{"61", std::nullopt}, RetryAfterCase{"99999999999", std::nullopt},
        RetryAfterCase{"0", seconds(1)}, RetryAfterCase{"-5", seconds(1)},
        RetryAfterCase{"soon", seconds(1)},
        RetryAfterCase{"Mon, 05 Jan 2026 00:00:03 GMT", seconds(4)},
        RetryAfterCase{"Sun, 04 Jan 2026 23:00:00 GMT", seconds(1)}}) {
    EXPECT_EQ(pause_after(page_of(503, std::string("Retry-After: ") + value + "\r\n")), pause)
        << value;
  }
}

TEST(Retry, ABodyThatCannotBeDecodedIsTriedAgain) {
  Reading reading;
  reading.kind = PageKind::unparsed;
  reading.error = Error{Fault::decode, "gzip stream cut short", ""};
  EXPECT_EQ(pause_after(page_of(200), reading), seconds(1));
  reading.error->fault = Fault::limit;
  EXPECT_EQ(pause_after(page_of(200), reading), std::nullopt);
}

TEST(Retry, House_ANotModifiedThatNobodyAskedForIsTriedAgain) {
  Page page = page_of(304);
  EXPECT_EQ(pause_after(page), seconds(1));
  page.request.validators.etag = "\"1\"";
  EXPECT_EQ(pause_after(page), std::nullopt);
}

}  // namespace
}  // namespace newsarc::crawler
