// Flipped bits: found by a check sum, named, and never served as data.

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/log.h"
#include "tests/storage/numbered_batches.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr int64_t kBatches = 6;

using Files = std::map<std::string, std::string>;

class DamageTest : public testing::Test {
 protected:
  DamageTest() { SetLogLevel(LogLevel::kOff); }
  ~DamageTest() override { SetLogLevel(LogLevel::kInfo); }

  std::string path() const { return directory_.Path("store"); }

  std::unique_ptr<Store> OpenWell() {
    Result<std::unique_ptr<Store>> opened = Store::Open(path());
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return std::move(*opened);
  }

  void Write(bool flushed) {
    std::unique_ptr<Store> store = OpenWell();
    for (int64_t number = 1; number <= kBatches; ++number) {
      ASSERT_TRUE(store->Commit(NumberedBatch(number), Sync::kYes).ok());
    }
    if (flushed) {
      ASSERT_TRUE(store->Flush().ok());
    }
  }

  Files ReadFiles() const {
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator(path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      files[entry.path().filename()] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }
    return files;
  }

  void RestoreFiles(const Files& files) const {
    std::filesystem::remove_all(path());
    std::filesystem::create_directories(path());
    for (const auto& [name, bytes] : files) std::ofstream(path() + "/" + name, std::ios::binary) << bytes;
  }

  void Flip(const std::string& name, size_t byte) const {
    std::fstream file(path() + "/" + name, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(byte));
    char value = static_cast<char>(file.get() ^ 0x10);
    file.seekp(static_cast<std::streamoff>(byte));
    file.put(value);
  }

  // The largest file whose name has `part` in it.
  static std::string LargestFile(const Files& files, const std::string& part) {
    std::string largest;
    for (const auto& [name, bytes] : files) {
      if (name.find(part) == std::string::npos) continue;
      if (largest.empty() || bytes.size() > files.at(largest).size()) largest = name;
    }
    return largest;
  }

  static void ExpectEverything(const Store& store) {
    for (int64_t number = 1; number <= kBatches; ++number) {
      ASSERT_EQ(PresenceOfBatch(store, number), Presence::kWhole) << number;
    }
  }

  TemporaryDirectory directory_;
};

TEST_F(DamageTest, InATableIsFoundWhereverItIsAndTheFileIsNamed) {
  Write(true);
  Files files = ReadFiles();
  std::string table = LargestFile(files, ".sst");
  for (size_t byte = 0; byte < files.at(table).size(); byte += 37) {
    SCOPED_TRACE(table + ", byte " + std::to_string(byte));
    RestoreFiles(files);
    Flip(table, byte);

    Result<std::unique_ptr<Store>> opened = Store::Open(path());

    Result<void> verified = opened.ok() ? (*opened)->VerifyChecksums() : Result<void>(opened.error());
    // RocksDB leaves a few bytes at the end of a file unread (padding of its footer): then everything must be right.
    if (verified.ok()) {
      ExpectEverything(**opened);
      continue;
    }
    EXPECT_EQ(verified.error().code, ErrorCode::kCorrupt);
    // Where the damage keeps the table from being opened at all, RocksDB names the manifest that lists it.
    bool named = verified.error().message.find(table) != std::string::npos ||
                 (!opened.ok() && verified.error().message.find("/MANIFEST-") != std::string::npos);
    EXPECT_TRUE(named) << verified.error().message;
  }
}

