// From the bytes of a feed to durable stories, levels and incidents: documents a second of process CPU time, everything on one
// thread in the order in which the daemon does it. The baseline is baseline.py, over the same bytes in the same run:
//
//   end_to_end_bench --write-feeds DIR      writes them for it, to DIR/posts and DIR/articles
//   end_to_end_bench [Google Benchmark's options]

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "base/check.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/engine.h"
#include "storage/store.h"
#include "tests/bench/feeds.h"
#include "tests/bench/ratios.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr Duration kBetweenReads = seconds(1);
constexpr size_t kFeedsWaiting = 5;  // while the core is at the disk: a full batch of documents, as in a busy daemon
static_assert(kBenchFeeds % kFeedsWaiting == 0);
constexpr const char* kAuthorKey = "a key of the benchmark";

class TemporaryStore {
 public:
  TemporaryStore() : store_(std::move(*Store::Open(folder_.Path("store")))) {}
  Store* get() { return store_.get(); }

 private:
  TemporaryDirectory folder_;  // goes after what holds its files open
  std::unique_ptr<Store> store_;
};

// The example office with the benchmark's feeds as its sources.
const Config& Office() {
  static const Config office = [] {
    Result<Config> config = LoadConfig(FENGHUO_SOURCE_DIR "/deploy/config");
    CHECK(config.ok(), config.error().message.c_str());
    config->sources.clear();
    for (const BenchFeed& feed : BenchFeeds(config->rules, FeedMix::kPosts)) {
      SourceConfig source;
      source.id = source.name = feed.source;
      source.url = feed.url;
      source.tier = Tier::kCity;
      source.lang = "zh";
      config->sources.push_back(std::move(source));
    }
    return *config;
  }();
  return office;
}

std::vector<Document> Documents(const SourceConfig& source, const std::string& body, Timestamp now) {
  ParsedBody parsed = ParseFeed(body, {.url = source.url, .content_type = "application/rss+xml"});
  CHECK(parsed.feed.has_value(), "the benchmark's feed cannot be read");
  return ToDocuments(*parsed.feed, source, now, kAuthorKey);
}

class BenchDaemon {
 public:
  explicit BenchDaemon(Timestamp now) {
    Result<std::shared_ptr<const Classifier>> classifier = Classifier::Make(Office());
    CHECK(classifier.ok(), classifier.error().message.c_str());
    classifier_ = *classifier;
    Result<std::unique_ptr<Engine>> engine = Engine::Make(
        {.config = Office(), .classifier = classifier_, .store = store_.get(), .watching = Watching::kNo}, now);
    CHECK(engine.ok(), engine.error().message.c_str());
    engine_ = std::move(*engine);
  }

  // What a worker does with one body.
  void Judge(const SourceConfig& source, const std::string& body, Timestamp now) {
    Intake intake;
    intake.fetch.source = source.id;
    intake.fetch.started_at = intake.fetch.finished_at = now;
    intake.fetch.status = 200;
    for (Document& document : Documents(source, body, now)) {
      intake.documents.push_back(classifier_->Judge(std::move(document)));
    }
    waiting_.push_back(std::move(intake));
  }

  // What the core does with those that wait, duties that fall due included.
  IngestReport Take(Timestamp now) {
    Result<IngestReport> report = engine_->Ingest(waiting_, now);
    CHECK(report.ok(), report.error().message.c_str());
    waiting_.clear();
    if (engine_->NextDue(now) <= now) CHECK(engine_->Tick(now).ok(), "the duties failed");
    return *report;
  }

 private:
  TemporaryStore store_;
  std::shared_ptr<const Classifier> classifier_;  // shared with the engine
  std::unique_ptr<Engine> engine_;
  std::vector<Intake> waiting_;
};

