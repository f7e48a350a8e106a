// Remembers, outside RocksDB's log, how far commits were acknowledged.
//
//   std::optional<uint64_t> acknowledged = Acknowledged::Read(*file_system, path);
//   if (acknowledged > recovered_sequence) ...   // the log lost its tail
//
// RocksDB recovers its log up to the first record that does not fit and drops the rest without an error. That is right for
// the torn end that a power cut leaves, and wrong when a bit flips in front of commits that were acknowledged. So the number of
// every synced batch is written to this small file as well, after the sync and without a sync of its own: it may lag behind
// the log, never run ahead of it, so it can miss a loss but never invents one.
//
// One thread.

#ifndef FENGHUO_STORAGE_ACKNOWLEDGED_H_
#define FENGHUO_STORAGE_ACKNOWLEDGED_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

namespace rocksdb {
class FileSystem;
class FSRandomRWFile;
}  // namespace rocksdb

namespace fenghuo {

class Acknowledged {
 public:
  // The file in the store's directory.
  static std::string FileOf(const std::string& store_path);

  // Nothing when the file is not there (a store restored from a backup) or its check sum does not fit (logged).
  static std::optional<uint64_t> Read(rocksdb::FileSystem& file_system, const std::string& store_path);

  // Opens the file for writing and makes it say `sequence`.
  static Result<std::unique_ptr<Acknowledged>> Open(rocksdb::FileSystem& file_system, const std::string& store_path,
                                                    uint64_t sequence);
  // Open() makes them.
  Acknowledged(std::string path, std::unique_ptr<rocksdb::FSRandomRWFile> file);
  ~Acknowledged();

  // A failure is logged once and costs only the check: the commit itself is safe.
  void Write(uint64_t sequence);

 private:
  std::string path_;
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  bool failed_ = false;
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_ACKNOWLEDGED_H_
