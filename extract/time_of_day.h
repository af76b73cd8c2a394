#pragma once
// The time of day behind a date: 13:25:26, 下午3:31, at 1:25 pm EST, à 13h25, um 13.25 Uhr. Private
// to extract/.

#include <chrono>
#include <optional>
#include <string_view>

#include "extract/date_text.h"

namespace newsarc::extract {

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  std::optional<int> second;
  std::optional<std::chrono::minutes> offset;  // only where one is stated
  std::size_t end = 0;                         // behind the minutes, the seconds or "pm"
};

// `at` is the end of a date: what stands between may be blanks, punctuation, a weekday and the
// little words of dates, and no more.
std::optional<TimeOfDay> time_behind(const DateText& text, std::size_t at);

// The time of day that begins at `at`, written with a colon, as it may stand before a date:
// 11:05 PM EDT, July 5, 2024. Its end is behind the zone.
std::optional<TimeOfDay> time_before(const DateText& text, std::size_t at);

}  // namespace newsarc::extract