TEST_F(DamageTest, InADataBlockIsReportedByTheReadThatMeetsIt) {
  Write(true);
  Files files = ReadFiles();
  std::string table;
  for (const auto& [name, bytes] : files) {
    if (name.ends_with(".sst") && bytes.find("incident.acknowledge") != std::string::npos) table = name;
  }
  ASSERT_NE(table, "") << "no table with the audit chain";
  Flip(table, files.at(table).find("incident.acknowledge"));
  std::unique_ptr<Store> store = OpenWell();

  Result<std::vector<AuditRecord>> records = store->AuditRecords(1, 100);

  ASSERT_FALSE(records.ok());
  EXPECT_EQ(records.error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(records.error().message.starts_with(path() + ": the store is damaged (Corruption: block checksum mismatch"))
      << records.error().message;
  EXPECT_NE(records.error().message.find(table), std::string::npos) << records.error().message;
  EXPECT_TRUE(store->FindIncident(NumberedId(1)).ok()) << "other families are not touched";
}

TEST_F(DamageTest, InTheLogBeforeAcknowledgedCommitsIsRefusedAndNothingIsChanged) {
  Write(false);
  Files files = ReadFiles();
  std::string log = LargestFile(files, ".log");
  // In the middle of the fourth batch.
  Flip(log, files.at(log).find(NumberedId(4)));
  Files damaged = ReadFiles();

  Result<std::unique_ptr<Store>> opened = Store::Open(path());

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(opened.error().message, path() + ": the log is damaged: the last 3 of 6 commits are lost; restore a backup, or delete " +
                                        path() + "/acknowledged to go on without them");
  EXPECT_EQ(ReadFiles(), damaged);

  std::filesystem::remove(path() + "/acknowledged");
  std::unique_ptr<Store> store = OpenWell();
  EXPECT_EQ(store->sequence(), 3u);
  EXPECT_EQ(PresenceOfBatch(*store, 3), Presence::kWhole);
  EXPECT_EQ(PresenceOfBatch(*store, 4), Presence::kAbsent);
}

TEST_F(DamageTest, AnywhereInTheLogNeverGoesUnseen) {
  Write(false);
  Files files = ReadFiles();
  std::string log = LargestFile(files, ".log");
  int refused = 0;
  for (size_t byte = 0; byte < files.at(log).size(); byte += 211) {
    SCOPED_TRACE(log + ", byte " + std::to_string(byte));
    RestoreFiles(files);
    Flip(log, byte);

    Result<std::unique_ptr<Store>> opened = Store::Open(path());

    if (opened.ok()) {
      ExpectEverything(**opened);
    } else {
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << opened.error().message;
      ++refused;
    }
  }
  EXPECT_GT(refused, 10);
}

TEST_F(DamageTest, InTheManifestIsRefused) {
  Write(true);
  Files files = ReadFiles();
  std::string manifest = LargestFile(files, "MANIFEST");
  int refused = 0;
  for (size_t byte = 0; byte < files.at(manifest).size(); byte += 101) {
    SCOPED_TRACE(manifest + ", byte " + std::to_string(byte));
    RestoreFiles(files);
    Flip(manifest, byte);

    Result<std::unique_ptr<Store>> opened = Store::Open(path());

    if (opened.ok()) {
      ExpectEverything(**opened);
    } else {
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << opened.error().message;
      EXPECT_TRUE(opened.error().message.starts_with(path() + ": ")) << opened.error().message;
      ++refused;
    }
  }
  EXPECT_GT(refused, 5);
}

TEST_F(DamageTest, InTheNumberOfAcknowledgedCommitsStopsNobody) {
  Write(false);
  Flip("acknowledged", 7);

  ExpectEverything(*OpenWell());
  ExpectEverything(*OpenWell());
}

TEST_F(DamageTest, OfAMissingTableIsNamed) {
  Write(true);
  std::string table = LargestFile(ReadFiles(), ".sst");
  std::filesystem::remove(path() + "/" + table);

  Result<std::unique_ptr<Store>> opened = Store::Open(path());

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  // RocksDB tries an older ending last.
  EXPECT_NE(opened.error().message.find(table.substr(0, table.find('.'))), std::string::npos) << opened.error().message;
}

// Other writers of the directory.
class ForeignStoreTest : public DamageTest {
 protected:
  void Put(const std::string& key, const std::string& value) {
    rocksdb::Options options;
    options.create_if_missing = true;
    std::vector<std::string> names = {rocksdb::kDefaultColumnFamilyName};
    (void)rocksdb::DB::ListColumnFamilies(options, path(), &names);
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, path(), families, &handles, &opened).ok());
    std::unique_ptr<rocksdb::DB> db(opened);
    ASSERT_TRUE(db->Put(rocksdb::WriteOptions(), key, value).ok());
    for (rocksdb::ColumnFamilyHandle* handle : handles) ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
  }
};

TEST_F(ForeignStoreTest, OfANewerFenghuoIsRefusedInClearWords) {
  Write(false);
  Put("schema", std::string("\x80\0\0\0\0\0\0\x02", 8));

  Result<std::unique_ptr<Store>> opened = Store::Open(path());

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(opened.error().message, path() + ": the store has schema 2, this fenghuo knows schema 1; use the fenghuo that wrote "
                                             "it, or a newer one");
}

TEST_F(ForeignStoreTest, OfAnotherProgramIsRefused) {
  Put("theirs", "data");

  Result<std::unique_ptr<Store>> opened = Store::Open(path());

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message, path() + ": there is a RocksDB store here that is not fenghuo's");
}

TEST_F(ForeignStoreTest, WithASchemaThatIsNoNumberIsRefused) {
  Write(false);
  Put("schema", "two");

  Result<std::unique_ptr<Store>> opened = Store::Open(path());

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message, path() + ": default: row \"schema\": the value is no number");
}

}  // namespace
}  // namespace fenghuo
