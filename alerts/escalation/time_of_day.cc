#include "alerts/escalation/time_of_day.h"

#include <optional>

namespace fenghuo {

Timestamp NextTimeOfDay(const std::vector<TimeOfDay>& times, const Zone& zone, Timestamp after) {
  std::optional<Timestamp> next;
  CivilTime today = zone.Local(after);
  for (const TimeOfDay& time : times) {
    // A clock change can push today's instant before `after` and tomorrow's is then the one: look at both days.
    for (int day = 0; day <= 2; ++day) {
      Timestamp at = zone.Instant({.year = today.year,
                                   .month = today.month,
                                   .day = today.day + day,
                                   .hour = time.minutes / 60,
                                   .minute = time.minutes % 60});
      if (at > after && (!next || at < *next)) next = at;
    }
  }
  return next.value_or(after);
}

bool IsNight(const Night& night, const Zone& zone, Timestamp at) {
  CivilTime local = zone.Local(at);
  int minutes_now = local.hour * 60 + local.minute;
  int from = night.from.minutes;
  int to = night.to.minutes;
  if (from <= to) return minutes_now >= from && minutes_now < to;
  return minutes_now >= from || minutes_now < to;
}

Timestamp EndOfNight(const Night& night, const Zone& zone, Timestamp at) {
  return IsNight(night, zone, at) ? NextTimeOfDay({night.to}, zone, at) : at;
}

}  // namespace fenghuo
