// Timestamp and Duration: instants in UTC and lengths, both in whole milliseconds, with their written form.
//
//   Result<Timestamp> at = ParseRfc3339("2026-11-20T08:00:00+08:00");
//   std::string text = FormatRfc3339(*at + std::chrono::minutes(5));  // 2026-11-20T00:05:00Z
//
// The type keeps the unit: adding minutes to a Timestamp cannot go wrong. Whole seconds are written without a fraction,
// others with three digits. Values, so any number of threads may use them.

#ifndef FENGHUO_BASE_TIME_H_
#define FENGHUO_BASE_TIME_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

using Duration = std::chrono::milliseconds;
using Timestamp = std::chrono::sys_time<Duration>;

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline Timestamp FromUnixMillis(int64_t millis) { return Timestamp(Duration(millis)); }
inline Timestamp FromUnixSeconds(int64_t value) { return Timestamp(std::chrono::seconds(value)); }
inline int64_t ToUnixMillis(Timestamp at) { return at.time_since_epoch().count(); }
inline int64_t ToUnixSeconds(Timestamp at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

// The last second that RFC 3339 can write: the end of a range without one.
inline const Timestamp kEndOfTime = FromUnixSeconds(253'402'300'799);

// RFC 3339 section 5.6 in UTC with "Z". Years 0000 to 9999.
std::string FormatRfc3339(Timestamp at);

// Reads RFC 3339 with any offset, a space or "t" for "T" too, and any number of fraction digits (cut to milliseconds;
// a leap second becomes the last millisecond of its minute). kInvalid with what was found otherwise.
Result<Timestamp> ParseRfc3339(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_TIME_H_
