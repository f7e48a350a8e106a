// NotedReads remember which incident or story was opened by whom within the last hour, so that an open page that keeps itself up to date
// leaves one line an hour in the audit trail and not one at every change.
//
//   if (!reads->Cover(note, now)) …                 // the line is written
//   reads->Add(note, now);                          // once it is durable: it covers an hour
//
// The line therefore reads: opened then, and perhaps looked at for an hour. A restart forgets, and so does a flood: a line too many is
// better than one too few.
//
// Thread-safe: the core's answer says that a line is durable.

#ifndef FENGHUO_DAEMON_SERVE_NOTED_READS_H_
#define FENGHUO_DAEMON_SERVE_NOTED_READS_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include "base/clock.h"
#include "daemon/audit_note.h"

namespace fenghuo {

class NotedReads {
 public:
  bool Cover(const AuditNote& note, const Clock& clock) const {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = at_.find(KeyOf(note));
    return found != at_.end() && clock.RealTime(clock.Now() - found->second) < hours(1);
  }

  void Add(const AuditNote& note, Timestamp at) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (at_.size() >= kMost) at_.clear();
    at_[KeyOf(note)] = at;
  }

 private:
  static constexpr size_t kMost = 20'000;  // 200 people with 100 incidents each
  using Key = std::tuple<std::string, std::string, std::string>;
  static Key KeyOf(const AuditNote& note) { return {note.actor, note.action, note.object}; }

  mutable std::mutex mutex_;
  std::map<Key, Timestamp> at_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_NOTED_READS_H_
