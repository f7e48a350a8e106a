#include <rocksdb/cache.h>
#include <rocksdb/file_system.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/system_clock.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "base/log.h"
#include "storage/meta.h"
#include "storage/store_impl.h"

namespace fenghuo {
namespace {

constexpr size_t kBlockCacheBytes = 32 << 20;
constexpr size_t kMemtableBytes = 16 << 20;       // of one family; raised: fewer, larger flushes
constexpr size_t kMemtablesBytesAll = 64 << 20;   // of all families together
constexpr uint64_t kLogBytesMax = 64 << 20;       // what Open may have to read again after a crash
constexpr uint64_t kTableFileBytes = 32 << 20;
constexpr int kOpenFilesMax = 512;                // the crawler needs descriptors too
constexpr double kFilterBitsPerKey = 10;          // 1 % of look-ups for absent rows read a block in vain
constexpr size_t kBlockBytes = 16 << 10;

// RocksDB's own log lines: errors go to ours, the rest nowhere, so that no LOG file stands in the store.
class ErrorLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  ErrorLog() : rocksdb::Logger(rocksdb::InfoLogLevel::ERROR_LEVEL) {}

  void Logv(const char* format, va_list arguments) override {
    char line[1024];
    std::vsnprintf(line, sizeof(line), format, arguments);
    LogWarning("rocksdb says", {{"line", line}});
  }
};

// RocksDB's threads wait a second after an error. In front of a disk in memory nothing gets better by waiting.
class HurriedClock : public rocksdb::SystemClockWrapper {
 public:
  using SystemClockWrapper::SystemClockWrapper;
  const char* Name() const override { return "HurriedClock"; }
  void SleepForMicroseconds(int) override {}
};

// The machine with another disk in it.
class SeamEnv : public rocksdb::EnvWrapper {
 public:
  explicit SeamEnv(const std::shared_ptr<rocksdb::FileSystem>& file_system)
      : EnvWrapper(rocksdb::NewCompositeEnv(file_system)) {
    file_system_ = file_system;
    system_clock_ = std::make_shared<HurriedClock>(rocksdb::SystemClock::Default());
  }
};

rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env, const std::shared_ptr<BackgroundErrors>& errors) {
  rocksdb::DBOptions options;
  options.env = env;
  options.info_log = std::make_shared<ErrorLog>();
  options.listeners = {errors};
  options.track_and_verify_wals_in_manifest = true;
  options.max_open_files = kOpenFilesMax;
  options.max_background_jobs = 2;
  options.max_total_wal_size = kLogBytesMax;
  options.db_write_buffer_size = kMemtablesBytesAll;
  options.bytes_per_sync = 1 << 20;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  // One thread writes; and after an error nothing is written until somebody opens the store again (store.h).
  options.allow_concurrent_memtable_write = false;
  options.max_bgerror_resume_count = 0;
  return options;
}

// Families whose absent rows are asked for all the time: is this document known?
bool WantsFilter(Family family) { return family == Family::kDocuments || family == Family::kFingerprints; }

// Small rows that matter most are protected in the memtable as well.
bool WantsProtection(Family family) {
  return family == Family::kIncidents || family == Family::kTimeline || family == Family::kOutbox ||
         family == Family::kAudit;
}

rocksdb::ColumnFamilyOptions FamilyOptions(Family family, const std::shared_ptr<rocksdb::Cache>& cache,
                                           bool automatic_compaction) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = kBlockBytes;
  // In the cache an unpartitioned filter is thrown out by data and read again for every look-up: a thousand times slower.
  table.cache_index_and_filter_blocks = false;
  if (WantsFilter(family)) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_size = kMemtableBytes;
  options.target_file_size_base = kTableFileBytes;
  options.level_compaction_dynamic_level_bytes = true;
  options.disable_auto_compactions = !automatic_compaction;
  if (WantsProtection(family)) options.memtable_protection_bytes_per_key = 8;
  return options;
}

std::string FileIn(const std::string& path, const char* name) { return path + "/" + name; }

// The directory, readable for its owner only: it holds keys and what people wrote.
Result<void> MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::path directory(path);
  if (std::filesystem::is_directory(directory, error)) return {};
  std::filesystem::create_directories(directory, error);
  if (!error) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  if (error) return Unavailable(path + ": the directory cannot be made (" + error.message() + ")");
  return {};
}

bool EndsWith(const std::string& name, std::string_view ending) {
  return name.size() >= ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
}

