#include "daemon/crawl/health.h"

#include <gtest/gtest.h>

#include <vector>

#include "daemon/crawl/fetch_memory.h"
#include "tests/daemon/crawl/source_life.h"

namespace fenghuo {
namespace {

TEST(HealthTest, AGoodAnswerKeepsItsValidators) {
  Life life;

  HealthStep step = life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 3}, .new_documents = 2});

  EXPECT_EQ(step.next.health, SourceHealth::kOk);
  EXPECT_EQ(step.next.health_since, kStart);
  EXPECT_EQ(step.next.etag, "\"0\"");
  EXPECT_EQ(step.next.body_hash, 7u);
  EXPECT_EQ(step.next.fetches, 1);
  EXPECT_EQ(step.next.last_fetch_at, kStart);
  EXPECT_EQ(step.next.last_success_at, kStart);
  EXPECT_EQ(step.next.last_full_at, kStart);
  EXPECT_EQ(step.next.last_new_at, kStart);
  EXPECT_EQ(step.note, SourceNote::kNone);
  EXPECT_TRUE(step.outages.empty());
}

TEST(HealthTest, AnUnchangedAnswerIsASuccessButNotAFullOne) {
  Life life;
  life.Fetch(SourceHealth::kOk);
  FetchReport unchanged;
  unchanged.status = 304;
  unchanged.not_modified = true;
  unchanged.finished_at = life.now;

  HealthStep step = life.Fetch(unchanged, {});

  EXPECT_EQ(step.next.health, SourceHealth::kOk);
  EXPECT_EQ(step.next.last_success_at, kStart + minutes(10));
  EXPECT_EQ(step.next.last_full_at, kStart);
  EXPECT_EQ(step.next.etag, "\"0\"");
}

TEST(HealthTest, ABadAnswerLeavesTheValidatorsOfTheLastGoodOne) {
  Life life;
  life.Fetch(SourceHealth::kOk);

  HealthStep step = life.Fetch(SourceHealth::kLoginWall, "被转到登录页");

  EXPECT_EQ(step.next.etag, "\"0\"");
  EXPECT_EQ(step.next.body_hash, 7u);
  EXPECT_EQ(step.next.last_success_at, kStart);
  EXPECT_EQ(step.next.last_full_at, kStart);
}

TEST(HealthTest, AFailureIsAStateAndAnAlarmAtTheThirdInARow) {
  Life life;
  life.Fetch(SourceHealth::kOk);

  EXPECT_EQ(life.Fetch(SourceHealth::kFailing, "等待超时").next.health, SourceHealth::kOk);
  EXPECT_EQ(life.Fetch(SourceHealth::kFailing, "等待超时").next.health, SourceHealth::kOk);
  EXPECT_EQ(life.raised, 0);
  HealthStep third = life.Fetch(SourceHealth::kFailing, "等待超时");

  EXPECT_EQ(third.next.health, SourceHealth::kFailing);
  EXPECT_EQ(third.next.health_reason, "等待超时");
  EXPECT_EQ(third.note, SourceNote::kRaise);
}

TEST(HealthTest, TwoFailuresAndASuccessAreNoState) {
  Life life;
  for (int i = 0; i < 10; ++i) {
    life.Fetch(SourceHealth::kFailing);
    life.Fetch(SourceHealth::kFailing);
    life.Fetch(SourceHealth::kOk);
  }

  EXPECT_EQ(life.raised, 0);
  EXPECT_EQ(life.cleared, 0);
  EXPECT_TRUE(life.outages.empty());
}

TEST(HealthTest, EveryOtherTroubleIsAStateAtOnceAndAnAlarmAtTheSecondInARow) {
  for (SourceHealth health : {SourceHealth::kNotAFeed, SourceHealth::kLoginWall, SourceHealth::kEmpty,
                              SourceHealth::kCertificate, SourceHealth::kBlocked, SourceHealth::kTooLarge, SourceHealth::kRobots}) {
    Life life;
    life.Fetch(SourceHealth::kOk);
    EXPECT_EQ(life.Fetch(health).next.health, health);
    EXPECT_EQ(life.raised, 0) << Name(health);
    EXPECT_EQ(life.Fetch(health).note, SourceNote::kRaise) << Name(health);
  }
}

TEST(HealthTest, TheAlarmIsRaisedOnceAndClosedOnce) {
  Life life;
  life.Fetch(SourceHealth::kOk);
  for (int i = 0; i < 5; ++i) life.Fetch(SourceHealth::kLoginWall);
  for (int i = 0; i < 5; ++i) life.Fetch(SourceHealth::kFailing);
  for (int i = 0; i < 5; ++i) life.Fetch(SourceHealth::kEmpty);
  for (int i = 0; i < 5; ++i) life.Fetch(SourceHealth::kOk);

  EXPECT_EQ(life.raised, 1);
  EXPECT_EQ(life.cleared, 1);
}

TEST(HealthTest, AFeedWithoutEntriesIsEmptyAlthoughItWasRead) {
  Life life;
  life.Fetch(SourceHealth::kOk);

  HealthStep step = life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 0}});

  EXPECT_EQ(step.next.health, SourceHealth::kEmpty);
  EXPECT_EQ(step.next.health_reason, "信源可读，但没有任何条目");
  EXPECT_EQ(step.next.etag, "\"0\"");
}

