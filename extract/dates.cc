#include "extract/dates.h"

#include <algorithm>
#include <chrono>

#include "extract/month_names.h"

namespace newsarc::extract {

namespace {

constexpr int first_year = 1990;  // of news on the web
constexpr int last_year = 2099;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone zones[] = {{"utc", 0},       {"gmt", 0},    {"z", 0},      {"est", -300},
                          {"edt", -240},    {"pst", -480}, {"pdt", -420}, {"cet", 60},
                          {"cest", 120},    {"mez", 60},   {"mesz", 120}, {"jst", 540},
                          {"北京时间", 480}};

class Scanner {
 public:
  Scanner(std::string_view text, const DateReading& reading) : text_(text), reading_(reading) {}

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
  bool starts_token(std::size_t at) const {
    const char c = text_[at];
    if (is_digit(c)) return at == 0 || !is_digit(text_[at - 1]);
    return is_alpha(c) &&
           (at == 0 || !is_alpha(text_[at - 1]) || static_cast<unsigned char>(c) >= 0xC0);
  }

  std::size_t skip_token(std::size_t at) const {
    if (!is_digit(text_[at])) return at + 1;
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at;
  }

  std::size_t digits(std::size_t at) const {
    std::size_t count = 0;
    while (at + count < text_.size() && is_digit(text_[at + count])) ++count;
    return count;
  }

  // At most `most` digits; moves `at` behind them.
  std::optional<int> number(std::size_t& at, std::size_t most) const {
    int value = 0;
    std::size_t count = 0;
    while (count < most && at < text_.size() && is_digit(text_[at])) {
      value = value * 10 + (text_[at] - '0');
      ++at;
      ++count;
    }
    if (count == 0) return std::nullopt;
    return value;
  }

  bool take(std::size_t& at, std::string_view token) const {
    if (!text_.substr(std::min(at, text_.size())).starts_with(token)) return false;
    at += token.size();
    return true;
  }

  void blanks(std::size_t& at) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n')) ++at;
  }

  // One of - / . 年 … the same between month and day.
  std::string_view separator(std::size_t& at) const {
    std::size_t next = at;
    blanks(next);
    for (const std::string_view each : {"-", "/", ".", "年", "月", "–"}) {
      if (!take(next, each)) continue;
      blanks(next);
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
    if (!is_digit(text_[at])) return read_month_first_name(at, found);
    const std::size_t count = digits(at);
    if (count == 4) return read_year_first(at, found);
    if (count <= 2) return read_short(at, found);
    if (reading_.compact && (count == 8 || count == 12 || count == 14))
      return read_compact(at, count, found);
    return false;
  }

  bool read_compact(std::size_t at, std::size_t count, FoundDate& found) const {
    const int year = *number(at, 4);
    const int month = *number(at, 2);
    const int day = *number(at, 2);
    if (!set(found, year, month, day, at)) return false;
    if (count == 8) return true;
    const int hour = *number(at, 2);
    const int minute = *number(at, 2);
    const auto second = count == 14 ? number(at, 2) : std::nullopt;
    if (const auto when = stated(year, month, day, hour, minute, second)) found.when = *when;
    found.end = at;
    return true;
  }

  bool read_year_first(std::size_t at, FoundDate& found) const {
    const int year = *number(at, 4);
    const std::string_view first = separator(at);
    if (first.empty()) return false;
    const auto month = number(at, 2);
    if (!month) return false;
    const std::string_view second = separator(at);
    const bool han = first == "年";
    if (second.empty() || (han ? second != "月" : second != first)) return false;
    const auto day = number(at, 2);
    if (!day) return false;
    std::size_t behind = at;
    blanks(behind);
    if (take(behind, "日") || take(behind, "号") || take(behind, "號")) at = behind;
    return set(found, year, *month, *day, at);
  }

  std::optional<int> read_month_name(std::size_t& at) const {
    constexpr std::size_t longest = 16;
    std::size_t end = at;
    while (end < text_.size() && end - at <= longest && is_alpha(text_[end])) ++end;
    const auto month = month_number(text_.substr(at, end - at));
    if (!month) return std::nullopt;
    at = end;
    take(at, ".");
    return month;
  }

  // october 13, 2020 | oct. 13th 2020
  bool read_month_first_name(std::size_t at, FoundDate& found) const {
    const auto month = read_month_name(at);
    if (!month) return false;
    blanks(at);
    if (digits(at) > 2) return false;
    const auto day = number(at, 2);
    if (!day) return false;
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (take(at, ending)) break;
    }
    take(at, ",");
    blanks(at);
    return read_year(at, *month, *day, found);
  }

