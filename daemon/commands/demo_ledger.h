// What the demo's officer does to the ledger of an incident: reports upward, clocks, tasks.
//
//   if (std::optional<DemoDeed> deed = NextDeed(incident, {now, closing})) client.Post(path_of_incident + deed->path, deed->body);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_DEMO_LEDGER_H_
#define FENGHUO_DAEMON_COMMANDS_DEMO_LEDGER_H_

#include <optional>
#include <string>

#include "base/time.h"
#include "daemon/wire.h"

namespace fenghuo {

struct DemoDeed {
  std::string path;         // below the incident's own
  Json body;
  bool draft_first = false;  // the body wants the text that a GET of the same path gives
};

struct DemoMoment {
  Timestamp now;
  bool closing = false;  // the incident is about to be closed: nothing may be left
};

// `incident` as the API shows it; nothing when there is nothing to do yet.
std::optional<DemoDeed> NextDeed(const Json& incident, const DemoMoment& moment);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_DEMO_LEDGER_H_
