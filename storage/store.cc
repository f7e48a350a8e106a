#include "storage/store.h"

#include <rocksdb/slice.h>
#include <rocksdb/write_batch.h>

#include "base/check.h"
#include "base/log.h"
#include "storage/batch_rows.h"
#include "storage/meta.h"
#include "storage/store_impl.h"

namespace fenghuo {
namespace {

// With every key and value goes a check sum from here to the log and the memtable, so a flipped bit in memory is found.
constexpr size_t kProtectionBytes = 8;
constexpr size_t kBytesPerChange = 12;  // RocksDB's own bytes around a key and value, about

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace

void BackgroundErrors::OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) {
  count_.fetch_add(1);
  LogError("the store failed in the background; nothing more can be written", {{"reason", status->ToString()}});
}

Store::Impl::View::View(const Impl& impl) : impl_(impl) { options_.snapshot = impl.db->GetSnapshot(); }

Store::Impl::View::~View() { impl_.db->ReleaseSnapshot(options_.snapshot); }

Store::Impl::~Impl() {
  acknowledged.reset();
  if (db == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* family : handles) {
    if (family != nullptr) db->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  }
  rocksdb::Status closed = db->Close();
  if (!closed.ok()) LogWarning("the store did not close cleanly", {{"reason", closed.ToString()}});
}

std::string Store::Impl::RowName(Family family, std::string_view key) const {
  return path + ": " + std::string(Name(family)) + ": row \"" + PrintableKey(key) + "\"";
}

Result<std::string> Store::Impl::FindBytes(Family family, std::string_view key) const {
  std::string value;
  rocksdb::Status status = handle(family) == nullptr ? rocksdb::Status::NotFound()
                                                     : db->Get(rocksdb::ReadOptions(), handle(family), ToSlice(key), &value);
  if (status.IsNotFound()) return NotFound(std::string(Name(family)) + ": no row \"" + PrintableKey(key) + "\"");
  if (!status.ok()) return ErrorOf(status);
  return value;
}

Result<void> Store::Impl::Scan(const View& view, const KeyRange& range, const RowVisitor& visit) const {
  if (handle(range.family) == nullptr) return {};
  rocksdb::Slice lower = ToSlice(range.lower);
  rocksdb::Slice upper = ToSlice(range.upper);
  rocksdb::ReadOptions options = view.options();
  if (!range.lower.empty()) options.iterate_lower_bound = &lower;
  if (!range.upper.empty()) options.iterate_upper_bound = &upper;
  std::unique_ptr<rocksdb::Iterator> rows(db->NewIterator(options, handle(range.family)));
  range.newest_first ? rows->SeekToLast() : rows->SeekToFirst();
  while (rows->Valid()) {
    Result<bool> more = visit(ToView(rows->key()), ToView(rows->value()));
    if (!more.ok()) return more.error();
    if (!*more) return {};
    range.newest_first ? rows->Prev() : rows->Next();
  }
  if (!rows->status().ok()) return ErrorOf(rows->status());
  return {};
}

Result<void> Store::Impl::VisitMany(const View& view, Family family, const std::vector<std::string>& keys,
                                    const std::function<Result<void>(size_t, std::string_view)>& visit) const {
  if (handle(family) == nullptr) return {};
  std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  db->MultiGet(view.options(), handle(family), keys.size(), slices.data(), values.data(), statuses.data());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    if (!statuses[i].ok()) return ErrorOf(statuses[i]);
    Result<void> visited = visit(i, ToView(values[i]));
    if (!visited.ok()) return visited;
  }
  return {};
}

