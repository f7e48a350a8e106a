// DaemonProcessTest is a folder with the demo's configuration and nobody at the other end, and the daemon in it as its operator
// meets it: a process.
//
//   std::unique_ptr<ChildProcess> daemon = StartDaemon();
//   ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
//   EXPECT_TRUE(MetricBecomes("fenghuo_incidents_opened_total{level=\"2\"}", "1"));
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_DAEMON_PROCESS_H_
#define FENGHUO_TESTS_SCENARIOS_DAEMON_PROCESS_H_

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/scenarios/child_process.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {

class DaemonProcessTest : public testing::Test {
 protected:
  void SetUp() override;

  std::unique_ptr<ChildProcess> StartDaemon() const;
  // A command to its end.
  struct Ended {
    std::optional<int> exit_code;  // absent: it did not end in time
    std::string out;
    std::string errors;
  };
  Ended Run(const std::vector<std::string>& arguments) const;
  // `fenghuo incident` at this daemon, as 张某 of the desk.
  Ended AtTheDesk(const std::vector<std::string>& arguments) const;

  // The page as it is; empty while it cannot be had.
  std::string Metrics() const;
  // A sample's value as it is written, by its name and labels as they are written; empty while it cannot be had.
  std::string Metric(const std::string& series) const;
  bool MetricBecomes(const std::string& series, const std::string& value) const;

  TemporaryDirectory folder_;
  std::string config_ = folder_.Path("config");
  std::string log_ = folder_.Path("daemon.log");
  std::string address_;

 private:
  mutable int commands_ = 0;  // run so far: each has a file of its own for its errors
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_DAEMON_PROCESS_H_
