// A run is a policy row frozen into one episode of an incident, and how far it has come.
//
//   EscalationRun run = StartRun(policies, zone, {level, locality, must_report}, now);
//   DueSteps due = TakeDue(run, now);        // the steps to fire now; run.next_at says when to ask again
//
// Steps hold their delay from the start of the run, already moved to the end of the night where the policy says so, in the
// order in which they come. Whatever the policy files say later, the run goes on as it was frozen.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_ESCALATION_RUN_H_
#define FENGHUO_ALERTS_ESCALATION_RUN_H_

#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

struct RunRequest {
  Level level = kNoLevel;
  Locality locality = Locality::kUnknown;
  bool must_report = false;
};

// The row for this level, locality and time of day. 不明 counts as 本地 by day and as 涉本地 at night where the table has no row
// for 不明 itself. Rows for must-report win over the others when it must be reported, rows for the day or the night over rows
// for any time, then the first in the file. Null when the table has no such row.
const NotifyRow* FindRow(const Policies& policies, const Zone& zone, const RunRequest& request, Timestamp now);

// Freezes the row. Where the table has a hole the desk is told all the same (Ⅰ, Ⅱ and must-report ring), and Ⅳ is listed. A row
// without steps is listed: nothing that the office keeps as an incident is out of everybody's sight. `acknowledge_by` counts
// from when somebody can be expected to see it: at once, or from the morning call, the morning brief or the next digest.
EscalationRun StartRun(const Policies& policies, const Zone& zone, const RunRequest& request, Timestamp now);

struct DueSteps {
  std::vector<EscalationStep> steps;  // in order; empty: nothing is due
  Timestamp due;                      // when the first of them was due
  bool repeat = false;                // everything told so far once more, and what is new beside it
};

// Takes every step whose time has come, or one repeat however many were missed; the next repeat comes a full distance after it, the
// steps still ahead keep their time. Nothing while the run is paused.
DueSteps TakeDue(EscalationRun& run, Timestamp now);

// Takes the next step before its time, paused or not. Empty when all were taken.
DueSteps TakeNext(EscalationRun& run, Timestamp now);

void Pause(EscalationRun& run);

// Goes on from the step that was next. What came due during the pause is not fired at once: it gets its full distance to the
// step before it, from now; the first step, of which nobody has heard, is due at once. What lies ahead keeps its time, unless the step
// before it has been moved beyond it.
void Resume(EscalationRun& run, Timestamp now);

// The run's clock stands still from `now` to `until`: what is due now is due then, what lies ahead keeps its distance. With `until`
// before `now` it is set forward again. Paused or not; what was taken stays taken.
void StandStill(EscalationRun& run, Timestamp now, Timestamp until);

// Whether it has something ahead and nothing of it before then, paused or not.
bool WaitsUntil(const EscalationRun& run, Timestamp until);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ESCALATION_RUN_H_
