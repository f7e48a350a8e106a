// A countdown reminds when half and four fifths of its time have gone; once it is due it climbs the chain of its incident.
//
//   Countdown countdown = StartCountdown(rule, calendar, zone, now);
//   CountdownCall call = TakeCall(countdown, LadderOf(incident), now);   // whom to call now, once each
//
// Working days are counted as days: such a countdown reminds when the office opens on the day on which the share of them has come.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_CLOCKS_COUNTDOWN_H_
#define FENGHUO_ALERTS_CLOCKS_COUNTDOWN_H_

#include <optional>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/incident/incident.h"
#include "alerts/roster/calendar.h"
#include "base/zone.h"

namespace fenghuo {

// The share of the time after which the owner is reminded, in percent; at 100 the chain is climbed.
inline constexpr int kRemindAtPercent[] = {50, 80};

Countdown StartCountdown(const ClockRule& rule, const Calendar& calendar, const Zone& zone, Timestamp now);
// By the wall clock, until a given time; `due` must be later than `start`.
Countdown CountdownTo(Timestamp start, Timestamp due);

// The chain that an overdue countdown climbs: the one frozen into the incident, each step as long after the first as there. Where the
// policy only lists such incidents: the desk, and after half an hour the leader on duty.
std::vector<EscalationStep> LadderOf(const EscalationRun& run);

struct CountdownCall {
  int percent = 0;                    // 50 or 80: the owner is reminded; 100: it is over; 0: nothing is due
  std::vector<EscalationStep> steps;  // of the ladder, to be told now
};

// Of several calls that were missed the last one counts; steps of the ladder are all told. Sets `next_at` anew.
CountdownCall TakeCall(Countdown& countdown, const std::vector<EscalationStep>& ladder, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CLOCKS_COUNTDOWN_H_
