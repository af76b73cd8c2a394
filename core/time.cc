#include "core/time.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace newsarc {
namespace {

using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

std::string date_text(year_month_day date) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::string two_digits(long value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::string offset_text(minutes offset) {
  const auto size = std::chrono::abs(offset).count();
  return (offset < minutes(0) ? "-" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60);
}

// Digits at the front of `text`, exactly `count` of them, taken off it.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count) return std::nullopt;
  const auto* end = text.data() + count;
  if (text.front() == '-' || std::from_chars(text.data(), end, value).ptr != end)
    return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return minutes(0);
  const int sign = take(text, '-') ? -1 : (take(text, '+') ? 1 : 0);
  if (sign == 0) return std::nullopt;
  const auto hours = take_digits(text, 2);
  take(text, ':');
  const auto rest = take_digits(text, 2);
  if (!hours || !rest || *hours > 23 || *rest > 59) return std::nullopt;
  return minutes(sign * (*hours * 60 + *rest));
}

void skip_fraction(std::string_view& text) {
  if (!take(text, '.')) return;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
}

std::optional<Stated> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  return stated(*year, *month, *day);
}

// "13:25", "13:25:26.5" and an offset, added to the day that `date` is.
std::optional<Stated> take_clock(std::string_view& text, const Stated& date) {
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute) return std::nullopt;
  std::optional<int> second;
  if (take(text, ':')) {
    second = take_digits(text, 2);
    if (!second) return std::nullopt;
    skip_fraction(text);
  }
  const year_month_day day(floor<std::chrono::days>(date.time));
  auto whole = stated(static_cast<int>(day.year()), static_cast<int>(unsigned{day.month()}),
                      static_cast<int>(unsigned{day.day()}), *hour, *minute, second);
  if (!whole || text.empty()) return whole;
  whole->offset = take_offset(text);
  if (!whole->offset || !text.empty()) return std::nullopt;
  return whole;
}

struct SpanUnit {
  std::string_view name;
  Span length;
};

// Longest first, "ms" before "m" and "s".
constexpr std::array<SpanUnit, 5> span_units{{{"d", std::chrono::hours(24)},
                                              {"h", std::chrono::hours(1)},
                                              {"ms", Span(1)},
                                              {"m", std::chrono::minutes(1)},
                                              {"s", std::chrono::seconds(1)}}};

const SpanUnit* take_unit(std::string_view& text) {
  for (const auto& unit : span_units) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return &unit;
  }
  return nullptr;
}

}  // namespace

std::string to_text(const Stated& stated) {
  const auto day = floor<std::chrono::days>(stated.time);
  std::string text = date_text(year_month_day(day));
  if (stated.precision == Precision::day) return text;
  const auto clock = (stated.time - day).count();
  text += "T" + two_digits(clock / 3600) + ":" + two_digits(clock / 60 % 60);
  if (stated.precision == Precision::second) text += ":" + two_digits(clock % 60);
  if (stated.offset) text += offset_text(*stated.offset);
  return text;
}

std::optional<Stated> stated_from_text(std::string_view text) {
  const auto date = take_date(text);
  if (!date || text.empty()) return date;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  return take_clock(text, *date);
}

std::optional<Stated> stated(int year, int month, int day) {
  const year_month_day date(std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day)));
  if (year < 0 || year > 9999 || month < 0 || day < 0 || !date.ok()) return std::nullopt;
  return Stated{local_days(date), Precision::day, std::nullopt};
}

std::optional<Stated> stated(int year, int month, int day, int hour, int minute,
                             std::optional<int> second) {
  auto when = stated(year, month, day);
  if (!when || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  if (second && (*second < 0 || *second > 60)) return std::nullopt;
  when->time +=
      std::chrono::hours(hour) + minutes(minute) + seconds(std::min(second.value_or(0), 59));
  when->precision = second ? Precision::second : Precision::minute;
  return when;
}

Instant to_instant(const Stated& stated, minutes offset) {
  const auto ahead = stated.offset.value_or(offset);
  return Instant(std::chrono::duration_cast<Span>(stated.time.time_since_epoch() - ahead));
}

std::string to_text(Instant instant) {
  const auto whole = floor<seconds>(instant);
  const Stated utc{local_seconds(whole.time_since_epoch()), Precision::second, std::nullopt};
  return to_text(utc) + "Z";
}

Result<Span> parse_span(std::string_view text) {
  const auto wrong =
      failure(Fault::usage,
              "\"" + std::string(text) + "\" is no duration; write it as 90s, 15m, 1h30m or 3d");
  if (text.empty()) return wrong;
  double total = 0;
  while (!text.empty()) {
    double count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc() || !(count >= 0)) return wrong;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto* unit = take_unit(text);
    if (unit == nullptr) return wrong;
    total += count * static_cast<double>(unit->length.count());
  }
  if (total > 1e15) return wrong;  // 30,000 years: far from what Span holds
  return Span(static_cast<Span::rep>(total + 0.5));
}

std::string to_text(Span span) {
  if (span == Span::zero()) return "0s";
  std::string text = span < Span::zero() ? "-" : "";
  auto rest = std::chrono::abs(span);
  for (const auto& name : {"d", "h", "m", "s", "ms"}) {
    for (const auto& unit : span_units) {
      if (unit.name != name || rest < unit.length) continue;
      text += std::to_string(rest / unit.length) + name;
      rest %= unit.length;
    }
  }
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  const auto date = stated_from_text(text);
  if (!date)
    return failure(
        Fault::usage,
        "\"" + std::string(text) + "\" is no date; write it as 2020-10-13 or 2020-10-13T13:25:26Z");
  return to_instant(*date);
}

Instant SystemClock::now() const { return floor<Span>(std::chrono::system_clock::now()); }

}  // namespace newsarc
