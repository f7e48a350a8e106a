// A CoreInbox is how the other threads reach the core: each hands in a step, and the core takes them in the order they came.
//
//   inbox.Post([=](Engine& engine, Timestamp now) { return Take(engine, intake, now); });
//   for (CoreStep& step : inbox.TakeAll(wait)) ...
//
// It needs no bound of its own: the crawler holds back at its unacknowledged fetches, deliveries at those in flight, and
// commands at the open connections.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_CORE_INBOX_H_
#define FENGHUO_DAEMON_CORE_INBOX_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "base/result.h"
#include "daemon/engine.h"

namespace fenghuo {

// An error stops the daemon: it is for a store that cannot write, not for a wish that cannot be granted.
using CoreStep = std::function<Result<void>(Engine&, Timestamp now)>;

class CoreInbox {
 public:
  void Post(CoreStep step) {
    std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
    arrived_.notify_one();
  }

  // Waits at most `wait` of real time for the first one.
  std::vector<CoreStep> TakeAll(Duration wait) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, wait, [this] { return !steps_.empty(); });
    return std::exchange(steps_, {});
  }

  size_t size() const {
    std::lock_guard lock(mutex_);
    return steps_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<CoreStep> steps_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_INBOX_H_
