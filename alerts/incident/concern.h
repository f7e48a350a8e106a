// Whose incident it is: who may see and act on it without seeing everything that the office has.
//
//   if (!Concerns(incident, person.id, desk.roster)) return Refuse();
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_CONCERN_H_
#define FENGHUO_ALERTS_INCIDENT_CONCERN_H_

#include <string>

#include "alerts/incident/incident.h"
#include "alerts/roster/roster.h"

namespace fenghuo {

// Somebody who was told of it, who has a task of it, or who belongs to or answers for a unit that is responsible or has a task.
bool Concerns(const Incident& incident, const std::string& person, const Roster& roster);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_CONCERN_H_
