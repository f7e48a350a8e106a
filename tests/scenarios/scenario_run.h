// A ScenarioRun is a temporary folder with the demo's configuration, and the scenario's hosts in a process that outlives every
// daemon that the test starts and kills.
//
//   ScenarioRun run(7200);
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

// A line of the ledger that the scenario's process writes before it answers.
struct LedgerLine {
  Timestamp at;      // by the scenario's clock
  std::string kind;  // served, received
  std::string host;  // served
  int status = 0;
  std::vector<std::string> ids;
  std::string channel;  // received
  std::string id;
  std::string text;
};

class ScenarioRun {
 public:
  explicit ScenarioRun(double speed);

  // With the scenario's clock. It prints the console's address when it runs.
  std::unique_ptr<ChildProcess> StartDaemon() const;
  // `fenghuo` with these arguments, to its end; its exit code.
  int RunCommand(const std::vector<std::string>& arguments) const;

  std::string config_path() const { return folder_.Path("config"); }
  std::string log_path() const { return folder_.Path("daemon.log"); }  // standard error of all of them
  const Clock& clock() const { return *clock_; }
  const Scenario& scenario() const { return *scenario_; }
  std::vector<LedgerLine> ReadLedger() const;

 private:
  TemporaryDirectory folder_;
  double speed_;
  std::string began_;
  std::unique_ptr<Scenario> scenario_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<ChildProcess> hosts_;
};

// "127.0.0.1:" and a port that was free a moment ago.
std::string FreeAddress();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SCENARIO_RUN_H_
