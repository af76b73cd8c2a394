#include "text/zone.h"

#include <gtest/gtest.h>

#include "core/time.h"

namespace newsarc::text {
namespace {

using std::chrono::minutes;

std::chrono::local_seconds local(int year, int month, int day, int hour, int minute) {
  return stated(year, month, day, hour, minute)->time;
}

TEST(Zone, OffsetsFollowTheZonesHistory) {
  EXPECT_EQ(zone_offset("Asia/Shanghai", local(2020, 10, 13, 13, 25)), minutes(480));
  EXPECT_EQ(zone_offset("Asia/Shanghai", local(1988, 7, 1, 12, 0)), minutes(540));
  EXPECT_EQ(zone_offset("Asia/Kolkata", local(2020, 1, 1, 0, 0)), minutes(330));
  EXPECT_EQ(zone_offset("America/New_York", local(2020, 7, 1, 0, 0)), minutes(-240));
  EXPECT_EQ(zone_offset("UTC", local(2020, 7, 1, 0, 0)), minutes(0));
}

TEST(Zone, House_InAGapOrAnOverlapTheEarlierOffsetHolds) {
  EXPECT_EQ(zone_offset("Europe/Berlin", local(2020, 3, 29, 2, 30)), minutes(60));
  EXPECT_EQ(zone_offset("Europe/Berlin", local(2020, 10, 25, 2, 30)), minutes(120));
}

TEST(Zone, UnknownNamesAreNone) {
  for (const std::string_view name :
       {"", "Asia/Atlantis", "CST", "IST", "GMT+8", "+08:00", "Etc/Unknown", "Asia/Shanghai\n"}) {
    EXPECT_FALSE(is_zone(name)) << name;
    EXPECT_EQ(zone_offset(name, local(2020, 1, 1, 0, 0)), std::nullopt) << name;
  }
}

TEST(Zone, NamesOfTheDatabaseAreKnown) {
  for (const std::string_view name : {"Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong",
                                      "Europe/Kyiv", "UTC", "PRC", "Singapore"}) {
    EXPECT_TRUE(is_zone(name)) << name;
  }
}

}  // namespace
}  // namespace newsarc::text
