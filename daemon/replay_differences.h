// The files and words of `fenghuo replay --compare`: what two replays left is read, and what differs is written and said.
//
//   Result<ReplayedRun> live = ReadReplay("out");
//   Result<void> written = WriteDifferences(differences, "out/differences.jsonl");
//   std::printf("%s", SayDifferences(differences, {"zh", zone}).c_str());
//
// One thread.

#ifndef FENGHUO_DAEMON_REPLAY_DIFFERENCES_H_
#define FENGHUO_DAEMON_REPLAY_DIFFERENCES_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/zone.h"
#include "daemon/replay_compare.h"

namespace fenghuo {

// What Replay() left in the folder `out`. kCorrupt names the line that is not its own.
Result<ReplayedRun> ReadReplay(const std::string& out);

// A line each, {"change", …} with "incident", "title", "level", "opened_at", "levels" of the live run, the same of the other one behind
// "compared_", and "documents"; those of a pair are in both, "only_here" and "only_there" name the rest. "other_rules" has
// "document", "rules" and "compared_rules".
Result<void> WriteDifferences(const std::vector<ReplayDifference>& differences, const std::string& path);

struct ReplayReader {
  std::string language;  // "zh", else English
  const Zone& zone;
};

// How many there are of each kind, then a line for each incident; ends with a line feed. Of one kind the first 20 are listed.
std::string SayDifferences(const std::vector<ReplayDifference>& differences, const ReplayReader& reader);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPLAY_DIFFERENCES_H_
