// When the office did what on an incident: the figures of a review.
//
//   IncidentTimes times = TimesOf(incident, timeline);
//   if (times.acknowledged) ... *times.acknowledged - times.known
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_CASES_TIMES_H_
#define FENGHUO_ALERTS_CASES_TIMES_H_

#include <optional>
#include <vector>

#include "alerts/incident/incident.h"

namespace fenghuo {

// Each the first time; absent: it never happened.
struct IncidentTimes {
  Timestamp known;  // the first document of the story was seen
  std::optional<Timestamp> first_notice;
  std::optional<Timestamp> acknowledged;
  std::optional<Timestamp> assessed;
  std::optional<Timestamp> statement;  // published by the office, or entered as published
  std::optional<Timestamp> closed;     // as it stands: an incident that was opened again is not closed
};

IncidentTimes TimesOf(const Incident& incident, const std::vector<TimelineEntry>& timeline);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CASES_TIMES_H_
