// Where an answer that comes in pages goes on.
//
//   std::optional<ListPage> next = NextPage(source, *parsed.feed, {.url = response.final_url, .number = 1});
//
// Nothing at the last page, at the source's bound, and where the answer names an address of another site: what a foreign answer says is
// no way to send us anywhere.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_NEXT_PAGE_H_
#define FENGHUO_DAEMON_CRAWL_NEXT_PAGE_H_

#include <optional>

#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

// `here` is the page that `feed` was read from.
std::optional<ListPage> NextPage(const SourceConfig& source, const Feed& feed, const ListPage& here);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_NEXT_PAGE_H_
