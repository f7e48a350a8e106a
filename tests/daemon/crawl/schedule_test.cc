#include "daemon/crawl/schedule.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace fenghuo {
namespace {

const Timestamp kNow = FromUnixSeconds(1'800'000'000);

SourceConfig ASource(const std::string& id, const std::string& url, Duration every = minutes(10)) {
  SourceConfig source;
  source.id = id;
  source.url = url;
  source.every = every;
  return source;
}

SourceRecord ARecord(const std::string& id) {
  SourceRecord record;
  record.id = id;
  return record;
}

std::vector<std::string> TakeAll(Schedule& schedule, Timestamp now) {
  std::vector<std::string> taken;
  while (std::optional<std::string> source = schedule.Take(now)) taken.push_back(*source);
  return taken;
}

ScheduleOptions Exact() { return {.host_gap = seconds(2), .jitter = 0, .start_spread = Duration(0)}; }

TEST(ScheduleTest, TakesOneSourceOfAHostAtATime) {
  Schedule schedule(Exact());
  schedule.Configure(
      {ASource("a", "http://one.example/a"), ASource("b", "https://ONE.example:8443/b"), ASource("c", "http://two.example/")},
      {}, kNow);

  EXPECT_EQ(TakeAll(schedule, kNow), (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(schedule.fetching(), 2u);
  schedule.Answered("a", kNow + seconds(1));
  EXPECT_EQ(schedule.Take(kNow + milliseconds(2999)), std::nullopt);
  EXPECT_EQ(schedule.NextWake(), kNow + seconds(3));
  EXPECT_EQ(schedule.Take(kNow + seconds(3)), "b");
}

TEST(ScheduleTest, WhoIsToldToWaitIsAskedAfterADayAtTheLatest) {
  SourceRecord record = ARecord("a");
  EXPECT_EQ(Schedule::MayAskFrom(record, kNow), kNow);
  record.retry_at = kNow - hours(1);
  EXPECT_EQ(Schedule::MayAskFrom(record, kNow), kNow);
  record.retry_at = kNow + hours(1);
  EXPECT_EQ(Schedule::MayAskFrom(record, kNow), kNow + hours(1));
  record.retry_at = kNow + hours(24 * 365);
  EXPECT_EQ(Schedule::MayAskFrom(record, kNow), kNow + hours(24));
}

TEST(ScheduleTest, BringsASourceRoundAgainOnlyAfterItWasAcknowledged) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Answered("a", kNow + seconds(5));

  EXPECT_EQ(schedule.Take(kNow + hours(1)), std::nullopt);
  EXPECT_EQ(schedule.unacknowledged(), 1u);
  schedule.Acknowledge(ARecord("a"), kNow + seconds(6));

  EXPECT_EQ(schedule.unacknowledged(), 0u);
}

TEST(ScheduleTest, CountsTheCadenceFromTheTimeOfTheRequest) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Answered("a", kNow + seconds(5));
  schedule.Acknowledge(ARecord("a"), kNow + seconds(6));

  EXPECT_EQ(schedule.NextWake(), kNow + minutes(10));
}

TEST(ScheduleTest, WaitsAsLongAsTheRecordSaysAndNoLongerThanADay) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/"), ASource("b", "http://two.example/")}, {}, kNow);
  ASSERT_EQ(TakeAll(schedule, kNow).size(), 2u);
  SourceRecord later = ARecord("a");
  later.retry_at = kNow + hours(2);
  SourceRecord absurd = ARecord("b");
  absurd.retry_at = kNow + hours(24 * 365);
  for (const SourceRecord& record : {later, absurd}) {
    schedule.Answered(record.id, kNow);
    schedule.Acknowledge(record, kNow);
  }

  EXPECT_EQ(schedule.Take(kNow + hours(2) - seconds(1)), std::nullopt);
  EXPECT_EQ(schedule.Take(kNow + hours(2)), "a");
  EXPECT_EQ(schedule.NextWake(), kNow + hours(24));
}

TEST(ScheduleTest, SpreadsOverdueSourcesAfterAStart) {
  Schedule schedule({.start_spread = minutes(1), .seed = 7});
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 1000; ++i) {
    std::string id = "s" + std::to_string(1000 + i);
    sources.push_back(ASource(id, "http://" + id + ".example/"));
  }
  schedule.Configure(sources, {}, kNow);

  size_t first_tenth = TakeAll(schedule, kNow + seconds(6)).size();
  size_t first_half = first_tenth + TakeAll(schedule, kNow + seconds(30)).size();
  size_t all = first_half + TakeAll(schedule, kNow + seconds(60)).size();

  EXPECT_NEAR(static_cast<double>(first_tenth), 100, 40);
  EXPECT_NEAR(static_cast<double>(first_half), 500, 80);
  EXPECT_EQ(all, 1000u);
}

TEST(ScheduleTest, KeepsTheTurnOfASourceThatWasReadBeforeTheStart) {
  Schedule schedule(Exact());
  SourceRecord record = ARecord("a");
  record.last_fetch_at = kNow - minutes(4);
  schedule.Configure({ASource("a", "http://one.example/")}, {{"a", record}}, kNow);

  EXPECT_EQ(schedule.NextWake(), kNow + minutes(6));
}

