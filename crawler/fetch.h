#pragma once
// The Fetcher: many transfers at once, none of them blocking. An interface so that a night's crawl
// runs in a test without a network; the real one is a curl_multi loop. One thread drives it; only
// wake() may come from others.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/page.h"
#include "core/result.h"
#include "core/time.h"

namespace newsarc::crawler {

using Transfer = std::variant<Page, Failure>;  // either names its request

class Fetcher {
 public:
  virtual ~Fetcher() = default;

  virtual void start(Request request) = 0;
  // Transfers that ended; returns as soon as there is one, when `until` has come, or at wake().
  virtual std::vector<Transfer> wait(Instant until) = 0;
  virtual void wake() = 0;  // from any thread: wait() returns, the next one if none is running
  virtual std::size_t bytes_held() const = 0;  // of bodies in flight
};

struct FetchLimits {
  Span connect = std::chrono::seconds(10);
  Span silence =
      std::chrono::seconds(10);  // or under 200 bytes a second; whole seconds, rounded up
  // Of one transfer; a second try has three quarters of it and a third one half, so that all tries
  // of a URL together keep within it (retry.h repeats only those that took less than a quarter).
  Span total = std::chrono::seconds(120);
  std::size_t header_bytes = 256 << 10;  // all header blocks and trailers of one answer
  std::size_t body_bytes = 32 << 20;
};

struct FetchOptions {
  std::string user_agent;  // "newsarc/0.1.0 (+URL)"
  std::vector<std::string>
      allow;  // HOST:PORT of loopback or private addresses this crawl may contact
  FetchLimits limits;
};

// libcurl: http and https only, certificates verified, no proxy, no cookies, no redirects followed,
// addresses checked at connect, bodies kept as they are coded. Instants are `clock`'s, which must
// outlive the fetcher and run at the real pace. A Failure's fault is network when no whole answer
// came (a body cut short, conflicting lengths, a 206 that nobody asked for), http when it was no
// HTTP, limit when too large or too long, refused for the address or the certificate.
// Errors: config, when an `allow` is no HOST:PORT; internal, when libcurl cannot be had.
Result<std::unique_ptr<Fetcher>> curl_fetcher(FetchOptions options, const Clock& clock);

// Whether an address (numeric, v4 or v6) is one that the public internet routes.
bool is_public_address(const std::string& address);

}  // namespace newsarc::crawler
