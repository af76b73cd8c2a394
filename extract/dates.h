#pragma once
// Dates in running text, in the forms that news pages print them: 2019-09-07 13:43:45,
// 2005年3月31日03:18, 15:312018/09/16, 13 October 2020, Oct. 13, 2020 at 1:25 pm, 13.10.2020.
// Private to extract/; plain code, linear time.

#include <optional>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace newsarc::extract {

struct FoundDate {
  Stated when;
  std::size_t begin = 0;  // bytes into the text given
  std::size_t end = 0;
  bool has_year = true;        // else the year is DateReading::year
  bool order_guessed = false;  // 04/05/2020: day and month may be the other way round
};

struct DateReading {
  bool month_first = false;  // 10/13/2020, as Americans write
  bool compact = false;      // 20201013 and 20201013132526 are dates too: URLs, meta
  std::optional<int> year;   // for 10-08 12:00; without it such dates are not seen
};

// `folded` is text::fold of the text: digits and colons of either width, months in lower case.
std::vector<FoundDate> find_dates(std::string_view folded, const DateReading& reading = {});

// The date of a path: /2020/10/13/, /2020/1013/, /2020-10/13/, t20201013_
std::optional<Stated> date_in_path(std::string_view path);

}  // namespace newsarc::extract
