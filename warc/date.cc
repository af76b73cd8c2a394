#include "warc/date.h"

#include <array>
#include <cstdio>

namespace newsarc::warc {
namespace {

// Takes `count` digits off the text.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

// Takes a mark and the two digits behind it.
std::optional<int> take_part(std::string_view& text, char mark) {
  if (!text.starts_with(mark)) return std::nullopt;
  text.remove_prefix(1);
  return take_number(text, 2);
}

// Takes ".5": one to nine digits.
std::optional<std::uint32_t> take_fraction(std::string_view& text) {
  text.remove_prefix(1);
  std::uint32_t fraction = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (digits == 9) return std::nullopt;
    fraction = fraction * 10 + static_cast<std::uint32_t>(text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  for (; digits < 9; ++digits) fraction *= 10;
  return fraction;
}

// Thh:mm[:ss[.fraction]]Z
bool take_clock(std::string_view text, Date& date) {
  const auto hour = take_part(text, 'T');
  const auto minute = take_part(text, ':');
  if (!hour || !minute || *hour > 23 || *minute > 59) return false;
  date.precision = DatePrecision::minute;
  int second = 0;
  if (text.starts_with(':')) {
    const auto stated = take_part(text, ':');
    if (!stated || *stated > 60) return false;
    second = *stated == 60 ? 59 : *stated;
    date.precision = DatePrecision::second;
    if (text.starts_with('.')) {
      const auto fraction = take_fraction(text);
      if (!fraction) return false;
      date.nanoseconds = *fraction;
      date.precision = DatePrecision::fraction;
    }
  }
  date.time +=
      std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(second);
  return text == "Z";
}

}  // namespace

Instant Date::instant() const {
  return Instant(time) +
         std::chrono::duration_cast<Span>(std::chrono::nanoseconds(std::int64_t{nanoseconds}));
}

std::optional<Date> parse_date(std::string_view text) {
  Date date;
  const auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  date.precision = DatePrecision::year;
  int month = 1, day = 1;
  for (int* part : {&month, &day}) {
    if (text.empty()) break;
    const auto number = take_part(text, '-');
    if (!number) return std::nullopt;
    *part = *number;
    date.precision = part == &month ? DatePrecision::month : DatePrecision::day;
  }
  const auto calendar = std::chrono::year(*year) / month / day;
  if (!calendar.ok()) return std::nullopt;
  date.time = std::chrono::sys_days(calendar);
  if (!text.empty() && !take_clock(text, date)) return std::nullopt;
  return date;
}

std::string format_date(Instant instant) {
  std::string text = to_text(std::chrono::floor<std::chrono::seconds>(instant));
  const auto fraction = (instant - std::chrono::floor<std::chrono::seconds>(instant)).count();
  if (fraction == 0) return text;
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), ".%03d", static_cast<int>(fraction));
  return text.insert(text.size() - 1, digits.data());
}

}  // namespace newsarc::warc
