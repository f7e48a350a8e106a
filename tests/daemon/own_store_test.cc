#include "daemon/own_store.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/scenarios/scenario_run.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

bool StandsInAFile(const std::string& folder, const std::string& text) {
  std::error_code gone;  // files come and go while they are written anew
  for (std::filesystem::directory_iterator file(folder, gone), end; file != end; file.increment(gone)) {
    if (ReadWholeFile(file->path().string()).find(text) != std::string::npos) return true;
  }
  return false;
}

TEST(StorePurgeTest, TakesWhatWasDeletedOutOfTheFilesInTheBackground) {
  TemporaryDirectory folder;
  Config config;
  config.data_path = folder.Path("data/store");
  Result<std::unique_ptr<Store>> store = OpenOwnStore(config);
  ASSERT_TRUE(store.ok()) << store.error().message;
  for (const char* value : {"Kanarienvogel", ""}) {
    Batch batch;
    batch.PutSetting("name", value);
    ASSERT_TRUE((*store)->Commit(std::move(batch), Sync::kYes).ok());
  }
  ASSERT_TRUE(StandsInAFile(config.data_path, "Kanarienvogel"));

  StorePurge purge(**store);
  purge.Start();
  for (int i = 0; i < 3000 && StandsInAFile(config.data_path, "Kanarienvogel"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

  EXPECT_FALSE(StandsInAFile(config.data_path, "Kanarienvogel"));
}

TEST(OwnStoreTest, ClosesItsDirectoryToOtherUsers) {
  using std::filesystem::perms;
  TemporaryDirectory folder;
  Config config;
  for (const char* path : {"new/store", "made-by-hand"}) {
    config.data_path = folder.Path(path);
    if (std::string(path) == "made-by-hand") {
      std::filesystem::create_directory(config.data_path);
      std::filesystem::permissions(config.data_path, perms::owner_all | perms::group_read | perms::others_read | perms::others_exec);
    }

    ASSERT_TRUE(OpenOwnStore(config).ok());

    EXPECT_EQ(std::filesystem::status(config.data_path).permissions(), perms::owner_all) << path;
  }
}

TEST(OwnStoreTest, SaysWhatToDoWhenItsDirectoryCannotBeMade) {
  TemporaryDirectory folder;
  Config config;
  config.data_path = "/proc/fenghuo/store";
  Result<std::unique_ptr<Store>> store = OpenOwnStore(config);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(store.error().message,
            "/proc/fenghuo/store: must be a directory that fenghuo can make and write to: No such file or directory; name another one "
            "as data in fenghuo.yml, or make it by hand");
}

}  // namespace
}  // namespace fenghuo
