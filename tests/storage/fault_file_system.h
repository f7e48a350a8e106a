// A FaultFileSystem is a disk in memory that fails when it is told to and forgets at a power cut what was never synced.
//
//   auto disk = std::make_shared<FaultFileSystem>(seed);
//   disk->Plan({.call = DiskCall::kSync, .kind = FileKind::kLog, .n = 3});   // the third sync of a log from now on fails
//   ... Store::Open("/store", {.file_system = disk}) ... commits ...
//   disk->CutPower();          // from now on nothing gets through
//   store.reset();
//   disk->RestorePower();      // what was not synced is gone, whole, or torn: the seed decides
//
// What a power cut does: bytes appended since the last sync of a file are lost from a random place on, and in a log the last byte
// that stays may be garbage (RocksDB promises to live with that in logs only; a manifest with garbage it refuses); files made and
// renames done since the last sync of their directory are undone; overwritten bytes of an unsynced file are old or new. Deleted
// files stay deleted.
//
// Thread-safe, as RocksDB wants it; Plan, CutPower and RestorePower are for the test's thread.

#ifndef FENGHUO_TESTS_STORAGE_FAULT_FILE_SYSTEM_H_
#define FENGHUO_TESTS_STORAGE_FAULT_FILE_SYSTEM_H_

#include <rocksdb/file_system.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/rng.h"

namespace fenghuo {

// kOther: identity, options, lock.
enum class FileKind { kLog, kTable, kManifest, kCurrent, kAcknowledged, kOther };
FileKind KindOf(const std::string& path);

enum class DiskCall { kCreate, kAppend, kSync, kDirectorySync, kRename, kDelete, kRead };

struct Fault {
  enum class Lasts { kOnce, kForEver };
  enum class Reason { kInputOutput, kNoSpace };
  DiskCall call = DiskCall::kSync;
  std::optional<FileKind> kind;  // absent: of any kind
  int n = 1;                     // which of those calls, counted from Plan() on
  Lasts lasts = Lasts::kOnce;
  Reason reason = Reason::kInputOutput;
};

class FaultFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultFileSystem(uint64_t seed);

  static const char* kClassName() { return "FaultFileSystem"; }
  const char* Name() const override { return kClassName(); }

  // One fault at a time; the count begins anew.
  void Plan(const Fault& fault);
  void Clear();
  // Whether the planned fault has happened.
  bool fired() const;

  void CutPower();
  void RestorePower();

  // For the files of this system: counts the call and says how it goes.
  rocksdb::IOStatus Enter(DiskCall call, const std::string& path);
  void NoteAppended(const std::string& path, size_t bytes);
  void NoteSynced(const std::string& path);
  // Before bytes of a file that is written in place are overwritten.
  void NoteOverwrite(const std::string& path);
  void NoteDirectorySynced(const std::string& directory);

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* file, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& path, const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                        rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

  std::optional<std::string> ReadWhole(const std::string& path);
  void WriteWhole(const std::string& path, const std::string& bytes);

 private:
  struct Appended {
    size_t bytes = 0;
    size_t synced_bytes = 0;
    bool entry_durable = false;  // its directory was synced since it was made
  };
  struct Rename {
    std::string to;
    std::optional<std::string> before;  // what stood there
  };

  void TearTail(const std::string& path, const Appended& file);

  mutable std::mutex mutex_;  // for everything below
  Rng rng_;
  std::optional<Fault> fault_;
  int calls_ = 0;  // that the planned fault is about
  bool fired_ = false;
  bool power_ = true;
  std::map<std::string, Appended> appended_;
  std::map<std::string, std::string> overwritten_;  // bytes at the last sync of files written in place since
  std::vector<Rename> renames_;                     // since the last sync of the directory
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_FAULT_FILE_SYSTEM_H_
