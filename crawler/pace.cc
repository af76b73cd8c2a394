#include "crawler/pace.h"

#include <algorithm>

#include "crawler/frontier.h"

namespace newsarc::crawler {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Our choices (docs/decisions/0031-pace-of-a-host.md).
constexpr Span longest_crawl_delay = minutes(5);  // a longer one would stall a night
constexpr Span slow_answer = seconds(1);          // from here on the delay follows the answers
constexpr Span longest_slow_gap = seconds(30);
constexpr Span longest_back_off = hours(1);
constexpr Span nonsense_retry_after = hours(30 * 24);
constexpr int fruitless_limit = 10;
constexpr Span fruitless_span = hours(1);

// One try after another doubles it: 1 s, 2 s, 4 s … an hour.
Span back_off(Span delay, int refusals) {
  const Span first = std::max(delay, Span(seconds(1)));
  const int doublings = std::min(refusals - 1, 12);
  return std::min(first * (1 << doublings), longest_back_off);
}

}  // namespace

void Pace::obey(const FetchRules& rules) {
  const auto concurrency = static_cast<std::size_t>(std::max(rules.concurrency, 1));
  delay_ = std::max(delay_, rules.delay);
  concurrency_ = has_rules_ ? std::min(concurrency_, concurrency) : concurrency;
  has_rules_ = true;
}

void Pace::obey_crawl_delay(std::optional<Span> crawl_delay) {
  crawl_delay_ = std::min(crawl_delay.value_or(Span{}), longest_crawl_delay);
  if (crawl_delay_ > delay_) free_at_ = std::max(free_at_, free_at_ + (crawl_delay_ - delay_));
}

Span Pace::gap() const {
  const Span asked = std::max(delay_, crawl_delay_);
  return usual_ > slow_answer ? std::max(asked, std::min(usual_, longest_slow_gap)) : asked;
}

// With several transfers at a time, their starts keep the distance as well.
void Pace::started(Instant now) {
  free_at_ = std::max(free_at_, now + std::max(delay_, crawl_delay_));
}

void Pace::answered(const Answer& answer, Instant now) {
  const bool refused = answer.status == 429 || answer.status == 503;
  if (answer.status != 0) usual_ = (usual_ * 3 + answer.took) / 4;
  count_fruitless(answer, now);
  free_at_ = std::max(free_at_, now + gap());
  if (refused) {
    free_at_ = std::max(free_at_, after_refusal(answer, now));
  } else if (answer.status != 0) {
    refusals_ = 0;
  }
}

Instant Pace::after_refusal(const Answer& answer, Instant now) {
  ++refusals_;
  if (answer.retry_after && *answer.retry_after < now + nonsense_retry_after) {
    stay_away(*answer.retry_after, now);
    return free_at_;
  }
  return now + back_off(gap(), refusals_);
}

void Pace::stay_away(Instant until, Instant now) {
  if (until > now + longest_back_off)
    left_until_ = std::max(left_until_.value_or(until), until);
  else
    free_at_ = std::max(free_at_, until);
}

void Pace::count_fruitless(const Answer& answer, Instant now) {
  if (answer.status != 0 && answer.status != 429 && answer.status != 503) {
    fruitless_ = 0;
    return;
  }
  if (fruitless_++ == 0) fruitless_since_ = now;
  if (fruitless_ >= fruitless_limit && now - fruitless_since_ >= fruitless_span) given_up_ = true;
}

}  // namespace newsarc::crawler
