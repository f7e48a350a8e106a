// The office's calendar: its hours, and of each year the days off and the make-up workdays (调休) that the State Council announced.
//
//   office_hours: {from: "08:30", to: "17:30"}
//   years:
//     - year: 2026
//       holidays: [{from: 2026-10-01, to: 2026-10-07}]
//       workdays: [2026-10-10]

#include <chrono>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

using Date = std::chrono::sys_days;

constexpr std::chrono::days kHolidayLongest(15);

int YearOf(Date day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

bool ReadDateIn(const Place& place, int year, Date& day) {
  if (!ReadDate(place, day)) return false;
  if (YearOf(day) == year) return true;
  place.Wrong("must be a date of the year " + std::to_string(year));
  return false;
}

void ReadHoliday(const Place& place, int year, Calendar& calendar) {
  MapReader map(place);
  Date from{};
  Date to{};
  std::optional<Place> from_place = map.Take("from", Need::kRequired);
  std::optional<Place> to_place = map.Take("to", Need::kRequired);
  if (!from_place || !to_place || !ReadDateIn(*from_place, year, from) || !ReadDateIn(*to_place, year, to)) return;
  if (to < from || to - from >= kHolidayLongest) return to_place->Wrong("must be from its first day to fifteen days long");
  for (Date day = from; day <= to; day += std::chrono::days(1)) calendar.holidays.insert(day);
}

void ReadWorkday(const Place& place, int year, Calendar& calendar) {
  Date day{};
  if (!ReadDateIn(place, year, day)) return;
  const std::chrono::weekday weekday(day);
  if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) {
    place.Wrong("must be a Saturday or Sunday that is worked");
  } else if (calendar.holidays.contains(day)) {
    place.Problem("must not be one of the holidays above");
  } else {
    calendar.workdays.insert(day);
  }
}

void ReadYear(const Place& place, Calendar& calendar) {
  MapReader map(place);
  int year = 0;
  map.Number("year", year, {2000, 2100}, Need::kRequired);
  map.Each("holidays", [&](const Place& item) { ReadHoliday(item, year, calendar); }, Need::kRequired);
  map.Each("workdays", [&](const Place& item) { ReadWorkday(item, year, calendar); });
  if (!calendar.years.insert(year).second) place.Problem("must be given once, the year " + std::to_string(year) + " is given again");
}

}  // namespace

void LoadCalendar(const Place& root, Loading& loading) {
  Calendar& calendar = loading.config.calendar;
  MapReader map(root);
  if (std::optional<Place> office = map.Take("office_hours")) {
    MapReader times(*office);
    times.Clock("from", calendar.opens);
    times.Clock("to", calendar.closes);
    if (calendar.closes.minutes <= calendar.opens.minutes) office->Problem("to must be later than from");
  }
  map.Each("years", [&](const Place& item) { ReadYear(item, calendar); }, Need::kRequired);
}

}  // namespace fenghuo
