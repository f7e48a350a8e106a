// The ScenarioServer is the outside world of the demo: the scenario's hosts, each on its own address, and a receiver that takes
// notifications as the chat services would and shows them on a page.
//
//   Result<std::unique_ptr<ScenarioServer>> server = ScenarioServer::Listen({.scenario = …, .port = 0, .ledger = "ledger.jsonl"});
//   (*server)->Run();       // until the process is ended
//
// Every answer of a host and every notification received is one line of the ledger, written and flushed before the answer leaves,
// so a test can compare what the world has seen with what the daemon remembers. A host's line holds who asked (`agent`), the ETag
// that the daemon said it knows (`known`), the ETag of the answer, and the items in it.
//
// One thread a host; Run() is for one thread.

#ifndef FENGHUO_DAEMON_DEMO_SCENARIO_SERVER_H_
#define FENGHUO_DAEMON_DEMO_SCENARIO_SERVER_H_

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/demo/scenario.h"

namespace fenghuo {

constexpr const char* kReceiverAddress = "127.0.1.100";

struct ScenarioServerOptions {
  Scenario scenario;
  std::shared_ptr<const Clock> clock;  // shared by the host threads
  int port = 0;                        // the same for every host; 0: a free one
  std::string ledger;                  // path of the ledger, appended to
  Duration receiver_takes{};           // real time from the receiver's line in the ledger to its answer
};

class ScenarioServer {
 public:
  // kUnavailable when an address or the ledger cannot be had.
  static Result<std::unique_ptr<ScenarioServer>> Listen(ScenarioServerOptions options);
  ~ScenarioServer();

  int port() const;
  // Serves; does not come back.
  void Run();

 private:
  class Impl;
  explicit ScenarioServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DEMO_SCENARIO_SERVER_H_
