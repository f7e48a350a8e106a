// Compares the outbox with what the receiver has written down: nothing that is called delivered is missing there,
// nothing arrived that no row was on its way with, and nothing arrived again but what a kill found on its way, once
// each time.
//
//   Deliveries deliveries = ExpectDeliveries(config, AllNotifications(store), in_flight, ledger);
//
// A webhook carries the row's id. A robot's message has none: rows of the same text are counted together, and a repeat
// must say that it is one.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_DELIVERIES_H_
#define FENGHUO_TESTS_SCENARIOS_DELIVERIES_H_

#include <map>
#include <string>
#include <vector>

#include "alerts/notify/notification.h"
#include "daemon/config/config.h"
#include "tests/scenarios/ledger.h"

namespace fenghuo {

struct Deliveries {
  int rows = 0;  // that say delivered
  int received = 0;
  int in_flight = 0;  // found on their way by a kill
  int repeated = 0;
};

// `in_flight`: by id, how many kills found the row on its way.
Deliveries ExpectDeliveries(const Config& config, const std::vector<Notification>& rows,
                            const std::map<std::string, int>& in_flight, const std::vector<LedgerLine>& ledger);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_DELIVERIES_H_
