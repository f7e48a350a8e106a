#include "alerts/notify/channel_health.h"

#include <gtest/gtest.h>

#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

Outcome AnOutcome(OutcomeKind kind) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.reason = "未能连接";
  return outcome;
}

ChannelHealth FailingSince(Timestamp at) {
  ChannelHealth health;
  health.failing_since = at;
  return health;
}

Roster AnOffice() {
  Staff staff;
  staff.people = {{.id = "zhang", .name = "张某", .unit = "", .phone = "", .permissions = {}, .token_hash = "",
                   .contacts = {{"desk", "13800000000"}, {"mail", "zhang@office.example"}}},
                  {.id = "li", .name = "李某", .unit = "", .phone = "", .permissions = {}, .token_hash = "",
                   .contacts = {{"mail", "li@office.example"}}},
                  {.id = "wang", .name = "王某", .unit = "", .phone = "", .permissions = {}, .token_hash = "", .contacts = {}}};
  return Roster(std::move(staff));
}

TEST(FallbackTest, WhatAMirrorGetsTakesNoOtherWay) {
  Notification row = ANotification();
  row.state = DeliveryState::kDead;
  EXPECT_EQ(WantsFallback(row, {}, NoticeTime()), FallbackReason::kDead);
  row.mirrored = true;
  EXPECT_EQ(WantsFallback(row, {}, NoticeTime()), FallbackReason::kNone);
}

TEST(ChannelHealthTest, FailsFromTheFirstFailureAfterASuccess) {
  ChannelHealth health = AfterOutcome({}, AnOutcome(OutcomeKind::kRetry), kNow);
  health = AfterOutcome(health, AnOutcome(OutcomeKind::kUnknown), kNow + seconds(30));
  EXPECT_EQ(health.failing_since, kNow);
  EXPECT_EQ(health.reason, "未能连接");
  EXPECT_FALSE(IsOutOfOrder(health, kNow + seconds(59)));
  EXPECT_TRUE(IsOutOfOrder(health, kNow + seconds(60)));

  health = AfterOutcome(health, AnOutcome(OutcomeKind::kDelivered), kNow + seconds(90));
  EXPECT_FALSE(health.failing_since);
  EXPECT_EQ(health.last_success_at, kNow + seconds(90));
}

TEST(ChannelHealthTest, IsNotBlamedForAMessageThatWasTooLong) {
  Outcome too_long = AnOutcome(OutcomeKind::kPermanent);
  too_long.try_short_form = true;
  EXPECT_FALSE(AfterOutcome({}, too_long, kNow).failing_since);
  Outcome gone = AnOutcome(OutcomeKind::kPermanent);
  gone.channel_broken = true;
  EXPECT_TRUE(IsOutOfOrder(AfterOutcome({}, gone, kNow), kNow));
}

TEST(WantsFallbackTest, ComesAfterAMinuteOfFailure) {
  Notification row = ANotification();
  row.attempts = 3;
  EXPECT_EQ(WantsFallback(row, FailingSince(kNow), kNow + seconds(59)), FallbackReason::kNone);
  EXPECT_EQ(WantsFallback(row, FailingSince(kNow), kNow + seconds(60)), FallbackReason::kFailing);
  EXPECT_EQ(WantsFallback(row, {}, kNow + hours(1)), FallbackReason::kNone);
}

TEST(WantsFallbackTest, DoesNotMakeAPageTryADeadChannelFirst) {
  Notification page = ANotification();
  Notification update = ANotification();
  update.priority = 4;
  EXPECT_EQ(WantsFallback(page, FailingSince(kNow - hours(1)), kNow), FallbackReason::kFailing);
  EXPECT_EQ(WantsFallback(update, FailingSince(kNow - hours(1)), kNow), FallbackReason::kNone);
}

TEST(WantsFallbackTest, ComesAtOnceForADeadRowOrABannedRobot) {
  Notification dead = ANotification();
  dead.state = DeliveryState::kDead;
  EXPECT_EQ(WantsFallback(dead, {}, kNow), FallbackReason::kDead);

  Outcome banned = AnOutcome(OutcomeKind::kRetry);
  banned.fallback_now = true;
  banned.retry_after = minutes(10);
  const ChannelHealth health = AfterOutcome({}, banned, kNow);
  Notification update = ANotification();
  update.priority = 4;
  EXPECT_EQ(WantsFallback(ANotification(), health, kNow), FallbackReason::kBanned);
  EXPECT_EQ(WantsFallback(update, health, kNow), FallbackReason::kNone);
  EXPECT_EQ(WantsFallback(ANotification(), {}, kNow), FallbackReason::kNone);
}

TEST(WantsFallbackTest, IsAskedForOnceOnly) {
  Notification copy = ANotification();
  copy.replays = "another";
  copy.state = DeliveryState::kDead;
  EXPECT_EQ(WantsFallback(copy, FailingSince(kNow - hours(1)), kNow), FallbackReason::kNone);
}

TEST(FallbackRowsTest, FindsTheAddressesOfTheOtherChannel) {
  Notification row = ANotification();
  row.receivers = {{"zhang", "13800000000"}, {"li", "13900000000"}, {"wang", ""}, {"", ""}};
  ChannelSpec mail = AChannel(ChannelType::kSmtp);
  mail.id = "mail";

  const std::vector<Notification> rows = FallbackRows(row, mail, AnOffice(), kNow);

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].receivers.front().address, "zhang@office.example");
  EXPECT_EQ(rows[1].receivers.front().address, "li@office.example");
  EXPECT_NE(rows[0].id, rows[1].id);
  EXPECT_EQ(rows[0].replays, row.id);
  EXPECT_EQ(rows[0].state, DeliveryState::kPending);
  EXPECT_EQ(rows[0].reason, "原通道未能送达，改由本通道发送");
  EXPECT_EQ(rows[0].message.title, row.message.title);
  EXPECT_EQ(FallbackRows(row, mail, AnOffice(), kNow + hours(1))[0].id, rows[0].id);
}

TEST(FallbackRowsTest, SpeaksToAGroupAlsoWhenItCanMentionNobody) {
  Notification row = ANotification();
  row.id = std::string(120, 'n');
  row.receivers = {{"li", "li@office.example"}};
  const std::vector<Notification> rows = FallbackRows(row, AChannel(ChannelType::kDingtalk), AnOffice(), kNow);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].receivers.front().person, "li");
  EXPECT_EQ(rows[0].receivers.front().address, "");
  EXPECT_LE(rows[0].id.size(), 120U);
  EXPECT_EQ(rows[0].id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos);
}

TEST(ChannelAlarmTest, SaysWhatIsWrongAndWhatToDo) {
  ChannelHealth health = FailingSince(kNow);
  health.broken = true;
  health.reason = "凭据或地址无效（HTTP 403）";
  const Message alarm = ChannelAlarm(AChannel(ChannelType::kWecom), health, 2, kNow);
  EXPECT_EQ(alarm.lines, (std::vector<std::string>{"【通知通道异常】值班群：凭据或地址无效（HTTP 403）", "未送达2条，见页面“通知”",
                                                   "请运维检查该通道的地址、密钥和证书"}));
}

}  // namespace
}  // namespace fenghuo