TEST(ScheduleTest, JittersTheCadenceByItsShareAtMost) {
  Schedule schedule({.jitter = 0.1, .start_spread = Duration(0), .seed = 3});
  schedule.Configure({ASource("a", "http://one.example/")}, {}, kNow);
  Timestamp now = kNow;
  Duration least = hours(1);
  Duration most(0);
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(schedule.Take(now), "a");
    schedule.Answered("a", now);
    schedule.Acknowledge(ARecord("a"), now);
    Duration wait = *schedule.NextWake() - now;
    least = std::min(least, wait);
    most = std::max(most, wait);
    now += wait;
  }

  EXPECT_GE(least, minutes(9));
  EXPECT_LT(least, minutes(9) + seconds(20));
  EXPECT_LE(most, minutes(11));
  EXPECT_GT(most, minutes(11) - seconds(20));
}

TEST(ScheduleTest, WaitsLongerBetweenTwoRequestsWhereTheHostAsksForIt) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/a"), ASource("b", "http://one.example/b")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");

  schedule.Answered("a", kNow, seconds(30));

  EXPECT_EQ(schedule.Take(kNow + milliseconds(29'999)), std::nullopt);
  ASSERT_EQ(schedule.Take(kNow + seconds(30)), "b");
  schedule.Answered("b", kNow + seconds(30), seconds(1));
  schedule.Acknowledge(ARecord("a"), kNow + seconds(30));
  EXPECT_EQ(schedule.NextWake(), kNow + minutes(10)) << "and the gap of two seconds is over by then";
}

TEST(ScheduleTest, GivesASourceItsTurnBackThatWasUsedForAnotherRequest) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/a"), ASource("b", "http://one.example/b")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");

  schedule.PutBack("a", kNow + seconds(1));

  EXPECT_EQ(schedule.fetching(), 0u);
  EXPECT_EQ(schedule.unacknowledged(), 0u);
  EXPECT_EQ(schedule.Take(kNow + milliseconds(2999)), std::nullopt);
  EXPECT_EQ(schedule.Take(kNow + seconds(3)), "a");
}

TEST(ScheduleTest, ForgetsASourceThatIsGoneOnceItsTurnIsGivenBack) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/a")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Configure({}, {}, kNow);

  schedule.PutBack("a", kNow + seconds(1));

  EXPECT_EQ(schedule.fetching(), 0u);
  EXPECT_EQ(schedule.NextWake(), std::nullopt);
}

TEST(ScheduleTest, ForgetsASourceThatIsGoneOnceItIsAcknowledged) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/"), ASource("b", "http://two.example/")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Configure({}, {}, kNow);

  EXPECT_EQ(schedule.Take(kNow + hours(1)), std::nullopt);
  schedule.Answered("a", kNow + hours(1));
  schedule.Acknowledge(ARecord("a"), kNow + hours(1));
  EXPECT_EQ(schedule.unacknowledged(), 0u);
  EXPECT_EQ(schedule.NextWake(), std::nullopt);
}

TEST(ScheduleTest, ASourceThatMovesFreesTheHostThatItWasAskedAt) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/"), ASource("b", "http://one.example/b")}, {}, kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Configure({ASource("a", "http://two.example/"), ASource("b", "http://one.example/b")}, {}, kNow);

  schedule.Answered("a", kNow + seconds(1));

  EXPECT_EQ(schedule.Take(kNow + seconds(3)), "b");
}

TEST(ScheduleTest, AChangedCadenceCountsAtOnce) {
  Schedule schedule(Exact());
  SourceRecord record = ARecord("a");
  record.last_fetch_at = kNow;
  schedule.Configure({ASource("a", "http://one.example/", hours(10))}, {{"a", record}}, kNow);
  ASSERT_EQ(schedule.NextWake(), kNow + hours(10));

  schedule.Configure({ASource("a", "http://one.example/", minutes(5))}, {{"a", record}}, kNow);

  EXPECT_EQ(schedule.NextWake(), kNow);
}

TEST(ScheduleTest, AsksASourceThatSpeaksSeldomAsSeldomAsItsPastTeaches) {
  SourceConfig source = ASource("a", "http://one.example/");
  source.every_max = hours(2);
  SourceRecord record = ARecord("a");
  record.cadence.gaps = 20;
  record.cadence.mean = hours(4);
  record.last_fetch_at = kNow;
  Schedule schedule(Exact());

  schedule.Configure({source}, {{"a", record}}, kNow);
  ASSERT_EQ(schedule.NextWake(), kNow + hours(1)) << "after a restart";
  ASSERT_EQ(schedule.Take(kNow + hours(1)), "a");
  schedule.Answered("a", kNow + hours(1));
  record.cadence.mean = hours(8);
  schedule.Acknowledge(record, kNow + hours(1));

  EXPECT_EQ(schedule.NextWake(), kNow + hours(3));
}

