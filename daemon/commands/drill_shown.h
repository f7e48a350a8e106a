// Drills of the API as complete lines for a terminal, in the officer's words; every text carries the mark.
//
//   std::printf("%s", ShownDrill(drill, zone).c_str());
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_DRILL_SHOWN_H_
#define FENGHUO_DAEMON_COMMANDS_DRILL_SHOWN_H_

#include <string>

#include "base/zone.h"
#include "daemon/wire.h"

namespace fenghuo {

std::string ShownDrillLine(const Json& drill, const Zone& zone);
// The drill report: what was expected and measured, who was told and answered, what was left undone.
std::string ShownDrillReport(const Json& drill, const Zone& zone);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_DRILL_SHOWN_H_
