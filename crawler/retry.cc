#include "crawler/retry.h"

#include <array>

#include "http/header.h"

namespace newsarc::crawler {
namespace {

using std::chrono::seconds;

// CRAWL.md's schedule: up to three tries a run, the second after 1 s, the third after 4 s.
constexpr std::array<Span, 2> pauses = {seconds(1), seconds(4)};
constexpr Span longest_wait = seconds(60);
// All tries of a URL together take at most 120 s: one that took longer than this is the last, and
// the fetcher gives later tries what is left (FetchLimits::total).
constexpr Span longest_repeatable = seconds(30);

std::optional<Instant> after_pause(const Request& request, Instant at, Span took) {
  const auto tries = static_cast<std::size_t>(request.tries);
  if (request.tries < 0 || tries >= pauses.size() || took > longest_repeatable) return std::nullopt;
  return at + pauses[tries];
}

bool nothing_was_asked(const Validators& validators) {
  return !validators.etag && !validators.last_modified;
}

// What a second look may cure: an overloaded or failing server, an encoded body that was cut, a
// "not modified" that nobody asked about.
bool may_pass(const Page& page, const Reading& reading) {
  if (page.status == 429 || (page.status >= 500 && page.status < 600)) return true;
  if (page.status == 304) return nothing_was_asked(page.request.validators);
  if (page.status != 200 || reading.kind != PageKind::unparsed || !reading.error) return false;
  return reading.error->fault == Fault::decode || reading.error->fault == Fault::network;
}

// A date stands for the whole of its second: the server's clock may be at its end.
std::optional<Instant> asked_for(const Page& page) {
  const auto asked = http::retry_after(page.header, page.fetched_at);
  const auto value = http::field(page.header, "Retry-After").value_or("");
  const bool is_date = !value.empty() && (value[0] < '0' || value[0] > '9');
  return asked && is_date ? *asked + seconds(1) : asked;
}

}  // namespace

std::optional<Instant> retry_at(const Failure& failure) {
  if (failure.error.fault != Fault::network) return std::nullopt;
  return after_pause(failure.request, failure.at, failure.took);
}

std::optional<Instant> retry_at(const Page& page, const Reading& reading) {
  if (!may_pass(page, reading)) return std::nullopt;
  const auto pause = after_pause(page.request, page.fetched_at, page.took);
  const auto asked = asked_for(page);
  if (!pause || !asked || *asked <= *pause) return pause;
  return *asked <= page.fetched_at + longest_wait ? asked : std::nullopt;
}

}  // namespace newsarc::crawler
