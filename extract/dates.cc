#include "extract/dates.h"

#include <algorithm>
#include <chrono>

#include "extract/date_text.h"
#include "extract/han_dates.h"
#include "extract/month_names.h"
#include "extract/time_of_day.h"

namespace newsarc::extract {

namespace {

constexpr int first_year = 1990;  // of news on the web
constexpr int last_year = 2099;

class Scanner {
 public:
  Scanner(std::string_view text, const DateReading& reading)
      : text_(text), reading_(reading), han_(text.find("年") != std::string_view::npos) {}

  std::vector<FoundDate> run() {
    for (std::size_t at = 0; at < text_.size();) {
      FoundDate found;
      if (starts_token(at) && (read_time_first(at, found) || read_date(at, found))) {
        found.begin = at;
        if (found.when.precision == Precision::day) read_time(found);
        found_.push_back(found);
        at = std::max(found.end, at + 1);
      } else {
        at = skip_token(at);
      }
    }
    return std::move(found_);
  }

 private:
  // Months have names in alphabets; Chinese, kana and hangul begin a date only as 二〇二四年.
  bool starts_token(std::size_t at) const {
    const char c = text_[at];
    if (is_digit(c)) return at == 0 || !is_digit(text_[at - 1]);
    if (static_cast<unsigned char>(c) >= 0xE3 && !han_) return false;
    return is_letter(c) &&
           (at == 0 || !is_letter(text_[at - 1]) || static_cast<unsigned char>(c) >= 0xC0);
  }

  std::size_t skip_token(std::size_t at) const {
    if (!is_digit(text_[at])) return at + 1;
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at;
  }

  // One of - / . 年 … the same between month and day.
  std::string_view separator(std::size_t& at) const {
    std::size_t next = at;
    text_.blanks(next);
    for (const std::string_view each : {"-", "/", ".", "年", "月", "–", "년", "월"}) {
      if (!text_.take(next, each)) continue;
      text_.blanks(next);
      at = next;
      return each;
    }
    return {};
  }

  static bool set(FoundDate& found, int year, int month, int day, std::size_t end) {
    if (year < first_year || year > last_year) return false;
    const auto when = stated(year, month, day);
    if (!when) return false;
    found.when = *when;
    found.end = end;
    return true;
  }

  bool read_date(std::size_t at, FoundDate& found) const {
    if (!is_digit(text_[at])) {
      if (const auto han = han_ ? han_date_at(text_, at) : std::nullopt)
        return set(found, han->year, han->month, han->day, han->end);
      return read_month_first_name(at, found);
    }
    const std::size_t count = text_.digits(at);
    if (count == 4) return read_year_first(at, found);
    if (count <= 2) return read_short(at, found);
    if (reading_.compact && (count == 8 || count == 12 || count == 14))
      return read_compact(at, count, found);
    return false;
  }

  bool read_compact(std::size_t at, std::size_t count, FoundDate& found) const {
    const int year = *text_.number(at, 4);
    const int month = *text_.number(at, 2);
    const int day = *text_.number(at, 2);
    if (!set(found, year, month, day, at)) return false;
    if (count == 8) return true;
    const int hour = *text_.number(at, 2);
    const int minute = *text_.number(at, 2);
    const auto second = count == 14 ? text_.number(at, 2) : std::nullopt;
    if (const auto when = stated(year, month, day, hour, minute, second)) found.when = *when;
    found.end = at;
    return true;
  }

  // 2020年10月13日, 2020-10-13, 2020. október 13.: what stands between year and month says what may
  // stand between month and day.
  bool separates_days(std::string_view before_month, std::size_t& at) const {
    if (at < text_.size() && text_[at] == ' ' && at + 1 < text_.size() && is_digit(text_[at + 1]))
      return text_.take(at, " ") && before_month == ".";
    const std::string_view second = separator(at);
    if (before_month == "年") return second == "月";
    if (before_month == "년") return second == "월";
    return !second.empty() && second == before_month;
  }

