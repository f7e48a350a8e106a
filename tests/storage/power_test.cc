// Power cuts at random moments: what was synced is there, whole; what was not may be gone, but only from the end.

#include <gtest/gtest.h>

#include "base/log.h"
#include "tests/storage/fault_file_system.h"
#include "tests/storage/numbered_batches.h"

namespace fenghuo {
namespace {

constexpr uint64_t kSeeds = 25;
constexpr int64_t kBatchesMax = 25;

struct Ledger {
  int64_t committed = 0;
  int64_t synced = 0;  // the last one that was acknowledged with sync
};

class PowerTest : public testing::Test {
 protected:
  PowerTest() { SetLogLevel(LogLevel::kOff); }
  ~PowerTest() override { SetLogLevel(LogLevel::kInfo); }

  std::unique_ptr<Store> Open() {
    StoreOptions options;
    options.file_system = disk_;
    options.automatic_compaction = false;
    Result<std::unique_ptr<Store>> opened = Store::Open("/store", options);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return std::move(*opened);
  }

  void CommitSome(Store& store, Rng& rng, Ledger& ledger) {
    for (int64_t left = static_cast<int64_t>(rng.Below(kBatchesMax)); left > 0; --left) {
      Sync sync = rng.Below(3) == 0 ? Sync::kYes : Sync::kNo;
      ASSERT_TRUE(store.Commit(NumberedPlainBatch(ledger.committed + 1), sync).ok());
      ++ledger.committed;
      if (sync == Sync::kYes) ledger.synced = ledger.committed;
      if (rng.Below(10) == 0) {
        ASSERT_TRUE(store.Flush().ok());
        ledger.synced = ledger.committed;
      }
    }
  }

  // Gives back how many are there.
  int64_t ExpectAPrefix(const Store& store, const Ledger& ledger) {
    int64_t survived = static_cast<int64_t>(store.sequence());
    EXPECT_GE(survived, ledger.synced);
    EXPECT_LE(survived, ledger.committed);
    for (int64_t number = 1; number <= ledger.committed; ++number) {
      EXPECT_EQ(PresenceOfPlainBatch(store, number), number <= survived ? Presence::kWhole : Presence::kAbsent) << number;
    }
    return survived;
  }

  std::shared_ptr<FaultFileSystem> disk_;  // shared with RocksDB
};

TEST_F(PowerTest, TakesOnlyWhatWasNotSyncedAndOnlyFromTheEnd) {
  int64_t lost = 0;
  for (uint64_t seed = 1; seed <= kSeeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Rng rng(seed);
    disk_ = std::make_shared<FaultFileSystem>(seed);
    Ledger ledger;
    std::unique_ptr<Store> store = Open();
    for (int cut = 0; cut < 3; ++cut) {
      CommitSome(*store, rng, ledger);
      disk_->CutPower();
      store.reset();
      disk_->RestorePower();
      store = Open();
      int64_t survived = ExpectAPrefix(*store, ledger);
      lost += ledger.committed - survived;
      ledger = {survived, survived};
    }
  }
  EXPECT_GT(lost, 0) << "the disk never lost anything, so nothing was tried";
}

// A power cut while a new store is being made leaves something that can be made again.
TEST_F(PowerTest, LeavesAStoreThatCanBeFinishedWhenItIsCutWhileTheStoreIsMade) {
  for (uint64_t seed = 1; seed <= kSeeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    disk_ = std::make_shared<FaultFileSystem>(seed);
    StoreOptions options;
    options.file_system = disk_;
    // The n-th call fails and so does everything after it.
    disk_->Plan({.call = seed % 2 == 0 ? DiskCall::kAppend : DiskCall::kSync, .kind = std::nullopt,
                 .n = static_cast<int>(seed), .lasts = Fault::Lasts::kForEver});
    (void)Store::Open("/store", options);
    disk_->CutPower();
    disk_->Clear();
    disk_->RestorePower();

    std::unique_ptr<Store> store = Open();

    EXPECT_TRUE(store->Commit(NumberedBatch(1), Sync::kYes).ok());
  }
}

}  // namespace
}  // namespace fenghuo