  bool read_year(std::size_t at, int month, int day, FoundDate& found) const {
    if (digits(at) != 4) return false;
    const int year = *number(at, 4);
    return set(found, year, month, day, at);
  }

  // One or two digits first: 13 October 2020, 13.10.2020, 10/13/2020, 05-04-05, 10月8日, 10-08
  // 12:00
  bool read_short(std::size_t at, FoundDate& found) const {
    const int first = *number(at, 2);
    std::size_t named = at;
    if (read_day_name(named, first, found)) return true;
    const std::string_view separated = separator(at);
    if (separated.empty()) return false;
    if (separated == "月") return read_yearless(at, first, true, found);
    const std::size_t second_begin = at;
    const auto second = number(at, 2);
    if (!second || digits(at) > 0) return false;
    const std::size_t after_second = at;
    if (separator(at) == separated) {
      if (digits(at) == 4) return read_day_month_year(at, first, *second, separated, found);
      if (digits(at) == 2 && separated == "-")
        return read_two_digit_year(at, first, *second, found);
      return false;
    }
    if (separated != "-" && separated != "/") return false;
    at = second_begin;
    return after_second > 0 && read_yearless(at, first, false, found);
  }

  // 13 october 2020 | 13. oktober 2020 | 13 de octubre de 2020 | 13th of october 2020
  bool read_day_name(std::size_t at, int day, FoundDate& found) const {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "."}) {
      if (take(at, ending)) break;
    }
    blanks(at);
    for (const std::string_view joining : {"of ", "de ", "-"}) take(at, joining);
    const auto month = read_month_name(at);
    if (!month) return false;
    take(at, ",");
    take(at, "-");
    blanks(at);
    take(at, "de ");
    return read_year(at, *month, day, found);
  }

  bool read_day_month_year(std::size_t at, int first, int second, std::string_view separated,
                           FoundDate& found) const {
    const int year = *number(at, 4);
    const bool swap = second > 12 || (first <= 12 && separated == "/" && reading_.month_first);
    return swap ? set(found, year, first, second, at) : set(found, year, second, first, at);
  }

  bool read_two_digit_year(std::size_t at, int year, int month, FoundDate& found) const {
    const int day = *number(at, 2);
    if (at < text_.size() && is_digit(text_[at])) return false;
    constexpr int pivot = 90;
    return set(found, year + (year >= pivot ? 1900 : 2000), month, day, at);
  }

  // The year stands elsewhere. Only believed with a time behind it, or as M月D日.
  bool read_yearless(std::size_t at, int month, bool han, FoundDate& found) const {
    if (!reading_.year) return false;
    const auto day = number(at, 2);
    if (!day) return false;
    if (han && !take(at, "日")) return false;
    if (!set(found, *reading_.year, month, *day, at)) return false;
    found.has_year = false;
    FoundDate timed = found;
    read_time(timed);
    if (timed.when.precision == Precision::day) return false;
    found = timed;
    return true;
  }

  // 15:312018/09/16
  bool read_time_first(std::size_t at, FoundDate& found) const {
    if (!is_digit(text_[at]) || digits(at) > 2) return false;
    const auto hour = number(at, 2);
    if (!take(at, ":") || digits(at) < 2) return false;
    const auto minute = number(at, 2);
    std::optional<int> second;
    if (at < text_.size() && text_[at] == ':') {
      ++at;
      second = number(at, 2);
    }
    blanks(at);
    take(at, ",");
    blanks(at);
    if (at >= text_.size() || digits(at) != 4 || !read_date(at, found)) return false;
    FoundDate later = found;
    read_time(later);
    if (later.when.precision != Precision::day) return false;  // a list of dated times
    return set_time(found, *hour, *minute, second, found.end);
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

  // What may stand between a date and its time: blanks, "t", "at", a weekday.
  std::size_t skip_to_time(std::size_t at) const {
    constexpr std::size_t farthest = 24;
    const std::size_t limit = std::min(text_.size(), at + farthest);
    if (at < limit && text_[at] == 't' && at + 1 < limit && is_digit(text_[at + 1])) return at + 1;
    while (at < limit && !is_digit(text_[at])) {
      bool known = false;
      for (const std::string_view each :
           {" ",   ",",   "|",    "-",    "–",    "at ", "um ",  "à ",   "kl",   ".",    "(",
            ")",   "[",   "]",    "@",    "/",    "·",   "星期", "周",   "週",   "礼拜", "一",
            "二",  "三",  "四",   "五",   "六",   "日",  "天",   "上午", "下午", "晚上", "凌晨",
            "am ", "pm ", "ore ", "\t",   "\n",   "mon", "tue",  "wed",  "thu",  "fri",  "sat",
            "sun", "•",   "今天", "klo ", "godz", "às ", "las ", "a "}) {
        if (take(at, each)) {
          known = true;
          break;
        }
      }
      if (!known) return std::string_view::npos;
    }
    return at;
  }

  void read_time(FoundDate& found) const {
    std::size_t at = skip_to_time(found.end);
    if (at == std::string_view::npos || at >= text_.size() || digits(at) > 2) return;
    const std::string_view between = text_.substr(found.end, at - found.end);
    const auto hour = number(at, 2);
    if (!hour) return;
    bool colon = false;
    for (const std::string_view each : {":", "时", "時", "点", "點", "h", "."}) {
      if (take(at, each)) {
        colon = true;
        break;
      }
    }
    if (!colon || digits(at) < 2) return;
    const auto minute = number(at, 2);
    const bool han = take(at, "分");
    std::optional<int> second;
    std::size_t next = at;
    if (take(next, ":") || han) {
      if (digits(next) >= 2) {
        second = number(next, 2);
        at = next;
      }
    }
    if (digits(at) > 0) return;  // 12:345 is no time
    if (take(at, ".")) number(at, 9);
    finish_time(found, *hour, *minute, second, between, at);
  }

  void finish_time(FoundDate& found, int hour, int minute, std::optional<int> second,
                   std::string_view between, std::size_t at) const {
    std::size_t behind = at;
    blanks(behind);
    const bool afternoon = take(behind, "pm") || take(behind, "p.m.") ||
                           between.find("下午") != std::string_view::npos ||
                           between.find("晚上") != std::string_view::npos ||
                           between.find("pm ") != std::string_view::npos;
    const bool morning = !afternoon && (take(behind, "am") || take(behind, "a.m."));
    if (afternoon && hour < 12) hour += 12;
    if (morning && hour == 12) hour = 0;
    if (afternoon || morning) at = std::max(at, behind);
    if (!set_time(found, hour, minute, second, at)) return;
    found.when.offset = read_offset(at);
  }

  // Z, +08:00, +0800, gmt, est; nothing else is a stated offset.
  std::optional<std::chrono::minutes> read_offset(std::size_t at) const {
    const bool glued = at < text_.size() && text_[at] != ' ';
    blanks(at);
    if (at >= text_.size()) return std::nullopt;
    if (text_[at] == '+' || (text_[at] == '-' && glued)) {
      const int sign = text_[at] == '+' ? 1 : -1;
      ++at;
      if (digits(at) != 2 && digits(at) != 4) return std::nullopt;
      const int hours = *number(at, 2);
      take(at, ":");
      const int minutes = number(at, 2).value_or(0);
      if (hours > 14 || minutes > 59) return std::nullopt;
      return std::chrono::minutes(sign * (hours * 60 + minutes));
    }
    take(at, "(");
    for (const Zone& zone : zones) {
      std::size_t end = at;
      if (take(end, zone.name) && (end == text_.size() || !is_alpha(text_[end]))) {
        return std::chrono::minutes(zone.minutes);
      }
    }
    return std::nullopt;
  }

  std::string_view text_;
  const DateReading& reading_;
  std::vector<FoundDate> found_;
};

}  // namespace

std::vector<FoundDate> find_dates(std::string_view folded, const DateReading& reading) {
  return Scanner(folded, reading).run();
}

}  // namespace newsarc::extract
