// I5: "sequence numbers in the audit chain have no gap and every hash fits"; the same for the numbers of every timeline.
//
// The hashes are computed here anew, over the stored bytes. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_AUDIT_CHECK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_AUDIT_CHECK_H_

#include <map>
#include <string>

#include "storage/store.h"
#include "tests/scenarios/simulator/findings.h"

namespace fenghuo {

class AuditCheck {
 public:
  explicit AuditCheck(Findings& findings) : findings_(findings) {}

  // What has been added since the last look.
  void Look(const Store& store);
  // From the first record on; what was there before must be there still.
  void LookAtAll(const Store& store);
  // Entries never change once written.
  void LookAtTimeline(const Store& store, const Incident& incident);

 private:
  void Follow(const Store& store, int64_t& sequence, std::string& hash);

  Findings& findings_;
  int64_t sequence_ = 0;
  std::string hash_;
  std::map<std::string, std::string> timelines_;  // incident -> its entries so far
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_AUDIT_CHECK_H_
