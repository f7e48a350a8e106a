// Why a body is no feed, in one sentence for the person who looks after the source.
//
//   FeedFailure failure = ExplainNoFeed(decoded.text());   // kLoginWall: `a login page instead of a feed, titled "…"`
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_NOT_A_FEED_H_
#define FENGHUO_DAEMON_CRAWL_FEED_NOT_A_FEED_H_

#include <optional>
#include <string_view>

#include "daemon/crawl/feed/feed.h"

namespace fenghuo {

// For a text that no reader took. `root` is the root element's name when it was XML, else empty.
FeedFailure ExplainNoFeed(std::string_view text, std::string_view root);

// For JSON that is not what was expected: a login wall when it sends the reader to a login page, else `otherwise`.
FeedFailure ExplainJson(std::string_view text, std::string otherwise);

// Archives, pictures and documents, by their first bytes; nothing for text. `raw` is the body before decoding.
std::optional<FeedFailure> ExplainBinary(std::string_view raw);

// Whether the text begins as an HTML page does, after white space, comments and a byte order mark.
bool IsHtmlPage(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_NOT_A_FEED_H_
