// OPML: the lists of subscriptions that feed readers exchange (opml.org/spec2.opml).
//
//   Result<std::vector<OpmlFeed>> feeds = ReadOpml(bytes);
//   std::string opml = WriteOpml("清河市", config.sources);
//
// Read as a hostile file: no entity is expanded, nothing is loaded, outlines below depth 256 are left out, and only http and https
// addresses are kept; they pass the address gate when they are fetched.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_OPML_H_
#define FENGHUO_DAEMON_CRAWL_FEED_OPML_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"

namespace fenghuo {

constexpr size_t kOpmlFeedsMax = 10'000;

struct OpmlFeed {
  std::string title;   // one line, cut at 300 bytes; the address when it has none
  std::string url;
  std::string folder;  // titles of the outlines around it, joined by "/"; of very deep ones the nearest
};

// Each address once, in file order. kInvalid: no OPML, or more than 10,000 feeds.
Result<std::vector<OpmlFeed>> ReadOpml(std::string_view bytes);

// The sources of type feed, in folders by region.
std::string WriteOpml(const std::string& title, const std::vector<SourceConfig>& sources);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_OPML_H_
