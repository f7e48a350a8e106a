#include "keywords/relevance/share_watch.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

// `days` days of ten documents each, `off` of them called off.
void Live(std::vector<ShareDay>& days, int64_t& today, int count, int off) {
  for (int day = 0; day < count; ++day, ++today) {
    for (int i = 0; i < 10; ++i) NoteScored(days, today, i < off ? Called::kOff : Called::kOn);
  }
}

TEST(ShareWatchTest, FindsNoDriftWhereNothingChanges) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 35, 3);
  EXPECT_FALSE(ShareDrifted(days, today));
}

TEST(ShareWatchTest, FindsAWeekThatIsCalledOffFarMoreThanTheFourBefore) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 28, 2);
  Live(days, today, 7, 6);
  EXPECT_TRUE(ShareDrifted(days, today));
}

TEST(ShareWatchTest, FindsAWeekThatIsCalledOffFarLess) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 28, 6);
  Live(days, today, 7, 1);
  EXPECT_TRUE(ShareDrifted(days, today));
}

TEST(ShareWatchTest, LeavesASmallDifferenceAlone) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 28, 3);
  Live(days, today, 7, 4);
  EXPECT_FALSE(ShareDrifted(days, today));
}

TEST(ShareWatchTest, SaysNothingOfAFewDocuments) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 28, 0);
  today += 6;  // nothing came for a week
  for (int i = 0; i < 29; ++i) NoteScored(days, today, Called::kOff);
  EXPECT_FALSE(ShareDrifted(days, today + 1));
  NoteScored(days, today, Called::kOff);
  EXPECT_TRUE(ShareDrifted(days, today + 1));
}

TEST(ShareWatchTest, DoesNotCountTheDayThatIsNotOver) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 28, 0);
  for (int i = 0; i < 60; ++i) NoteScored(days, today, Called::kOff);
  EXPECT_FALSE(ShareDrifted(days, today));
}

TEST(ShareWatchTest, KeepsFiveWeeks) {
  std::vector<ShareDay> days;
  int64_t today = 20'000;
  Live(days, today, 100, 1);
  EXPECT_EQ(days.size(), 36u);
  EXPECT_EQ(days.front().day, today - 36);
}

TEST(ShareWatchTest, CountsDaysInUtc) { EXPECT_EQ(DayOf(*ParseRfc3339("1970-01-03T07:59:59+08:00")), 1); }

}  // namespace
}  // namespace fenghuo
