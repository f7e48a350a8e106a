// How long a host is left alone, and how often a redirect is looked at again: what every reader of sources keeps to.
//
//   schedule.Answered(source, now, std::max(PauseOf(ruling, crawl), BusyFor(response, now)));
//
// Pure functions but for the log: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_MANNERS_H_
#define FENGHUO_DAEMON_CRAWL_MANNERS_H_

#include <string>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/robots_cache.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

// One reading stops at so many redirects to hosts whose robots.txt must be asked for first.
constexpr int kRedirectStopsMax = 5;

// The Crawl-delay, as far as the office goes along with it.
Duration PauseOf(const RobotsRuling& ruling, const CrawlConfig& crawl);

// 429 is about the client, so it holds for all that we ask of this host, an hour at most; 503 may be about one page.
Duration BusyFor(const HttpResponse& response, Timestamp now);

// Writes down that a Crawl-delay is longer than the office goes along with, or cannot be read.
void LogDelay(const std::string& origin, const Robots& robots, const CrawlConfig& crawl);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_MANNERS_H_
