// The load rule: a person is rung a limited number of times a night; beyond it one message and a list (bureau.md 2).
//
//   LimitRinging(decision, rung_this_night, desk, now);      // before it is stored
//
// Lists in, shorter lists out. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_RING_LIMIT_H_
#define FENGHUO_ALERTS_INCIDENT_RING_LIMIT_H_

#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

// `this_night` holds every notification created since the night began, whatever became of it; others are not counted. A
// ringing notification counts once for each person in it. A telling that would go beyond
// Policies::ringing_contacts_a_night_max is taken away from the person, by all of their contacts (the first of a night never
// is), and each person gets one message with the list instead: the first of a night rings (舆情集中出现，请上线), later ones do
// not. A message that stands for a group as well stays for the group, without a ring. By day everything stays as it is.
std::vector<Notification> LimitRinging(std::vector<Notification> wanted, const std::vector<Notification>& this_night,
                                       const Desk& desk, Timestamp now);

// The same for a decision; its timeline says who is no longer rung, and nowhere that they were.
void LimitRinging(Decision& decision, const std::vector<Notification>& this_night, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_RING_LIMIT_H_