TEST(ScheduleTest, FollowsAClockThatIsPutBack) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/")}, {}, kNow + hours(5));
  ASSERT_EQ(schedule.Take(kNow + hours(5)), "a");
  schedule.Answered("a", kNow + hours(5));
  schedule.Acknowledge(ARecord("a"), kNow + hours(5));

  EXPECT_EQ(schedule.Take(kNow), std::nullopt);

  EXPECT_EQ(schedule.NextWake(), kNow + minutes(10));
  EXPECT_EQ(schedule.Take(kNow + minutes(10)), "a");
}

TEST(ScheduleTest, ARecordFromTheFutureDoesNotHoldASourceUp) {
  Schedule schedule(Exact());
  SourceRecord record = ARecord("a");
  record.last_fetch_at = kNow + hours(24 * 365);
  schedule.Configure({ASource("a", "http://one.example/")}, {{"a", record}}, kNow);

  EXPECT_EQ(schedule.NextWake(), kNow + minutes(10));
}

TEST(ScheduleTest, TakesASinglePageOnlyWhereNoSourceOfItsHostIsDue) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/a"), ASource("b", "http://one.example/b")}, {}, kNow);
  schedule.Add("a/1", "http://one.example/1", kNow - hours(1));

  ASSERT_EQ(schedule.Take(kNow), "a");
  EXPECT_EQ(schedule.TakePage(kNow), std::nullopt) << "one request to a host at a time";
  schedule.Answered("a", kNow);
  EXPECT_EQ(schedule.Take(kNow + seconds(2)), "b") << "however long the page has waited";
  schedule.Answered("b", kNow + seconds(2));

  EXPECT_EQ(schedule.TakePage(kNow + milliseconds(3999)), std::nullopt) << "the gap is for pages too";
  EXPECT_EQ(schedule.NextOfAll(), kNow + seconds(4));
  EXPECT_EQ(schedule.NextWake(), std::nullopt);
  EXPECT_EQ(schedule.TakePage(kNow + seconds(4)), "a/1");
  EXPECT_EQ(schedule.pages_under_way(), 1u);
}

TEST(ScheduleTest, KeepsAPageUnderWayUntilItIsRemoved) {
  Schedule schedule(Exact());
  schedule.Add("a/1", "http://one.example/1", kNow);
  ASSERT_EQ(schedule.TakePage(kNow), "a/1");
  schedule.Answered("a/1", kNow);
  EXPECT_EQ(schedule.fetching(), 0u);
  EXPECT_EQ(schedule.unacknowledged(), 1u);
  EXPECT_EQ(schedule.pages_under_way(), 1u);

  schedule.Remove("a/1");

  EXPECT_EQ(schedule.unacknowledged(), 0u);
  EXPECT_EQ(schedule.pages_under_way(), 0u);
  EXPECT_EQ(schedule.NextOfAll(), std::nullopt);
}

TEST(ScheduleTest, BringsAPageAgainWhenItIsTriedAgain) {
  Schedule schedule(Exact());
  schedule.Add("a/1", "http://one.example/1", kNow);
  ASSERT_EQ(schedule.TakePage(kNow), "a/1");
  schedule.Answered("a/1", kNow);

  schedule.Again("a/1", kNow + minutes(10));

  EXPECT_EQ(schedule.TakePage(kNow + minutes(9)), std::nullopt);
  EXPECT_EQ(schedule.TakePage(kNow + minutes(10)), "a/1");
}

TEST(ScheduleTest, FreesTheHostOfAPageThatWasRemovedWhileItWasUnderWay) {
  Schedule schedule(Exact());
  schedule.Configure({ASource("a", "http://one.example/a")}, {}, kNow);
  schedule.Add("b/1", "http://one.example/1", kNow);
  ASSERT_EQ(schedule.Take(kNow), "a");
  schedule.Answered("a", kNow);
  schedule.Acknowledge(ARecord("a"), kNow);
  ASSERT_EQ(schedule.TakePage(kNow + seconds(2)), "b/1");

  schedule.Remove("b/1");
  schedule.Configure({ASource("a", "http://one.example/a")}, {}, kNow + seconds(3));
  EXPECT_EQ(schedule.pages_under_way(), 1u);
  schedule.Answered("b/1", kNow + seconds(4));

  EXPECT_EQ(schedule.pages_under_way(), 0u);
  EXPECT_EQ(schedule.unacknowledged(), 0u);
  EXPECT_EQ(schedule.Take(kNow + minutes(10)), "a");
}

TEST(ScheduleTest, ForgetsTheHostsOfStrangersOnceTheirGapIsOver) {
  Schedule schedule(Exact());
  Timestamp now = kNow;
  for (int i = 0; i < 3000; ++i, now += seconds(10)) {
    std::string id = "a/" + std::to_string(i);
    schedule.Add(id, "http://host" + std::to_string(i) + ".example/", now);
    ASSERT_EQ(schedule.TakePage(now), id);
    schedule.Answered(id, now);
    schedule.Remove(id);
  }
  EXPECT_LT(schedule.hosts(), 600u);
}

}  // namespace
}  // namespace fenghuo
