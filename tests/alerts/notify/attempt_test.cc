#include <gtest/gtest.h>

#include "alerts/notify/outcome.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime() + minutes(1);

Outcome AnOutcome(OutcomeKind kind) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.reason = "原因";
  return outcome;
}

Notification InFlight(Urgency urgency = Urgency::kMessage) {
  Notification row = ANotification();
  row.urgency = urgency;
  row.priority = urgency == Urgency::kRing ? 0 : 4;
  return BeforeAttempt(row, kNow);
}

Notification After(const Outcome& outcome, const Notification& row, ChannelType type = ChannelType::kDingtalk) {
  return AfterAttempt(row, outcome, AChannel(type), kNow, 0.5);
}

TEST(BeforeAttemptTest, CountsAndMarksTheAttempt) {
  const Notification row = BeforeAttempt(ANotification(), kNow);
  EXPECT_EQ(row.state, DeliveryState::kInFlight);
  EXPECT_EQ(row.attempts, 1);
  EXPECT_EQ(row.sent_at, kNow);
}

TEST(AfterAttemptTest, EndsWhenDelivered) {
  const Notification row = After(AnOutcome(OutcomeKind::kDelivered), InFlight());
  EXPECT_EQ(row.state, DeliveryState::kDelivered);
  EXPECT_EQ(row.finished_at, kNow);
  EXPECT_EQ(row.reason, "原因");
}

TEST(AfterAttemptTest, WaitsForAReceiptWhenAccepted) {
  Outcome accepted = AnOutcome(OutcomeKind::kAccepted);
  accepted.vendor_id = "v-1";
  const Notification row = After(accepted, InFlight());
  EXPECT_EQ(row.state, DeliveryState::kAccepted);
  EXPECT_EQ(row.vendor_id, "v-1");
  EXPECT_FALSE(row.finished_at);
}

TEST(AfterAttemptTest, BacksOffAndNeverSoonerThanAsked) {
  Outcome retry = AnOutcome(OutcomeKind::kRetry);
  EXPECT_EQ(After(retry, InFlight()).next_at, kNow + milliseconds(500));
  retry.retry_after = seconds(90);
  const Notification row = After(retry, InFlight());
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_EQ(row.next_at, kNow + seconds(90));

  Notification late = InFlight();
  late.attempts = 20;
  retry.retry_after = seconds(1);
  EXPECT_EQ(After(retry, late).next_at, kNow + seconds(150));
}

TEST(AfterAttemptTest, IsDeadWhenTheRetryWouldComeTooLate) {
  Notification row = InFlight(Urgency::kRing);
  row.expires_at = kNow + minutes(5);
  Outcome retry = AnOutcome(OutcomeKind::kRetry);
  retry.retry_after = minutes(10);

  const Notification after = After(retry, row);

  EXPECT_EQ(after.state, DeliveryState::kDead);
  EXPECT_EQ(after.finished_at, kNow);
  EXPECT_EQ(after.reason, "时限内来不及重试；原因");
}

TEST(AfterAttemptTest, IsSupersededWhenTheAnswerComesAfterItsTime) {
  Notification row = InFlight(Urgency::kRing);
  row.expires_at = kNow;

  const Notification after = After(AnOutcome(OutcomeKind::kRetry), row);

  EXPECT_EQ(after.state, DeliveryState::kSuperseded);
  EXPECT_EQ(after.reason, "已过时限，不再发送；原因");
}

TEST(AfterAttemptTest, TriesTheShortFormOnceAndAtOnce) {
  Outcome too_long = AnOutcome(OutcomeKind::kPermanent);
  too_long.try_short_form = true;
  const Notification second = After(too_long, InFlight());
  EXPECT_EQ(second.state, DeliveryState::kPending);
  EXPECT_TRUE(second.short_form);
  EXPECT_EQ(second.next_at, kNow);

  const Notification third = After(too_long, BeforeAttempt(second, kNow));
  EXPECT_EQ(third.state, DeliveryState::kDead);
}

