#include "extract/han_dates.h"

namespace newsarc::extract {

namespace {

struct Era {
  std::string_view name;  // folded
  int before;             // the year before its first
};
constexpr Era eras[] = {{"民国", 1911}, {"令和", 2018}, {"平成", 1988}};

constexpr std::string_view numerals[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};

std::optional<int> take_numeral(const DateText& text, std::size_t& at) {
  for (int value = 0; value < 10; ++value) {
    if (text.take(at, numerals[value])) return value;
  }
  const bool zero = text.take(at, "零") || text.take(at, "○");
  return zero ? std::optional<int>(0) : std::nullopt;
}

// 二〇二四
std::optional<int> take_year(const DateText& text, std::size_t& at) {
  int year = 0;
  for (int digit = 0; digit < 4; ++digit) {
    const auto value = take_numeral(text, at);
    if (!value) return std::nullopt;
    year = year * 10 + *value;
  }
  return year;
}

// 七, 十, 十二, 二十, 三十一
std::optional<int> take_count(const DateText& text, std::size_t& at) {
  const auto first = take_numeral(text, at);
  if (!text.take(at, "十")) return first;
  const auto last = take_numeral(text, at);
  return first.value_or(1) * 10 + last.value_or(0);
}

std::optional<int> take_era_year(const DateText& text, std::size_t& at) {
  for (const Era& era : eras) {
    if (!text.take(at, era.name)) continue;
    text.blanks(at);
    const auto year = text.take(at, "元") ? std::optional<int>(1) : text.number(at, 3);
    return year ? std::optional<int>(era.before + *year) : std::nullopt;
  }
  return std::nullopt;
}

// Its blanks around it.
bool take_word(const DateText& text, std::size_t& at, std::string_view word) {
  text.blanks(at);
  if (!text.take(at, word)) return false;
  text.blanks(at);
  return true;
}

std::optional<int> take_number(const DateText& text, std::size_t& at) {
  return text.digits(at) > 0 ? text.number(at, 2) : take_count(text, at);
}

}  // namespace

std::optional<HanDate> han_date_at(const DateText& text, std::size_t at) {
  auto year = take_era_year(text, at);
  if (!year) year = take_year(text, at);
  if (!year || !take_word(text, at, "年")) return std::nullopt;
  const auto month = take_number(text, at);
  if (!month || !take_word(text, at, "月")) return std::nullopt;
  const auto day = take_number(text, at);
  if (!day) return std::nullopt;
  std::size_t behind = at;
  if (take_word(text, behind, "日")) at = behind;
  return HanDate{*year, *month, *day, at};
}

}  // namespace newsarc::extract
