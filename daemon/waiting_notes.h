// WaitingNotes are the audit lines and sign-ins that the HTTP side wants kept, until the core writes all of them in one commit.
//
//   if (notes.Add(line, done)) inbox.Post(KeepNotes);        // the first since the last writing: somebody must come for them
//   WaitingNotes::Taken taken = notes.TakeAll();
//   Result<void> kept = engine.Note(taken.lines, taken.sessions, now);
//   for (const auto& done : taken.done) done(kept);
//
// However many people read at once, a turn of the core costs one synced write for them. It needs no bound of its own: whoever reads
// waits for `done` before they can ask again.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_WAITING_NOTES_H_
#define FENGHUO_DAEMON_WAITING_NOTES_H_

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "base/result.h"
#include "daemon/engine.h"

namespace fenghuo {

class WaitingNotes {
 public:
  struct Taken {
    std::vector<AuditNote> lines;  // in the order they came
    std::vector<std::function<void(Result<void>)>> done;
    SessionChanges sessions;
  };

  // True when nothing waited before it.
  bool Add(AuditNote line, std::function<void(Result<void>)> done) {
    std::lock_guard lock(mutex_);
    const bool first = IsEmpty();
    waiting_.lines.push_back(std::move(line));
    waiting_.done.push_back(std::move(done));
    return first;
  }

  // The same. A session that was dropped never comes back, so the order of changes does not matter.
  bool Add(SessionChanges changes) {
    std::lock_guard lock(mutex_);
    const bool first = IsEmpty();
    for (SessionRecord& session : changes.kept) waiting_.sessions.kept.push_back(std::move(session));
    for (std::string& hash : changes.dropped) waiting_.sessions.dropped.push_back(std::move(hash));
    return first;
  }

  Taken TakeAll() {
    std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
  }

 private:
  bool IsEmpty() const { return waiting_.lines.empty() && waiting_.sessions.empty(); }

  std::mutex mutex_;
  Taken waiting_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_WAITING_NOTES_H_
