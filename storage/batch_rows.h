// What a Batch holds: puts and deletes packed into one buffer, in the order they were made.
//
// Index rows are made here, from the row itself, so that a batch never has to read: what an index key is made of (first seen, opened
// at, priority, creation) never changes in the life of a row.
//
// One thread.

#ifndef FENGHUO_STORAGE_BATCH_ROWS_H_
#define FENGHUO_STORAGE_BATCH_ROWS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "storage/families.h"
#include "storage/store.h"
#include "storage/values.h"

namespace fenghuo {

class Batch::Rows {
 public:
  enum class Kind { kPut, kDelete };

  struct Change {
    Kind kind;
    Family family;
    std::string_view key;
    std::string_view value;  // empty for kDelete
  };

  template <typename Row>
  void Put(Family family, std::string_view key, const Row& row) {
    Begin(Kind::kPut, family, key);
    AppendValue(row, buffer_);
  }
  void PutBytes(Family family, std::string_view key, std::string_view value) {
    Begin(Kind::kPut, family, key);
    buffer_.append(value);
  }
  void Delete(Family family, std::string_view key) { Begin(Kind::kDelete, family, key); }

  // Index rows have no value: everything is in the key.
  void PutIndex(Family family, std::string_view key) { PutBytes(family, key, {}); }
  // There while `present`, gone otherwise.
  void SetIndex(Family family, std::string_view key, bool present) {
    present ? PutIndex(family, key) : Delete(family, key);
  }

  void DemandSync() { sync_demanded_ = true; }
  bool sync_demanded() const { return sync_demanded_; }

  size_t size() const { return places_.size(); }
  size_t bytes() const { return buffer_.size(); }
  // Valid until the next change.
  Change at(size_t index) const {
    const Place& place = places_[index];
    size_t end = index + 1 < places_.size() ? places_[index + 1].begin : buffer_.size();
    std::string_view all(buffer_);
    return {place.kind, place.family, all.substr(place.begin, place.key_bytes),
            all.substr(place.begin + place.key_bytes, end - place.begin - place.key_bytes)};
  }

 private:
  struct Place {
    size_t begin;
    size_t key_bytes;
    Family family;
    Kind kind;
  };

  void Begin(Kind kind, Family family, std::string_view key) {
    places_.push_back({buffer_.size(), key.size(), family, kind});
    buffer_.append(key);
  }

  std::string buffer_;
  std::vector<Place> places_;
  bool sync_demanded_ = false;
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_BATCH_ROWS_H_
