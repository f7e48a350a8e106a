#include "base/zone.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Timestamp At(const char* text) { return *ParseRfc3339(text); }

TEST(ZoneTest, KnowsTheClockOfAPlace) {
  Zone shanghai = *Zone::Load("Asia/Shanghai");
  EXPECT_EQ(shanghai.Local(At("2026-07-10T18:14:00Z")), (CivilTime{2026, 7, 11, 2, 14, 0}));
  EXPECT_EQ(shanghai.Instant({2026, 7, 11, 2, 14, 0}), At("2026-07-10T18:14:00Z"));
  EXPECT_EQ(shanghai.Format(At("2026-07-10T18:14:00Z")), "2026-07-11 02:14:00 +08:00");
  EXPECT_EQ(shanghai.StartOfDay(At("2026-07-10T18:14:00Z")), At("2026-07-10T16:00:00Z"));
  EXPECT_EQ(shanghai.Weekday(At("2026-07-10T18:14:00Z")), 6);
}

TEST(ZoneTest, RollsFieldsOver) {
  Zone utc = Zone::Utc();
  EXPECT_EQ(utc.Instant({2026, 1, 32, 0, 0, 0}), At("2026-02-01T00:00:00Z"));
  EXPECT_EQ(utc.Instant({2026, 13, 1, 0, 0, 0}), At("2027-01-01T00:00:00Z"));
}

TEST(ZoneTest, TakesTheInstantAfterAGapAndTheFirstOfTwo) {
  Zone berlin = *Zone::Load("Europe/Berlin");
  EXPECT_EQ(berlin.Instant({2026, 3, 29, 2, 30, 0}), At("2026-03-29T01:30:00Z"));
  EXPECT_EQ(berlin.Instant({2026, 10, 25, 2, 30, 0}), At("2026-10-25T00:30:00Z"));
  EXPECT_EQ(berlin.Instant({2026, 7, 1, 12, 0, 0}), At("2026-07-01T10:00:00Z"));
}

TEST(ZoneTest, GivesBackEveryQuarterOfAnHourAroundAChange) {
  for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"}) {
    Zone zone = *Zone::Load(name);
    for (const char* change : {"2026-03-08T07:00:00Z", "2026-03-29T01:00:00Z", "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z",
                               "2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z"}) {
      for (int quarter = -4 * 48; quarter <= 4 * 48; ++quarter) {
        Timestamp at = *ParseRfc3339(change) + minutes(15) * quarter;
        Timestamp back = zone.Instant(zone.Local(at));
        EXPECT_EQ(zone.Local(back), zone.Local(at)) << name << " " << FormatRfc3339(at) << " gave " << FormatRfc3339(back);
        EXPECT_LE(back, at) << "of a time that comes twice the first: " << name << " " << FormatRfc3339(at);
      }
    }
  }
}

TEST(ZoneTest, RefusesAPlaceThatIsNotThere) {
  EXPECT_EQ(Zone::Load("Asia/Shangai").error().message,
            "must be a time zone such as Asia/Shanghai, is \"Asia/Shangai\"");
}

}  // namespace
}  // namespace fenghuo
