// What papers that are drafted from the record of an incident have in common: numbers, moments, and what of the timeline belongs there.
//
//   if (IsWorthReporting(entry)) text += ShownMoment(zone, entry.at) + "，" + entry.text + "\n";
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_REPORTING_PAPER_H_
#define FENGHUO_ALERTS_REPORTING_PAPER_H_

#include <string>

#include "alerts/incident/incident.h"
#include "base/zone.h"

namespace fenghuo {

// What was decided and done; who was told, reminded and reached is the office's own matter.
bool IsWorthReporting(const TimelineEntry& entry);

std::string LongMoment(const Zone& zone, Timestamp at);               // 2026年7月11日03:10
std::string LongNumber(const Incident& incident, const Zone& zone);  // 舆〔2026〕0711-03

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_REPORTING_PAPER_H_
