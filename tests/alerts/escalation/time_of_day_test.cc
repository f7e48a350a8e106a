#include "alerts/escalation/time_of_day.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Night kNight{{22 * 60}, {7 * 60}};

Zone Shanghai() { return *Zone::Load("Asia/Shanghai"); }

TEST(TimeOfDayTest, FindsTheNextOfSeveralTimes) {
  std::vector<TimeOfDay> times = {{12 * 60}, {9 * 60}, {17 * 60}};

  EXPECT_EQ(NextTimeOfDay(times, Shanghai(), Local("2026-07-11 08:59")), Local("2026-07-11 09:00"));
  EXPECT_EQ(NextTimeOfDay(times, Shanghai(), Local("2026-07-11 09:00")), Local("2026-07-11 12:00"));
  EXPECT_EQ(NextTimeOfDay(times, Shanghai(), Local("2026-07-11 17:00")), Local("2026-07-12 09:00"));
  EXPECT_EQ(NextTimeOfDay(times, Shanghai(), Local("2026-12-31 23:00")), Local("2027-01-01 09:00"));
}

TEST(TimeOfDayTest, GivesTheInstantItselfWhenThereAreNoTimes) {
  EXPECT_EQ(NextTimeOfDay({}, Shanghai(), Local("2026-07-11 08:59")), Local("2026-07-11 08:59"));
}

TEST(TimeOfDayTest, ComesOnceOnTheDayWhenTheClockSkipsIt) {
  Zone berlin = *Zone::Load("Europe/Berlin");

  EXPECT_EQ(NextTimeOfDay({{2 * 60 + 30}}, berlin, At("2026-03-28T12:00:00Z")), At("2026-03-29T01:30:00Z"));
  EXPECT_EQ(NextTimeOfDay({{2 * 60 + 30}}, berlin, At("2026-03-29T01:30:00Z")), At("2026-03-30T00:30:00Z"));
}

TEST(TimeOfDayTest, KnowsANightOverMidnight) {
  EXPECT_FALSE(IsNight(kNight, Shanghai(), Local("2026-07-10 21:59")));
  EXPECT_TRUE(IsNight(kNight, Shanghai(), Local("2026-07-10 22:00")));
  EXPECT_TRUE(IsNight(kNight, Shanghai(), Local("2026-07-11 06:59")));
  EXPECT_FALSE(IsNight(kNight, Shanghai(), Local("2026-07-11 07:00")));
}

TEST(TimeOfDayTest, KnowsANightWithinOneDayAndNone) {
  EXPECT_TRUE(IsNight({{0}, {6 * 60}}, Shanghai(), Local("2026-07-11 00:00")));
  EXPECT_FALSE(IsNight({{0}, {6 * 60}}, Shanghai(), Local("2026-07-11 06:00")));
  EXPECT_FALSE(IsNight({{7 * 60}, {7 * 60}}, Shanghai(), Local("2026-07-11 07:00")));
}

TEST(TimeOfDayTest, EndsTheNightThatTheInstantLiesIn) {
  EXPECT_EQ(EndOfNight(kNight, Shanghai(), Local("2026-07-10 22:00")), Local("2026-07-11 07:00"));
  EXPECT_EQ(EndOfNight(kNight, Shanghai(), Local("2026-07-11 02:00")), Local("2026-07-11 07:00"));
  EXPECT_EQ(EndOfNight(kNight, Shanghai(), Local("2026-07-11 12:00")), Local("2026-07-11 12:00"));
}

}  // namespace
}  // namespace fenghuo
