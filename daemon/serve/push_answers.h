// What was answered to pushes that came with an Idempotency-Key, so that a repeated one gets the same answer and does nothing.
// A restart forgets them, which does no harm: documents have stable ids, and a repeated one is known.
//
// Thread-safe: the core's answer is kept from its own thread.

#ifndef FENGHUO_DAEMON_SERVE_PUSH_ANSWERS_H_
#define FENGHUO_DAEMON_SERVE_PUSH_ANSWERS_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/time.h"

namespace fenghuo {

class PushAnswers {
 public:
  static constexpr size_t kKeyBytesMax = 200;

  struct Answer {
    uint64_t body_hash = 0;
    std::string json;
    Timestamp at;
  };

  std::optional<Answer> Find(const std::string& source, const std::string& key, Timestamp now) const {
    std::lock_guard lock(mutex_);
    auto found = answers_.find({source, key});
    if (found == answers_.end() || found->second.at + kKept < now) return std::nullopt;
    return found->second;
  }

  void Keep(const std::string& source, const std::string& key, Answer answer) {
    std::lock_guard lock(mutex_);
    if (answers_.size() >= kAnswersMax) {
      std::erase_if(answers_, [&answer](const auto& one) { return one.second.at + kKept < answer.at; });
      if (answers_.size() >= kAnswersMax) answers_.clear();
    }
    answers_[{source, key}] = std::move(answer);
  }

 private:
  static constexpr size_t kAnswersMax = 10'000;
  static constexpr Duration kKept = hours(24);
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Answer> answers_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_PUSH_ANSWERS_H_
