#pragma once
// Two kinds of time. An Instant is when newsarc saw something: UTC, milliseconds. A Stated time is
// what a page claims about itself: a local date with as much precision as the page gave and an
// offset only where one was stated; it is kept as claimed and never padded out.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc {

using Span = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Span>;

enum class Precision { day, minute, second };

struct Stated {
  std::chrono::local_seconds time{};  // wall clock of the page; midnight when precision is day
  Precision precision = Precision::day;
  std::optional<std::chrono::minutes> offset;  // east of UTC; never set when precision is day

  bool operator==(const Stated&) const = default;
};

// RFC 3339 as far as the claim goes: "2020-10-13", "2020-10-13T13:25", "2020-10-13T13:25:26+08:00".
std::string to_text(const Stated& stated);

// Reads what to_text writes, and any RFC 3339 date-time (fractions are dropped, Z is +00:00).
std::optional<Stated> stated_from_text(std::string_view text);

// Nothing when the calendar has no such moment (31 February, 25:00). Second 60 becomes 59.
std::optional<Stated> stated(int year, int month, int day);
std::optional<Stated> stated(int year, int month, int day, int hour, int minute,
                             std::optional<int> second = std::nullopt);

// The instant a claim means, its own offset or else `offset` taken as the zone.
Instant to_instant(const Stated& stated, std::chrono::minutes offset = {});

// "2026-11-23T18:03:37Z", whole seconds, as the archive's views print instants.
std::string to_text(Instant instant);

// Durations as configuration and options spell them: "20ms", "0.05s", "90s", "15m", "1h30m", "3d".
Result<Span> parse_span(std::string_view text);
std::string to_text(Span span);  // the shortest such spelling: "1h30m", "20ms"

// A date of the command line: "2020-10-13" (its midnight UTC), or an RFC 3339 date-time.
Result<Instant> parse_instant(std::string_view text);

// The one door to the wall clock; tests hold a FixedClock behind it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace newsarc
