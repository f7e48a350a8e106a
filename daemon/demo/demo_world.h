// The DemoWorld is what the demo needs around the daemon: a folder with configuration and secrets, and the scenario's hosts in a
// process of their own.
//
//   Result<DemoWorld> world = DemoWorld::Make({.folder = folder, .speed = 1200});
//   App::Start({.config_path = world->config_path(), .clock = world->clock()});
//
// The process ends with the DemoWorld.
//
// One thread.

#ifndef FENGHUO_DAEMON_DEMO_DEMO_WORLD_H_
#define FENGHUO_DAEMON_DEMO_DEMO_WORLD_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/demo/scenario.h"

namespace fenghuo {

struct DemoOptions {
  std::string folder;     // made when it is not there; holds configuration, secrets, store and ledger
  double speed = 1200;    // scenario time over real time
  int console_port = 0;   // 0: a free one
};

// Writes the demo's configuration for the given ports and its secrets (mode 0600) into `folder`/config.
Result<void> WriteDemoConfig(const std::string& folder, int scenario_port, const std::string& listen);

// The bundled scenario.
Result<Scenario> LoadDemoScenario();

class DemoWorld {
 public:
  static Result<DemoWorld> Make(const DemoOptions& options);
  DemoWorld(DemoWorld&& other) noexcept;
  DemoWorld& operator=(DemoWorld&&) = delete;
  ~DemoWorld();  // ends the process

  std::string config_path() const { return options_.folder + "/config"; }
  std::string ledger_path() const { return options_.folder + "/ledger.jsonl"; }
  std::string token_path(const std::string& person) const;
  std::string receiver_url() const;
  std::shared_ptr<const Clock> clock() const { return clock_; }
  // The scenario's time stands still until this is called: the daemon first reads what was there before anything happens.
  void Begin();
  const Scenario& scenario() const { return scenario_; }

 private:
  DemoWorld(DemoOptions options, Scenario scenario);
  Result<void> StartHosts();

  DemoOptions options_;
  Scenario scenario_;
  std::shared_ptr<ScaledClock> clock_;  // shared with the daemon
  pid_t hosts_ = -1;
  int to_hosts_ = -1;  // their standard input: when time began
  int port_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DEMO_DEMO_WORLD_H_
