// The anomaly loop: the n-th call to the disk fails, for n = 1, 2, 3 … until a whole run never reaches it.

#include <gtest/gtest.h>

#include "base/log.h"
#include "tests/storage/fault_file_system.h"
#include "tests/storage/numbered_batches.h"

namespace fenghuo {
namespace {

constexpr char kPath[] = "/store";
constexpr int64_t kBatches = 5;
constexpr int64_t kFlushedAfter = 3;

class FaultTest : public testing::Test {
 protected:
  FaultTest() { SetLogLevel(LogLevel::kOff); }
  ~FaultTest() override { SetLogLevel(LogLevel::kInfo); }

  Result<std::unique_ptr<Store>> Open() {
    StoreOptions options;
    options.file_system = disk_;
    options.automatic_compaction = false;
    return Store::Open(kPath, options);
  }

  std::unique_ptr<Store> OpenWell() {
    Result<std::unique_ptr<Store>> opened = Open();
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return std::move(*opened);
  }

  // Commits until something fails; how many commits were acknowledged. `error` stays empty when nothing failed.
  static int64_t CommitUntilFailure(Store& store, Error& error) {
    for (int64_t number = 1; number <= kBatches; ++number) {
      Result<void> written = store.Commit(NumberedBatch(number), Sync::kYes);
      if (written.ok() && number == kFlushedAfter) {
        Result<void> flushed = store.Flush();
        if (!flushed.ok()) {
          error = flushed.error();
          return number;
        }
      }
      if (!written.ok()) {
        error = written.error();
        return number - 1;
      }
    }
    return kBatches;
  }

