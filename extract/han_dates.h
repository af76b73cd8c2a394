#pragma once
// Han dates: those whose year is told by an era or in Han numerals, 中華民國113年07月05日,
// 令和6年7月5日, 二〇二四年七月五日. Private to extract/.

#include <optional>

#include "extract/date_text.h"

namespace newsarc::extract {

struct HanDate {
  int year = 0;
  int month = 0;
  int day = 0;
  std::size_t end = 0;
};

// The one that begins at `at` of a folded text.
std::optional<HanDate> han_date_at(const DateText& text, std::size_t at);

}  // namespace newsarc::extract
