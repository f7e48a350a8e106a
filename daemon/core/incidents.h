// The stages of the pipeline that look at one story: its grade, and what the office must do about it.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_INCIDENTS_H_
#define FENGHUO_DAEMON_CORE_INCIDENTS_H_

#include <string>

#include "daemon/core/core.h"

namespace fenghuo {

// Puts what was decided into the state, after the load rule has taken away what would ring somebody too often this night.
// The incident as it is kept.
Incident CarryOut(Decision decision, Core& core, Timestamp now);

// The same for what no person did: a silence that covers the incident holds back what would be told. `before` is the incident as it was,
// null when the decision opens it.
Incident CarryOutByItself(Decision decision, const Incident* before, Core& core, Timestamp now);

// What a story is graded by at `now`.
GradeInput InputOf(const JudgementRecord& judgement, Timestamp now);

// Gives the story its score card and level at `now`, and says when it must be graded again.
void GradeStory(const std::string& story, Core& core, Timestamp now);

// Opens, raises, lowers or reopens the incident of a graded story. True when one was opened.
bool AdvanceIncident(const std::string& story, Core& core, Timestamp now);

// The story `into` took another one whose incident was `incident` (may be empty): the older incident stays.
void JoinIncidents(const std::string& incident, const std::string& into, Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_INCIDENTS_H_