  bool read_year_first(std::size_t at, FoundDate& found) const {
    const int year = *text_.number(at, 4);
    const std::string_view first = separator(at);
    if (first.empty()) return false;
    const auto month = text_.digits(at) > 0 ? text_.number(at, 2) : read_month_name(at);
    if (!month || !separates_days(first, at)) return false;
    const auto day = text_.number(at, 2);
    if (!day) return false;
    std::size_t behind = at;
    text_.blanks(behind);
    for (const std::string_view each : {"日", "号", "號", "일"}) {
      if (text_.take(behind, each)) at = behind;
    }
    return set(found, year, *month, *day, at);
  }

  std::optional<int> read_month_name(std::size_t& at) const {
    constexpr std::size_t longest = 24;     // bytes: Σεπτεμβρίου has 22
    constexpr unsigned char beyond = 0xE0;  // no name has letters past U+07FF: not Han text, then
    if (at < text_.size() && static_cast<unsigned char>(text_[at]) >= beyond) return std::nullopt;
    std::size_t end = at;
    while (end < text_.size() && end - at <= longest && is_letter(text_[end])) ++end;
    const auto month = month_number(text_.part(at, end));
    if (!month) return std::nullopt;
    at = end;
    text_.take(at, ".");
    return month;
  }

  // october 13, 2020 | oct. 13th 2020
  bool read_month_first_name(std::size_t at, FoundDate& found) const {
    const auto month = read_month_name(at);
    if (!month) return false;
    text_.blanks(at);
    if (text_.digits(at) > 2) return false;
    const auto day = text_.number(at, 2);
    if (!day) return false;
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (text_.take(at, ending)) break;
    }
    text_.take(at, ",");
    text_.blanks(at);
    return read_year(at, *month, *day, found);
  }

  bool read_year(std::size_t at, int month, int day, FoundDate& found) const {
    if (text_.digits(at) != 4) return false;
    const int year = *text_.number(at, 4);
    return set(found, year, month, day, at);
  }

  // One or two digits first: 13 October 2020, 13.10.2020, 10/13/2020, 05-04-05, 10月8日, 10-08
  // 12:00
  bool read_short(std::size_t at, FoundDate& found) const {
    const int first = *text_.number(at, 2);
    std::size_t named = at;
    if (read_day_name(named, first, found)) return true;
    const std::string_view separated = separator(at);
    if (separated.empty()) return false;
    if (separated == "月") return read_yearless(at, first, true, found);
    const std::size_t second_begin = at;
    const auto second = text_.number(at, 2);
    if (!second || text_.digits(at) > 0) return false;
    const std::size_t after_second = at;
    if (separator(at) == separated) {
      // 18-03-0823:16: a time of day is glued to it.
      const bool glued = text_.digits(at) == 4 && at + 4 < text_.size() && text_[at + 4] == ':';
      if (glued) return read_two_digit_year(at, first, *second, separated, found);
      if (text_.digits(at) == 4) return read_day_month_year(at, first, *second, separated, found);
      if (text_.digits(at) == 2) return read_two_digit_year(at, first, *second, separated, found);
      return false;
    }
    if (separated != "-" && separated != "/") return false;
    at = second_begin;
    return after_second > 0 && read_yearless(at, first, false, found);
  }

