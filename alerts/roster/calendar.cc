#include "alerts/roster/calendar.h"

namespace fenghuo {
namespace {

using std::chrono::sys_days;

constexpr int kListsOutBy = 15;  // of December: the State Council's notice has come by then

sys_days DayOf(const Zone& zone, Timestamp at) {
  const CivilTime local = zone.Local(at);
  return std::chrono::year(local.year) / local.month / local.day;
}

sys_days WorkingDayAfter(const Calendar& calendar, sys_days day, int count) {
  for (int seen = 0; seen < count;) {
    day += std::chrono::days(1);
    if (IsWorkingDay(calendar, day)) ++seen;
  }
  return day;
}

Timestamp AtTimeOf(const Zone& zone, sys_days day, TimeOfDay time) {
  const std::chrono::year_month_day date(day);
  return zone.Instant({.year = static_cast<int>(date.year()),
                       .month = static_cast<int>(static_cast<unsigned>(date.month())),
                       .day = static_cast<int>(static_cast<unsigned>(date.day())),
                       .hour = time.minutes / 60,
                       .minute = time.minutes % 60});
}

}  // namespace

bool IsWorkingDay(const Calendar& calendar, sys_days day) {
  if (calendar.workdays.contains(day)) return true;
  if (calendar.holidays.contains(day)) return false;
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

Timestamp CloseOfWorkingDay(const Calendar& calendar, const Zone& zone, Timestamp from, int count) {
  return AtTimeOf(zone, WorkingDayAfter(calendar, DayOf(zone, from), count), calendar.closes);
}

Timestamp OpeningOfWorkingDay(const Calendar& calendar, const Zone& zone, Timestamp from, int count) {
  return AtTimeOf(zone, WorkingDayAfter(calendar, DayOf(zone, from), count), calendar.opens);
}

std::optional<int> MissingYear(const Calendar& calendar, const Zone& zone, Timestamp now) {
  const CivilTime local = zone.Local(now);
  if (!calendar.years.contains(local.year)) return local.year;
  if (local.month == 12 && local.day >= kListsOutBy && !calendar.years.contains(local.year + 1)) return local.year + 1;
  return std::nullopt;
}

}  // namespace fenghuo