// RocksDB would make an empty store over the files of one whose CURRENT was lost.
Result<void> RefuseHeadless(rocksdb::Env* env, const std::string& path) {
  std::vector<std::string> names;
  if (!env->GetChildren(path, &names).ok()) return {};
  for (const std::string& name : names) {
    if (!EndsWith(name, ".sst")) continue;
    return Corrupt(path + ": the store is damaged (CURRENT is missing, " + name + " is there); restore a backup");
  }
  return {};
}

Result<std::optional<int64_t>> ReadMeta(rocksdb::DB* db, std::string_view key, const std::string& path) {
  std::string value;
  rocksdb::Status status = db->Get(rocksdb::ReadOptions(), rocksdb::Slice(key.data(), key.size()), &value);
  if (status.IsNotFound()) return std::optional<int64_t>();
  if (!status.ok()) return StoreError(status, path);
  KeyReader reader(value);
  std::optional<int64_t> number = reader.TakeNumber();
  if (!number.has_value() || !reader.rest().empty()) {
    return Corrupt(path + ": default: row \"" + std::string(key) + "\": the value is no number");
  }
  return number;
}

struct Meta {
  std::optional<int64_t> schema;  // absent: the store was never finished
  int64_t sequence = 0;
};

Result<Meta> ReadMetaRows(rocksdb::DB* db, const std::string& path) {
  Result<std::optional<int64_t>> schema = ReadMeta(db, kSchemaKey, path);
  if (!schema.ok()) return schema.error();
  Result<std::optional<int64_t>> sequence = ReadMeta(db, kSequenceKey, path);
  if (!sequence.ok()) return sequence.error();
  if (!schema->has_value() && db->GetLatestSequenceNumber() > 0) {
    return Corrupt(path + ": there is a RocksDB store here that is not fenghuo's");
  }
  return Meta{*schema, sequence->value_or(0)};
}

// Whether this program may have the store, found out without changing a byte of it.
Result<Meta> Inspect(rocksdb::Env* env, const std::string& path) {
  // Before the store is read: a running daemon may commit in between, which is no loss.
  std::optional<uint64_t> acknowledged = Acknowledged::Read(*env->GetFileSystem(), path);
  rocksdb::Options options(DatabaseOptions(env, nullptr), rocksdb::ColumnFamilyOptions());
  options.listeners.clear();
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::OpenForReadOnly(options, path, &opened);
  std::unique_ptr<rocksdb::DB> db(opened);
  if (!status.ok()) return StoreError(status, path);
  Result<Meta> meta = ReadMetaRows(db.get(), path);
  if (!meta.ok()) return meta;
  // Before the schema is asked for: where the log's first record is damaged, that row is among the lost ones.
  uint64_t sequence = static_cast<uint64_t>(meta->sequence);
  if (acknowledged.has_value() && *acknowledged > sequence) {
    return Corrupt(path + ": the log is damaged: the last " + std::to_string(*acknowledged - sequence) + " of " +
                   std::to_string(*acknowledged) + " commits are lost; restore a backup, or delete " +
                   Acknowledged::FileOf(path) + " to go on without them");
  }
  if (meta->schema.has_value() && *meta->schema != kSchemaVersion) {
    return Corrupt(path + ": the store has schema " + std::to_string(*meta->schema) + ", this fenghuo knows schema " +
                   std::to_string(kSchemaVersion) + "; use the fenghuo that wrote it, or a newer one");
  }
  return meta;
}

using Descriptors = std::vector<rocksdb::ColumnFamilyDescriptor>;

Descriptors DescribeFamilies(const std::vector<std::string>& names, bool automatic_compaction) {
  std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  Descriptors descriptors;
  for (const std::string& name : names) {
    // A family that this program does not know is opened as well, since RocksDB wants all of them.
    Family family = FamilyNamed(name).value_or(Family::kMeta);
    descriptors.emplace_back(name, FamilyOptions(family, cache, automatic_compaction));
  }
  return descriptors;
}

std::vector<std::string> AllFamilies() {
  std::vector<std::string> names;
  for (size_t i = 0; i < kFamilyCount; ++i) names.emplace_back(Name(static_cast<Family>(i)));
  return names;
}

std::vector<std::string> Without(std::vector<std::string> names, const std::vector<std::string>& present) {
  std::erase_if(names, [&](const std::string& name) {
    return std::find(present.begin(), present.end(), name) != present.end();
  });
  return names;
}

}  // namespace

