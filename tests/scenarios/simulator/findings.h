// Findings are the broken invariants of one world, and the trace that leads to them.
//
//   findings.Expect(row.ok(), "I1", id + " was accepted and is not kept");
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_FINDINGS_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_FINDINGS_H_

#include <string>
#include <vector>

#include "base/time.h"
#include "tests/scenarios/simulator/trace.h"

namespace fenghuo {

struct Finding {
  std::string invariant;  // "I4", or "P2" for a promise of the design
  Timestamp at;
  std::string sentence;
};

class Findings {
 public:
  explicit Findings(Trace& trace) : trace_(trace) {}

  void SetTime(Timestamp wall_now) { now_ = wall_now; }
  Timestamp now() const { return now_; }
  Trace& trace() { return trace_; }

  // `sentence` says what is wrong when it does not hold.
  void Expect(bool holds, const char* invariant, const std::string& sentence) {
    if (holds || found_.size() >= kMost) return;
    found_.push_back({invariant, now_, sentence});
    trace_.Note(now_, "BROKEN", std::string(invariant) + ": " + sentence);
  }

  const std::vector<Finding>& found() const { return found_; }

 private:
  static constexpr size_t kMost = 20;
  Trace& trace_;
  Timestamp now_;
  std::vector<Finding> found_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_FINDINGS_H_
