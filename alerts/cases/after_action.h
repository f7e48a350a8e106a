// The after-action report (复盘评估) of an incident, drafted from its record.
//
//   std::string text = AfterActionText({incident, timeline}, desk, now);
//
// It says when the office knew, told, signed, assessed, spoke and closed; what was done; what was late; and what was learnt. Facts from
// the web are quoted. Whoever reviews the incident reads and completes it.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_CASES_AFTER_ACTION_H_
#define FENGHUO_ALERTS_CASES_AFTER_ACTION_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

struct CaseRecord {
  const Incident& incident;
  const std::vector<TimelineEntry>& timeline;
};

std::string AfterActionText(const CaseRecord& record, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CASES_AFTER_ACTION_H_
