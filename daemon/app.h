// The App is the running daemon: it gives each thread its work and stops them in order.
//
//   Result<std::unique_ptr<App>> app = App::Start({.config_path = "/etc/fenghuo"});
//   if (!app.ok()) return ExitCode(app.error());
//   int exit_code = (*app)->Run();     // until Stop(), SIGTERM or SIGINT, or a store that cannot write
//
// Threads: the core (the caller of Run), one for fetching, a few for parsing and matching, one for delivery, one for HTTP.
// They hand each other plain values through bounded queues; when the core is slow the crawl slows down.
//
// Stop and RequestReload are thread-safe and may be called from a signal handler. One thread calls the rest.

#ifndef FENGHUO_DAEMON_APP_H_
#define FENGHUO_DAEMON_APP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/measure_disk.h"

namespace fenghuo {

struct AppOptions {
  std::string config_path;
  std::shared_ptr<const Clock> clock = nullptr;  // shared with the caller, who may look at it; null: the machine's
  int workers = 2;      // threads that parse and match
  uint64_t seed = 1;    // of the crawl's jitter
  std::function<DiskRoom(const std::string& directory)> measure_disk = MeasureDisk;  // the tests have disks of their own
};

class App {
 public:
  // kInvalid: configuration (every problem, one a line). kUnavailable: the store or the listening address.
  static Result<std::unique_ptr<App>> Start(const AppOptions& options);
  ~App();

  // The exit code: 0 after Stop, 3 when the store failed.
  int Run();
  void Stop();
  void RequestReload();

  // Of the console: "http://127.0.0.1:8640/".
  std::string url() const;

 private:
  class Impl;
  explicit App(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_APP_H_
