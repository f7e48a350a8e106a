// The Workers read what was fetched: bytes to a feed, a feed to documents, documents to what the rules find in them.
//
//   Workers workers(2, {.classifier = classifier, .author_key = key}, [&](Intake intake) { inbox.Post(…); });
//   workers.Push(std::move(fetched));    // blocks while they are behind
//
// Stateless: which worker takes which body is chance, and what comes of it is not.
//
// Thread-safe. The callback runs on a worker's thread.

#ifndef FENGHUO_DAEMON_CRAWL_WORKERS_H_
#define FENGHUO_DAEMON_CRAWL_WORKERS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/bounded_queue.h"
#include "daemon/classifier.h"
#include "daemon/crawl/crawler.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

// What reading needs of the office.
struct Reading {
  const Classifier& classifier;
  const std::string& author_key;
};

// What a source sent by itself.
Intake ReadPushed(const SourceConfig& source, const Feed& feed, const Reading& reading, Timestamp now);

// The same for any thread: reads one fetch.
Intake ReadFetched(const FetchedBody& fetched, const Classifier& classifier, const std::string& author_key);

class Workers {
 public:
  Workers(int count, std::shared_ptr<const Classifier> classifier, std::string author_key,
          std::function<void(Intake)> deliver);
  ~Workers();  // finishes what is queued, then joins

  bool Push(FetchedBody fetched) { return queue_.Push(std::move(fetched)); }
  void Use(std::shared_ptr<const Classifier> classifier);
  size_t queued() const { return queue_.size(); }

 private:
  void Work();

  BoundedQueue<FetchedBody> queue_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Classifier> classifier_;  // shared with the core; the next one after a reload
  const std::string author_key_;
  const std::function<void(Intake)> deliver_;
  std::vector<std::thread> threads_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_WORKERS_H_
