// A ScenarioRun is a temporary folder with the demo's configuration, and the scenario's hosts in a process that
// outlives every daemon that the test starts and kills.
//
//   ScenarioRun run({.speed = 7200});
//   std::unique_ptr<ChildProcess> daemon = run.StartDaemon();
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SCENARIO_RUN_H_
#define FENGHUO_TESTS_SCENARIOS_SCENARIO_RUN_H_

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "daemon/demo/scenario.h"
#include "tests/scenarios/child_process.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {

struct ScenarioRunOptions {
  double speed = 1;           // scenario time over real time
  Duration receiver_takes{};  // real time from the receiver's line in the ledger to its answer
};

class ScenarioRun {
 public:
  explicit ScenarioRun(const ScenarioRunOptions& options);

  // With the scenario's clock. It prints the console's address when it runs. The ledger knows the daemons apart: the
  // first one's life is 1.
  std::unique_ptr<ChildProcess> StartDaemon();
  int life() const { return life_; }  // of the last one
  // `fenghuo` with these arguments, to its end; its exit code.
  int RunCommand(const std::vector<std::string>& arguments) const;

  std::string config_path() const { return folder_.Path("config"); }
  std::string log_path() const { return folder_.Path("daemon.log"); }  // standard error of all of them
  const Clock& clock() const { return *clock_; }
  const Scenario& scenario() const { return *scenario_; }
  std::string ledger_path() const { return folder_.Path("ledger.jsonl"); }
  std::string token_path(const std::string& person) const { return config_path() + "/secrets/" + person + ".token"; }

 private:
  TemporaryDirectory folder_;
  double speed_;
  int life_ = 0;
  std::string began_;
  std::unique_ptr<Scenario> scenario_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<ChildProcess> hosts_;
};

// "127.0.0.1:" and a port that was free a moment ago.
std::string FreeAddress();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SCENARIO_RUN_H_
