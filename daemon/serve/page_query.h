// PageQuery is what every list takes: where to go on and how many at most.
//
//   Result<PageQuery> page = ReadPageQuery(call.target);
//   return PageReply(items, next);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_PAGE_QUERY_H_
#define FENGHUO_DAEMON_SERVE_PAGE_QUERY_H_

#include <string>

#include "base/result.h"
#include "daemon/serve/exchange.h"
#include "daemon/serve/target.h"
#include "daemon/wire.h"

namespace fenghuo {

struct PageQuery {
  std::string cursor;  // empty: from the start
  size_t limit = 50;   // 1 to 1000
};

Result<PageQuery> ReadPageQuery(const Target& target);

// {"items": […], "next": "…"}; without `next` at the end of the list.
Reply PageReply(Json items, const std::string& next);

// A cursor for lists that the store does not page: opaque letters around a key.
std::string WrapCursor(const std::string& key);
Result<std::string> UnwrapCursor(const std::string& cursor);

// 400: for queries, which no state of things can make right.
Reply BadQuery(const Error& error);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_PAGE_QUERY_H_
