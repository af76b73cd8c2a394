#pragma once
// WARC-Date: a moment in UTC by the W3C profile of ISO 8601 (ISO 28500:2017 §5.4), with as much
// precision as it states.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace newsarc::warc {

enum class DatePrecision { year, month, day, minute, second, fraction };

struct Date {
  std::chrono::sys_seconds time{};  // its beginning, where less than a second is stated
  std::uint32_t nanoseconds = 0;
  DatePrecision precision = DatePrecision::second;

  Instant instant() const;  // milliseconds; more digits are cut off

  bool operator==(const Date&) const = default;
};

// The six forms of that profile, with up to nine digits of a fraction; "Z" is the only zone.
// Nothing where the text is none of them, or the calendar has no such moment. Second 60 is 59.
std::optional<Date> parse_date(std::string_view text);

// "2020-10-13T05:25:26Z", with ".123" where there are milliseconds: what a writer puts down.
std::string format_date(Instant instant);

}  // namespace newsarc::warc
