// A RequestRate counts what each push source sends, or what each person reads, so that one that runs wild cannot keep the core from the
// others or fill the disk with its audit lines.
//
//   if (std::optional<Duration> wait = rate.TakeOrWait(source.id, config.serve.push_per_minute, now)) return 429 with Retry-After;
//
// A bucket for each: a minute's worth at once, and then as many a minute. Every request counts, also one that is refused for what
// it holds. A restart fills the buckets.
//
// One thread: the server's.

#ifndef FENGHUO_DAEMON_SERVE_REQUEST_RATE_H_
#define FENGHUO_DAEMON_SERVE_REQUEST_RATE_H_

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"

namespace fenghuo {

class RequestRate {
 public:
  // Nothing when it may be taken; else how long from now until one may.
  std::optional<Duration> TakeOrWait(const std::string& whose, int per_minute, Timestamp now) {
    const Duration each = Duration(minutes(1)) / per_minute;
    Timestamp& free_at = free_at_[whose];  // when the bucket is full again
    const bool clock_was_set_back = free_at > now + minutes(1);
    free_at = std::max(clock_was_set_back ? now : free_at, now);
    const Duration over = free_at + each - (now + minutes(1));
    if (over > Duration(0)) return over;
    free_at += each;
    return std::nullopt;
  }

 private:
  std::map<std::string, Timestamp> free_at_;  // as many as are configured
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_REQUEST_RATE_H_
