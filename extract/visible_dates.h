#pragma once
// Visible dates: what stands on the page itself that may be the article's time: lines with a date
// and <time> elements, each with a score for where it stands and how it is labelled. Private to
// extract/.

#include <string>
#include <vector>

#include "extract/published.h"

namespace newsarc::extract {

struct VisibleDate {
  Stated when;
  NodeId node = 0;
  int score = 0;
  bool modified = false;  // its label says that it is of a change
  std::string rule;
};

// In document order; none with a score of 0 or less. `known` are the page's claims to machines,
// which tell the order of 04/05/2020.
std::vector<VisibleDate> visible_dates(const TimeContext& context, const Place& place,
                                       const std::vector<Stated>& known);

}  // namespace newsarc::extract