TEST(AfterAttemptTest, IsDeadWhenRefusedForGood) {
  const Notification row = After(AnOutcome(OutcomeKind::kPermanent), InFlight());
  EXPECT_EQ(row.state, DeliveryState::kDead);
  EXPECT_EQ(row.finished_at, kNow);
}

TEST(AfterAttemptTest, RepeatsAnUnknownResultSilentlyWhereTheReceiverSeesTheSameId) {
  const Outcome unknown = AnOutcome(OutcomeKind::kUnknown);
  for (const ChannelType type : {ChannelType::kWebhook, ChannelType::kSmtp}) {
    Notification row = InFlight();
    for (int i = 0; i < 5; ++i) {
      row = After(unknown, row, type);
      ASSERT_EQ(row.state, DeliveryState::kPending);
      ASSERT_FALSE(row.repeat_marked);
      row = BeforeAttempt(row, kNow);
    }
  }
}

TEST(AfterAttemptTest, RepeatsAnUnknownResultOnceAndMarkedInAChat) {
  const Outcome unknown = AnOutcome(OutcomeKind::kUnknown);
  for (const ChannelType type : {ChannelType::kDingtalk, ChannelType::kWecom, ChannelType::kFeishu}) {
    const Notification second = After(unknown, InFlight(), type);
    EXPECT_EQ(second.state, DeliveryState::kPending);
    EXPECT_TRUE(second.repeat_marked);
    const Notification third = After(unknown, BeforeAttempt(second, kNow), type);
    EXPECT_EQ(third.state, DeliveryState::kDead);
    EXPECT_EQ(third.reason, "重发后结果仍不明；原因");
  }
}

TEST(BackOffTest, GivesPagesTheirOwnSteadyRhythm) {
  const int waits[] = {1, 2, 4, 8, 15, 30, 60, 60, 60};
  for (int i = 0; i < 9; ++i) EXPECT_EQ(BackOff(i + 1, true, 0.9), seconds(waits[i]));
}

TEST(BackOffTest, SpreadsTheRestUpToFiveMinutes) {
  EXPECT_EQ(BackOff(1, false, 0.0), milliseconds(100));
  EXPECT_EQ(BackOff(1, false, 0.999), milliseconds(999));
  EXPECT_EQ(BackOff(4, false, 0.5), seconds(4));
  EXPECT_EQ(BackOff(9, false, 0.5), seconds(128));
  EXPECT_EQ(BackOff(10, false, 0.5), seconds(150));
  EXPECT_EQ(BackOff(1'000'000, false, 0.5), seconds(150));
  EXPECT_EQ(BackOff(0, false, 0.5), milliseconds(500));
}

TEST(AfterCrashTest, SendsAgainWhatTheReceiverWillKnow) {
  const Notification row = AfterCrash(InFlight(), AChannel(ChannelType::kWebhook), kNow);
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_EQ(row.next_at, kNow);
  EXPECT_EQ(row.attempts, 1);
  EXPECT_FALSE(row.repeat_marked);
}

TEST(AfterCrashTest, MarksAChatMessageAndNeverRepeatsItTwice) {
  const ChannelSpec chat = AChannel(ChannelType::kWecom);
  const Notification second = AfterCrash(InFlight(), chat, kNow);
  EXPECT_EQ(second.state, DeliveryState::kPending);
  EXPECT_TRUE(second.repeat_marked);
  const Notification third = AfterCrash(BeforeAttempt(second, kNow), chat, kNow);
  EXPECT_EQ(third.state, DeliveryState::kDead);
  EXPECT_EQ(third.reason, "重发后结果仍不明；程序中断时正在发送，结果不明");
}

TEST(AfterCrashTest, IsSupersededAfterALongNight) {
  Notification row = InFlight();
  row.expires_at = kNow - minutes(1);
  EXPECT_EQ(AfterCrash(row, AChannel(ChannelType::kWebhook), kNow).state, DeliveryState::kSuperseded);
}

}  // namespace
}  // namespace fenghuo
