#include "alerts/roster/calendar.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using std::chrono::sys_days;

sys_days Day(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

// The National Day of 2026 and the Saturday that makes up for it.
Calendar AnAutumn() {
  Calendar calendar;
  for (unsigned day = 1; day <= 7; ++day) calendar.holidays.insert(Day(2026, 10, day));
  calendar.workdays = {Day(2026, 9, 20), Day(2026, 10, 10)};
  calendar.years = {2026};
  return calendar;
}

Zone Shanghai() { return *Zone::Load("Asia/Shanghai"); }

TEST(CalendarTest, WorksFromMondayToFridayAndOnMakeUpDays) {
  const Calendar calendar = AnAutumn();

  EXPECT_TRUE(IsWorkingDay(calendar, Day(2026, 9, 30)));
  EXPECT_FALSE(IsWorkingDay(calendar, Day(2026, 10, 1)));
  EXPECT_TRUE(IsWorkingDay(calendar, Day(2026, 10, 8)));
  EXPECT_TRUE(IsWorkingDay(calendar, Day(2026, 10, 10))) << "a Saturday that is worked";
  EXPECT_FALSE(IsWorkingDay(calendar, Day(2026, 10, 11)));
}

TEST(CalendarTest, DoesNotCountTheDayOnWhichATermBegins) {
  const Timestamp thursday = Local("2026-11-12 09:00");

  EXPECT_EQ(CloseOfWorkingDay(AnAutumn(), Shanghai(), thursday, 1), Local("2026-11-13 17:30"));
  EXPECT_EQ(CloseOfWorkingDay(AnAutumn(), Shanghai(), thursday, 2), Local("2026-11-16 17:30"));
  EXPECT_EQ(OpeningOfWorkingDay(AnAutumn(), Shanghai(), thursday, 2), Local("2026-11-16 08:30"));
}

TEST(CalendarTest, CountsSevenWorkingDaysOverTheNationalDay) {
  const Timestamp accepted = Local("2026-09-29 16:00");

  // 30 September, then 8, 9, 10 (make-up), 12, 13 and 14 October.
  EXPECT_EQ(CloseOfWorkingDay(AnAutumn(), Shanghai(), accepted, 7), Local("2026-10-14 17:30"));
}

TEST(CalendarTest, MissesTheNextYearFromTheFifteenthOfDecember) {
  const Calendar calendar = AnAutumn();

  EXPECT_EQ(MissingYear(calendar, Shanghai(), Local("2026-12-14 23:59")), std::nullopt);
  EXPECT_EQ(MissingYear(calendar, Shanghai(), Local("2026-12-15 00:00")), 2027);
  EXPECT_EQ(MissingYear(calendar, Shanghai(), Local("2027-03-01 09:00")), 2027) << "this year's own";
}

TEST(CalendarTest, MissesNothingOnceTheNextYearIsThere) {
  Calendar calendar = AnAutumn();
  calendar.years.insert(2027);

  EXPECT_EQ(MissingYear(calendar, Shanghai(), Local("2026-12-20 09:00")), std::nullopt);
}

}  // namespace
}  // namespace fenghuo
