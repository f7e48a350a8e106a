// The change of shift at the desk: the sheet to whoever comes, and a word to the leader when they do not accept it.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_SHIFTS_H_
#define FENGHUO_DAEMON_CORE_SHIFTS_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/incident/shift_change.h"
#include "base/result.h"
#include "daemon/core/core.h"

namespace fenghuo {

// Sees that somebody else has the desk than before. Where something is open they get the sheet.
void WatchShift(Core& core, Timestamp now);

// When WatchShift next has something to do; absent: when the roster changes.
std::optional<Timestamp> NextShiftDuty(const Core& core, Timestamp now);

// Whoever is at the desk takes over what those before them have signed: the numbers of these incidents, in the batch. kInvalid in
// Chinese when another is at the desk, or nothing waits to be accepted.
Result<std::vector<std::string>> AcceptShift(const std::string& person, Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SHIFTS_H_
