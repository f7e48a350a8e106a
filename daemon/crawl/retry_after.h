// The Retry-After header: whole seconds, or a date (RFC 9110 10.2.3).
//
//   std::optional<Duration> wait = ParseRetryAfter("Fri, 20 Nov 2026 08:00:00 GMT", now);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_RETRY_AFTER_H_
#define FENGHUO_DAEMON_CRAWL_RETRY_AFTER_H_

#include <optional>
#include <string_view>

#include "base/time.h"

namespace fenghuo {

// From `now` on, between nothing and 24 hours. Absent when it is neither number nor IMF-fixdate.
std::optional<Duration> ParseRetryAfter(std::string_view value, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_RETRY_AFTER_H_
