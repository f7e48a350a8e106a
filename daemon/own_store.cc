#include "daemon/own_store.h"

#include <filesystem>
#include <system_error>

#include "base/log.h"

namespace fenghuo {

Result<std::unique_ptr<Store>> OpenOwnStore(const Config& config) {
  std::error_code problem;
  std::filesystem::create_directories(config.data_path, problem);
  if (problem) {
    return Unavailable(config.data_path + ": must be a directory that fenghuo can make and write to: " + problem.message() +
                       "; name another one as data in fenghuo.yml, or make it by hand");
  }
  return Store::Open(config.data_path);
}

StorePurge::StorePurge(Store& store) : store_(store), thread_([this] { Run(); }) {}

StorePurge::~StorePurge() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  store_.CancelPurge();
  changed_.notify_one();
  thread_.join();
}

void StorePurge::Start() {
  {
    std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_one();
}

void StorePurge::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return wanted_ || ending_; });
    if (ending_) return;
    wanted_ = false;
    lock.unlock();
    Result<bool> purged = store_.Purge();
    if (!purged.ok()) LogError("what was removed is still in the store's files", {{"reason", purged.error().message}});
    lock.lock();
  }
}

}  // namespace fenghuo
