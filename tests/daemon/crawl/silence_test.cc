// When a source is called silent: the configured time, and what it has taught about itself.

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "daemon/crawl/cadence.h"
#include "tests/daemon/crawl/source_life.h"

namespace fenghuo {
namespace {

TEST(SilenceTest, IsNoticedAfterTheConfiguredTimeAndClosedByANewDocument) {
  Life life;
  life.source.silent_after = hours(48);
  life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 3}, .new_documents = 3});
  life.now = kStart + hours(48);
  EXPECT_EQ(life.Look().next.health, SourceHealth::kOk);

  life.now += seconds(1);
  HealthStep step = life.Look();

  EXPECT_EQ(step.next.health, SourceHealth::kSilent);
  EXPECT_EQ(step.next.health_reason, "已2天没有新内容");
  EXPECT_EQ(step.next.health_since, kStart);
  EXPECT_EQ(step.note, SourceNote::kRaise);
  EXPECT_TRUE(step.outages.empty());
  EXPECT_EQ(life.Look().note, SourceNote::kNone);
  EXPECT_EQ(life.Fetch(SourceHealth::kOk).next.health, SourceHealth::kSilent);
  HealthStep heard = life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 3}, .new_documents = 1});
  EXPECT_EQ(heard.next.health, SourceHealth::kOk);
  EXPECT_EQ(heard.note, SourceNote::kClear);
}

TEST(SilenceTest, NeedsThreeCadencesAtLeast) {
  Life life;
  life.source.every = hours(24);
  life.source.silent_after = hours(1);
  life.Fetch(SourceHealth::kOk);
  life.now = kStart + hours(72);
  EXPECT_EQ(life.Look().next.health, SourceHealth::kOk);

  life.now += seconds(1);

  EXPECT_EQ(life.Look().next.health, SourceHealth::kSilent);
}

// A source whose first read is behind it, asked every ten minutes; news when `news` says so. How often it was called silent.
int SilencesOf(Life& life, Duration length, const std::function<bool(Duration since_start)>& news) {
  life.record.baseline_at = kStart;
  life.Fetch(SourceHealth::kOk);
  Timestamp end = life.now + length;
  int before = life.raised;
  while (life.now < end) {
    bool fresh = news(life.now - kStart);
    life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 3}, .new_documents = fresh ? 1 : 0});
    life.Look();
  }
  return life.raised - before;
}

bool EachAt(Duration since_start, Duration every) { return since_start % every == Duration(0); }

TEST(SilenceTest, LearnsThatAWeeklyBoardSpeaksOnceAWeek) {
  Life life;
  life.source.silent_after = hours(24);
  auto weekly = [](Duration since) { return EachAt(since, hours(24 * 7)); };

  EXPECT_LE(SilencesOf(life, hours(24 * 21), weekly), 3) << "while nothing is known of it";
  EXPECT_EQ(SilencesOf(life, hours(24 * 7 * 20), weekly), 0);

  EXPECT_EQ(SilencesOf(life, hours(24 * 13), [](Duration) { return false; }), 0);
  EXPECT_EQ(SilencesOf(life, hours(24 * 2), [](Duration) { return false; }), 1) << "two weeks without a word";
}

TEST(SilenceTest, KnowsAWeeklyPaperFromTheDatesOfItsFirstRead) {
  Life life;
  life.source.silent_after = hours(24);
  std::vector<Timestamp> published;
  for (int week = 6; week >= 1; --week) published.push_back(kStart - hours(24 * 7 * week) + hours(24 * 5));
  LearnHistory(life.record.cadence, life.source.every, published, kStart);

  EXPECT_EQ(SilencesOf(life, hours(24 * 7 * 8), [](Duration since) { return EachAt(since, hours(24 * 7)); }), 0);
}

TEST(SilenceTest, ADailyPaperMayRestAtTheWeekendButNotForAWeek) {
  Life life;
  life.source.silent_after = hours(24);
  auto on_weekdays = [](Duration since) { return EachAt(since, hours(24)) && since / hours(24) % 7 < 5; };
  SilencesOf(life, hours(24 * 21), on_weekdays);

  EXPECT_EQ(SilencesOf(life, hours(24 * 7 * 10), on_weekdays), 0);
  EXPECT_EQ(SilencesOf(life, hours(24 * 7), [](Duration) { return false; }), 1);
}

