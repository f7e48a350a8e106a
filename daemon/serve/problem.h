// Problems are the API's errors: application/problem+json (RFC 9457) with an English title and a Chinese detail for the screen.
//
//   return Problem(404, "没有编号为 2026-0711-03 的舆情事件");
//   return ProblemOf(incident.error());
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_PROBLEM_H_
#define FENGHUO_DAEMON_SERVE_PROBLEM_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "daemon/serve/exchange.h"
#include "daemon/wire.h"

namespace fenghuo {

// "Not Found"
const char* StatusTitle(int status);

// `detail` may be empty.
Reply Problem(int status, const std::string& detail);

// 429 with how long to wait, in whole seconds.
Reply TooManyRequests(const std::string& detail, Duration wait);

// One thing that is wrong with a body: the field and, in Chinese, why.
struct FieldProblem {
  std::string field;
  std::string detail;
};
// 400 with the first 20 problems at once, and how many more there are.
Reply FieldProblems(const std::vector<FieldProblem>& problems);

// kInvalid: 409, what was asked for does not fit the state of things; kNotFound: 404; kUnavailable: 503; kCorrupt: 500.
Reply ProblemOf(const Error& error);

Reply JsonReply(const Json& json, int status = 200);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_PROBLEM_H_
