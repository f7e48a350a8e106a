// The one table of states and what may follow each, and what each action does to a state.
//
//   std::optional<IncidentState> next = StateAfter(ActionKind::kAcknowledge, incident);
//   if (!next) return Invalid(…);
//
// IsLegal and AllowedActions of decide.h are answered from the same table. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_TRANSITIONS_H_
#define FENGHUO_ALERTS_INCIDENT_TRANSITIONS_H_

#include <optional>

#include "alerts/incident/decide.h"

namespace fenghuo {

// The state that the action leads to, which may be the same one (a note, a new 定级 while it is being handled, signing again
// after the level rose). Nothing when the action is not allowed now.
std::optional<IncidentState> StateAfter(ActionKind kind, const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_TRANSITIONS_H_
