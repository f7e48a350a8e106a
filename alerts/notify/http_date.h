// Dates as HTTP writes them: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7), in Retry-After and Date headers.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_HTTP_DATE_H_
#define FENGHUO_ALERTS_NOTIFY_HTTP_DATE_H_

#include <optional>
#include <string_view>

#include "base/time.h"

namespace fenghuo {

// Nothing for anything but the first of the RFC's three forms: the other two died before the vendors here were born.
std::optional<Timestamp> ParseHttpDate(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_HTTP_DATE_H_
