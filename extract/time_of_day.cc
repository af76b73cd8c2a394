#include "extract/time_of_day.h"

#include <algorithm>

namespace newsarc::extract {

namespace {

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone zones[] = {
    {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300}, {"edt", -240},    {"pst", -480},
    {"pdt", -420}, {"cet", 60},   {"cest", 120}, {"mez", 60},   {"mesz", 120},    {"jst", 540},
    {"kst", 540},  {"wib", 420},  {"msk", 180},  {"bst", 60},   {"eet", 120},     {"eest", 180},
    {"sast", 120}, {"aest", 600}, {"hkt", 480},  {"sgt", 480},  {"北京时间", 480}};

constexpr std::string_view between_words[] = {
    " ",    ",",    "|",    "-",     "–",     "—",    ".",    "(",    ")",    "[",   "]",
    "@",    "/",    "·",    "•",     "\t",    "\n",   "at ",  "um ",  "à ",   "kl",  "星期",
    "周",   "週",   "礼拜", "一",    "二",    "三",   "四",   "五",   "六",   "日",  "天",
    "上午", "下午", "晚上", "凌晨",  "今天",  "am ",  "pm ",  "ore ", "mon",  "tue", "wed",
    "thu",  "fri",  "sat",  "sun",   "klo ",  "godz", "às ",  "las ", "a ",   "o ",  "u ",
    "ob ",  "в ",   "om ",  "alle ", "saat ", "오전", "오후", "午前", "午後", ";"};

// Behind a date's end up to the first digit; nothing when a word stands there that dates have not.
std::optional<std::size_t> skip_to_time(const DateText& text, std::size_t at) {
  constexpr std::size_t farthest = 24;
  const std::size_t limit = std::min(text.size(), at + farthest);
  if (at + 1 < limit && text[at] == 't' && is_digit(text[at + 1])) return at + 1;
  while (at < limit && !is_digit(text[at])) {
    const bool known = std::any_of(std::begin(between_words), std::end(between_words),
                                   [&](std::string_view word) { return text.take(at, word); });
    if (!known) return std::nullopt;
  }
  if (at >= text.size()) return std::nullopt;
  return at;
}

bool is_afternoon(std::string_view between) {
  constexpr std::string_view words[] = {"下午", "晚上", "pm ", "오후", "午後"};
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
    return between.find(word) != std::string_view::npos;
  });
}

// +08:00, +0800, and behind a zone's name +1.
std::optional<int> read_signed_hours(const DateText& text, std::size_t& at, bool one_digit) {
  if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return std::nullopt;
  const int sign = text[at] == '+' ? 1 : -1;
  std::size_t next = at + 1;
  const std::size_t count = text.digits(next);
  if (count != 2 && count != 4 && !(one_digit && count == 1)) return std::nullopt;
  const int hours = *text.number(next, 2);
  text.take(next, ":");
  const int minutes = text.number(next, 2).value_or(0);
  if (hours > 14 || minutes > 59) return std::nullopt;
  at = next;
  return sign * (hours * 60 + minutes);
}

// Z, +08:00, +0800, gmt, gmt+1, est; nothing else is a stated offset.
std::optional<std::chrono::minutes> read_offset(const DateText& text, std::size_t at) {
  const bool glued = at < text.size() && text[at] != ' ';
  text.blanks(at);
  // "12:00 -0800" is rare; "12:00 - 08.10.2020" is not.
  if (at < text.size() && (text[at] == '+' || glued)) {
    if (const auto minutes = read_signed_hours(text, at, false))
      return std::chrono::minutes(*minutes);
  }
  text.take(at, "(");
  for (const Zone& zone : zones) {
    std::size_t end = at;
    if (!text.take(end, zone.name) || (end < text.size() && is_letter(text[end]))) continue;
    return std::chrono::minutes(zone.minutes + read_signed_hours(text, end, true).value_or(0));
  }
  return std::nullopt;
}

bool take_separator(const DateText& text, std::size_t& at) {
  for (const std::string_view each : {":", "时", "時", "点", "點", "h", ".", "시 ", "시"}) {
    if (text.take(at, each)) return true;
  }
  return false;
}

// "pm" and its kin behind the minutes; a half of the day before the hour is said in `between`.
void apply_half(const DateText& text, std::string_view between, TimeOfDay& time) {
  std::size_t behind = time.end;
  text.blanks(behind);
  const bool afternoon =
      text.take(behind, "pm") || text.take(behind, "p.m.") || is_afternoon(between);
  const bool morning = !afternoon && (text.take(behind, "am") || text.take(behind, "a.m."));
  if (afternoon && time.hour < 12) time.hour += 12;
  if (morning && time.hour == 12) time.hour = 0;
  if (afternoon || morning) time.end = std::max(time.end, behind);
}

}  // namespace

std::optional<TimeOfDay> time_behind(const DateText& text, std::size_t begin) {
  const auto first = skip_to_time(text, begin);
  if (!first || text.digits(*first) > 2) return std::nullopt;
  std::size_t at = *first;
  const auto hour = text.number(at, 2);
  if (!hour || !take_separator(text, at) || text.digits(at) < 2) return std::nullopt;
  TimeOfDay time;
  time.hour = *hour;
  time.minute = *text.number(at, 2);
  const bool named = text.take(at, "分") || text.take(at, "분");
  std::size_t next = at;
  if ((text.take(next, ":") || named) && text.digits(next) >= 2) {
    time.second = text.number(next, 2);
    at = next;
  }
  if (text.digits(at) > 0) return std::nullopt;  // 12:345 is no time
  std::size_t fraction = at;
  if (text.take(fraction, ".") && text.number(fraction, 9)) at = fraction;
  if (time.hour > 24 || time.minute > 59 || time.second.value_or(0) > 60) return std::nullopt;
  time.end = at;
  apply_half(text, text.part(begin, *first), time);
  time.offset = read_offset(text, time.end);
  return time;
}

}  // namespace newsarc::extract
