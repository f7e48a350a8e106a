// Ingest into the store against a bare RocksDB loop that writes the same keys and bytes to the same column families, with the
// same options and the same sync. A batch is 100 documents of news with their index rows, fingerprints and memberships.
//
// The two take turns batch by batch, so that a slow quarter of an hour of the disk is slow for both. cpu/… compares the CPU time of
// the writing thread, wall/… the whole time, the disk's syncs in it.

#include <benchmark/benchmark.h>
#include <rocksdb/db.h>
#include <rocksdb/utilities/options_util.h>
#include <rocksdb/write_batch.h>
#include <time.h>

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/rng.h"
#include "storage/families.h"
#include "storage/keys.h"
#include "storage/meta.h"
#include "storage/store.h"
#include "storage/values.h"
#include "tests/bench/ratios.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr size_t kDocumentsABatch = 100;
constexpr int kBatches = 120;
constexpr int kRepetitions = 3;
constexpr size_t kTextBytes = 2500;  // mean of Chinese news

struct Ingested {
  DocumentRecord record;
  Fingerprint fingerprint;
};

std::string ChineseText(Rng& rng, size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    uint32_t code_point = 0x4e00 + static_cast<uint32_t>(rng.Below(2500));  // common ones, so that it compresses a little
    text.push_back(static_cast<char>(0xe0 | code_point >> 12));
    text.push_back(static_cast<char>(0x80 | (code_point >> 6 & 63)));
    text.push_back(static_cast<char>(0x80 | (code_point & 63)));
  }
  return text;
}

