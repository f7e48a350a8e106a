#include "base/passing_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <optional>

namespace fenghuo {
namespace {

TEST(PassingFolderTest, GoesWithItsOwnerAndAllThatIsInIt) {
  std::optional<PassingFolder> folder(std::move(*PassingFolder::Make("fenghuo-test")));
  const std::string path = folder->path();
  std::filesystem::create_directory(path + "/inner");
  std::ofstream(path + "/inner/file") << "x";

  folder.reset();

  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(PassingFolderTest, StaysWhenItGetsAnotherOwner) {
  std::optional<PassingFolder> folder(std::move(*PassingFolder::Make("fenghuo-test")));
  PassingFolder owner(std::move(*folder));

  folder.reset();

  EXPECT_TRUE(std::filesystem::exists(owner.path()));
}

TEST(PassingFolderTest, IsItsOwnersAlone) {
  Result<PassingFolder> folder = PassingFolder::Make("fenghuo-test");
  EXPECT_EQ(std::filesystem::status(folder->path()).permissions(), std::filesystem::perms::owner_all);
}

TEST(PassingFolderTest, SaysWhyItCannotBeMade) {
  const char* before = getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/dev/null", 1);
  Result<PassingFolder> folder = PassingFolder::Make("fenghuo-test");
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);

  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(folder.error().message, "the system's temporary folder cannot be found: Not a directory");
}

}  // namespace
}  // namespace fenghuo
