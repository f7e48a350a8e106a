// How often a source is asked, as its own past has taught.

#include "daemon/crawl/cadence.h"

#include <gtest/gtest.h>

#include <vector>


namespace fenghuo {
namespace {

const Timestamp kStart = *ParseRfc3339("2026-11-20T08:00:00Z");
constexpr Duration kEvery = minutes(10);
constexpr Duration kEveryMax = hours(2);

SourceCadence After(int gaps, Duration gap) {
  SourceCadence cadence;
  for (int i = 0; i <= gaps; ++i) NoteNews(cadence, kEvery, kStart + i * gap);
  return cadence;
}

// A source with news every `gap`, fetched at the learned interval for `length`: what is learned sees only what is fetched.
Duration LivesOn(SourceCadence& cadence, Duration gap, Duration length) {
  Timestamp now = *cadence.last_news;
  Timestamp end = now + length;
  Timestamp published = now;
  while (now < end) {
    now += FetchInterval(kEvery, kEveryMax, cadence);
    if (now - published < gap) continue;
    NoteNews(cadence, kEvery, now);
    published += (now - published) / gap * gap;
  }
  return FetchInterval(kEvery, kEveryMax, cadence);
}

TEST(FetchIntervalTest, IsTheConfiguredOneUntilTenGapsAreKnown) {
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, SourceCadence()), kEvery);
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, After(9, hours(4))), kEvery);
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, After(10, hours(4))), hours(1));
}

TEST(FetchIntervalTest, IsAQuarterOfTheMeanGapBetweenFloorAndCeiling) {
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, After(20, minutes(12))), kEvery);
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, After(20, hours(2))), minutes(30));
  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, After(20, hours(24 * 7))), kEveryMax);
}

TEST(FetchIntervalTest, NeverLearnsWithoutACeiling) {
  EXPECT_EQ(FetchInterval(kEvery, std::nullopt, After(50, hours(24))), kEvery);
}

TEST(FetchIntervalTest, FindsOutASourceThatSpeedsUp) {
  SourceCadence cadence = After(30, hours(24));
  ASSERT_EQ(FetchInterval(kEvery, kEveryMax, cadence), kEveryMax);

  EXPECT_LE(LivesOn(cadence, minutes(10), hours(24 * 2)), minutes(20)) << "within two days of news every ten minutes";
  EXPECT_GE(LivesOn(cadence, hours(12), hours(24 * 14)), minutes(110)) << "and slows down again when it does";
}

TEST(FetchIntervalTest, LearnsFromTheDatesOfTheFirstRead) {
  SourceCadence cadence;
  std::vector<Timestamp> published;
  for (int i = 0; i < 15; ++i) published.push_back(kStart - i * hours(4));

  LearnHistory(cadence, kEvery, published, kStart);

  EXPECT_EQ(FetchInterval(kEvery, kEveryMax, cadence), hours(1));
}

}  // namespace
}  // namespace fenghuo
