// The written form of a Duration in configuration files and messages: "500ms", "30s", "10m", "4h", "7d".
//
//   Result<Duration> wait = ParseDuration("1h30m");
//
// Parts go from large to small, each unit once. Pure functions: any number of threads.

#ifndef FENGHUO_BASE_DURATION_H_
#define FENGHUO_BASE_DURATION_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

// Reads d, h, m, s and ms. "0s" is allowed, a bare number is not. kInvalid says what was found.
Result<Duration> ParseDuration(std::string_view text);

// The shortest form that ParseDuration reads back: 90 minutes is "1h30m", nothing is "0s".
std::string FormatDuration(Duration length);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_DURATION_H_
