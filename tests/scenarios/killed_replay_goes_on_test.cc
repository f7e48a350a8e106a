// `fenghuo replay` killed at a hundred points and started again goes on where its last commit was, and ends in the same
// bytes as one that nobody touched.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/rng.h"
#include "storage/store.h"
#include "tests/scenarios/an_archive.h"
#include "tests/scenarios/child_process.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr int kKills = 100;
constexpr size_t kPlacesAtLeast = 50;        // different lines that kills came after
constexpr uint64_t kWrittenMax = 64 * 1024;  // bytes in the store's log between a start and its kill
constexpr uint64_t kStartingEvery = 10;      // kills: one that comes before anything is written
constexpr int kKillsAtTheEnd = 5;
constexpr int kBallast = 5000;  // files
constexpr int kStartsAtMost = 1000;
constexpr Duration kEndMax = minutes(5);
constexpr useconds_t kLookEveryMicros = 500;

class KilledReplayTest : public testing::Test {
 protected:
  std::unique_ptr<ChildProcess> Start(const std::string& out) const {
    const std::string config = FENGHUO_SOURCE_DIR "/deploy/config";
    std::vector<std::string> arguments = {"replay", "--config", config, "--from-archive", archive_, "--out", out};
    return std::make_unique<ChildProcess>(arguments, log_);
  }

  // What comes of it when nobody touches it.
  void RunThrough(const ArchiveShape& shape) {
    WriteArchive(archive_, shape);
    EXPECT_EQ(Start(directory_.Path("untouched"))->Await(kEndMax), 0) << ReadWholeFile(log_);
    untouched_ = ReadOutput(directory_.Path("untouched"));
    ASSERT_EQ(untouched_.size(), 5u);
  }

  // Kills it at that moment. False when it ended well before.
  template <typename Condition>
  bool KillWhen(Condition moment, ChildProcess& replay) const {
    std::optional<int> code;
    while (!code && !moment()) {
      code = replay.Await(Duration(0));
      usleep(kLookEveryMicros);
    }
    if (!code) {
      replay.Signal(SIGKILL);
      code = replay.Await(kEndMax);
    }
    EXPECT_TRUE(code == -SIGKILL || code == 0) << code.value_or(1) << ": " << ReadWholeFile(log_);
    return code == -SIGKILL;
  }

  // The bytes of the logs in its store, by file: every start begins another one.
  std::map<ino_t, uint64_t> Logs() const {
    std::map<ino_t, uint64_t> logs;
    std::error_code gone;  // files go while they are looked at
    for (std::filesystem::directory_iterator file(out_ + "/replay-store", gone), end; !gone && file != end;
         file.increment(gone)) {
      struct stat facts {};
      if (file->path().extension() != ".log" || stat(file->path().c_str(), &facts) != 0) continue;
      logs[facts.st_ino] = static_cast<uint64_t>(facts.st_size);
    }
    return logs;
  }

  bool HasWritten(const std::map<ino_t, uint64_t>& before, uint64_t bytes) const {
    for (const auto& [file, size] : Logs()) {
      if (!before.contains(file) && size >= bytes) return true;
    }
    return false;
  }

  // The lines that the store says are done.
  int64_t LinesDone() const {
    StoreOptions options;
    options.read_only = true;
    options.create_if_missing = false;
    Result<std::unique_ptr<Store>> store = Store::Open(out_ + "/replay-store", options);
    if (!store.ok()) return 0;  // killed before it was made
    Result<ReplayCursor> cursor = (*store)->FindReplayCursor();
    return cursor.ok() ? cursor->lines : 0;
  }

  void ExpectTheSameBytes() {
    EXPECT_EQ(ReadOutput(out_), untouched_);
    std::filesystem::remove_all(out_);
  }

  TemporaryDirectory directory_;
  std::string log_ = directory_.Path("replay.log");
  std::string archive_ = directory_.Path("archive.jsonl");
  std::string out_ = directory_.Path("killed");
  std::map<std::string, std::string> untouched_;
  Rng rng_{11};
};

TEST_F(KilledReplayTest, GoesOnFromItsLastCommitAndEndsInTheSameBytes) {
  ASSERT_NO_FATAL_FAILURE(RunThrough({.seed = 5, .snapshots = 240, .titles = 12}));
  std::set<int64_t> places;
  int64_t done = 0;
  int kills = 0;
  int ends = 0;
  for (int starts = 0; kills < kKills; ++starts) {
    ASSERT_LT(starts, kStartsAtMost) << "after " << kills << " kills and " << ends << " ends";
    const std::map<ino_t, uint64_t> before = Logs();
    const uint64_t bytes = rng_.Below(kStartingEvery) == 0 ? 0 : rng_.Below(kWrittenMax);
    std::unique_ptr<ChildProcess> replay = Start(out_);
    if (!KillWhen([&] { return HasWritten(before, bytes); }, *replay)) {
      ++ends;
      done = 0;
      ExpectTheSameBytes();
      continue;
    }
    ++kills;
    const int64_t now_done = LinesDone();
    ASSERT_GE(now_done, done) << "kill " << kills << " sent it back to where it had been";
    done = now_done;
    places.insert(done);
  }
  EXPECT_EQ(Start(out_)->Await(kEndMax), 0) << ReadWholeFile(log_);
  ExpectTheSameBytes();
  EXPECT_GT(places.size(), kPlacesAtLeast) << "kills that all come at the same place show little";
  std::printf("%d kills after %zu different lines, in %d runs\n", kills, places.size(), ends + 1);
}

// Its output stands and its store is being removed: half a store must never stand where the next start looks for one.
TEST_F(KilledReplayTest, EndsInTheSameBytesWhenItIsKilledWhileItCleansUp) {
  ASSERT_NO_FATAL_FAILURE(RunThrough({.seed = 6, .snapshots = 10, .titles = 12}));
  const std::filesystem::path store = out_ + "/replay-store";
  int kills = 0;
  for (int starts = 0; kills < kKillsAtTheEnd; ++starts) {
    ASSERT_LT(starts, kStartsAtMost) << "after " << kills << " kills";
    ASSERT_TRUE(KillWhen([&] { return HasWritten({}, 1); }, *Start(out_)));
    for (int i = 0; i < kBallast; ++i)
      std::ofstream(store / ("ballast-" + std::to_string(i)));  // so that removing takes long
    if (KillWhen([&] { return access((store / "CURRENT").c_str(), F_OK) != 0; }, *Start(out_))) {
      ++kills;
      EXPECT_FALSE(std::filesystem::exists(store)) << "it goes piece by piece";
      ASSERT_EQ(Start(out_)->Await(kEndMax), 0) << ReadWholeFile(log_);
    }
    ExpectTheSameBytes();
  }
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  fenghuo::UseMemoryForTemporaryFiles();
  return RUN_ALL_TESTS();
}
