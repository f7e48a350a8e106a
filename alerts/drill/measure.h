// What a drill showed: how fast the office was, who was told and who answered, and what nobody did.
//
//   DrillFindings findings = Measure({drill, incidents, timelines, notifications}, roster);
//   findings.cases[0].times.acknowledged    // 6 minutes after the first document
//
// Times count from the first document of an incident's story, as an outsider would count them. A notice counts when it has reached
// somebody, not when it was queued; an incident that only the end of the drill closed was not closed. Absent: it did not happen.
//
// Pure function: any number of threads.

#ifndef FENGHUO_ALERTS_DRILL_MEASURE_H_
#define FENGHUO_ALERTS_DRILL_MEASURE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerts/drill/drill.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/notification.h"
#include "alerts/roster/roster.h"

namespace fenghuo {

// Everything that the drill left.
struct DrillRecords {
  const Drill& drill;
  const std::vector<Incident>& incidents;                                 // of this drill, oldest first
  const std::map<std::string, std::vector<TimelineEntry>>& timelines;     // by incident
  const std::map<std::string, std::vector<Notification>>& notifications;  // by incident
};

// One milestone of a case beside what the scenario expects of it.
struct DrillMilestone {
  std::string name;  // "first_notice", "acknowledged", "assessed", "statement", "closed"
  std::optional<Duration> expected;
  std::optional<Duration> measured;
  // Expected, and in time; false as well where it has not happened though its time is over. Absent: nothing is expected, or it may
  // still happen in time.
  std::optional<bool> in_time;
};

// One incident of the drill.
struct DrillCase {
  std::string incident;
  std::string number;
  std::string title;
  Level level = kNoLevel;
  Timestamp first_document;
  std::vector<DrillMilestone> milestones;  // in the order of the names above
  int chases = 0;                          // reminders and escalations that it took
};

// One person whom the drill told, or who was to take part.
struct DrillPerson {
  std::string person;  // id
  bool participant = false;
  std::optional<Timestamp> told_at;      // the first message to them left; absent where a mirror got it, or none was sent
  std::vector<std::string> channels;     // that they were told by, each once
  std::optional<Timestamp> answered_at;  // what they did first in an incident of the drill
};

struct DrillFindings {
  std::vector<DrillCase> cases;
  std::vector<DrillPerson> people;      // by first telling, then by id
  std::vector<std::string> unanswered;  // Chinese, complete sentences: what was left undone
  int delivered = 0;                    // messages that arrived
  int lost = 0;                         // dead letters
};

// As of `now` for a drill that runs, else of its end.
DrillFindings Measure(const DrillRecords& records, const Roster& roster, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_DRILL_MEASURE_H_
