// Happenings are what a decision did that is worth counting: /metrics gets them when they are durable.
//
//   for (const Happening& happening : HappeningsOf(decision)) ...
//
// Pure: any number of threads.

#ifndef FENGHUO_DAEMON_CORE_HAPPENINGS_H_
#define FENGHUO_DAEMON_CORE_HAPPENINGS_H_

#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

enum class HappeningKind {
  kOpened,
  kAcknowledged,  // the first signature of an incident; one that is signed anew, or takes over a signature, counts once
  kEscalated,     // somebody further up was told because nobody had signed, or because a person asked for it
};

struct Happening {
  HappeningKind kind = HappeningKind::kOpened;
  Level level = kNoLevel;                // the incident's after the decision
  Duration after_opening = Duration(0);  // for kAcknowledged
};

std::vector<Happening> HappeningsOf(const Decision& decision);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_HAPPENINGS_H_
