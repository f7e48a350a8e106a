// ShownNames put beside every id of a person, unit, source or channel the name that people know.
//
//   Json out = IncidentJson(*call.bureau, incident);      // "acknowledgement": {"person": "zhang", "name": "张某", …}
//
// An id that the configuration no longer knows stays without a name. Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_SHOWN_NAMES_H_
#define FENGHUO_DAEMON_SERVE_SHOWN_NAMES_H_

#include "daemon/serve/call.h"
#include "daemon/wire.h"

namespace fenghuo {

// With "responsible": the units that it belongs to, as one line.
Json IncidentJson(const Bureau& bureau, const Incident& incident);
Json TimelineEntryJson(const Bureau& bureau, const TimelineEntry& entry);
Json NotificationJson(const Bureau& bureau, const Notification& row);
// The plan and the people, without channels: for what is drafted and not sent.
Desk DeskOf(const Bureau& bureau);
// The id itself for a rule that is gone.
std::string RuleNameOf(const Bureau& bureau, const std::string& rule);
void PutSourceName(const Bureau& bureau, Json& document);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_SHOWN_NAMES_H_
