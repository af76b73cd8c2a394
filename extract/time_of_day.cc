#include "extract/time_of_day.h"

#include <algorithm>

namespace newsarc::extract {

namespace {

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone zones[] = {
    {"utc", 0},    {"gmt", 0},       {"z", 0},      {"est", -300}, {"edt", -240}, {"cdt", -300},
    {"mdt", -360}, {"mst", -420},    {"pst", -480}, {"pdt", -420}, {"cet", 60},   {"cest", 120},
    {"mez", 60},   {"mesz", 120},    {"jst", 540},  {"kst", 540},  {"wib", 420},  {"msk", 180},
    {"bst", 60},   {"eet", 120},     {"eest", 180}, {"sast", 120}, {"aest", 600}, {"hkt", 480},
    {"sgt", 480},  {"北京时间", 480}};

// Folded: 午后 is 午後.
constexpr std::string_view between_words[] = {
    " ",    ",",    "|",    "-",    "–",    "—",    ".",    "(",     ")",     "[",    "]",
    "@",    "/",    "·",    "•",    "\t",   "\n",   "at ",  "um ",   "à ",    "kl",   "星期",
    "周",   "週",   "礼拜", "一",   "二",   "三",   "四",   "五",    "六",    "日",   "天",
    "上午", "下午", "晚上", "晚",   "早上", "早",   "凌晨", "中午",  "今天",  "am ",  "pm ",
    "ore ", "mon",  "tue",  "wed",  "thu",  "fri",  "sat",  "sun",   "klo ",  "godz", "às ",
    "las ", "a ",   "o ",   "u ",   "ob ",  "в ",   "om ",  "alle ", "saat ", "오전", "오후",
    "午前", "午后", ";",    "года", "г",    "曜日", "月",   "火",    "水",    "木",   "金",
    "土",   "요일", "월",   "화",   "수",   "목",   "금",   "토",    "일"};

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

constexpr std::string_view afternoon_words[] = {"下午", "晚", "中午", "pm ", "오후", "午后"};
constexpr std::string_view noon[] = {"中午"};  // from eleven to one
constexpr std::string_view morning_words[] = {"上午", "凌晨", "早", "오전", "午前"};

template <typename Words>
bool says(std::string_view between, const Words& words) {
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

// Z, +08:00, +0800, gmt, gmt+1, est; nothing else is a stated offset. Moves `at` behind it.
std::optional<std::chrono::minutes> read_offset(const DateText& text, std::size_t& from) {
  std::size_t at = from;
  const bool glued = at < text.size() && text[at] != ' ';
  text.blanks(at);
  // "12:00 -0800" is rare; "12:00 - 08.10.2020" is not.
  if (at < text.size() && (text[at] == '+' || glued)) {
    if (const auto minutes = read_signed_hours(text, at, false)) {
      from = at;
      return std::chrono::minutes(*minutes);
    }
  }
  text.take(at, "(");
  for (const Zone& zone : zones) {
    std::size_t end = at;
    if (!text.take(end, zone.name) || (end < text.size() && is_letter(text[end]))) continue;
    const int more = read_signed_hours(text, end, true).value_or(0);
    from = end;
    return std::chrono::minutes(zone.minutes + more);
  }
  return std::nullopt;
}

bool take_separator(const DateText& text, std::size_t& at) {
  for (const std::string_view each : {":", "时", "時", "点", "點", "h", ".", "시 ", "시", " h "}) {
    if (text.take(at, each)) return true;
  }
  return false;
}

bool take_any(const DateText& text, std::size_t& at,
              std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.take(at, word); });
}

// "pm" and its kin behind the minutes; a half of the day before the hour is said in `between`.
// Spaniards write p. m., with a blank.
void apply_half(const DateText& text, std::string_view between, TimeOfDay& time) {
  std::size_t behind = time.end;
  text.blanks(behind);
  const bool late = take_any(text, behind, {"pm", "p.m.", "p. m.", "p m", "p.m"});
  const bool early = !late && take_any(text, behind, {"am", "a.m.", "a. m.", "a m", "a.m"}) &&
                     (behind >= text.size() || !is_letter(text[behind]));  // not "5:30 among"
  const bool afternoon = late || says(between, afternoon_words);
  const bool morning = !afternoon && (early || says(between, morning_words));
  const bool before_noon = time.hour > 9 && says(between, noon);
  if (afternoon && time.hour < 12 && !before_noon) time.hour += 12;
  if (morning && time.hour == 12) time.hour = 0;
  if (late || early) time.end = behind;
}

// The hour and minute at `at`, without what follows them: a date may be glued to them where
// `dated`, else 12:345 is no time.
std::optional<TimeOfDay> read_clock(const DateText& text, std::size_t at, bool dated = false) {
  if (text.digits(at) > 2) return std::nullopt;
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
  if (text.digits(at) > 0 && !(dated && text.digits(at) == 4)) return std::nullopt;
  if (time.hour > 24 || time.minute > 59 || time.second.value_or(0) > 60) return std::nullopt;
  time.end = at;
  return time;
}

}  // namespace

std::optional<TimeOfDay> time_behind(const DateText& text, std::size_t begin) {
  const auto first = skip_to_time(text, begin);
  auto time = first ? read_clock(text, *first) : std::nullopt;
  if (!time) return std::nullopt;
  std::size_t fraction = time->end;
  if (text.take(fraction, ".") && text.number(fraction, 9)) time->end = fraction;
  apply_half(text, text.part(begin, *first), *time);
  std::size_t behind = time->end;
  time->offset = read_offset(text, behind);
  return time;
}

std::optional<TimeOfDay> time_before(const DateText& text, std::size_t begin) {
  std::size_t colon = begin;
  text.number(colon, 2);
  if (colon >= text.size() || text[colon] != ':') return std::nullopt;
  auto time = read_clock(text, begin, true);
  if (!time) return std::nullopt;
  apply_half(text, {}, *time);
  time->offset = read_offset(text, time->end);
  return time;
}

}  // namespace newsarc::extract
