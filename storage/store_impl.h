// What is behind a Store: the open database, and reading rows out of it. Only for storage/*.cc.
//
// Thread-safe for reads, as the Store.

#ifndef FENGHUO_STORAGE_STORE_IMPL_H_
#define FENGHUO_STORAGE_STORE_IMPL_H_

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/listener.h>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/acknowledged.h"
#include "storage/cursor.h"
#include "storage/families.h"
#include "storage/keys.h"
#include "storage/status.h"
#include "storage/store.h"
#include "storage/values.h"

namespace fenghuo {

// Counts and logs what goes wrong in RocksDB's own threads.
class BackgroundErrors : public rocksdb::EventListener {
 public:
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) override;
  uint64_t count() const { return count_.load(); }

 private:
  std::atomic<uint64_t> count_{0};
};

// Which rows to visit: keys in [lower, upper), an empty `upper` being no bound.
struct KeyRange {
  Family family;
  std::string lower;
  std::string upper;
  bool newest_first = false;  // from the upper end down
};

// A list in pages: an index of TimedKeys, and the family that holds the rows it names.
struct PagedIndex {
  PagedList list;
  Family index;
  Family rows;
};

// Sees a key and its value until it returns false.
using RowVisitor = std::function<Result<bool>(std::string_view key, std::string_view value)>;

class Store::Impl {
 public:
  // The rows of one moment, whatever is committed meanwhile.
  class View {
   public:
    explicit View(const Impl& impl);
    ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;
    const rocksdb::ReadOptions& options() const { return options_; }

   private:
    const Impl& impl_;
    rocksdb::ReadOptions options_;
  };

  Impl() = default;
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Both set `db`, `handles` and `sequence`.
  Result<void> OpenForWriting(bool automatic_compaction);
  Result<void> OpenForReading();

  rocksdb::ColumnFamilyHandle* handle(Family family) const { return handles[static_cast<size_t>(family)]; }

  // The bytes under `key`; kNotFound when there is no such row.
  Result<std::string> FindBytes(Family family, std::string_view key) const;

  template <typename Row>
  Result<Row> Find(Family family, std::string_view key) const {
    Result<std::string> value = FindBytes(family, key);
    if (!value.ok()) return value.error();
    return Parse<Row>(family, key, *value);
  }

  // A value that cannot be read names its family and key.
  template <typename Row>
  Result<Row> Parse(Family family, std::string_view key, std::string_view value) const {
    Result<Row> row = ParseValue<Row>(value);
    if (!row.ok()) return row.error().In(RowName(family, key));
    return row;
  }

  Result<void> Scan(const View& view, const KeyRange& range, const RowVisitor& visit) const;

  // Every row of a range, in its order.
  template <typename Row>
  Result<std::vector<Row>> ScanRows(const KeyRange& range) const {
    return ScanRows<Row>(View(*this), range);
  }
  template <typename Row>
  Result<std::vector<Row>> ScanRows(const View& view, const KeyRange& range) const {
    std::vector<Row> rows;
    Result<void> scanned = Scan(view, range, [&](std::string_view key, std::string_view value) -> Result<bool> {
      Result<Row> row = Parse<Row>(range.family, key, value);
      if (!row.ok()) return row.error();
      rows.push_back(std::move(*row));
      return true;
    });
    if (!scanned.ok()) return scanned.error();
    return rows;
  }

  // The rows under `keys` in one look-up; absent where there is none, in the order asked.
  template <typename Row>
  Result<std::vector<std::optional<Row>>> FindMany(const View& view, Family family,
                                                   const std::vector<std::string>& keys) const {
    std::vector<std::optional<Row>> rows(keys.size());
    Result<void> visited = VisitMany(view, family, keys, [&](size_t index, std::string_view value) -> Result<void> {
      Result<Row> row = Parse<Row>(family, keys[index], value);
      if (!row.ok()) return row.error();
      rows[index] = std::move(*row);
      return {};
    });
    if (!visited.ok()) return visited.error();
    return rows;
  }

  // The same where every row must be there, because an index named it.
  template <typename Row>
  Result<std::vector<Row>> FindIndexed(const View& view, Family family, const std::vector<std::string>& keys) const {
    Result<std::vector<std::optional<Row>>> found = FindMany<Row>(view, family, keys);
    if (!found.ok()) return found.error();
    std::vector<Row> rows;
    rows.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      if (!(*found)[i].has_value()) return Corrupt("an index names this row, and it is not there").In(RowName(family, keys[i]));
      rows.push_back(std::move(*(*found)[i]));
    }
    return rows;
  }

  // The rows of `family` whose ids stand behind `id_offset` bytes in the index keys of `range`, in the index's order.
  template <typename Row>
  Result<std::vector<Row>> FollowIndex(const KeyRange& range, size_t id_offset, Family family) const {
    View view(*this);
    std::vector<std::string> ids;
    Result<void> scanned = Scan(view, range, [&](std::string_view key, std::string_view) -> Result<bool> {
      if (key.size() < id_offset) return Corrupt("the key is too short").In(RowName(range.family, key));
      ids.emplace_back(key.substr(id_offset));
      return true;
    });
    if (!scanned.ok()) return scanned.error();
    return FindIndexed<Row>(view, family, ids);
  }

  // One page of a list that an index by time orders, newest first.
  template <typename Row>
  Result<Page<Row>> PageOfIndex(const PagedIndex& paged, std::string_view cursor, size_t limit) const {
    View view(*this);
    std::vector<std::string> ids;
    Result<std::string> next = PageOfIds(view, paged, {cursor, limit}, ids);
    if (!next.ok()) return next.error();
    Result<std::vector<Row>> rows = FindIndexed<Row>(view, paged.rows, ids);
    if (!rows.ok()) return rows.error();
    return Page<Row>{std::move(*rows), std::move(*next)};
  }

  std::string RowName(Family family, std::string_view key) const;
  Error ErrorOf(const rocksdb::Status& status) const { return StoreError(status, path); }
  // From here on nothing is written: after a failed write nobody knows what the log ends with until it is read again.
  Error Fail(const rocksdb::Status& status);

  std::string path;
  Survives survives = Survives::kPowerCut;
  std::unique_ptr<rocksdb::Env> own_env;  // over StoreOptions::file_system; outlives the database
  rocksdb::Env* env = nullptr;
  std::shared_ptr<BackgroundErrors> background_errors;  // shared with RocksDB
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> handles{};  // null: opened for reading, older than the family
  std::unique_ptr<Acknowledged> acknowledged;  // null when read only
  std::atomic<uint64_t> sequence{0};
  // Set once by the core; read by others. `failure` is written before `failing`.
  std::atomic<bool> failing{false};
  std::string failure;

 private:
  // Puts handles in their places; they are closed with the store.
  void Adopt(const std::vector<rocksdb::ColumnFamilyHandle*>& opened);
  struct PageRequest {
    std::string_view cursor;
    size_t limit;
  };
  // Fills `ids` and gives the cursor of the next page.
  Result<std::string> PageOfIds(const View& view, const PagedIndex& paged, const PageRequest& request,
                                std::vector<std::string>& ids) const;
  Result<void> VisitMany(const View& view, Family family, const std::vector<std::string>& keys,
                         const std::function<Result<void>(size_t, std::string_view)>& visit) const;
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_STORE_IMPL_H_
