// The Server is the daemon's HTTP side: API under /api/v1/, console, /metrics, /-/healthy, /-/ready and /-/reload.
//
//   Result<std::unique_ptr<Server>> server = Server::Listen({.config = config, .store = store, ...});
//   LogInfo("console", {{"url", (*server)->url()}});
//
// Boost.Beast on one thread of its own; it reads from the store and sends commands to the core. A person is known by the bearer
// token of staff.yml or by a session; being on loopback is no identity. Host and Origin are checked on every request.
// On an address that is not loopback it refuses to listen unless somebody in staff.yml has a token.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_SERVE_SERVER_H_
#define FENGHUO_DAEMON_SERVE_SERVER_H_

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/metrics.h"
#include "daemon/serve/core_commands.h"
#include "daemon/serve/limits.h"
#include "storage/store.h"

namespace fenghuo {

struct ServerOptions {
  std::shared_ptr<const Config> config;  // shared with the core until the next reload
  const Store* store = nullptr;
  CoreCommands* commands = nullptr;
  Metrics* metrics = nullptr;
  const Clock* clock = nullptr;
  std::string acknowledge_key;           // 32 bytes; signs the links in messages (daemon/deliver/acknowledge_link.h)
  ServeLimits limits = {};               // the tests are less patient
};

class Server {
 public:
  // Port 0 takes a free one. kInvalid for an address that is refused, kUnavailable for one that is taken; both say which.
  static Result<std::unique_ptr<Server>> Listen(const ServerOptions& options);
  ~Server();

  // "http://127.0.0.1:8640/"
  std::string url() const;

  void Reconfigure(std::shared_ptr<const Config> config);
  // Something changed that open consoles show: they are told to look again.
  void Announce(const std::string& what);
  // Takes no more requests; when it returns, none is looked at any more. Answers that the core still owes are waited for a little.
  void Stop();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_SERVER_H_
