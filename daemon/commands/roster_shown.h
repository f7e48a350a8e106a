// Who is on duty, as a terminal shows it: one line a shift.
//
//   std::fputs(ShowRosterTable(config, from, to).text.c_str(), stdout);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_ROSTER_SHOWN_H_
#define FENGHUO_DAEMON_COMMANDS_ROSTER_SHOWN_H_

#include <string>

#include "daemon/config/config.h"

namespace fenghuo {

struct RosterTable {
  std::string text;
  bool has_gap = false;
};

// The shifts from `from` to `to`, and in between where nobody is on duty and who stands in.
RosterTable ShowRosterTable(const Config& config, Timestamp from, Timestamp to);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_ROSTER_SHOWN_H_