void EndToEnd(benchmark::State& state, FeedMix mix) {
  std::vector<BenchFeed> feeds = BenchFeeds(Office().rules, mix);
  IngestReport total;
  for (auto _ : state) {
    state.PauseTiming();
    Timestamp now = BenchReadAt() - hours(1);
    auto daemon = std::make_unique<BenchDaemon>(now);
    // A first read is a baseline and no news: that of every source lies behind us.
    for (size_t i = 0; i < feeds.size(); ++i) daemon->Judge(Office().sources[i], feeds[i].earlier, now);
    daemon->Take(now);
    state.ResumeTiming();
    now = BenchReadAt();
    for (size_t i = 0; i < feeds.size(); ++i) {
      daemon->Judge(Office().sources[i], feeds[i].body, now);
      now += kBetweenReads;
      if (i % kFeedsWaiting != kFeedsWaiting - 1) continue;
      IngestReport report = daemon->Take(now);
      total.documents_new += report.documents_new;
      total.documents_matched += report.documents_matched;
      total.incidents_opened += report.incidents_opened;
    }
    state.PauseTiming();
    daemon.reset();
    state.ResumeTiming();
  }
  CHECK(total.documents_new == state.iterations() * kBenchFeeds * kBenchItems, "not every document is new");
  state.SetItemsProcessed(total.documents_new);
  auto each = static_cast<double>(state.iterations());
  state.counters["matched"] = static_cast<double>(total.documents_matched) / each;
  state.counters["incidents"] = static_cast<double>(total.incidents_opened) / each;
}

// The first step alone.
void ToDocumentsOnly(benchmark::State& state, FeedMix mix) {
  std::vector<BenchFeed> feeds = BenchFeeds(Office().rules, mix);
  for (auto _ : state) {
    for (size_t i = 0; i < feeds.size(); ++i) {
      benchmark::DoNotOptimize(Documents(Office().sources[i], feeds[i].body, BenchReadAt()));
    }
  }
  state.SetItemsProcessed(state.iterations() * kBenchFeeds * kBenchItems);
}

// What the baseline does and no more: documents with their matches into the store, without stories, heat, levels and incidents.
void SameWork(benchmark::State& state, FeedMix mix) {
  std::vector<BenchFeed> feeds = BenchFeeds(Office().rules, mix);
  Result<std::shared_ptr<const Classifier>> classifier = Classifier::Make(Office());
  CHECK(classifier.ok(), classifier.error().message.c_str());
  for (auto _ : state) {
    state.PauseTiming();
    auto store = std::make_unique<TemporaryStore>();
    state.ResumeTiming();
    for (size_t i = 0; i < feeds.size(); ++i) {
      Batch batch;
      for (Document& document : Documents(Office().sources[i], feeds[i].body, BenchReadAt())) {
        JudgedIntake judged = (*classifier)->Judge(std::move(document));
        DocumentRecord record;
        record.document = std::move(judged.document);
        record.matches = std::move(judged.matches);
        record.facts = std::move(judged.facts);
        record.first_seen = record.last_seen = BenchReadAt();
        batch.PutDocument(record);
      }
      CHECK(store->get()->Commit(std::move(batch), Sync::kYes).ok(), "the store cannot be written");
    }
    state.PauseTiming();
    store.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kBenchFeeds * kBenchItems);
}

void Register(const std::string& load, FeedMix mix) {
  auto add = [&](const char* step, void (*run)(benchmark::State&, FeedMix)) {
    std::string name = "end_to_end/" + load + "/" + step;
    return benchmark::RegisterBenchmark(name.c_str(), run, mix)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
  };
  add("documents_only", ToDocumentsOnly);
  add("same_work", SameWork)->Iterations(1);
  add("fenghuo", EndToEnd)->Iterations(1);
}

int WriteFeeds(const std::string& folder) {
  Result<void> written = WriteBenchFeeds(Office().rules, FeedMix::kPosts, folder + "/posts");
  if (written.ok()) written = WriteBenchFeeds(Office().rules, FeedMix::kArticles, folder + "/articles");
  if (!written.ok()) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written.ok() ? 0 : 3;
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--write-feeds") == 0) return fenghuo::WriteFeeds(argv[2]);
  fenghuo::Register("posts", fenghuo::FeedMix::kPosts);
  fenghuo::Register("articles", fenghuo::FeedMix::kArticles);
  return fenghuo::RunWithRatios(argc, argv, {});
}
