#include "alerts/notify/rate_limit.h"

#include <gtest/gtest.h>

#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

ChannelLimits Limits(int a_minute, int reserved) {
  ChannelLimits limits;
  limits.messages_a_minute = a_minute;
  limits.reserved_for_urgent = reserved;
  return limits;
}

TEST(RateWindowTest, KeepsASlotForTheFirstPage) {
  const ChannelLimits limits = Limits(18, 1);
  RateWindow window;
  for (int i = 0; i < 17; ++i) {
    EXPECT_EQ(FreeSlots(window, limits, 5, kNow), 17 - i);
    window = AfterCalls(window, 1, kNow);
  }
  EXPECT_EQ(FreeSlots(window, limits, 5, kNow), 0);
  EXPECT_EQ(FreeSlots(window, limits, 1, kNow), 0);
  EXPECT_EQ(FreeSlots(window, limits, 0, kNow), 1);
}

TEST(RateWindowTest, SlidesWithTheMinute) {
  const ChannelLimits limits = Limits(2, 0);
  RateWindow window = AfterCalls(AfterCalls({}, 1, kNow), 1, kNow + seconds(20));
  EXPECT_EQ(FreeSlots(window, limits, 5, kNow + seconds(59)), 0);
  EXPECT_EQ(NextFree(window, limits, 5, 1, kNow + seconds(30)), kNow + seconds(60));
  EXPECT_EQ(FreeSlots(window, limits, 5, kNow + seconds(60)), 1);
  EXPECT_EQ(NextFree(window, limits, 5, 2, kNow + seconds(30)), kNow + seconds(80));
  EXPECT_EQ(FreeSlots(window, limits, 5, kNow + seconds(80)), 2);
}

TEST(RateWindowTest, NeverLetsMoreThanTheLimitIntoAnyMinute) {
  const ChannelLimits limits = Limits(5, 1);
  RateWindow window;
  std::vector<Timestamp> sent;
  for (Timestamp at = kNow; at < kNow + minutes(10); at += milliseconds(700)) {
    const int priority = sent.size() % 3 == 0 ? 0 : 4;
    if (NextFree(window, limits, priority, 1, at) > at) continue;
    window = AfterCalls(window, 1, at);
    sent.push_back(at);
  }
  for (size_t i = 5; i < sent.size(); ++i) EXPECT_GE(sent[i] - sent[i - 5], seconds(60));
  EXPECT_GT(sent.size(), 40U);
}

TEST(RateWindowTest, IsShutWhilePaused) {
  const RateWindow window = Paused(Paused({}, kNow + minutes(10)), kNow + minutes(1));
  EXPECT_EQ(FreeSlots(window, Limits(18, 1), 0, kNow + minutes(9)), 0);
  EXPECT_EQ(NextFree(window, Limits(18, 1), 0, 1, kNow), kNow + minutes(10));
  EXPECT_EQ(FreeSlots(window, Limits(18, 1), 0, kNow + minutes(10)), 18);
}

TEST(RateWindowTest, ForgetsCallsFromTheFuture) {
  const RateWindow window = AfterCalls(AfterCalls({}, 1, kNow + hours(1)), 1, kNow);
  EXPECT_EQ(window.calls, std::vector<Timestamp>{kNow});
}

TEST(RateWindowTest, LetsAMessageOfTwoCallsOutWhenTheLimitIsOne) {
  EXPECT_EQ(NextFree({}, Limits(1, 0), 5, 2, kNow), kNow);
  EXPECT_EQ(NextFree(AfterCalls({}, 2, kNow), Limits(1, 0), 5, 2, kNow + seconds(1)), kNow + seconds(60));
}

TEST(CallsForTest, CountsTheTextThatRingsBesideMarkdown) {
  ChannelSpec wecom = AChannel(ChannelType::kWecom);
  EXPECT_EQ(CallsFor(ANotification(), wecom), 1);
  wecom.markdown = true;
  EXPECT_EQ(CallsFor(ANotification(), wecom), 2);
  Notification silent = ANotification();
  silent.urgency = Urgency::kSilent;
  EXPECT_EQ(CallsFor(silent, wecom), 1);
}

TEST(CredentialOfTest, IsSharedByChannelsWithOneToken) {
  ChannelSpec one = AChannel(ChannelType::kDingtalk);
  one.token_file = "secrets/a";
  ChannelSpec other = one;
  other.id = "night";
  EXPECT_EQ(CredentialOf(one), CredentialOf(other));
  other.token_file = "secrets/b";
  EXPECT_NE(CredentialOf(one), CredentialOf(other));
}

TEST(RecentCallsTest, KnowsAfterACrashWhatHadLeft) {
  std::vector<Notification> rows(3, ANotification());
  rows[0].sent_at = kNow - seconds(10);
  rows[1].sent_at = kNow - seconds(70);
  const ChannelSpec channel = AChannel(ChannelType::kDingtalk);
  const RateLimits limits = RecentCalls(rows, {channel}, kNow);
  EXPECT_EQ(limits.at(CredentialOf(channel)).calls, std::vector<Timestamp>{kNow - seconds(10)});
}

}  // namespace
}  // namespace fenghuo
