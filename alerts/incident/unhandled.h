// What an incident has that somebody should have done by now: the list that must be empty (“件件有着落”).
//
//   for (const Unhandled& item : FindUnhandled(incident, roster, now)) ...   // 交办事项1（餐饮科）超期未反馈
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_UNHANDLED_H_
#define FENGHUO_ALERTS_INCIDENT_UNHANDLED_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

// An answer of a unit that nobody has looked at for longer than this counts as unhandled.
inline constexpr Duration kAnswerWaitsAtMost = hours(24);

struct Unhandled {
  std::string incident;  // id
  std::string number;
  Timestamp since;       // when it was due
  std::string what;      // 超期未签收
};

// Oldest first. Nothing for an incident that is over: closing it has dealt with all of them.
std::vector<Unhandled> FindUnhandled(const Incident& incident, const Roster& roster, Timestamp now);

// When the things that have to be done of the incident, beside signing for it, are due: those that are not done yet, in no order.
std::vector<Timestamp> DueTimes(const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_UNHANDLED_H_
