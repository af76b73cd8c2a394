#include "crawler/feed_date.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/ascii.h"
#include "text/utf8.h"

namespace newsarc::crawler {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone {
  std::string_view name;
  int hours;
};

// RFC 822 §5.1, and zones whose names feeds write though no standard has them. Its military letters
// are left out but Z: RFC 2822 §4.3 says that they mean nothing.
constexpr std::array<Zone, 23> zones = {{
    {"z", 0},    {"gmt", 0},  {"ut", 0},   {"utc", 0},  {"est", -5}, {"edt", -4},
    {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"wet", 0},
    {"cet", 1},  {"mez", 1},  {"cest", 2}, {"mesz", 2}, {"eet", 2},  {"eest", 3},
    {"msk", 3},  {"hkt", 8},  {"sgt", 8},  {"jst", 9},  {"kst", 9},
}};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Reads a date from left to right. A take_…() that fails may have taken something: the caller gives
// up then, or begins anew from a copy.
class DateReader {
 public:
  DateReader(std::string_view lower_case, Cst cst) : rest_(lower_case), cst_(cst) {}

  std::optional<Stated> read() {
    if (!rest_.empty() && is_digit(rest_[0])) {
      if (number_ahead() >= 4) return read_year_first();
      return read_day_first();
    }
    const auto name = take_word();  // of the weekday, not held against the date
    if (name.empty()) return std::nullopt;
    take_any(",. ");
    if (!rest_.empty() && is_digit(rest_[0])) return read_day_first();
    return read_month_first();
  }

 private:
  // "2026-11-02", "2026/11/2 10:00", "20261102T100000Z", "2026年11月2日 10:00:00".
  std::optional<Stated> read_year_first() {
    const bool compact = number_ahead() == 8;
    year_ = take_number(4);
    const bool whole = compact ? take_compact_day()
                               : take_any_of({"-", "/", ".", "年"}) && take_month_number() &&
                                     take_any_of({"-", "/", ".", "月"}) && take_day();
    if (!whole) return std::nullopt;
    take_any_of({"日"});
    return read_clock();
  }

  // "02 Nov 2026 10:00:00 GMT", "2-Nov-26".
  std::optional<Stated> read_day_first() {
    if (!take_day()) return std::nullopt;
    take_any(" -.,");
    if (!take_month_name()) return std::nullopt;
    take_any(" -.,");
    if (!take_year()) return std::nullopt;
    return read_clock();
  }

  // "Nov 02 10:00:00 CST 2026", as asctime() and Java write it; "Nov 2, 2026 10:00".
  std::optional<Stated> read_month_first() {
    if (!take_month_name()) return std::nullopt;
    take_any(" ");
    if (!take_day()) return std::nullopt;
    take_any(", ");
    if (!is_clock_ahead()) return take_year() ? read_clock() : std::nullopt;
    if (!take_clock()) return std::nullopt;
    take_zone();
    take_any(" ");
    return take_year() && rest_.empty() ? made() : std::nullopt;
  }

  // What may follow a day: nothing, or a time and a zone.
  std::optional<Stated> read_clock() {
    take_any(" t,");
    if (rest_.empty()) return made();
    if (!take_clock()) return std::nullopt;
    take_half();
    take_zone();
    return rest_.empty() ? made() : std::nullopt;
  }

