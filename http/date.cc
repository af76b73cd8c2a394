// HTTP dates (RFC 9110 §5.6.7): all are UTC, whole seconds.

#include <algorithm>
#include <array>
#include <chrono>

#include "http/header.h"

namespace newsarc::http {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};

struct Fields {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
};

// Reads a date from left to right; every step says whether it found what it wants.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<Fields> read() {
    if (!take_letters()) return std::nullopt;  // the weekday is not held against the date
    const bool found = take(',') ? read_day_first() : read_month_first();
    return found && rest_.empty() ? std::optional(fields_) : std::nullopt;
  }

 private:
  // "06 Nov 1994 08:49:37 GMT" and "06-Nov-94 08:49:37 GMT".
  bool read_day_first() {
    int day = 0;
    if (!take(' ') || !take_number(day, 1, 2)) return false;
    const char mark = rest_.starts_with('-') ? '-' : ' ';
    fields_.day = static_cast<unsigned>(day);
    return take(mark) && take_month() && take(mark) && take_year() && take(' ') && take_time() &&
           take(' ') && take_zone();
  }

  // "Nov  6 08:49:37 1994".
  bool read_month_first() {
    int day = 0;
    if (!take(' ') || !take_month() || !take(' ')) return false;
    take(' ');
    if (!take_number(day, 1, 2)) return false;
    fields_.day = static_cast<unsigned>(day);
    return take(' ') && take_time() && take(' ') && take_number(fields_.year, 4, 4);
  }

  bool take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_letters() {
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const auto end = std::ranges::find_if_not(rest_, is_letter);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(length);
    return length >= 3;
  }

  bool take_number(int& value, std::size_t least, std::size_t most) {
    std::size_t length = 0;
    value = 0;
    for (; length < rest_.size() && length < most; ++length) {
      if (rest_[length] < '0' || rest_[length] > '9') break;
      value = value * 10 + (rest_[length] - '0');
    }
    rest_.remove_prefix(length);
    return length >= least;
  }

  bool take_month() {
    const auto found = std::ranges::find(months, rest_.substr(0, 3));
    if (found == months.end()) return false;
    fields_.month = static_cast<unsigned>(found - months.begin()) + 1;
    rest_.remove_prefix(3);
    return true;
  }

  // Two digits: RFC 9110 asks for a clock to tell the century; from 70 on it is the last one, as
  // RFC 6265 §5.1.1 has it for cookies. Nothing sent such dates before 1970.
  bool take_year() {
    const std::size_t before = rest_.size();
    if (!take_number(fields_.year, 2, 4)) return false;
    const std::size_t digits = before - rest_.size();
    if (digits == 2) fields_.year += fields_.year >= 70 ? 1900 : 2000;
    return digits != 3;
  }

  bool take_time() {
    return take_number(fields_.hour, 2, 2) && take(':') && take_number(fields_.minute, 2, 2) &&
           take(':') && take_number(fields_.second, 2, 2);
  }

  bool take_zone() {
    for (std::string_view zone : {"GMT", "UTC"}) {
      if (!rest_.starts_with(zone)) continue;
      rest_.remove_prefix(zone.size());
      return true;
    }
    return false;
  }

  std::string_view rest_;
  Fields fields_;
};

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

std::optional<Instant> parse_date(std::string_view text) {
  const auto fields = DateReader(text).read();
  if (!fields) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(fields->year),
                                         std::chrono::month(fields->month),
                                         std::chrono::day(fields->day)};
  if (!date.ok() || fields->hour > 23 || fields->minute > 59 || fields->second > 60) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(fields->hour) +
         std::chrono::minutes(fields->minute) +
         std::chrono::seconds(std::min(fields->second, 59));  // a leap second
}

std::string format_date(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  const auto days = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss time(seconds - days);
  std::string out(weekdays[std::chrono::weekday(days).c_encoding()]);
  out += ", " + padded(static_cast<int>(static_cast<unsigned>(date.day())), 2) + ' ';
  out += months[static_cast<unsigned>(date.month()) - 1];
  out += ' ' + padded(static_cast<int>(date.year()), 4) + ' ';
  out += padded(static_cast<int>(time.hours().count()), 2) + ':';
  out += padded(static_cast<int>(time.minutes().count()), 2) + ':';
  out += padded(static_cast<int>(time.seconds().count()), 2) + " GMT";
  return out;
}

}  // namespace newsarc::http
