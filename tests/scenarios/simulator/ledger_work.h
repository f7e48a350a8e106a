// What people of the office do to the ledger of an incident when they come round to it: some of it, in time or late.
//
//   for (const LedgerDeed& deed : SomeDeeds(incident, desk, rng, now)) engine.Do(incident.id, deed, now);
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_LEDGER_WORK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_LEDGER_WORK_H_

#include <vector>

#include "base/rng.h"
#include "daemon/engine.h"

namespace fenghuo {

std::vector<LedgerDeed> SomeDeeds(const Incident& incident, const Desk& desk, Rng& rng, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_LEDGER_WORK_H_
