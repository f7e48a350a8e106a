#include "keywords/heat/watch_times.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Timestamp kMonday = *ParseRfc3339("2026-07-06T00:00:00Z");

void FindOne(Baseline& baseline, const WatchTimes& times, Timestamp at) {
  times.Move(baseline, Zone::Utc(), at);
  baseline.counts.back() += 1;
}

// Watched every ten minutes, six documents an hour.
void Watch(WatchTimes& times, Baseline& baseline, Timestamp from, Duration length) {
  for (Timestamp at = from; at < from + length; at += minutes(10)) {
    times.Note(at);
    FindOne(baseline, times, at);
  }
}

int64_t Usual(Baseline baseline, const WatchTimes& times, Timestamp at) {
  times.Move(baseline, Zone::Utc(), at);
  return UsualAt(baseline, Zone::Utc()).windows[0].expected_milli;
}

TEST(WatchTimesTest, LeaveOutTheTimeInWhichNothingWasRead) {
  WatchTimes times;
  Baseline baseline;
  Watch(times, baseline, kMonday, hours(24 * 14));
  Timestamp back = kMonday + hours(24 * 17);

  times.Note(back);
  FindOne(baseline, times, back + minutes(5));

  EXPECT_NEAR(static_cast<double>(Usual(baseline, times, back + minutes(5))), 500, 25) << "three days of it down";
  EXPECT_LE(baseline.hours_learned, 24 * 14);
}

TEST(WatchTimesTest, CountWhatWasReadWithoutAFindAsQuiet) {
  WatchTimes times;
  Baseline baseline;
  Watch(times, baseline, kMonday, hours(24 * 14));
  for (int i = 0; i < 24 * 3; ++i) times.Note(kMonday + hours(24 * 14 + i));

  FindOne(baseline, times, kMonday + hours(24 * 17));

  EXPECT_LT(Usual(baseline, times, kMonday + hours(24 * 17)), 450);
  EXPECT_GT(baseline.hours_learned, 24 * 16);
}

TEST(WatchTimesTest, LeaveOutTwoGapsInTheirOrder) {
  WatchTimes times;
  Baseline baseline;
  Watch(times, baseline, kMonday, hours(24 * 7));
  times.Note(kMonday + hours(24 * 8));
  for (int i = 0; i < 24; ++i) times.Note(kMonday + hours(24 * 8 + i));
  times.Note(kMonday + hours(24 * 10));

  FindOne(baseline, times, kMonday + hours(24 * 10));

  EXPECT_NEAR(static_cast<double>(baseline.hours_learned), 24 * 8, 2) << "a week with finds and a quiet day";
}

TEST(WatchTimesTest, GoOnAfterARestart) {
  WatchTimes times;
  EXPECT_TRUE(times.Note(kMonday));
  EXPECT_FALSE(times.Note(kMonday + minutes(4)));
  EXPECT_TRUE(times.Note(kMonday + hours(1)));
  EXPECT_TRUE(times.Note(kMonday + hours(8)));

  WatchTimes again = WatchTimes::Read(times.Written());

  EXPECT_EQ(again.Written(), times.Written());
  EXPECT_EQ(times.Written(), "1783324800000\n1783299900000 1783324800000");
  EXPECT_FALSE(again.Note(kMonday + hours(8)));
  EXPECT_EQ(WatchTimes::Read("").Written(), "0");
}

TEST(WatchTimesTest, ForgetGapsOfMoreThanTwoWeeksAgo) {
  WatchTimes times;
  times.Note(kMonday);
  times.Note(kMonday + hours(5));
  for (int day = 1; day < 40; ++day) {
    for (int hour = 0; hour < 24; ++hour) times.Note(kMonday + hours(24 * day + hour));
  }

  EXPECT_EQ(times.Written().find('\n'), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
