// JsonBody reads the body of a request: one JSON object, no deeper than 32, no key twice in one object.
//
//   Result<Json> body = ParseJsonBody(request.body);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_JSON_BODY_H_
#define FENGHUO_DAEMON_SERVE_JSON_BODY_H_

#include <string_view>

#include "base/result.h"
#include "daemon/wire.h"

namespace fenghuo {

// kInvalid in Chinese. An empty body is an empty object.
Result<Json> ParseJsonBody(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_JSON_BODY_H_
