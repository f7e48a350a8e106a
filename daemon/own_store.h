// The store that the daemon owns: opened in its directory, and written anew when something was removed from it.
//
//   Result<std::unique_ptr<Store>> store = OpenOwnStore(config);
//   StorePurge purge(**store);
//   purge.Start();
//
// One thread; a StorePurge has one of its own beside it.

#ifndef FENGHUO_DAEMON_OWN_STORE_H_
#define FENGHUO_DAEMON_OWN_STORE_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/result.h"
#include "daemon/config/config.h"
#include "storage/store.h"

namespace fenghuo {

// Makes the directory when it is missing; nobody but its owner can read it from then on.
// kUnavailable with what to do about it; the errors of Store::Open.
Result<std::unique_ptr<Store>> OpenOwnStore(const Config& config);

// Writes the store's files anew in the background, so that nothing deleted is left in them. What runs ends when it is destroyed, and
// the store, which must outlive it, is never purged again then.
class StorePurge {
 public:
  explicit StorePurge(Store& store);
  ~StorePurge();
  StorePurge(const StorePurge&) = delete;
  StorePurge& operator=(const StorePurge&) = delete;

  // Returns at once. While one runs, another follows it.
  void Start();

 private:
  void Run();

  Store& store_;
  std::mutex mutex_;  // for the two below
  bool wanted_ = false;
  bool ending_ = false;
  std::condition_variable changed_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_OWN_STORE_H_
