// Closed incidents as cases: looked up, compared with one at hand, and written up.
//
//   Result<Json> text = AfterActionJson(store, bureau, "2026-0711-03", now);
//
// Pure functions of what the store shows: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_CASES_H_
#define FENGHUO_DAEMON_SERVE_CASES_H_

#include <string>

#include "base/result.h"
#include "daemon/serve/call.h"
#include "daemon/wire.h"

namespace fenghuo {

// At most this many of the latest incidents are compared or searched at once: years of a city's work.
inline constexpr size_t kCasesRead = 5000;

// {"items": […], "next": "…"}: the cases that the query finds, newest first. `next` goes on with older ones.
Result<Json> CasesJson(const Store& store, const Bureau& bureau, const std::string& query, const std::string& cursor, size_t limit);

// {"items": […]}: past incidents like this one, each with `points` and `because`. kNotFound when there is no such incident.
Result<Json> SimilarJson(const Store& store, const Bureau& bureau, const std::string& incident);

// {"title", "text"}: the after-action report as its record gives it. kNotFound likewise.
Result<Json> AfterActionJson(const Store& store, const Bureau& bureau, const std::string& incident, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_CASES_H_