void Store::Impl::Adopt(const std::vector<rocksdb::ColumnFamilyHandle*>& opened) {
  for (rocksdb::ColumnFamilyHandle* one : opened) {
    std::optional<Family> family = FamilyNamed(one->GetName());
    if (family.has_value()) {
      handles[static_cast<size_t>(*family)] = one;
    } else {
      db->DestroyColumnFamilyHandle(one).PermitUncheckedError();
    }
  }
}

// Opens what Inspect() found good, or nothing, for writing.
Result<void> Store::Impl::OpenForWriting(bool automatic_compaction) {
  rocksdb::DBOptions options = DatabaseOptions(env, background_errors);
  options.create_if_missing = true;
  std::vector<std::string> present = {std::string(Name(Family::kMeta))};
  rocksdb::Status status;
  if (env->FileExists(FileIn(path, "CURRENT")).ok()) {
    status = rocksdb::DB::ListColumnFamilies(options, path, &present);
    if (!status.ok()) return ErrorOf(status);
  }
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* database = nullptr;
  status = rocksdb::DB::Open(options, path, DescribeFamilies(present, automatic_compaction), &opened, &database);
  if (!status.ok()) return ErrorOf(status);
  db.reset(database);
  Adopt(opened);
  // All at once: RocksDB writes and reads back its options after every single one otherwise.
  Descriptors missing = DescribeFamilies(Without(AllFamilies(), present), automatic_compaction);
  opened.clear();
  if (!missing.empty()) status = db->CreateColumnFamilies(missing, &opened);
  Adopt(opened);
  if (!status.ok()) return ErrorOf(status);
  Result<Meta> meta = ReadMetaRows(db.get(), path);
  if (!meta.ok()) return meta.error();
  sequence.store(static_cast<uint64_t>(meta->sequence));
  if (!meta->schema.has_value()) {
    std::string number;
    AppendNumber(kSchemaVersion, number);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    status = db->Put(synced, rocksdb::Slice(kSchemaKey.data(), kSchemaKey.size()), number);
    if (!status.ok()) return ErrorOf(status);
  }
  Result<std::unique_ptr<Acknowledged>> file = Acknowledged::Open(*env->GetFileSystem(), path, sequence.load());
  if (!file.ok()) return file.error();
  acknowledged = std::move(*file);
  return {};
}

Result<void> Store::Impl::OpenForReading() {
  rocksdb::DBOptions options = DatabaseOptions(env, background_errors);
  std::vector<std::string> present;  // one that came with this program is made by the first that opens the store for writing
  rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, path, &present);
  if (!status.ok()) return ErrorOf(status);
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* database = nullptr;
  status = rocksdb::DB::OpenForReadOnly(options, path, DescribeFamilies(present, true), &opened, &database);
  if (!status.ok()) return ErrorOf(status);
  db.reset(database);
  Adopt(opened);
  Result<Meta> meta = ReadMetaRows(db.get(), path);
  if (!meta.ok()) return meta.error();
  sequence.store(static_cast<uint64_t>(meta->sequence));
  return {};
}

Result<std::unique_ptr<Store>> Store::Open(const std::string& path, const StoreOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->survives = options.survives;
  impl->background_errors = std::make_shared<BackgroundErrors>();
  impl->env = rocksdb::Env::Default();
  if (options.file_system != nullptr) {
    impl->own_env = std::make_unique<SeamEnv>(options.file_system);
    impl->env = impl->own_env.get();
  }
  bool exists = impl->env->FileExists(FileIn(path, "CURRENT")).ok();
  if (exists) {
    Result<Meta> meta = Inspect(impl->env, path);
    if (!meta.ok()) return meta.error();
    exists = meta->schema.has_value();
  } else if (Result<void> empty = RefuseHeadless(impl->env, path); !empty.ok()) {
    return empty.error();
  }
  if (!exists && (options.read_only || !options.create_if_missing)) {
    return NotFound(path + ": there is no store here");
  }
  if (!exists && options.file_system == nullptr) {
    Result<void> made = MakeDirectory(path);
    if (!made.ok()) return made.error();
  }
  Result<void> opened =
      options.read_only ? impl->OpenForReading() : impl->OpenForWriting(options.automatic_compaction);
  if (!opened.ok()) return opened.error();
  return std::make_unique<Store>(std::move(impl));
}

}  // namespace fenghuo
