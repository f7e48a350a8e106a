// Calling for what a countdown of an incident runs for: its owner before it is due, the incident's chain after.
//
//   CallWhenDue(draft, clock.countdown, {.name = "时限“权威信息发布”", .owners = roles, .entry = "clock"});
//
// For the rooms of alerts/ that decide. One thread.

#ifndef FENGHUO_ALERTS_CLOCKS_CALL_H_
#define FENGHUO_ALERTS_CLOCKS_CALL_H_

#include <string>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/incident/draft.h"

namespace fenghuo {

struct Matter {
  std::string name;                       // as it stands in the sentence
  std::vector<Role> owners = {};
  std::vector<std::string> persons = {};  // owners by name, ids
  std::string entry;                      // the timeline's kinds are "<entry>_reminded" and "<entry>_overdue"
};

// Nothing when nothing is due.
void CallWhenDue(Draft& draft, Countdown& countdown, const Matter& matter);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CLOCKS_CALL_H_
