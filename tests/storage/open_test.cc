// What Store::Open refuses and what it says then.

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "storage/store.h"
#include "tests/storage/builders.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

class OpenTest : public testing::Test {
 protected:
  std::string path() const { return directory_.Path("data/store"); }

  std::unique_ptr<Store> Open(const StoreOptions& options = {}) {
    Result<std::unique_ptr<Store>> opened = Store::Open(path(), options);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return opened.ok() ? std::move(*opened) : nullptr;
  }

  Error Refusal(const StoreOptions& options = {}) {
    Result<std::unique_ptr<Store>> opened = Store::Open(path(), options);
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? Error() : opened.error();
  }

  static StoreOptions ReadOnly() {
    StoreOptions options;
    options.read_only = true;
    return options;
  }

  static void CommitSetting(Store& store, const std::string& value) {
    Batch batch;
    batch.PutSetting("name", value);
    Result<void> written = store.Commit(std::move(batch), Sync::kYes);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }

  // As a fenghuo wrote it that did not know these families yet.
  void Forget(const std::vector<std::string>& families) {
    std::vector<std::string> names;
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, path(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> described;
    for (const std::string& name : names) described.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open({}, path(), described, &handles, &opened).ok());
    std::unique_ptr<rocksdb::DB> db(opened);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      const bool gone = std::find(families.begin(), families.end(), handle->GetName()) != families.end();
      EXPECT_TRUE(!gone || db->DropColumnFamily(handle).ok());
      EXPECT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
    }
  }

  TemporaryDirectory directory_;
};

TEST_F(OpenTest, MakesDirectoriesThatOnlyTheOwnerCanRead) {
  Open();

  struct stat status {};
  ASSERT_EQ(stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST_F(OpenTest, RefusesASecondDaemonOnOneStore) {
  std::unique_ptr<Store> first = Open();

  Error error = Refusal();

  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(error.message, path() + ": the store is in use by another fenghuo; stop it or use another data path");
  CommitSetting(*first, "still works");
}

TEST_F(OpenTest, ReadsBesideARunningDaemonWithoutChangingAFile) {
  std::unique_ptr<Store> daemon = Open();
  CommitSetting(*daemon, "1");

  std::unique_ptr<Store> reader = Open(ReadOnly());
  CommitSetting(*daemon, "2");

  EXPECT_EQ(*reader->FindSetting("name"), "1");
  EXPECT_EQ(reader->sequence(), 1u);
  EXPECT_EQ(*Open(ReadOnly())->FindSetting("name"), "2");
  EXPECT_EQ(reader->Flush().error().message, path() + ": the store was opened for reading only");
  Batch batch;
  batch.PutSetting("name", "3");
  EXPECT_EQ(reader->Commit(std::move(batch), Sync::kYes).error().message, path() + ": the store was opened for reading only");
}

TEST_F(OpenTest, ReadsAStoreThatIsOlderThanAFamilyAndFindsNoRowsInIt) {
  CommitSetting(*Open(), "1");
  Forget({"errands", "documents", "sources"});

  std::unique_ptr<Store> reader = Open(ReadOnly());
  ASSERT_NE(reader, nullptr);

  EXPECT_EQ(*reader->FindSetting("name"), "1");
  EXPECT_TRUE(reader->Errands()->empty());
  EXPECT_EQ(reader->FindDocuments({"news/1"})->at(0), std::nullopt);
  EXPECT_EQ(reader->FindSource("news").error().message, "sources: no row \"news\"");
  EXPECT_EQ(reader->ReadFigures().rows.count("errands"), 0u);
  reader.reset();
  std::unique_ptr<Store> writer = Open();
  Batch batch;
  batch.PutErrand({.id = "news/1", .source = "news", .url = "https://news.example/1", .since = {}});
  ASSERT_TRUE(writer->Commit(std::move(batch), Sync::kYes).ok());
  EXPECT_EQ(Open(ReadOnly())->Errands()->size(), 1u);
}

TEST_F(OpenTest, FindsNoStoreWhereThereIsNone) {
  StoreOptions no_creation;
  no_creation.create_if_missing = false;
  for (const StoreOptions& options : {ReadOnly(), no_creation}) {
    Error error = Refusal(options);
    EXPECT_EQ(error.code, ErrorCode::kNotFound);
    EXPECT_EQ(error.message, path() + ": there is no store here");
  }
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(OpenTest, SaysWhyADirectoryCannotBeMade) {
  std::ofstream(directory_.Path("data")) << "a file";

  Error error = Refusal();

  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(error.message, path() + ": the directory cannot be made (Not a directory)");
}

TEST_F(OpenTest, NeverMakesAnEmptyStoreOverOneThatLostItsHead) {
  {
    std::unique_ptr<Store> store = Open();
    CommitSetting(*store, "1");
    ASSERT_TRUE(store->Flush().ok());
  }
  std::filesystem::remove(path() + "/CURRENT");

  Error error = Refusal();

  EXPECT_EQ(error.code, ErrorCode::kCorrupt);
  EXPECT_TRUE(error.message.starts_with(path() + ": the store is damaged (CURRENT is missing, ")) << error.message;
}

}  // namespace
}  // namespace fenghuo
