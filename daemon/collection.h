// A Collection reads the sources: it owns the crawler, the workers behind it and what they have brought, and hands it to the core.
//
//   Collection collection({.gate = gate, .classifier = classifier, .author_key = key, .clock = clock, .wake = wake}, config);
//   collection.Start(config, engine, now);
//   Result<IngestReport> report = collection.Ingest(engine, metrics, now);    // after each wake(), on the core's thread
//
// What is in the store is acknowledged to the crawler, and the single pages that it gives rise to are asked for (daemon/crawl/errands.h):
// at once for what comes, and at the start for what an earlier life left (daemon/core/pages.h).
//
// It also keeps what a source sent last that was good, a new one at most once an hour, and the first bad answer of an outage
// (daemon/crawl/raw_body.h).
//
// One thread, the core's; wake() is called from others.

#ifndef FENGHUO_DAEMON_COLLECTION_H_
#define FENGHUO_DAEMON_COLLECTION_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"
#include "daemon/crawl/crawler.h"
#include "daemon/crawl/workers.h"
#include "daemon/engine.h"
#include "daemon/metrics.h"
#include "daemon/net/curl_transport.h"

namespace fenghuo {

struct CollectionOptions {
  std::shared_ptr<const AddressGate> gate;       // shared with the transport
  std::shared_ptr<const Classifier> classifier;  // shared with the workers
  std::string author_key;
  const Clock& clock;
  std::function<void()> wake;  // something waits for Ingest()
  int workers = 1;
  uint64_t seed = 1;
};

class Collection {
 public:
  Collection(CollectionOptions options, const Config& config);
  ~Collection();  // nothing new comes, then what is under way ends

  Result<void> Start(const Config& config, Engine& engine, Timestamp now);

  // All that wait: while one batch is on its way to the disk, the next fills. Errors are the store's.
  Result<IngestReport> Ingest(Engine& engine, Metrics& metrics, Timestamp now);

  // As the engine is configured now. The pages of sources that are gone are let go with its next commit. Errors are the store's.
  Result<void> Reconfigure(Engine& engine, std::shared_ptr<const AddressGate> gate, Timestamp now);

  // Of what sources sent, what came before `before`.
  void RemoveRawBefore(Timestamp before);

  size_t bodies_queued() const { return workers_->queued(); }
  size_t errands_waiting() const { return crawler_->errands_waiting(); }

 private:
  std::vector<Intake> TakeAll();
  void Acknowledge(const Intake& intake, const Engine& engine, Metrics& metrics);
  Result<void> GoOn(Engine& engine, Timestamp now);
  Result<void> Follow(const std::vector<Errand>& errands, Engine& engine, Metrics* metrics);

  std::vector<SourceRecord> RecordsOf(const std::vector<Intake>& intakes, const Engine& engine) const;
  void KeepRaw(const Intake& intake, const SourceRecord& before, const SourceRecord& after);

  const std::string data_path_;
  std::map<std::string, Timestamp> good_kept_;  // by source
  bool raw_failed_ = false;
  std::mutex mutex_;
  std::vector<Intake> intakes_;  // that the workers have made and the core has not taken
  std::unique_ptr<CurlTransport> transport_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<Crawler> crawler_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COLLECTION_H_
