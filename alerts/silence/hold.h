// What a silence does to a decision: nobody is told, the timeline says so, and the chain stands still until the silence ends.
//
//   if (HoldBack(decision, {before, *silence}, desk, now) > 0) …        // before it is stored
//   if (std::optional<Decision> on = GoOn(incident, {silence, holding}, desk, now)) …   // when it is over, or covers no more
//
// The chain's clock stops with the first message that is held back: that message goes out when the silence ends, and every later step
// keeps its distance from it. So the time to sign, for people who were never asked, begins when they are; and a leader does not hear
// that the desk has not answered what the desk was not told. Meanwhile the digests and briefs list the incident.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_SILENCE_HOLD_H_
#define FENGHUO_ALERTS_SILENCE_HOLD_H_

#include <optional>

#include "alerts/incident/decide.h"
#include "alerts/silence/silence.h"

namespace fenghuo {

struct HeldBy {
  const Incident* before;  // the decision; null when it opens the incident
  const Silence& silence;  // must cover the incident as the decision leaves it
};

// Takes the messages that ask for a signature out of the decision (first, raised, reminder, escalation), and undoes that they counted as
// told. How many tellings those were: for each the entry that said whom the message went to says whom it did not go to, by whose word.
int HoldBack(Decision& decision, const HeldBy& by, const Desk& desk, Timestamp now);

struct SilenceEnd {
  const Silence& silence;
  const Holding& holding;  // the incident's
};

// The chain goes on from where it stood, now if that is earlier than planned; one that was started anew since is left as it is. Nothing
// for an incident that is over.
std::optional<Decision> GoOn(const Incident& incident, const SilenceEnd& ending, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_SILENCE_HOLD_H_