TEST(HealthTest, BlindHoursBeginAtTheLastSuccessAndEndAtTheNext) {
  Life life;
  life.Fetch(SourceHealth::kOk);
  for (int i = 0; i < 4; ++i) life.Fetch(SourceHealth::kFailing, "无法连接");
  ASSERT_EQ(life.outages.size(), 1u);
  EXPECT_EQ(life.outages[0].from, kStart);
  EXPECT_EQ(life.outages[0].to, std::nullopt);

  life.Fetch(SourceHealth::kOk);

  ASSERT_EQ(life.outages.size(), 2u);
  EXPECT_EQ(life.outages[1].source, "news");
  EXPECT_EQ(life.outages[1].from, kStart);
  EXPECT_EQ(life.outages[1].to, kStart + minutes(50));
  EXPECT_EQ(life.outages[1].health, SourceHealth::kFailing);
  EXPECT_EQ(life.outages[1].reason, "无法连接");
  EXPECT_EQ(life.record.health_since, kStart + minutes(50));
}

TEST(HealthTest, AnotherKindOfTroubleEndsOneOutageAndBeginsTheNext) {
  Life life;
  life.Fetch(SourceHealth::kOk);
  life.Fetch(SourceHealth::kLoginWall);
  HealthStep step = life.Fetch(SourceHealth::kCertificate);

  ASSERT_EQ(step.outages.size(), 2u);
  EXPECT_EQ(step.outages[0].health, SourceHealth::kLoginWall);
  EXPECT_EQ(step.outages[0].from, kStart);
  EXPECT_EQ(step.outages[0].to, kStart + minutes(20));
  EXPECT_EQ(step.outages[1].health, SourceHealth::kCertificate);
  EXPECT_EQ(step.outages[1].from, kStart + minutes(20));
  EXPECT_EQ(step.outages[1].to, std::nullopt);
}

TEST(HealthTest, ASourceThatNeverWorkedIsBlindSinceItWasTried) {
  Life life;

  HealthStep step = life.Fetch(SourceHealth::kBlocked);

  ASSERT_EQ(step.outages.size(), 1u);
  EXPECT_EQ(step.outages[0].from, kStart - seconds(1));
}

TEST(HealthTest, BacksOffFromTheThirdFailureUpToAnHour) {
  Life life;
  std::vector<int64_t> waits;
  for (int i = 0; i < 7; ++i) {
    HealthStep step = life.Fetch(SourceHealth::kFailing);
    waits.push_back(step.next.retry_at ? (*step.next.retry_at - *step.next.last_fetch_at) / minutes(1) : 0);
  }

  EXPECT_EQ(waits, (std::vector<int64_t>{0, 0, 20, 40, 60, 60, 60}));
  EXPECT_EQ(life.Fetch(SourceHealth::kOk).next.retry_at, std::nullopt);
}

TEST(HealthTest, RetryAfterGoesBeforeOurOwnBackOff) {
  Life life;
  FetchReport busy;
  busy.status = 429;
  busy.health = SourceHealth::kFailing;
  busy.finished_at = kStart;
  busy.retry_after = hours(5);

  EXPECT_EQ(life.Fetch(busy, {}).next.retry_at, kStart + hours(5));
}

TEST(HealthTest, AMoveIsProposedUntilTheSourceNoLongerMoves) {
  Life life;
  FetchReport moved;
  moved.status = 200;
  moved.finished_at = kStart;
  moved.moved_to = "https://new.example/";

  EXPECT_EQ(life.Fetch(moved, {.shape = {.entries = 1}}).next.moved_to, "https://new.example/");
  EXPECT_EQ(life.Fetch(SourceHealth::kFailing).next.moved_to, "https://new.example/");
  EXPECT_EQ(life.Fetch(SourceHealth::kOk).next.moved_to, "");
}

TEST(ScreenWordTest, IsTheBureausWord) {
  EXPECT_STREQ(ScreenWord(SourceHealth::kLoginWall), "登录页");
  EXPECT_STREQ(ScreenWord(SourceHealth::kEmpty), "无内容");
  EXPECT_STREQ(ScreenWord(SourceHealth::kFailing), "抓取失败");
  EXPECT_STREQ(ScreenWord(SourceHealth::kCertificate), "证书错误");
  EXPECT_STREQ(ScreenWord(SourceHealth::kBlocked), "地址被拒");
  EXPECT_STREQ(ScreenWord(SourceHealth::kTooLarge), "内容过大");
  EXPECT_STREQ(ScreenWord(SourceHealth::kRobots), "抓取受限");
  EXPECT_STREQ(ScreenWord(SourceHealth::kDrifted), "结构变化");
  EXPECT_STREQ(ScreenWord(SourceHealth::kNotAFeed), "非信源格式");
  EXPECT_STREQ(ScreenWord(SourceHealth::kSilent), "超时未更新");
  EXPECT_STREQ(ScreenWord(SourceHealth::kOk), "正常");
}

TEST(HealthTest, ASourceThatIsReadOtherwiseHasNothingUsualYet) {
  Life life;
  life.source.type = SourceType::kPage;
  life.source.page.Edit().entries = "li";
  for (int i = 0; i < 12; ++i) life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 50, .dated = 50}});
  life.source.page.Edit().entries = "ul.news > li";

  EXPECT_EQ(life.Fetch(SourceHealth::kOk, "", {.shape = {.entries = 5}}).next.health, SourceHealth::kOk);
  EXPECT_EQ(life.record.shape.reads, 1);
  EXPECT_EQ(life.record.read_as, ReadAs(life.source));
}

}  // namespace
}  // namespace fenghuo
