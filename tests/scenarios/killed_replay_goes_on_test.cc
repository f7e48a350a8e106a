// A replay killed at any moment and started again ends in the same bytes as one that nobody touched.

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "base/rng.h"
#include "tests/scenarios/an_archive.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr int kKills = 100;
constexpr int kStartsAtMost = 1000;

TEST(KilledReplayTest, EndsInTheSameBytesAfterAHundredKills) {
  TemporaryDirectory directory;
  std::string archive = directory.Path("archive.jsonl");
  WriteArchive(archive, {.seed = 5, .snapshots = 60, .titles = 12});
  ReplayOptions options{.archives = {archive}, .out = directory.Path("untouched"), .workers = 1, .progress = {}};
  auto begun = std::chrono::steady_clock::now();
  ASSERT_TRUE(EndedWell(StartReplay(options)));
  auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
  std::map<std::string, std::string> untouched = ReadOutput(options.out);
  ASSERT_EQ(untouched.size(), 5u);

  options.out = directory.Path("killed");
  Rng rng(11);
  int kills = 0;
  int ends = 0;
  for (int starts = 0; kills < kKills || ends == 0; ++starts) {
    ASSERT_LT(starts, kStartsAtMost) << "after " << kills << " kills and " << ends << " ends";
    pid_t child = StartReplay(options);
    usleep(static_cast<useconds_t>(rng.Below(static_cast<uint64_t>(kills < kKills ? whole : whole * 20))));
    kill(child, SIGKILL);
    if (!EndedWell(child)) {
      ++kills;
      continue;
    }
    ++ends;
    ASSERT_EQ(ReadOutput(options.out), untouched) << "after " << kills << " kills";
    std::filesystem::remove_all(options.out);
  }
  RecordProperty("ends", ends);
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  fenghuo::UseMemoryForTemporaryFiles();
  return RUN_ALL_TESTS();
}
