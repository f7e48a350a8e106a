// Dates as feeds and pages write them.
//
//   std::optional<Timestamp> at = ParseDate("Fri, 11 Jul 2026 08:30:00 +0800", {.reference = fetched_at, .zone = &zone});
//   ParseDate("3小时前", ...);   // three hours before the reference
//
// Reads RFC 822, 1123, 850 and asctime with their usual damage (wrong or missing weekday, two-digit years, no seconds, zone
// names and letters, single digits, commas anywhere), RFC 3339 and ISO 8601 (any fraction, basic form, date or year and month
// alone), Chinese forms (2026年7月11日 08:30, 7月11日, 昨天 12:30, 3小时前, 下午3点20分), "11/07/2026" only where one of both is
// above 12, and Unix time in seconds or milliseconds.
//
// A time without a zone is in `zone`. A day without a time is its first moment; a day without a year is the latest one not after
// the reference's tomorrow. Impossible dates (31 February, year 0, year 9999) give nothing: 1990 to 2100 only.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_DATES_DATES_H_
#define FENGHUO_DAEMON_CRAWL_DATES_DATES_H_

#include <optional>
#include <string_view>

#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

struct DateContext {
  Timestamp reference;         // "now" for relative forms
  const Zone* zone = nullptr;  // null: UTC
};

std::optional<Timestamp> ParseDate(std::string_view text, const DateContext& context);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_DATES_DATES_H_
