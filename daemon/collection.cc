#include "daemon/collection.h"

#include <chrono>
#include <utility>

#include "daemon/core/arrivals.h"
#include "daemon/part_settings.h"

namespace fenghuo {
namespace {

constexpr int kFetchesAtOnce = 64;  // under way or not yet in the store

}  // namespace

Collection::Collection(CollectionOptions options, const Config& config)
    : transport_(std::make_unique<CurlTransport>(
          CurlTransportOptions{.in_flight_max = config.crawl.in_flight_max, .hosts = nullptr}, std::move(options.gate))),
      workers_(std::make_unique<Workers>(options.workers, std::move(options.classifier), options.author_key,
                                         [this, wake = options.wake](Intake intake) {
                                           {
                                             std::lock_guard lock(mutex_);
                                             intakes_.push_back(std::move(intake));
                                           }
                                           wake();
                                         })),
      crawler_(std::make_unique<Crawler>(
          CrawlerOptions{.crawl = config.crawl, .unacknowledged_max = kFetchesAtOnce, .seed = options.seed}, *transport_,
          options.clock, [this](FetchedBody fetched) { workers_->Push(std::move(fetched)); })) {}

Collection::~Collection() {
  crawler_->Stop();
  workers_.reset();
  crawler_.reset();
}

Result<void> Collection::Start(const Config& config, Engine& engine, Timestamp now) {
  std::vector<SourceRecord> records;
  for (const auto& [id, record] : engine.core().state.sources()) records.push_back(record);
  crawler_->Start(FetchedSources(config), records);
  Result<std::vector<Document>> unread = UnreadPages(engine.core(), now);
  if (!unread.ok()) return unread.error();
  return Follow(*unread, engine, nullptr);
}

std::vector<Intake> Collection::TakeAll() {
  std::lock_guard lock(mutex_);
  return std::exchange(intakes_, {});
}

Result<IngestReport> Collection::Ingest(Engine& engine, Metrics& metrics, Timestamp now) {
  std::vector<Intake> intakes = TakeAll();
  if (intakes.empty()) return IngestReport();
  auto begun = std::chrono::steady_clock::now();
  Result<IngestReport> report = engine.Ingest(intakes, now);
  if (!report.ok()) return report;
  metrics.CountIngest(*report, std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  for (const Intake& intake : intakes) Acknowledge(intake, engine, metrics);
  if (Result<void> followed = Follow(report->to_follow, engine, &metrics); !followed.ok()) return followed.error();
  return report;
}

void Collection::Acknowledge(const Intake& intake, const Engine& engine, Metrics& metrics) {
  if (intake.article) {
    metrics.CountArticle(intake.article->failure.empty() ? "read" : "failed");
    crawler_->Done(intake.article->document);
    return;
  }
  auto source = engine.core().sources.find(intake.fetch.source);
  if (source != engine.core().sources.end()) {
    metrics.CountFetch(source->second.type, intake.fetch.failure, intake.fetch.not_modified, intake.fetch.wire_bytes,
                       intake.fetch.decoded_bytes, intake.fetch.finished_at - intake.fetch.started_at);
  }
  crawler_->Update(engine.core().state.SourceOf(intake.fetch.source));
}

Result<void> Collection::Follow(const std::vector<Document>& entries, Engine& engine, Metrics* metrics) {
  if (entries.empty()) return {};
  std::map<std::string, size_t> no_room = crawler_->Follow(entries);
  if (no_room.empty()) return {};
  for (const auto& [source, pages] : no_room) {
    if (metrics != nullptr) metrics->CountArticle("no_room", pages);
  }
  return engine.NoteNoRoom(no_room);
}

void Collection::Reconfigure(const Config& config, std::shared_ptr<const Classifier> classifier,
                             std::shared_ptr<const AddressGate> gate) {
  workers_->Use(std::move(classifier));
  crawler_->Reconfigure(config.crawl, FetchedSources(config));
  transport_->SetGate(std::move(gate));
}

}  // namespace fenghuo
