// What another monitoring system says of the machines, into the store and to operations.
//
//   AlarmReport report = TakeAlarms(alarms, core, now);
//   core.state.Commit();
//
// What begins rings operations when one of it is critical and is a message else; what is over is a message. Where no operations can
// be reached the desk is told.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_SYSTEM_ALARMS_H_
#define FENGHUO_DAEMON_CORE_SYSTEM_ALARMS_H_

#include <cstdint>
#include <vector>

#include "alerts/notify/system_alarms.h"
#include "daemon/core/core.h"

namespace fenghuo {

// What became of the alarms of one call.
struct AlarmReport {
  int64_t begun = 0;
  int64_t ended = 0;
  int64_t repeated = 0;
  int64_t own = 0;
};

AlarmReport TakeAlarms(const std::vector<SystemAlarm>& alarms, Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SYSTEM_ALARMS_H_
