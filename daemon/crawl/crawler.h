// A Crawler fetches the configured sources round the clock and hands over what each fetch brought.
//
//   Crawler crawler(options, transport, clock, [&](FetchedBody fetched) { inbox.Push(std::move(fetched)); });
//   crawler.Start(config.sources, store->Sources());
//   ... parse, judge, commit ...
//   crawler.Update(record_as_committed);      // the acknowledgement: only now the source comes round again
//
// It decides when (daemon/crawl/schedule.h) and asks (daemon/crawl/fetch.h); the transport connects. At most crawl.in_flight_max fetches
// are on their way, and none is begun while `unacknowledged_max` wait for their Update(), so a slow core slows the crawl down instead
// of filling memory: each FetchedBody must be answered by exactly one Update(), whether or not it could be used. A source that
// redirects is one request to the schedule: its further hops do not wait for the gap of the hosts that they lead to.
//
// Before the first request to a host, and again after a day, its robots.txt is asked for in the turn of the source that was due
// (daemon/crawl/robots_cache.h), and before a redirect is followed that of the host it leads to. A source that it forbids is handed over
// with the health kRobots and without a request. Crawl-delay lengthens the gap of the host up to crawl.crawl_delay_max. 429 with
// Retry-After keeps all sources of the host waiting, an hour at most.
//
// Single pages are read besides: Follow() takes the errands that what was stored gave rise to (daemon/crawl/errands.h). They wait in a
// bounded queue for their one turn, with the manners of any fetch, and come only where no source of their host is due; at most a
// quarter of the fetches at once are theirs. Each is handed over once, also when it could not be read, and must be answered by one
// Done().
//
// Thread-safe. The callback runs on the crawler's own thread and may block (that is back-pressure too), but may not call Stop().

#ifndef FENGHUO_DAEMON_CRAWL_CRAWLER_H_
#define FENGHUO_DAEMON_CRAWL_CRAWLER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "daemon/config/config.h"
#include "daemon/crawl/errands.h"
#include "daemon/crawl/intake.h"
#include "daemon/net/http_transport.h"
#include "storage/records.h"

namespace fenghuo {

struct CrawlerOptions {
  CrawlConfig crawl;
  int unacknowledged_max = 64;
  uint64_t seed = 1;  // of the jitter
};

struct FetchedBody {
  std::shared_ptr<const SourceConfig> source;  // as it was when the fetch began; shared with the crawler
  FetchReport report;     // before parsing; WantsParsing() tells whether the body is of use
  HttpResponse response;
  std::optional<Errand> errand{};  // whose page this is; `source` then has its id and URL
};

class Crawler {
 public:
  // `transport` and `clock` must outlive it.
  Crawler(CrawlerOptions options, HttpTransport& transport, const Clock& clock, std::function<void(FetchedBody)> deliver);
  ~Crawler();  // Stop()

  // Once.
  void Start(const std::vector<SourceConfig>& sources, const std::vector<SourceRecord>& records);

  // The record as committed after a fetch, or changed otherwise: the validators of the next request come from it.
  void Update(const SourceRecord& record);

  // Those that found no room. Those that wait already are brought up to date, those of sources that are gone are left out. None is asked
  // for before its source may be.
  std::vector<Errand> Follow(const std::vector<Errand>& errands);

  // The page was taken by the core.
  void Done(const std::string& errand);

  size_t errands_waiting() const;

  // Another set of sources and other manners. Fetches under way end as they began; one of a source that is gone is still handed
  // over. A source whose URL or selectors changed is fetched in full.
  void Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources);

  // Waits for the callback that is running; none comes afterwards. What the transport still brings is dropped.
  void Stop();

 private:
  class Loop;
  std::shared_ptr<Loop> loop_;  // shared with the callbacks of requests that the transport still holds
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CRAWLER_H_
