// The duty that looks whether anybody is told more than a person can act on.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_LOAD_H_
#define FENGHUO_DAEMON_CORE_LOAD_H_

#include <optional>

#include "alerts/load/load.h"
#include "daemon/core/core.h"

namespace fenghuo {

// Operations and the leader on duty are told when a flood begins, and when it is over.
void WatchLoad(Core& core, Timestamp now);

// When it must look again without news: while a flood goes on.
std::optional<Timestamp> NextLoadDuty(const Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_LOAD_H_
