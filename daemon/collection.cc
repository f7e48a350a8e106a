#include "daemon/collection.h"

#include <chrono>
#include <utility>

#include "base/log.h"
#include "daemon/core/pages.h"
#include "daemon/part_settings.h"

namespace fenghuo {
namespace {

constexpr int kFetchesAtOnce = 64;  // under way or not yet in the store
constexpr Duration kGoodKeptFor = hours(1);  // thousands of boards change every few minutes

bool IsBad(const SourceRecord& record) { return record.failures > 0 || record.health == SourceHealth::kDrifted; }

}  // namespace

Collection::Collection(CollectionOptions options, const Config& config)
    : data_path_(config.data_path), transport_(std::make_unique<CurlTransport>(
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
  return GoOn(engine, now);
}

Result<void> Collection::GoOn(Engine& engine, Timestamp now) {
  Result<std::vector<Errand>> unfinished = UnfinishedPages(engine.core(), now);
  if (!unfinished.ok()) return unfinished.error();
  return Follow(*unfinished, engine, nullptr);
}

std::vector<Intake> Collection::TakeAll() {
  std::lock_guard lock(mutex_);
  return std::exchange(intakes_, {});
}

Result<IngestReport> Collection::Ingest(Engine& engine, Metrics& metrics, Timestamp now) {
  std::vector<Intake> intakes = TakeAll();
  if (intakes.empty()) return IngestReport();
  std::vector<SourceRecord> before = RecordsOf(intakes, engine);
  auto begun = std::chrono::steady_clock::now();
  Result<IngestReport> report = engine.Ingest(intakes, now);
  if (!report.ok()) return report;
  metrics.CountIngest(*report, std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  std::vector<SourceRecord> after = RecordsOf(intakes, engine);
  for (size_t i = 0; i < intakes.size(); ++i) {
    KeepRaw(intakes[i], before[i], after[i]);
    Acknowledge(intakes[i], engine, metrics);
  }
  if (Result<void> followed = Follow(report->to_follow, engine, &metrics); !followed.ok()) return followed.error();
  return report;
}

std::vector<SourceRecord> Collection::RecordsOf(const std::vector<Intake>& intakes, const Engine& engine) const {
  std::vector<SourceRecord> records;
  for (const Intake& intake : intakes) records.push_back(engine.core().state.SourceOf(intake.fetch.source));
  return records;
}

void Collection::KeepRaw(const Intake& intake, const SourceRecord& before, const SourceRecord& after) {
  const std::string& source = intake.fetch.source;
  const bool bad = IsBad(after);
  if (intake.fetch.not_modified && !bad) NoteRawCame(data_path_, source, RawKind::kGood, intake.fetch.finished_at);
  if (!intake.raw) return;
  if (bad && IsBad(before) && HasRaw(data_path_, source, RawKind::kBad)) return;  // the first of an outage tells most
  RawBody raw = *intake.raw;
  auto kept = good_kept_.find(source);
  if (!bad && kept != good_kept_.end() && raw.at - kept->second < kGoodKeptFor && raw.at >= kept->second) return;
  if (bad && raw.reason.empty()) raw.reason = after.health_reason;
  if (!bad) good_kept_[source] = raw.at;
  Result<void> written = fenghuo::KeepRaw(data_path_, source, bad ? RawKind::kBad : RawKind::kGood, raw);
  if (!written.ok() && !raw_failed_) LogWarning("what sources send cannot be kept", {{"reason", written.error().message}});
  if (written.ok() && raw_failed_) LogInfo("what sources send is kept again", {});
  raw_failed_ = !written.ok();
}

void Collection::RemoveRawBefore(Timestamp before) {
  Result<size_t> removed = fenghuo::RemoveRawBefore(data_path_, before);
  if (!removed.ok()) LogWarning("what sources sent cannot be removed by age", {{"reason", removed.error().message}});
  if (removed.ok() && *removed > 0) LogInfo("removed what sources sent long ago", {{"files", std::to_string(*removed)}});
}

void Collection::Acknowledge(const Intake& intake, const Engine& engine, Metrics& metrics) {
  if (intake.errand) {
    metrics.CountErrand(intake.errand->failure.empty() ? "read" : "failed");
    crawler_->Done(intake.errand->id);
    return;
  }
  auto source = engine.core().sources.find(intake.fetch.source);
  if (source != engine.core().sources.end()) {
    metrics.CountFetch(source->second.type, intake.fetch.failure, intake.fetch.not_modified, intake.fetch.wire_bytes,
                       intake.fetch.decoded_bytes, intake.fetch.finished_at - intake.fetch.started_at);
  }
  crawler_->Update(engine.core().state.SourceOf(intake.fetch.source));
}

Result<void> Collection::Follow(const std::vector<Errand>& errands, Engine& engine, Metrics* metrics) {
  if (errands.empty()) return {};
  std::vector<Errand> no_room = crawler_->Follow(errands);
  if (no_room.empty()) return {};
  if (metrics != nullptr) metrics->CountErrand("no_room", no_room.size());
  return engine.NoteNoRoom(no_room);
}

Result<void> Collection::Reconfigure(Engine& engine, std::shared_ptr<const AddressGate> gate, Timestamp now) {
  workers_->Use(engine.core().classifier);
  crawler_->Reconfigure(engine.core().config.crawl, FetchedSources(engine.core().config));
  transport_->SetGate(std::move(gate));
  return GoOn(engine, now);
}

}  // namespace fenghuo