Result<std::string> Store::Impl::PageOfIds(const View& view, const PagedIndex& paged, const PageRequest& request,
                                           std::vector<std::string>& ids) const {
  if (request.limit == 0) return Invalid("limit: must be at least 1, is 0");
  KeyRange range{.family = paged.index, .lower = {}, .upper = {}, .newest_first = true};
  if (!request.cursor.empty()) {
    Result<std::string> last = ReadCursor(paged.list, request.cursor);
    if (!last.ok()) return last.error();
    range.upper = *last;
  }
  std::string last_key;
  std::string next;
  Result<void> scanned = Scan(view, range, [&](std::string_view key, std::string_view) -> Result<bool> {
    if (ids.size() == request.limit) {
      next = MakeCursor(paged.list, last_key);
      return false;
    }
    KeyReader reader(key);
    if (!reader.TakeTime().has_value()) return Corrupt("the key is too short").In(RowName(paged.index, key));
    ids.emplace_back(reader.rest());
    last_key = key;
    return true;
  });
  if (!scanned.ok()) return scanned.error();
  return next;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

uint64_t Store::sequence() const { return impl_->sequence.load(); }
bool Store::failing() const { return impl_->failing.load(); }

Result<void> Store::Commit(Batch batch, Sync sync) {
  if (batch.empty()) return {};
  const Batch::Rows& rows = *batch.rows_;
  CHECK(sync == Sync::kYes || !rows.sync_demanded(), "an incident, notification or audit record is committed without sync");
  if (impl_->acknowledged == nullptr) return Invalid(impl_->path + ": the store was opened for reading only");
  if (failing()) {
    return Unavailable(impl_->failure + "; nothing more is written until the store is opened again");
  }
  rocksdb::WriteBatch writes(rows.bytes() + (rows.size() + 1) * kBytesPerChange, 0, kProtectionBytes, 0);
  rocksdb::Status status;
  for (size_t i = 0; i < rows.size() && status.ok(); ++i) {
    Batch::Rows::Change change = rows.at(i);
    rocksdb::ColumnFamilyHandle* family = impl_->handle(change.family);
    status = change.kind == Batch::Rows::Kind::kPut ? writes.Put(family, ToSlice(change.key), ToSlice(change.value))
                                                    : writes.Delete(family, ToSlice(change.key));
  }
  std::string number;
  AppendNumber(static_cast<int64_t>(sequence() + 1), number);
  if (status.ok()) status = writes.Put(impl_->handle(Family::kMeta), ToSlice(kSequenceKey), number);
  rocksdb::WriteOptions options;
  options.sync = sync == Sync::kYes && impl_->survives == Survives::kPowerCut;
  if (status.ok()) status = impl_->db->Write(options, &writes);
  if (!status.ok()) return impl_->Fail(status);
  impl_->sequence.fetch_add(1);
  if (options.sync) impl_->acknowledged->Write(sequence());
  return {};
}

Error Store::Impl::Fail(const rocksdb::Status& status) {
  Error error = ErrorOf(status);
  failure = error.message;
  failing.store(true);
  return error;
}

Store::Figures Store::ReadFigures() const {
  Figures figures;
  for (size_t i = 0; i < kFamilyCount; ++i) {
    Family family = static_cast<Family>(i);
    if (impl_->handle(family) == nullptr) continue;
    uint64_t rows = 0;
    uint64_t table_bytes = 0;
    uint64_t memory_bytes = 0;
    impl_->db->GetIntProperty(impl_->handle(family), rocksdb::DB::Properties::kEstimateNumKeys, &rows);
    impl_->db->GetIntProperty(impl_->handle(family), rocksdb::DB::Properties::kLiveSstFilesSize, &table_bytes);
    impl_->db->GetIntProperty(impl_->handle(family), rocksdb::DB::Properties::kCurSizeAllMemTables, &memory_bytes);
    figures.rows[std::string(Name(family))] = rows;
    figures.live_bytes += table_bytes + memory_bytes;
  }
  figures.background_errors = impl_->background_errors->count();
  return figures;
}

Result<void> Store::Flush() {
  if (impl_->acknowledged == nullptr) return Invalid(impl_->path + ": the store was opened for reading only");
  std::vector<rocksdb::ColumnFamilyHandle*> all(impl_->handles.begin(), impl_->handles.end());
  rocksdb::Status status = impl_->db->Flush(rocksdb::FlushOptions(), all);
  if (!status.ok()) return impl_->Fail(status);
  return {};
}

Result<bool> Store::Purge() {
  if (impl_->acknowledged == nullptr) return Invalid(impl_->path + ": the store was opened for reading only");
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;  // RocksDB's own go on
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  // The log holds what is in no table yet: it goes once every family's memory is a file.
  std::vector<rocksdb::ColumnFamilyHandle*> all(impl_->handles.begin(), impl_->handles.end());
  rocksdb::Status status = impl_->db->Flush(rocksdb::FlushOptions(), all);
  for (rocksdb::ColumnFamilyHandle* family : all) {
    if (status.ok()) status = impl_->db->CompactRange(options, family, nullptr, nullptr);
  }
  if (status.IsIncomplete()) return false;
  if (!status.ok()) return impl_->ErrorOf(status);
  return true;
}

void Store::CancelPurge() { impl_->db->DisableManualCompaction(); }

Result<void> Store::VerifyChecksums() const {
  rocksdb::Status status = impl_->db->VerifyChecksum();
  if (!status.ok()) return impl_->ErrorOf(status);
  return {};
}

}  // namespace fenghuo
