// A drill beside the office: a core of its own over the office's store, and the duty that plays its scenario.
//
//   Result<Core> drill = ResumeDrill(office);          // at the start: the latest drill, running or not
//   Result<Drill> begun = BeginDrill({scenario, "zhang", ""}, office, now);  // …then ResumeDrill() again
//   Result<void> played = PlayDrill(*drill, office, now);
//
// The drill's core goes through the same stages with the same rules, roster, policies and channels, and has its own stories, incidents,
// outbox, numbers and night. Its index of stories is not kept: it is made anew from its documents, which gives the same stories. It
// begins without the words that the office's has seen, so two cases in one scenario join more readily than two real ones would. Each
// call that changes something commits it, so the office's core must have nothing waiting.
//
// A drill stands back: it cannot begin while a real Ⅰ or Ⅱ waits to be signed for, and ends when one comes.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_CORE_DRILLS_H_
#define FENGHUO_DAEMON_CORE_DRILLS_H_

#include <optional>
#include <string>

#include "alerts/drill/course.h"
#include "base/result.h"
#include "daemon/core/core.h"

namespace fenghuo {

struct DrillOrder {
  DrillScenario scenario;
  std::string person;  // who starts it
  std::string mirror;  // name of a channel, or empty
};

// The core of the latest drill as the store has it; of none, numbered 0, when there was never one.
Result<Core> ResumeDrill(const Core& office);

// Keeps a new drill, with a line in the audit trail. kInvalid in Chinese when it may not begin now.
Result<Drill> BeginDrill(const DrillOrder& order, Core& office, Timestamp now);

// Brings the documents that are due, grades, escalates, and ends the drill when it must.
Result<void> PlayDrill(Core& drill, const Core& office, Timestamp now);

// Closes what is open of it. `person` is who ends it, or "system"; `reason` one line of Chinese.
Result<Drill> EndDrill(Core& drill, const std::string& person, const std::string& reason, Timestamp now);

// When PlayDrill next has something to do.
Timestamp NextPlay(const Core& drill, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_DRILLS_H_
