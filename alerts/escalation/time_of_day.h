// Times of day in the office's zone: the night, the digests, the morning call.
//
//   if (IsNight(policies.night, zone, now)) wait_until = EndOfNight(policies.night, zone, now);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_ESCALATION_TIME_OF_DAY_H_
#define FENGHUO_ALERTS_ESCALATION_TIME_OF_DAY_H_

#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

// When, after `after`, the next of the given times of day comes. `after` itself when there are none.
Timestamp NextTimeOfDay(const std::vector<TimeOfDay>& times, const Zone& zone, Timestamp after);

// From `night.from` (inclusive) to `night.to` (exclusive); over midnight when from is later than to. No night when both are
// the same.
bool IsNight(const Night& night, const Zone& zone, Timestamp at);

// The end of the night that `at` lies in; `at` itself when it is day.
Timestamp EndOfNight(const Night& night, const Zone& zone, Timestamp at);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ESCALATION_TIME_OF_DAY_H_
