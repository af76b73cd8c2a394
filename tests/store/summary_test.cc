// The summary line of a run.

#include "store/tables/summary.h"

#include <gtest/gtest.h>

namespace newsarc::store {
namespace {

struct Line {
  std::int64_t bytes;
  Span took;
  const char* end;
};

TEST(House_SummaryLine, SaysSizesAndTimesAsPeopleDo) {
  SiteSummary summary;
  summary.site = "hengyang";
  summary.seen = 220;
  summary.fresh = 14;
  summary.changed = 2;
  summary.same = 203;
  summary.gone = 1;
  for (const auto& line : {Line{0, std::chrono::milliseconds(20), "0 B; 20ms; run 57"},
                           Line{999, std::chrono::milliseconds(1999), "999 B; 1s; run 57"},
                           Line{1'000, std::chrono::seconds(60), "1.0 KB; 1m; run 57"},
                           Line{4'149'000, std::chrono::seconds(221), "4.1 MB; 3m41s; run 57"},
                           Line{999'950, std::chrono::hours(25), "1.0 MB; 1d1h; run 57"}}) {
    summary.bytes = line.bytes;
    EXPECT_EQ(summary_line(summary, line.took, 57),
              "hengyang: 220 seen, 14 new, 2 changed, 203 same, 1 gone, 0 failed; " +
                  std::string(line.end));
  }
}

}  // namespace
}  // namespace newsarc::store
