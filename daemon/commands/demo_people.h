// The people of a demo that runs by itself: the officer on duty signs, assesses and closes, as a person would, over the API.
//
//   DemoPeople people(options, stop_daemon);   // works on a thread of its own
//
// Without `once` nobody acts: that is left to whoever looks at the console.
//
// One thread makes and stops it.

#ifndef FENGHUO_DAEMON_COMMANDS_DEMO_PEOPLE_H_
#define FENGHUO_DAEMON_COMMANDS_DEMO_PEOPLE_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/clock.h"

namespace fenghuo {

struct DemoPeopleOptions {
  std::string url;         // of the console
  std::string token_file;  // of the officer
  std::shared_ptr<const Clock> clock;  // shared with the daemon
  Timestamp end;           // of the scenario
  bool once = false;
};

class DemoPeople {
 public:
  // `end_daemon` is called once when the scenario is over and `once` was asked for.
  DemoPeople(DemoPeopleOptions options, std::function<void()> end_daemon);
  ~DemoPeople();

  void Stop();

 private:
  void Work();

  DemoPeopleOptions options_;
  std::function<void()> end_daemon_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_DEMO_PEOPLE_H_
