#include "tests/storage/fault_file_system.h"

#include <rocksdb/env.h>

#include <utility>

#include "base/check.h"

namespace fenghuo {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

std::shared_ptr<rocksdb::FileSystem> MemoryDisk() {
  std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  return memory->GetFileSystem();
}

class FaultWritableFile : public rocksdb::FSWritableFileWrapper {
 public:
  FaultWritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path, FaultFileSystem& disk)
      : FSWritableFileWrapper(file.get()), file_(std::move(file)), path_(std::move(path)), disk_(disk) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = disk_.Enter(DiskCall::kAppend, path_);
    // A disk that is full or breaks takes a part first.
    Slice taken = status.ok() ? data : Slice(data.data(), data.size() / 2);
    if (!status.ok() && status.subcode() == IOStatus::kIOFenced) return status;
    IOStatus written = file_->Append(taken, options, debug);
    if (written.ok()) disk_.NoteAppended(path_, taken.size());
    return status.ok() ? written : status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = disk_.Enter(DiskCall::kSync, path_);
    if (status.ok()) status = file_->Sync(options, debug);
    if (status.ok()) disk_.NoteSynced(path_);
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }
  IOStatus RangeSync(uint64_t, uint64_t, const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  std::unique_ptr<rocksdb::FSWritableFile> file_;
  std::string path_;
  FaultFileSystem& disk_;
};

class FaultRandomRWFile : public rocksdb::FSRandomRWFileWrapper {
 public:
  FaultRandomRWFile(std::unique_ptr<rocksdb::FSRandomRWFile> file, std::string path, FaultFileSystem& disk)
      : FSRandomRWFileWrapper(file.get()), file_(std::move(file)), path_(std::move(path)), disk_(disk) {}

  IOStatus Write(uint64_t offset, const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = disk_.Enter(DiskCall::kAppend, path_);
    if (!status.ok()) return status;
    disk_.NoteOverwrite(path_);
    return file_->Write(offset, data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = disk_.Enter(DiskCall::kSync, path_);
    if (status.ok()) status = file_->Sync(options, debug);
    if (status.ok()) disk_.NoteSynced(path_);
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }

 private:
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::string path_;
  FaultFileSystem& disk_;
};

class FaultReadableFile : public rocksdb::FSRandomAccessFileWrapper {
 public:
  FaultReadableFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, std::string path, FaultFileSystem& disk)
      : FSRandomAccessFileWrapper(file.get()), file_(std::move(file)), path_(std::move(path)), disk_(disk) {}

  IOStatus Read(uint64_t offset, size_t bytes, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    IOStatus status = disk_.Enter(DiskCall::kRead, path_);
    return status.ok() ? file_->Read(offset, bytes, options, result, scratch, debug) : status;
  }
  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t count, const IOOptions& options,
                     IODebugContext* debug) override {
    for (size_t i = 0; i < count; ++i) {
      rocksdb::FSReadRequest& request = requests[i];
      request.status = Read(request.offset, request.len, options, &request.result, request.scratch, debug);
    }
    return IOStatus::OK();
  }

 private:
  std::unique_ptr<rocksdb::FSRandomAccessFile> file_;
  std::string path_;
  FaultFileSystem& disk_;
};

class FaultDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  FaultDirectory(std::unique_ptr<rocksdb::FSDirectory> directory, std::string path, FaultFileSystem& disk)
      : FSDirectoryWrapper(std::move(directory)), path_(std::move(path)), disk_(disk) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return FsyncWithDirOptions(options, debug, rocksdb::DirFsyncOptions());
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& which) override {
    IOStatus status = disk_.Enter(DiskCall::kDirectorySync, path_);
    if (status.ok()) status = FSDirectoryWrapper::FsyncWithDirOptions(options, debug, which);
    if (status.ok()) disk_.NoteDirectorySynced(path_);
    return status;
  }

 private:
  std::string path_;
  FaultFileSystem& disk_;
};

}  // namespace

FileKind KindOf(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  if (name.ends_with(".log")) return FileKind::kLog;
  if (name.ends_with(".sst")) return FileKind::kTable;
  if (name.starts_with("MANIFEST-")) return FileKind::kManifest;
  if (name == "CURRENT" || name.ends_with(".dbtmp")) return FileKind::kCurrent;
  if (name == "acknowledged") return FileKind::kAcknowledged;
  return FileKind::kOther;
}

FaultFileSystem::FaultFileSystem(uint64_t seed) : FileSystemWrapper(MemoryDisk()), rng_(seed) {}

void FaultFileSystem::Plan(const Fault& fault) {
  std::lock_guard lock(mutex_);
  fault_ = fault;
  calls_ = 0;
  fired_ = false;
}

void FaultFileSystem::Clear() {
  std::lock_guard lock(mutex_);
  fault_.reset();
}

bool FaultFileSystem::fired() const {
  std::lock_guard lock(mutex_);
  return fired_;
}

void FaultFileSystem::CutPower() {
  std::lock_guard lock(mutex_);
  power_ = false;
}

IOStatus FaultFileSystem::Enter(DiskCall call, const std::string& path) {
  std::lock_guard lock(mutex_);
  if (!power_) return IOStatus::IOFenced("the power is off", path);
  if (!fault_.has_value() || fault_->call != call) return IOStatus::OK();
  if (fault_->kind.has_value() && *fault_->kind != KindOf(path)) return IOStatus::OK();
  ++calls_;
  bool fails = fault_->lasts == Fault::Lasts::kForEver ? calls_ >= fault_->n : calls_ == fault_->n;
  if (!fails) return IOStatus::OK();
  fired_ = true;
  return fault_->reason == Fault::Reason::kNoSpace ? IOStatus::NoSpace("No space left on device", path)
                                                   : IOStatus::IOError("Input/output error", path);
}

