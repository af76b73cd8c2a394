#pragma once
// FixedClock: a clock that stands still until a test moves it. Thread-safe.

#include <atomic>

#include "core/time.h"

namespace newsarc::fakes {

class FixedClock final : public Clock {
 public:
  // 2026-01-05 is a Monday: any fixed day would do.
  explicit FixedClock(Instant start = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5))
      : milliseconds_(start.time_since_epoch().count()) {}

  Instant now() const override { return Instant(Span(milliseconds_.load())); }
  void set(Instant instant) { milliseconds_.store(instant.time_since_epoch().count()); }
  void advance(Span span) { milliseconds_.fetch_add(span.count()); }

 private:
  std::atomic<Span::rep> milliseconds_;
};

}  // namespace newsarc::fakes