// The documents of batch `number`: always the same.
std::vector<Ingested> DocumentsOf(int number) {
  Rng rng(static_cast<uint64_t>(number) + 1);
  std::vector<Ingested> documents(kDocumentsABatch);
  for (size_t i = 0; i < documents.size(); ++i) {
    DocumentRecord& record = documents[i].record;
    record.document.id = "saw-news/https://news.example/" + std::to_string(number) + "/" + std::to_string(rng.Next());
    record.document.source = "saw-news";
    record.document.url = record.document.id.substr(9);
    record.document.title = ChineseText(rng, 60);
    record.document.text = ChineseText(rng, kTextBytes);
    record.document.fetched_at = FromUnixSeconds(1'800'000'000 + number);
    record.first_seen = record.document.fetched_at;
    record.last_seen = record.first_seen;
    record.content_hash = rng.Next();
    record.story = record.document.id;
    Fingerprint& fingerprint = documents[i].fingerprint;
    fingerprint.document = record.document.id;
    fingerprint.story = record.story;
    fingerprint.at = record.first_seen;
    fingerprint.exact = rng.Next();
    for (int k = 0; k < 16; ++k) fingerprint.sketch.push_back(rng.Next());
    for (int k = 0; k < 32; ++k) fingerprint.shingles.push_back(static_cast<uint32_t>(rng.Next()));
    fingerprint.characters = kTextBytes / 3;
  }
  return documents;
}

// The same database without fenghuo around it: made by the store, opened by hand with the options that it left.
class BareDatabase {
 public:
  explicit BareDatabase(const std::string& path) {
    CHECK(Store::Open(path).ok(), "the store cannot be made");
    rocksdb::DBOptions options;
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    CHECK(rocksdb::LoadLatestOptions(rocksdb::ConfigOptions(), path, &options, &families).ok(), "no options");
    rocksdb::DB* opened = nullptr;
    CHECK(rocksdb::DB::Open(options, path, families, &handles_, &opened).ok(), "the database cannot be opened");
    db_.reset(opened);
  }
  ~BareDatabase() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  BareDatabase(const BareDatabase&) = delete;
  BareDatabase& operator=(const BareDatabase&) = delete;

  rocksdb::DB& db() { return *db_; }
  rocksdb::ColumnFamilyHandle* Handle(Family family) const {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (handle->GetName() == Name(family)) return handle;
    }
    return nullptr;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

struct BareRow {
  rocksdb::ColumnFamilyHandle* family;
  std::string key;
  std::string value;
};

std::vector<BareRow> RowsOf(int number, const BareDatabase& database) {
  std::vector<BareRow> rows;
  auto add = [&](Family family, std::string key, const auto& row) {
    rows.push_back({database.Handle(family), std::move(key), {}});
    AppendValue(row, rows.back().value);
  };
  for (const Ingested& document : DocumentsOf(number)) {
    const DocumentRecord& record = document.record;
    add(Family::kDocuments, record.document.id, record);
    rows.push_back({database.Handle(Family::kTimeIndex), TimedKey(record.first_seen, record.document.id), {}});
    add(Family::kFingerprints, record.document.id, document.fingerprint);
    add(Family::kMembers, MemberKey(record.story, record.document.id), StoryMember{record.first_seen});
  }
  std::string sequence;
  AppendNumber(number + 1, sequence);
  rows.push_back({database.Handle(Family::kMeta), std::string(kSequenceKey), sequence});
  return rows;
}

struct Cost {
  double cpu_seconds = 0;
  double wall_seconds = 0;
};

double Seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work>
Cost CostOf(const Work& work) {
  double cpu = Seconds(CLOCK_THREAD_CPUTIME_ID);
  double wall = Seconds(CLOCK_MONOTONIC);
  work();
  return {Seconds(CLOCK_THREAD_CPUTIME_ID) - cpu, Seconds(CLOCK_MONOTONIC) - wall};
}

void Ingest(const std::vector<Ingested>& documents, Store& store) {
  Batch batch;
  for (const Ingested& document : documents) {
    batch.PutDocument(document.record);
    batch.PutFingerprint(document.fingerprint);
    batch.PutStoryMember(document.record.story, document.record.document.id, document.record.first_seen);
  }
  CHECK(store.Commit(std::move(batch), Sync::kYes).ok(), "the store cannot be written");
}

void Write(const std::vector<BareRow>& rows, rocksdb::DB& db) {
  rocksdb::WriteOptions options;
  options.sync = true;
  rocksdb::WriteBatch batch;
  for (const BareRow& row : rows) batch.Put(row.family, row.key, row.value).PermitUncheckedError();
  CHECK(db.Write(options, &batch).ok(), "the database cannot be written");
}

struct Costs {
  std::vector<Cost> store;
  std::vector<Cost> bare;
};

// Every batch once into each, in turns; measured once for all four lines.
const Costs& Measure() {
  static const Costs costs = [] {
    TemporaryDirectory directory;
    Result<std::unique_ptr<Store>> store = Store::Open(directory.Path("store"));
    CHECK(store.ok(), "the store cannot be opened");
    BareDatabase bare(directory.Path("bare"));
    Costs measured;
    for (int number = 0; number < kBatches * kRepetitions; ++number) {
      std::vector<Ingested> documents = DocumentsOf(number);
      std::vector<BareRow> rows = RowsOf(number, bare);
      bool store_first = number % 2 == 0;
      if (store_first) measured.store.push_back(CostOf([&] { Ingest(documents, **store); }));
      measured.bare.push_back(CostOf([&] { Write(rows, bare.db()); }));
      if (!store_first) measured.store.push_back(CostOf([&] { Ingest(documents, **store); }));
    }
    return measured;
  }();
  return costs;
}

using Side = std::vector<Cost> Costs::*;
using Clock = double Cost::*;

// One repetition after the other, so that a stall of the disk spoils one of them only.
void Report(benchmark::State& state, Side side, Clock clock) {
  static std::map<std::pair<bool, bool>, size_t> next;
  const std::vector<Cost>& costs = Measure().*side;
  size_t& index = next[{side == &Costs::store, clock == &Cost::cpu_seconds}];
  for (auto _ : state) state.SetIterationTime(costs[index++ % costs.size()].*clock);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kDocumentsABatch));
}

void RegisterAll() {
  for (auto [name, side, clock] : {std::tuple("cpu/store", &Costs::store, &Cost::cpu_seconds),
                                   std::tuple("cpu/bare_rocksdb", &Costs::bare, &Cost::cpu_seconds),
                                   std::tuple("wall/store", &Costs::store, &Cost::wall_seconds),
                                   std::tuple("wall/bare_rocksdb", &Costs::bare, &Cost::wall_seconds)}) {
    benchmark::RegisterBenchmark(name, Report, side, clock)->Iterations(kBatches)->Repetitions(kRepetitions)->UseManualTime();
  }
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  fenghuo::RegisterAll();
  return fenghuo::RunWithRatios(argc, argv,
                                {{"cpu/store", "cpu/bare_rocksdb", 0.8, "batch and commit against a bare loop, thread CPU"},
                                 {"wall/store", "wall/bare_rocksdb", 0.8, "batch and commit against a bare loop, whole time"}});
}
