// `fenghuo source`: what can be read, and what reading one source brings.
//
//   PrintTypes(PresetsRead(config.data_path), std::cout);
//   Trial trial = TrySource(source, config.crawl, transport, now);
//   PrintTrial(trial, std::cout);
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_SOURCE_H_
#define FENGHUO_DAEMON_COMMANDS_SOURCE_H_

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/intake.h"
#include "daemon/crawl/robots_cache.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

// The types of sources and every preset, the unverified ones marked: those without a recorded answer that `source test` has not read
// here either (read_presets.h).
void PrintTypes(const std::map<std::string, Timestamp>& read, std::ostream& out);

// One reading of one source, as the crawler would do it: robots.txt first, through the gate, and nothing is kept.
struct Trial {
  SourceConfig source;
  RobotsRuling robots;
  std::optional<HttpResponse> response;  // absent when robots.txt forbids
  FetchReport report;
  std::optional<Feed> feed;
  std::optional<FeedFailure> failure;    // why what came is none
  std::vector<Document> documents;
};

Trial TrySource(const SourceConfig& source, const CrawlConfig& crawl, HttpTransport& transport, Timestamp now);

// 0 when documents would be read, 1 when not.
int PrintTrial(const Trial& trial, std::ostream& out);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_SOURCE_H_
