// The one place where RocksDB's words become ours.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_STORAGE_STATUS_H_
#define FENGHUO_STORAGE_STATUS_H_

#include <string>

#include "base/result.h"

namespace rocksdb {
class Status;
}

namespace fenghuo {

// `status` must not be ok; `path` is the store's. Every message begins with the path:
//   kUnavailable  full disk, another holder of the store, a disk or file that cannot be read or written
//   kCorrupt      checksums that do not fit, files that this program cannot read
Error StoreError(const rocksdb::Status& status, const std::string& path);

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_STATUS_H_