  std::size_t number_ahead() const {
    return static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_digit) - rest_.begin());
  }

  bool is_clock_ahead() const {
    const std::size_t digits = number_ahead();
    return digits <= 2 && rest_.substr(digits).starts_with(':');
  }

  int take_number(std::size_t most) {
    int value = 0;
    for (std::size_t i = 0; i < most && !rest_.empty() && is_digit(rest_[0]); ++i) {
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  std::string_view take_word() {
    const auto end = std::ranges::find_if_not(rest_, is_letter);
    const auto word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(word.size());
    return word;
  }

  void take_any(std::string_view marks) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(marks), rest_.size()));
  }

  bool take_any_of(std::initializer_list<std::string_view> marks) {
    for (const auto mark : marks) {
      if (!rest_.starts_with(mark)) continue;
      rest_.remove_prefix(mark.size());
      return true;
    }
    return false;
  }

  bool take_day() {
    const std::size_t digits = number_ahead();
    day_ = take_number(2);
    return digits == 1 || digits == 2;
  }

  bool take_month_number() {
    const std::size_t digits = number_ahead();
    month_ = take_number(2);
    return digits == 1 || digits == 2;
  }

  bool take_compact_day() {
    month_ = take_number(2);
    day_ = take_number(2);
    return true;
  }

  bool take_month_name() {
    const auto found = std::ranges::find(months, take_word().substr(0, 3));
    month_ = static_cast<int>(found - months.begin()) + 1;
    return found != months.end();
  }

  // RFC 2822 §4.3: of two digits 00 to 49 are this century, all else counts from 1900.
  bool take_year() {
    const std::size_t digits = number_ahead();
    year_ = take_number(4);
    if (digits == 2) year_ += year_ < 50 ? 2000 : 1900;
    if (digits == 3) year_ += 1900;
    return digits >= 2 && digits <= 4;
  }

  // "10:00", "10:00:26.5", "100026".
  bool take_clock() {
    const bool compact = number_ahead() == 6 || number_ahead() == 4;
    hour_ = take_number(2);
    if (!compact && !take_any_of({":", "时", "時"})) return false;
    if (number_ahead() < 2) return false;
    minute_ = take_number(2);
    if (compact ? number_ahead() == 2 : take_any_of({":", "分"}) && number_ahead() == 2) {
      second_ = take_number(2);
      take_any_of({"秒"});
      take_fraction();
    }
    return true;
  }

  void take_fraction() {
    if (!take_any_of({".", ","})) return;
    rest_.remove_prefix(number_ahead());
  }

  void take_half() {
    take_any(" ");
    const bool afternoon = take_any_of({"pm", "p.m."});
    if (!afternoon && !take_any_of({"am", "a.m."})) return;
    if (*hour_ == 12) hour_ = 0;
    if (afternoon) *hour_ += 12;
  }

  // "+0800", "+08:00", "GMT+8", "CST", "CST (comment)". What is none of these says nothing.
  void take_zone() {
    take_any(" ");
    const auto name = take_word();
    const bool utc = name == "gmt" || name == "utc" || name == "ut";
    if (name.empty() || utc) take_offset();
    if (!name.empty() && !offset_) offset_ = offset_named(name);
    take_any(" ");
    if (rest_.starts_with('(')) rest_ = {};
  }

  std::optional<minutes> offset_named(std::string_view name) const {
    if (name == "cst") return cst_ == Cst::china ? minutes(480) : minutes(-360);
    const auto found = std::ranges::find(zones, name, &Zone::name);
    return found == zones.end() ? std::nullopt : std::optional(std::chrono::hours(found->hours));
  }

  void take_offset() {
    const bool west = rest_.starts_with('-');
    if (!west && !rest_.starts_with('+')) return;
    rest_.remove_prefix(1);
    const std::size_t digits = number_ahead();
    const int hours = take_number(digits == 3 ? 1 : 2);
    take_any_of({":"});
    const int rest = take_number(2);
    if (digits == 0 || hours > 14 || rest > 59) return;  // no place on Earth is further ahead
    offset_ = minutes((west ? -1 : 1) * (hours * 60 + rest));
  }

  std::optional<Stated> made() const {
    constexpr int oldest = 1600;  // the first newspaper was printed in 1605
    if (year_ < oldest) return std::nullopt;
    auto when =
        hour_ ? stated(year_, month_, day_, *hour_, minute_, second_) : stated(year_, month_, day_);
    if (when && hour_) when->offset = offset_;
    return when;
  }

  std::string_view rest_;
  Cst cst_;
  int year_ = 0, month_ = 0, day_ = 0;
  std::optional<int> hour_;
  int minute_ = 0;
  std::optional<int> second_;
  std::optional<minutes> offset_;
};

bool is_zero_of_unix(const Stated& date) {
  return date.time.time_since_epoch().count() == 0 &&
         date.offset.value_or(minutes(0)) == minutes(0);
}

}  // namespace

std::optional<Stated> parse_feed_date(std::string_view text, Cst cst) {
  constexpr std::size_t longest = 80;
  const std::string line = lower_case(text::collapse_blanks(text));
  if (line.size() > longest) return std::nullopt;
  const auto date = DateReader(line, cst).read();
  return date && !is_zero_of_unix(*date) ? date : std::nullopt;
}

}  // namespace newsarc::crawler
