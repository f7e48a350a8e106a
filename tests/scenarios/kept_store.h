// What a daemon has left on disk, read while none runs. A failure to read is a failure of the test.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_KEPT_STORE_H_
#define FENGHUO_TESTS_SCENARIOS_KEPT_STORE_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "storage/store.h"

namespace fenghuo {

// kUnavailable as long as no store was made.
Result<std::unique_ptr<Store>> OpenKept(const Config& config);

std::set<std::string> AllDocumentIds(const Store& store);
std::vector<Incident> AllIncidents(const Store& store);
std::vector<Notification> AllNotifications(const Store& store);
std::vector<AuditRecord> AllAudit(const Store& store);
std::vector<TimelineEntry> TimelineOf(const Store& store, const std::string& incident);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_KEPT_STORE_H_
