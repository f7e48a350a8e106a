// The office's calendar: which days are worked, with the holidays and make-up workdays (调休) that the State Council announces each year.
//
//   Timestamp due = CloseOfWorkingDay(calendar, zone, accepted_at, 7);   // 7个工作日内
//
// The day on which something happens does not count, the first one is the next working day; a term ends when the office closes on
// its last day (民法典 201, 203). Of a year whose list is missing Monday to Friday are worked.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_ROSTER_CALENDAR_H_
#define FENGHUO_ALERTS_ROSTER_CALENDAR_H_

#include <chrono>
#include <optional>
#include <set>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

struct Calendar {
  std::set<std::chrono::sys_days> holidays;  // not worked, whatever day of the week
  std::set<std::chrono::sys_days> workdays;  // Saturdays and Sundays that are worked
  std::set<int> years;                       // whose lists are there
  TimeOfDay opens{8 * 60 + 30};
  TimeOfDay closes{17 * 60 + 30};
};

bool IsWorkingDay(const Calendar& calendar, std::chrono::sys_days day);

// When the office closes, or opens, on the `count`-th working day after the day of `from`; `count` from 1.
Timestamp CloseOfWorkingDay(const Calendar& calendar, const Zone& zone, Timestamp from, int count);
Timestamp OpeningOfWorkingDay(const Calendar& calendar, const Zone& zone, Timestamp from, int count);

// The year whose list is missing and should be there by now: this one, and from 15 December the next.
std::optional<int> MissingYear(const Calendar& calendar, const Zone& zone, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ROSTER_CALENDAR_H_
