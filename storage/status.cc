#include "storage/status.h"

#include <rocksdb/status.h>

#include <string_view>

#include "base/check.h"

namespace fenghuo {
namespace {

bool Says(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

// RocksDB has no code for a lock that somebody holds. The first two are its POSIX file system (another process, the same process),
// the third its file system in memory.
bool IsHeldByAnother(const std::string& text) {
  return Says(text, "While lock file") || Says(text, "lock hold by current process") ||
         Says(text, "lock is already held");
}

Error FromIo(const rocksdb::Status& status, const std::string& text, const std::string& path) {
  if (IsHeldByAnother(text)) {
    return Unavailable(path + ": the store is in use by another fenghuo; stop it or use another data path");
  }
  if (status.subcode() == rocksdb::Status::kNoSpace) {
    return Unavailable(path + ": the disk is full (" + text + "); free some space and start again");
  }
  if (Says(text, "Permission denied")) {
    return Unavailable(path + ": must be readable and writable for the user that runs fenghuo (" + text +
                       "); give the directory and all in it to that user");
  }
  return Unavailable(path + ": the disk or its directory cannot be used (" + text + ")");
}

}  // namespace

Error StoreError(const rocksdb::Status& status, const std::string& path) {
  CHECK(!status.ok(), "an error made of a status that is ok");
  std::string text = status.ToString();
  switch (status.code()) {
    case rocksdb::Status::kIOError:
      return FromIo(status, text, path);
    case rocksdb::Status::kCorruption:
      return Corrupt(path + ": the store is damaged (" + text + "); restore a backup");
    case rocksdb::Status::kInvalidArgument:
    case rocksdb::Status::kNotSupported:
    case rocksdb::Status::kNotFound:
      return Corrupt(path + ": the store cannot be read by this fenghuo (" + text + ")");
    default:
      return Unavailable(path + ": the store cannot answer now (" + text + ")");
  }
}

}  // namespace fenghuo
