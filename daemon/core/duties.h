// The periodic duties of the core: what time alone makes due.
//
// The engine runs them in a fixed order; each takes `now`, looks at what is due, and leaves its changes in the state for one
// commit.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_DUTIES_H_
#define FENGHUO_DAEMON_CORE_DUTIES_H_

#include <string>
#include <vector>

#include "daemon/core/core.h"

namespace fenghuo {

// Grades again the stories whose heat has had time to fall, so that levels can go down.
void GradeDue(Core& core, Timestamp now);

// Takes the escalation steps that are due, ends acknowledgements that ran out.
void EscalateDue(Core& core, Timestamp now);

// The morning brief (always, also when nothing happened) and, when something is listed, the digests. `channels_broken`: names
// of the channels that are out of order now.
void SendBriefs(Core& core, const std::vector<std::string>& channels_broken, Timestamp now);

// Forgets stories and fingerprints that are too old to matter.
void CleanUp(Core& core, Timestamp now);

// Every open incident has a next step or an owner; those that have neither are logged and the desk is told, once until the list changes.
void AuditIncidents(Core& core, Timestamp now);

// The list of a year's holidays is missing: operations and the desk are told each day that it is.
void WatchCalendar(Core& core, Timestamp now);

// The earliest instant at which one of the above has something to do.
Timestamp NextDuty(const Core& core, Timestamp now);

// Sets the clocks of briefs and clean-up: the next one from the last one, from `now` where the store has none yet.
void StartDuties(Core& core, Timestamp now);

// Sets the clocks of the briefs anew: the hours or the zone have changed.
void PlanBriefs(Core& core);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_DUTIES_H_
