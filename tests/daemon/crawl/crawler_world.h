// What the tests of the crawler have in common: sources on hosts of their own, a world that answers well or not at all, and the core's
// side, which keeps what comes.
//
//   FakeTransport transport(GoodAnswer);
//   Inbox inbox;
//   Crawler crawler(Options(), transport, clock, inbox.Callback());
//   crawler.Update(Stored(inbox.WaitFor(1)[0]));
//
// One thread; an Inbox is filled from the crawler's.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_CRAWLER_WORLD_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_CRAWLER_WORLD_H_

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/crawl/crawler.h"
#include "tests/daemon/net/fake_transport.h"

namespace fenghuo {

inline const Timestamp kStart = *ParseRfc3339("2026-11-20T08:00:00Z");

inline SourceConfig ASource(const std::string& id, const std::string& url) {
  SourceConfig source;
  source.id = id;
  source.url = url;
  source.every = minutes(10);
  return source;
}

inline std::vector<SourceConfig> Sources(int count) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < count; ++i) {
    std::string id = "s" + std::to_string(i);
    sources.push_back(ASource(id, "http://" + id + ".example/feed"));
  }
  return sources;
}

inline bool IsRobots(const HttpRequest& request) { return request.url.ends_with("/robots.txt"); }

inline HttpResponse GoodAnswer(const HttpRequest& request) {
  HttpResponse response;
  response.final_url = request.url;
  response.status = 404;
  if (IsRobots(request)) return response;
  response.status = request.headers.Find("If-None-Match") != nullptr ? 304 : 200;
  response.body = response.status == 200 ? "<rss/>" : "";
  response.headers = HttpHeaders({{"ETag", "\"1\""}});
  return response;
}

// Those for sources.
inline std::vector<HttpRequest> Pages(const FakeTransport& transport) {
  std::vector<HttpRequest> pages = transport.requests();
  std::erase_if(pages, IsRobots);
  return pages;
}

// Answers for robots.txt, and until then and afterwards nothing.
inline void AwaitThePage(FakeTransport& transport) {
  while (transport.requests().empty()) std::this_thread::sleep_for(milliseconds(1));
  transport.Release();
  while (Pages(transport).empty()) std::this_thread::sleep_for(milliseconds(1));
}

// The core's side: keeps what comes and waits for so many.
class Inbox {
 public:
  std::function<void(FetchedBody)> Callback() {
    return [this](FetchedBody fetched) {
      std::lock_guard<std::mutex> lock(mutex_);
      fetched_.push_back(std::move(fetched));
      changed_.notify_all();
    };
  }

  std::vector<FetchedBody> WaitFor(size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, seconds(20), [&] { return fetched_.size() >= count; })) << fetched_.size();
    return fetched_;
  }

  size_t size() {
    std::lock_guard<std::mutex> lock(mutex_);
    return fetched_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<FetchedBody> fetched_;
};

// What the core would store after a good fetch.
inline SourceRecord Stored(const FetchedBody& fetched) {
  SourceRecord record;
  record.id = fetched.source->id;
  record.etag = "\"1\"";
  record.last_fetch_at = fetched.report.finished_at;
  record.last_full_at = fetched.report.finished_at;
  return record;
}

inline CrawlerOptions Options(int unacknowledged_max = 64) {
  CrawlerOptions options;
  options.crawl.user_agent = "fenghuo-test";
  options.unacknowledged_max = unacknowledged_max;
  return options;
}

inline void Settle() { std::this_thread::sleep_for(milliseconds(50)); }

// Answers the good at once and keeps the others waiting.
class HangingTransport : public HttpTransport {
 public:
  void Start(HttpRequest request, std::function<void(HttpResponse)> done) override {
    if (IsRobots(request) || request.url.find("hang") == std::string::npos) return done(GoodAnswer(request));
    ++hanging;
  }

  std::atomic<int> hanging = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_CRAWLER_WORLD_H_