TEST(SilenceTest, ABoardOfMinutesIsMissedAtTheConfiguredTime) {
  Life life;
  life.source.silent_after = hours(2);
  SilencesOf(life, hours(24 * 14), [](Duration) { return true; });

  EXPECT_EQ(SilencesOf(life, minutes(100), [](Duration) { return false; }), 0);
  EXPECT_EQ(SilencesOf(life, minutes(30), [](Duration) { return false; }), 1);
}

TEST(SilenceTest, OneLongPauseIsNotUsualAndWhatWasUsualIsForgotten) {
  Life life;
  life.source.silent_after = hours(2);
  auto always = [](Duration) { return true; };
  SilencesOf(life, hours(24), always);
  EXPECT_EQ(SilencesOf(life, hours(24 * 5), [](Duration) { return false; }), 1);
  SilencesOf(life, hours(24), always);
  EXPECT_EQ(SilencesOf(life, hours(3), [](Duration) { return false; }), 1) << "five days were once";

  SilencesOf(life, hours(24), always);
  EXPECT_EQ(SilencesOf(life, hours(24 * 5), [](Duration) { return false; }), 1);
  SilencesOf(life, hours(24), always);
  EXPECT_EQ(SilencesOf(life, hours(3), [](Duration) { return false; }), 0) << "five days were twice";
  SilencesOf(life, hours(24 * 60), always);
  EXPECT_EQ(SilencesOf(life, hours(3), [](Duration) { return false; }), 1) << "two months ago";
}

TEST(SilenceTest, HoursInWhichASourceCouldNotBeReadAreNoPauseOfItsOwn) {
  Life life;
  life.source.silent_after = hours(2);
  auto always = [](Duration) { return true; };
  for (int outage = 0; outage < 3; ++outage) {
    SilencesOf(life, hours(24), always);
    while (life.now < kStart + hours(24 * (5 * outage + 4))) life.Fetch(SourceHealth::kFailing);
    life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 3}, .new_documents = 3});
  }
  SilencesOf(life, hours(24), always);

  EXPECT_EQ(SilencesOf(life, hours(3), [](Duration) { return false; }), 1);
}

TEST(SilenceTest, IsAskedWithoutAConfiguredTimeOnceTheSourceIsKnown) {
  Life life;
  EXPECT_EQ(SilencesOf(life, hours(24 * 5), [](Duration since) { return since < hours(1); }), 0) << "too little is known";
  SilencesOf(life, hours(24 * 5), [](Duration) { return true; });

  EXPECT_EQ(SilencesOf(life, hours(23), [](Duration) { return false; }), 0);
  EXPECT_EQ(SilencesOf(life, hours(2), [](Duration) { return false; }), 1);
}

TEST(SilenceTest, IsNotAskedOfSourcesThatMayBeQuiet) {
  Life life;
  life.Fetch(SourceHealth::kOk);
  life.now = kStart + hours(24 * 365);

  EXPECT_EQ(life.Look().next.health, SourceHealth::kOk);
}

TEST(SilenceTest, IsNotAskedOfSourcesThatCannotBeRead) {
  Life life;
  life.source.silent_after = hours(1);
  life.Fetch(SourceHealth::kOk);
  life.Fetch(SourceHealth::kLoginWall);
  life.now = kStart + hours(24);

  EXPECT_EQ(life.Look().next.health, SourceHealth::kLoginWall);
}

TEST(SilenceTest, BeginsAnewWhenTheSourceIsReadAgain) {
  Life life;
  life.source.silent_after = hours(48);
  life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 1}, .new_documents = 1});
  life.now = kStart + hours(72);
  life.Fetch(SourceHealth::kLoginWall);
  life.Fetch(SourceHealth::kLoginWall);
  life.Fetch(SourceHealth::kOk);

  EXPECT_EQ(life.Look().next.health, SourceHealth::kOk);
  life.now += hours(49);
  EXPECT_EQ(life.Look().next.health, SourceHealth::kSilent);
}

TEST(SilenceTest, ThatTurnsIntoAFailureIsStillOneAlarm) {
  Life life;
  life.source.silent_after = hours(1);
  life.Fetch(SourceHealth::kOk);
  life.now = kStart + hours(2);
  life.Look();
  for (int i = 0; i < 3; ++i) life.Fetch(SourceHealth::kFailing);

  EXPECT_EQ(life.record.health, SourceHealth::kFailing);
  EXPECT_EQ(life.raised, 1);
}

}  // namespace
}  // namespace fenghuo
