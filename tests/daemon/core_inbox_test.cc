#include "daemon/core_inbox.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

CoreStep Nothing() {
  return [](Engine&, Timestamp) { return Result<void>(); };
}

TEST(CoreInboxTest, LeavesWhatTheTurnHasNoTimeForToTheNextOne) {
  CoreInbox inbox;
  for (int i = 0; i < 10; ++i) inbox.Post(Nothing());
  size_t ran = 0;
  auto slow = [&](CoreStep&) {
    std::this_thread::sleep_for(milliseconds(30));
    ++ran;
    return Result<void>();
  };

  ASSERT_TRUE(inbox.RunTurn({.wait = Duration(0), .most = milliseconds(50)}, slow).ok());

  EXPECT_GE(ran, 1u);
  EXPECT_LE(ran, 2u);
  EXPECT_EQ(inbox.size(), 10 - ran);
}

TEST(CoreInboxTest, EndsATurnInWhichMoreAndMoreIsAsked) {
  CoreInbox inbox;
  inbox.Post(Nothing());
  auto asks_again = [&](CoreStep&) {
    inbox.Post(Nothing());
    return Result<void>();
  };

  ASSERT_TRUE(inbox.RunTurn({.wait = Duration(0), .most = milliseconds(20)}, asks_again).ok());

  EXPECT_EQ(inbox.size(), 1u);
}

TEST(CoreInboxTest, RunsTheOldestFirstAndStopsAtTheFirstError) {
  CoreInbox inbox;
  std::vector<int> ran;
  for (int i = 0; i < 3; ++i) {
    inbox.Post([&ran, i](Engine&, Timestamp) -> Result<void> {
      ran.push_back(i);
      return i == 1 ? Result<void>(Unavailable("the disk is full")) : Result<void>();
    });
  }
  RunningOffice office;
  auto run = [&](CoreStep& step) { return step(office.engine(), office.now()); };

  Result<void> done = inbox.RunTurn({.wait = Duration(0), .most = seconds(5)}, run);

  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().message, "the disk is full");
  EXPECT_EQ(ran, (std::vector<int>{0, 1}));
  EXPECT_EQ(inbox.size(), 1u);
}

}  // namespace
}  // namespace fenghuo
