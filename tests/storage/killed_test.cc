// kill -9 at random moments of a process that writes.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/rng.h"
#include "tests/storage/numbered_batches.h"
#include "tests/storage/temporary_directory.h"

extern char** environ;

namespace fenghuo {
namespace {

constexpr int kKills = 50;
constexpr int kWaitForFirstMillis = 60'000;

class Writer {
 public:
  explicit Writer(const std::string& store) {
    int ends[2];
    CHECK(pipe2(ends, O_CLOEXEC) == 0, "no pipe");
    out_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = FENGHUO_KILLED_WRITER;
    std::string path = store;
    char* arguments[] = {program.data(), path.data(), nullptr};
    CHECK(posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ) == 0, "the writer cannot be started");
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
  }
  ~Writer() { close(out_); }

  // The last number it said before `wait` after its first one had passed and it was killed; 0 when it said none.
  int64_t KillAfter(Duration wait) {
    pollfd readable{out_, POLLIN, 0};
    poll(&readable, 1, kWaitForFirstMillis);
    usleep(static_cast<useconds_t>(wait.count()) * 1000);
    kill(process_, SIGKILL);
    int status = 0;
    waitpid(process_, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it ended by itself with status " << status;
    int64_t last = 0;
    int64_t number = 0;
    while (read(out_, &number, sizeof(number)) == static_cast<ssize_t>(sizeof(number))) last = number;
    return last;
  }

 private:
  int out_ = -1;
  pid_t process_ = 0;
};

// The batches from `from` on: whole up to the sequence of the store, and nothing behind it.
void ExpectWholeBatches(const Store& store, int64_t from) {
  int64_t last = static_cast<int64_t>(store.sequence());
  for (int64_t number = from; number <= last; ++number) {
    ASSERT_EQ(PresenceOfBatch(store, number), Presence::kWhole) << number << " of " << last;
  }
  EXPECT_EQ(PresenceOfBatch(store, last + 1), Presence::kAbsent);
}

TEST(KilledStoreTest, HasEveryAcknowledgedBatchAndNoHalfOne) {
  TemporaryDirectory directory;
  std::string path = directory.Path("store");
  Rng rng(20260711);
  int64_t acknowledged = 0;
  for (int kills = 0; kills < kKills && !testing::Test::HasFailure(); ++kills) {
    SCOPED_TRACE("kill " + std::to_string(kills));
    int64_t said = Writer(path).KillAfter(Duration(rng.Below(60)));
    ASSERT_GT(said, acknowledged) << "it wrote nothing";
    StoreOptions reading;
    reading.read_only = true;
    Result<std::unique_ptr<Store>> store = Store::Open(path, reading);
    ASSERT_TRUE(store.ok()) << store.error().message;
    EXPECT_GE((*store)->sequence(), static_cast<uint64_t>(said));
    ExpectWholeBatches(**store, acknowledged + 1);
    acknowledged = said;
  }
  Result<std::unique_ptr<Store>> store = Store::Open(path);
  ASSERT_TRUE(store.ok()) << store.error().message;
  ExpectWholeBatches(**store, 1);
  ASSERT_TRUE((*store)->VerifyChecksums().ok());
}

}  // namespace
}  // namespace fenghuo
