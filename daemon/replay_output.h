// The files that a replay leaves behind: documents, stories, incidents and notifications as JSON Lines, and a summary.
//
// One thread.

#ifndef FENGHUO_DAEMON_REPLAY_OUTPUT_H_
#define FENGHUO_DAEMON_REPLAY_OUTPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/core/core.h"
#include "daemon/replay.h"

namespace fenghuo {

// Each file is written beside its place and then renamed, so what stands there is whole. Lines are in order of time, then id.
Result<ReplaySummary> WriteReplayOutput(Core& core, const std::string& out, int64_t lines);

// Of the first line of the first archive that has one.
Result<Timestamp> FirstEventTime(const std::vector<std::string>& archives);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPLAY_OUTPUT_H_
