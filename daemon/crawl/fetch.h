// What is asked of a source, and what its answer means before anybody has read the body.
//
//   HttpRequest request = BuildFetch(config.crawl, source, record, now);
//   FetchReport report = JudgeFetch(source, response, record, now);
//   if (WantsParsing(report)) report = NoteParsed(report, ParseFeed(response.body, hint));
//
// The request is conditional (ETag, Last-Modified) until the last full answer is a day old: an "unchanged" for ever is not
// believed. Nothing is an item of news until it was parsed; an empty answer or a login page is a state of the source.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FETCH_H_
#define FENGHUO_DAEMON_CRAWL_FETCH_H_

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/intake.h"
#include "daemon/crawl/robots_cache.h"
#include "daemon/net/http_transport.h"
#include "storage/records.h"

namespace fenghuo {

// kFetchInner for the own origin of a source that says it is inside the office; for any other address that it names kFetch.
Purpose PurposeOf(const SourceConfig& source, const std::string& url);

HttpRequest BuildFetch(const CrawlConfig& crawl, const SourceConfig& source, const SourceRecord& record, Timestamp now);

// `started_at` and `finished_at` both become `now`; the crawler puts the start in. `health` is what this answer alone shows;
// `reason` is one Chinese line for the screen and holds no query string. A body whose hash is the record's is not_modified.
FetchReport JudgeFetch(const SourceConfig& source, const HttpResponse& response, const SourceRecord& record, Timestamp now);

// What a source that may not be read (kMustNot, kUnreachable) has to show for it, without a request. A host that answers and gives no
// robots.txt is kRobots like a rule that forbids; one that cannot be reached has the state that any fetch would find there.
FetchReport JudgeRobots(const SourceConfig& source, const RobotsRuling& ruling, Timestamp now);

// A body came that nobody has read yet.
bool WantsParsing(const FetchReport& report);

// The report once the body was read: kNotAFeed, kLoginWall or kEmpty when it was no feed or held no entry.
FetchReport NoteParsed(const FetchReport& report, const ParsedBody& parsed);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FETCH_H_
