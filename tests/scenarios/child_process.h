// A ChildProcess is the fenghuo of this build in a process of its own.
//
//   ChildProcess daemon({"run", "--config", path}, log);
//   std::string url = daemon.AwaitLine();
//   daemon.Signal(SIGKILL);
//   EXPECT_EQ(daemon.Await(seconds(10)), -SIGKILL);
//
// What it says on standard error is appended to the file `log`. It is killed with the ChildProcess, and with the test.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_CHILD_PROCESS_H_
#define FENGHUO_TESTS_SCENARIOS_CHILD_PROCESS_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

class ChildProcess {
 public:
  ChildProcess(std::vector<std::string> arguments, const std::string& log);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // The next line of its standard output; empty when it ended or said none for a minute.
  std::string AwaitLine();
  // The rest of its standard output; what it said so far when it says nothing for a minute.
  std::string AwaitEnd();
  void Signal(int signal) const;
  pid_t id() const { return process_; }
  // The exit code, or minus the signal that ended it; absent when it still runs after `longest`.
  std::optional<int> Await(Duration longest);

 private:
  pid_t process_ = -1;  // -1 once it was awaited
  int out_ = -1;
};

// Lets real time pass.
void Sleep(Duration length);

std::string ReadWholeFile(const std::string& path);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_CHILD_PROCESS_H_