  // 13 october 2020 | 13. oktober 2020 | 13 de octubre de 2020 | 13th of october 2020
  bool read_day_name(std::size_t at, int day, FoundDate& found) const {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "er ", "."}) {
      if (text_.take(at, ending)) break;
    }
    text_.blanks(at);
    for (const std::string_view joining : {"of ", "de ", "d'", "-", "/"}) text_.take(at, joining);
    const auto month = read_month_name(at);
    if (!month) return false;
    text_.take(at, ",");
    if (!text_.take(at, "-")) text_.take(at, "/");
    text_.blanks(at);
    if (!text_.take(at, "de ")) text_.take(at, "del ");
    return read_year(at, *month, day, found);
  }

  bool read_day_month_year(std::size_t at, int first, int second, std::string_view separated,
                           FoundDate& found) const {
    const int year = *text_.number(at, 4);
    return set_in_order(found, year, first, second, separated, at);
  }

  bool set_in_order(FoundDate& found, int year, int first, int second, std::string_view separated,
                    std::size_t end) const {
    const bool either = separated == "/" && first <= 12 && second <= 12;
    const bool swap = second > 12 || (either && reading_.month_first);
    found.order_guessed = either && first != second;
    return swap ? set(found, year, first, second, end) : set(found, year, second, first, end);
  }

  // 05-04-05 begins with its year as ISO 8601:1988 had it; 13.10.20 and 13/10/20 end with theirs.
  bool read_two_digit_year(std::size_t at, int first, int second, std::string_view separated,
                           FoundDate& found) const {
    const int last = *text_.number(at, 2);
    if (at < text_.size() && text_[at] == '.' && separated == ".") return false;  // 10.2.20.1
    if (separated == "." && second > 12) return false;
    constexpr int pivot = 90;
    constexpr int farthest = 40;  // 12.10.45 is more likely a time or a version
    const auto full = [](int year) { return year + (year >= pivot ? 1900 : 2000); };
    const int year = separated == "-" ? first : last;
    if (year >= farthest && year < pivot) return false;
    if (separated == "-") return set(found, full(first), second, last, at);
    return set_in_order(found, full(last), first, second, separated, at);
  }

  // The year stands elsewhere. Only believed with a time behind it, or as M月D日.
  bool read_yearless(std::size_t at, int month, bool han, FoundDate& found) const {
    if (!reading_.year) return false;
    const auto day = text_.number(at, 2);
    if (!day) return false;
    if (han && !text_.take(at, "日")) return false;
    if (!set(found, *reading_.year, month, *day, at)) return false;
    found.has_year = false;
    FoundDate timed = found;
    read_time(timed);
    if (timed.when.precision == Precision::day) return false;
    found = timed;
    return true;
  }

  // Blanks, a comma, and the words between: "ET, Fri July 5". ET is of summer or of winter: no
  // offset.
  std::size_t skip_to_date(std::size_t at) const {
    constexpr std::string_view words[] = {
        "et",     "ct",      "mt",        "pt",       "cst",    "ist",      "uhr",    "on",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",
        "tue",    "wed",     "thu",       "fri",      "sat",    "sun"};
    constexpr int most_words = 2;
    for (int taken = 0;; ++taken) {
      text_.blanks(at);
      text_.take(at, ",");
      text_.blanks(at);
      std::size_t end = at;
      while (end < text_.size() && is_letter(text_[end])) ++end;
      const std::string_view word = text_.part(at, end);
      const bool known = std::find(std::begin(words), std::end(words), word) != std::end(words);
      if (!known || taken == most_words) return at;
      at = end;
      text_.take(at, ".");
    }
  }

  // 15:312018/09/16, 11:05 PM EDT, July 5, 2024
  bool read_time_first(std::size_t at, FoundDate& found) const {
    if (!is_digit(text_[at])) return false;
    const auto time = time_before(text_, at);
    if (!time) return false;
    at = skip_to_date(time->end);
    if (at >= text_.size() || !read_date(at, found) || !found.has_year) return false;
    FoundDate later = found;
    read_time(later);
    if (later.when.precision != Precision::day) return false;  // a list of dated times
    if (!set_time(found, time->hour, time->minute, time->second, found.end)) return false;
    found.when.offset = time->offset;
    return true;
  }

  static bool set_time(FoundDate& found, int hour, int minute, std::optional<int> second,
                       std::size_t end) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(found.when.time));
    const auto when = stated(static_cast<int>(day.year()), static_cast<int>(unsigned(day.month())),
                             static_cast<int>(unsigned(day.day())), hour, minute, second);
    if (!when) return false;
    found.when = *when;
    found.end = end;
    return true;
  }

  void read_time(FoundDate& found) const {
    const auto time = time_behind(text_, found.end);
    if (!time || !set_time(found, time->hour, time->minute, time->second, time->end)) return;
    found.when.offset = time->offset;
  }

  DateText text_;
  const DateReading& reading_;
  bool han_;  // 二〇二四年 may stand here
  std::vector<FoundDate> found_;
};

}  // namespace

std::vector<FoundDate> find_dates(std::string_view folded, const DateReading& reading) {
  return Scanner(folded, reading).run();
}

}  // namespace newsarc::extract
