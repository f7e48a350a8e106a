// What a source sent, read as its type says.
//
//   ParsedBody parsed = ReadSource(source, response.body, {.url = response.final_url, .content_type = content_type});
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_READ_SOURCE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_READ_SOURCE_H_

#include <string_view>

#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"

namespace fenghuo {

ParsedBody ReadSource(const SourceConfig& source, std::string_view body, const FeedHint& hint);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_READ_SOURCE_H_
