// A CoreInbox is how the other threads reach the core: each hands in a step, and the core takes them in the order they came.
//
//   inbox.Post([=](Engine& engine, Timestamp now) { return Take(engine, intake, now); });
//   Result<void> done = inbox.RunTurn({.wait = until_next_duty, .most = seconds(1)}, run);
//
// It needs no bound of its own: the crawler holds back at its unacknowledged fetches, deliveries at those in flight, and whoever
// asks over HTTP at the open connections, because each waits for the core's answer before it asks again.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_CORE_INBOX_H_
#define FENGHUO_DAEMON_CORE_INBOX_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "base/result.h"
#include "daemon/engine.h"

namespace fenghuo {

// An error stops the daemon: it is for a store that cannot write, not for a wish that cannot be granted.
using CoreStep = std::function<Result<void>(Engine&, Timestamp now)>;

// How long one turn of the core's loop stays with the inbox, in real time.
struct CoreTurn {
  Duration wait;  // at most, for the first step
  Duration most;  // then no further step is begun: what is left waits, so that the duties always have their turn
};

class CoreInbox {
 public:
  void Post(CoreStep step) {
    std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
    arrived_.notify_one();
  }

  // Runs what is there and what comes meanwhile, the oldest first; at least one step where there is one. The first error ends it.
  Result<void> RunTurn(const CoreTurn& turn, const std::function<Result<void>(CoreStep&)>& run) {
    std::optional<CoreStep> step = Take(turn.wait);
    const auto begun = std::chrono::steady_clock::now();
    while (step) {
      if (Result<void> done = run(*step); !done.ok()) return done;
      if (std::chrono::steady_clock::now() - begun >= turn.most) break;
      step = Take(Duration(0));
    }
    return {};
  }

  size_t size() const {
    std::lock_guard lock(mutex_);
    return steps_.size();
  }

 private:
  std::optional<CoreStep> Take(Duration wait) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, wait, [this] { return !steps_.empty(); });
    if (steps_.empty()) return std::nullopt;
    CoreStep step = std::move(steps_.front());
    steps_.pop_front();
    return step;
  }

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<CoreStep> steps_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_INBOX_H_