void FaultFileSystem::NoteAppended(const std::string& path, size_t bytes) {
  std::lock_guard lock(mutex_);
  appended_[path].bytes += bytes;
}

void FaultFileSystem::NoteSynced(const std::string& path) {
  std::lock_guard lock(mutex_);
  overwritten_.erase(path);
  auto file = appended_.find(path);
  if (file != appended_.end()) file->second.synced_bytes = file->second.bytes;
}

void FaultFileSystem::NoteOverwrite(const std::string& path) {
  std::optional<std::string> bytes = ReadWhole(path);
  CHECK(bytes.has_value(), "a file is overwritten that is not there");
  std::lock_guard lock(mutex_);
  overwritten_.emplace(path, std::move(*bytes));  // the oldest counts
}

void FaultFileSystem::NoteDirectorySynced(const std::string& directory) {
  std::lock_guard lock(mutex_);
  for (auto& [path, file] : appended_) {
    if (DirectoryOf(path) == directory) file.entry_durable = true;
  }
  std::erase_if(renames_, [&](const Rename& rename) { return DirectoryOf(rename.to) == directory; });
}

void FaultFileSystem::TearTail(const std::string& path, const Appended& file) {
  std::optional<std::string> bytes = ReadWhole(path);
  if (!bytes.has_value() || file.synced_bytes >= bytes->size()) return;
  size_t kept = file.synced_bytes + rng_.Below(bytes->size() - file.synced_bytes + 1);
  bytes->resize(kept);
  bool garbled = KindOf(path) == FileKind::kLog && rng_.Below(2) == 0;
  if (kept > file.synced_bytes && garbled) bytes->back() = static_cast<char>(rng_.Below(256));
  WriteWhole(path, *bytes);
}

void FaultFileSystem::RestorePower() {
  std::lock_guard lock(mutex_);
  for (const auto& [path, before] : overwritten_) {
    if (rng_.Below(2) == 0) WriteWhole(path, before);
  }
  for (const auto& [path, file] : appended_) {
    if (file.entry_durable) {
      TearTail(path, file);
    } else {
      target()->DeleteFile(path, IOOptions(), nullptr).PermitUncheckedError();
    }
  }
  for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
    target()->DeleteFile(rename->to, IOOptions(), nullptr).PermitUncheckedError();
    if (rename->before.has_value()) WriteWhole(rename->to, *rename->before);
  }
  overwritten_.clear();
  appended_.clear();
  renames_.clear();
  power_ = true;
}

IOStatus FaultFileSystem::NewWritableFile(const std::string& path, const FileOptions& options,
                                          std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) {
  IOStatus status = Enter(DiskCall::kCreate, path);
  std::unique_ptr<rocksdb::FSWritableFile> made;
  if (status.ok()) status = target()->NewWritableFile(path, options, &made, debug);
  if (!status.ok()) return status;
  *file = std::make_unique<FaultWritableFile>(std::move(made), path, *this);
  std::lock_guard lock(mutex_);
  appended_[path] = Appended();
  return status;
}

IOStatus FaultFileSystem::NewRandomRWFile(const std::string& path, const FileOptions& options,
                                          std::unique_ptr<rocksdb::FSRandomRWFile>* file, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSRandomRWFile> made;
  IOStatus status = target()->NewRandomRWFile(path, options, &made, debug);
  if (status.ok()) *file = std::make_unique<FaultRandomRWFile>(std::move(made), path, *this);
  return status;
}

IOStatus FaultFileSystem::NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                              std::unique_ptr<rocksdb::FSRandomAccessFile>* file, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSRandomAccessFile> made;
  IOStatus status = target()->NewRandomAccessFile(path, options, &made, debug);
  if (status.ok()) *file = std::make_unique<FaultReadableFile>(std::move(made), path, *this);
  return status;
}

IOStatus FaultFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                       std::unique_ptr<rocksdb::FSDirectory>* directory, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSDirectory> made;
  IOStatus status = target()->NewDirectory(path, options, &made, debug);
  if (status.ok()) *directory = std::make_unique<FaultDirectory>(std::move(made), path, *this);
  return status;
}

IOStatus FaultFileSystem::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                     IODebugContext* debug) {
  IOStatus status = Enter(DiskCall::kRename, from);
  std::optional<std::string> before = ReadWhole(to);
  if (status.ok()) status = target()->RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  std::lock_guard lock(mutex_);
  renames_.push_back({to, std::move(before)});
  auto moved = appended_.extract(from);
  appended_.erase(to);
  if (!moved.empty()) {
    moved.key() = to;
    moved.mapped().entry_durable = true;  // the rename itself says whether the name is
    appended_.insert(std::move(moved));
  }
  return status;
}

IOStatus FaultFileSystem::DeleteFile(const std::string& path, const IOOptions& options, IODebugContext* debug) {
  IOStatus status = Enter(DiskCall::kDelete, path);
  if (status.ok()) status = target()->DeleteFile(path, options, debug);
  std::lock_guard lock(mutex_);
  if (status.ok()) appended_.erase(path);
  return status;
}

std::optional<std::string> FaultFileSystem::ReadWhole(const std::string& path) {
  std::string bytes;
  IOStatus status = rocksdb::ReadFileToString(target(), path, &bytes);
  if (!status.ok()) return std::nullopt;
  return bytes;
}

void FaultFileSystem::WriteWhole(const std::string& path, const std::string& bytes) {
  IOStatus status = rocksdb::WriteStringToFile(target(), bytes, path, false);
  CHECK(status.ok(), "the disk in memory cannot be written");
}

}  // namespace fenghuo
