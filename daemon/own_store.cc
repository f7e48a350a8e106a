#include "daemon/own_store.h"

#include <filesystem>
#include <system_error>

#include "base/log.h"

namespace fenghuo {

namespace {

// It holds keys and what people wrote. Whoever made the directory may not have thought of the others on the machine.
void CloseToOthers(const std::filesystem::path& directory, bool is_new, std::error_code& problem) {
  constexpr std::filesystem::perms kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  const std::filesystem::perms now = std::filesystem::status(directory, problem).permissions();
  if (problem || (now & kOthers) == std::filesystem::perms::none) return;
  std::filesystem::permissions(directory, kOthers, std::filesystem::perm_options::remove, problem);
  if (!problem && !is_new) LogWarning("the data directory was open to other users and is no more", {{"path", directory.string()}});
}

}  // namespace

Result<std::unique_ptr<Store>> OpenOwnStore(const Config& config) {
  std::error_code problem;
  const bool is_new = std::filesystem::create_directories(config.data_path, problem);
  if (!problem) CloseToOthers(config.data_path, is_new, problem);
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