  static void ExpectRefusesEverything(Store& store, const Error& first) {
    EXPECT_TRUE(store.failing());
    Result<void> next = store.Commit(NumberedBatch(99), Sync::kYes);
    ASSERT_FALSE(next.ok());
    EXPECT_EQ(next.error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(next.error().message, first.message + "; nothing more is written until the store is opened again");
  }

  // `acknowledged` batches whole, the one after it whole or absent, no other.
  static void ExpectExactly(const Store& store, int64_t acknowledged) {
    for (int64_t number = 1; number <= acknowledged; ++number) {
      ASSERT_EQ(PresenceOfBatch(store, number), Presence::kWhole) << number << " of " << acknowledged;
    }
    EXPECT_NE(PresenceOfBatch(store, acknowledged + 1), Presence::kHalf);
    EXPECT_EQ(PresenceOfBatch(store, acknowledged + 2), Presence::kAbsent);
    EXPECT_GE(store.sequence(), static_cast<uint64_t>(acknowledged));
  }

  enum class Ending { kRestart, kPowerCut };

  // One run with the fault in it. False when the fault never happened.
  bool Run(const Fault& fault, Ending ending) {
    disk_ = std::make_shared<FaultFileSystem>(static_cast<uint64_t>(fault.n));
    std::unique_ptr<Store> store = OpenWell();
    Error error;
    disk_->Plan(fault);
    int64_t acknowledged = CommitUntilFailure(*store, error);
    if (!error.message.empty()) {
      EXPECT_EQ(error.code, ErrorCode::kUnavailable) << error.message;
      EXPECT_TRUE(error.message.starts_with("/store: the disk")) << error.message;
      ExpectRefusesEverything(*store, error);
      for (int64_t number = 1; number <= acknowledged; ++number) {
        EXPECT_EQ(PresenceOfBatch(*store, number), Presence::kWhole) << "read while failing";
      }
      EXPECT_EQ(PresenceOfBatch(*store, acknowledged + 1), Presence::kAbsent) << "read while failing";
    }
    const bool fired = disk_->fired();
    if (ending == Ending::kPowerCut) disk_->CutPower();
    store.reset();
    disk_->Clear();
    if (ending == Ending::kPowerCut) disk_->RestorePower();
    store = OpenWell();
    ExpectExactly(*store, acknowledged);
    EXPECT_TRUE(store->Commit(NumberedBatch(99), Sync::kYes).ok()) << "after it was opened again";
    return fired;
  }

  // The number of runs in which the fault happened.
  int Loop(Fault fault) {
    int fired = 0;
    for (fault.n = 1; !testing::Test::HasFailure(); ++fault.n) {
      SCOPED_TRACE("n = " + std::to_string(fault.n));
      bool on_restart = Run(fault, Ending::kRestart);
      bool on_power_cut = Run(fault, Ending::kPowerCut);
      if (!on_restart && !on_power_cut) break;
      ++fired;
    }
    RecordProperty("calls", fired);
    return fired;
  }

  std::shared_ptr<FaultFileSystem> disk_;  // shared with RocksDB
};

TEST_F(FaultTest, LosesNothingWhenTheNthSyncOfTheLogFails) {
  EXPECT_GE(Loop({.call = DiskCall::kSync, .kind = FileKind::kLog}), kBatches);
}

TEST_F(FaultTest, LosesNothingWhenSyncsOfTheLogFailFromTheNthOn) {
  EXPECT_GE(Loop({.call = DiskCall::kSync, .kind = FileKind::kLog, .lasts = Fault::Lasts::kForEver}), kBatches);
}

TEST_F(FaultTest, LosesNothingWhenTheNthAppendToTheLogIsCutShort) {
  EXPECT_GE(Loop({.call = DiskCall::kAppend, .kind = FileKind::kLog}), kBatches);
}

TEST_F(FaultTest, LosesNothingWhenTheNthSyncOfAnyFileFails) {
  EXPECT_GE(Loop({.call = DiskCall::kSync, .kind = std::nullopt}), kBatches);
}

TEST_F(FaultTest, LosesNothingWhenTheNthSyncOfADirectoryFails) {
  EXPECT_GE(Loop({.call = DiskCall::kDirectorySync, .kind = std::nullopt}), 1);
}

TEST_F(FaultTest, LosesNothingWhenTheNthTableFileCannotBeMade) {
  EXPECT_GE(Loop({.call = DiskCall::kCreate, .kind = FileKind::kTable}), 3);
}

TEST_F(FaultTest, LosesNothingWhenTheNthAppendToATableFileFails) {
  EXPECT_GE(Loop({.call = DiskCall::kAppend, .kind = FileKind::kTable}), 3);
}

TEST_F(FaultTest, LosesNothingWhenTheNthAppendToTheManifestFails) {
  EXPECT_GE(Loop({.call = DiskCall::kAppend, .kind = FileKind::kManifest}), 3);
}

TEST_F(FaultTest, LosesNothingWhenTheNthDeletionFails) {
  EXPECT_GE(Loop({.call = DiskCall::kDelete, .kind = std::nullopt}), 1);
}

// The file only helps to notice a loss: that it cannot be written is no reason to stop.
TEST_F(FaultTest, GoesOnWhenTheNumberOfCommitsCannotBeWrittenBesideTheLog) {
  disk_ = std::make_shared<FaultFileSystem>(1);
  std::unique_ptr<Store> store = OpenWell();
  disk_->Plan({.call = DiskCall::kAppend, .kind = FileKind::kAcknowledged, .lasts = Fault::Lasts::kForEver});
  Error error;

  EXPECT_EQ(CommitUntilFailure(*store, error), kBatches);

  EXPECT_TRUE(disk_->fired());
  EXPECT_EQ(error.message, "");
  store.reset();
  disk_->Clear();
  ExpectExactly(*OpenWell(), kBatches);
}

TEST_F(FaultTest, SaysThatTheDiskIsFullAndGoesOnWhenThereIsSpaceAgain) {
  disk_ = std::make_shared<FaultFileSystem>(1);
  std::unique_ptr<Store> store = OpenWell();
  disk_->Plan({.call = DiskCall::kAppend, .kind = std::nullopt, .n = 10, .lasts = Fault::Lasts::kForEver,
               .reason = Fault::Reason::kNoSpace});
  Error error;

  int64_t acknowledged = CommitUntilFailure(*store, error);

  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(error.message.substr(0, error.message.find(" (")), "/store: the disk is full");
  EXPECT_TRUE(error.message.ends_with("); free some space and start again")) << error.message;
  store.reset();
  Result<std::unique_ptr<Store>> still_full = Open();
  if (!still_full.ok()) {
    EXPECT_EQ(still_full.error().code, ErrorCode::kUnavailable);
  } else {
    still_full->reset();
  }
  disk_->Clear();
  store = OpenWell();
  ExpectExactly(*store, acknowledged);
  EXPECT_TRUE(store->Commit(NumberedBatch(99), Sync::kYes).ok());
}

// Opening writes too. Whatever fails in it, the next try finds everything. Every one of the first calls, then about every
// fifth further on: making the families is some hundred calls alike.
TEST_F(FaultTest, OpensAfterAnOpeningThatFailedAtItsNthCall) {
  for (DiskCall call : {DiskCall::kCreate, DiskCall::kAppend, DiskCall::kSync, DiskCall::kDirectorySync, DiskCall::kRename,
                        DiskCall::kDelete}) {
    for (bool fresh : {true, false}) {
      int n = 1;
      for (bool fired = true; fired && !HasFailure(); n += 1 + n / 5) {
        SCOPED_TRACE("call " + std::to_string(static_cast<int>(call)) + ", n = " + std::to_string(n));
        disk_ = std::make_shared<FaultFileSystem>(static_cast<uint64_t>(n));
        if (!fresh) {
          ASSERT_TRUE(OpenWell()->Commit(NumberedBatch(1), Sync::kYes).ok());
        }
        disk_->Plan({.call = call, .kind = std::nullopt, .n = n});
        Result<std::unique_ptr<Store>> opened = Open();
        fired = disk_->fired();
        if (opened.ok()) {
          opened->reset();
        } else {
          EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable) << opened.error().message;
        }
        disk_->Clear();

        std::unique_ptr<Store> store = OpenWell();

        EXPECT_EQ(PresenceOfBatch(*store, 1), fresh ? Presence::kAbsent : Presence::kWhole);
        EXPECT_EQ(store->sequence(), fresh ? 0u : 1u);
      }
      EXPECT_GT(n, 2) << "the loop never failed a call";
    }
  }
}

TEST_F(FaultTest, SaysWhenATableCannotBeReadAndReadsItAgainLater) {
  disk_ = std::make_shared<FaultFileSystem>(1);
  std::unique_ptr<Store> store = OpenWell();
  ASSERT_TRUE(store->Commit(NumberedBatch(1), Sync::kYes).ok());
  ASSERT_TRUE(store->Flush().ok());
  store.reset();
  store = OpenWell();
  disk_->Plan({.call = DiskCall::kRead, .kind = FileKind::kTable, .lasts = Fault::Lasts::kForEver});

  Result<Incident> found = store->FindIncident(NumberedId(1));

  ASSERT_TRUE(disk_->fired());
  EXPECT_EQ(found.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(found.error().message.starts_with("/store: the disk or its directory cannot be used (")) << found.error().message;
  disk_->Clear();
  EXPECT_TRUE(store->FindIncident(NumberedId(1)).ok());
  EXPECT_FALSE(store->failing());
}

}  // namespace
}  // namespace fenghuo
