#include "storage/acknowledged.h"

#include <rocksdb/file_system.h>

#include <utility>

#include "base/hash.h"
#include "base/log.h"
#include "storage/keys.h"
#include "storage/status.h"

namespace fenghuo {
namespace {

constexpr size_t kFileBytes = 16;  // the number, then the hash of its eight bytes

std::string Written(uint64_t sequence) {
  std::string bytes;
  AppendNumber(static_cast<int64_t>(sequence), bytes);
  AppendNumber(static_cast<int64_t>(Hash64(bytes)), bytes);
  return bytes;
}

}  // namespace

std::string Acknowledged::FileOf(const std::string& store_path) { return store_path + "/acknowledged"; }

std::optional<uint64_t> Acknowledged::Read(rocksdb::FileSystem& file_system, const std::string& store_path) {
  std::string path = FileOf(store_path);
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  if (!file_system.NewSequentialFile(path, rocksdb::FileOptions(), &file, nullptr).ok()) return std::nullopt;
  char scratch[kFileBytes + 1];
  rocksdb::Slice bytes;
  if (!file->Read(sizeof(scratch), rocksdb::IOOptions(), &bytes, scratch, nullptr).ok()) return std::nullopt;
  std::string_view found(bytes.data(), bytes.size());
  std::optional<int64_t> sequence = KeyReader(found).TakeNumber();
  if (!sequence.has_value() || found != Written(static_cast<uint64_t>(*sequence))) {
    LogWarning("cannot tell whether the store's log lost its end: the file that says so is damaged", {{"file", path}});
    return std::nullopt;
  }
  return static_cast<uint64_t>(*sequence);
}

Result<std::unique_ptr<Acknowledged>> Acknowledged::Open(rocksdb::FileSystem& file_system, const std::string& store_path,
                                                         uint64_t sequence) {
  std::string path = FileOf(store_path);
  // Opening for reading and writing needs a file that is there.
  if (!file_system.FileExists(path, rocksdb::IOOptions(), nullptr).ok()) {
    std::unique_ptr<rocksdb::FSWritableFile> made;
    rocksdb::IOStatus status = file_system.NewWritableFile(path, rocksdb::FileOptions(), &made, nullptr);
    if (status.ok()) status = made->Append(Written(sequence), rocksdb::IOOptions(), nullptr);
    if (status.ok()) status = made->Close(rocksdb::IOOptions(), nullptr);
    if (!status.ok()) return StoreError(status, store_path);
  }
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  rocksdb::IOStatus status = file_system.NewRandomRWFile(path, rocksdb::FileOptions(), &file, nullptr);
  if (!status.ok()) return StoreError(status, store_path);
  auto acknowledged = std::make_unique<Acknowledged>(std::move(path), std::move(file));
  acknowledged->Write(sequence);
  return acknowledged;
}

Acknowledged::Acknowledged(std::string path, std::unique_ptr<rocksdb::FSRandomRWFile> file)
    : path_(std::move(path)), file_(std::move(file)) {}

Acknowledged::~Acknowledged() {
  // A clean end makes it durable; where that fails the number is only older.
  file_->Sync(rocksdb::IOOptions(), nullptr).PermitUncheckedError();
  file_->Close(rocksdb::IOOptions(), nullptr).PermitUncheckedError();
}

void Acknowledged::Write(uint64_t sequence) {
  rocksdb::IOStatus status = file_->Write(0, Written(sequence), rocksdb::IOOptions(), nullptr);
  if (!status.ok() && !failed_) {
    LogWarning("a loss at the end of the store's log would go unseen: the number of commits cannot be written",
               {{"file", path_}, {"reason", status.ToString()}});
  }
  failed_ = !status.ok();
}

}  // namespace fenghuo
