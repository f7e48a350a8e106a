#include "alerts/notify/system_alarms.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fenghuo {
namespace {

const Timestamp kStart = *ParseRfc3339("2026-07-11T01:00:00Z");
const Timestamp kNow = kStart + minutes(5);

SystemAlarm AnAlarm(const std::string& fingerprint, Timestamp starts_at = kStart) {
  return {.fingerprint = fingerprint, .name = "DiskFull", .severity = "warning", .where = "db-1", .summary = "97%",
          .starts_at = starts_at};
}

SystemAlarm Over(SystemAlarm alarm) {
  alarm.firing = false;
  return alarm;
}

TEST(SystemAlarmsTest, BeginOnceHoweverOftenTheyAreSaid) {
  const AlarmTurn first = TakeSystemAlarms({}, {AnAlarm("a"), AnAlarm("a")}, kNow);
  EXPECT_EQ(first.begun.size(), 1U);
  EXPECT_EQ(first.repeated, 1);

  const AlarmTurn again = TakeSystemAlarms(first.standing, {AnAlarm("a")}, kNow + hours(4));
  EXPECT_TRUE(again.begun.empty());
  EXPECT_EQ(again.repeated, 1);
  EXPECT_EQ(again.standing[0].seen_at, kNow + hours(4));
}

TEST(SystemAlarmsTest, BeginAnewWithALaterStart) {
  const AlarmTurn first = TakeSystemAlarms({}, {AnAlarm("a")}, kNow);
  EXPECT_EQ(TakeSystemAlarms(first.standing, {AnAlarm("a", kStart + minutes(1))}, kNow).begun.size(), 1U);
  EXPECT_EQ(TakeSystemAlarms(first.standing, {AnAlarm("a", kStart - minutes(1))}, kNow).begun.size(), 0U);
}

TEST(SystemAlarmsTest, EndOnceAndOnlyWhenTheyStood) {
  const AlarmTurn first = TakeSystemAlarms({}, {AnAlarm("a")}, kNow);
  EXPECT_TRUE(TakeSystemAlarms({}, {Over(AnAlarm("a"))}, kNow).ended.empty());
  const AlarmTurn over = TakeSystemAlarms(first.standing, {Over(AnAlarm("a")), Over(AnAlarm("b"))}, kNow);
  ASSERT_EQ(over.ended.size(), 1U);
  EXPECT_EQ(over.ended[0].fingerprint, "a");
  EXPECT_TRUE(over.standing.empty());
}

// What was on its way when it began anew.
TEST(SystemAlarmsTest, DoNotEndByTheEndOfAnEarlierStart) {
  const AlarmTurn anew = TakeSystemAlarms({}, {AnAlarm("a", kStart + minutes(3))}, kNow);
  const AlarmTurn late = TakeSystemAlarms(anew.standing, {Over(AnAlarm("a"))}, kNow);
  EXPECT_TRUE(late.ended.empty());
  EXPECT_EQ(late.standing.size(), 1U);
}

TEST(SystemAlarmsTest, DoNotGoRoundInCircles) {
  SystemAlarm notice = AnAlarm("a");
  notice.name = "FenghuoNotice";
  SystemAlarm incident = AnAlarm("b");
  incident.name = "PublicOpinion";
  const AlarmTurn turn = TakeSystemAlarms({}, {notice, incident}, kNow);
  EXPECT_TRUE(turn.begun.empty() && turn.standing.empty());
  EXPECT_EQ(turn.own, 2);
}

TEST(SystemAlarmsTest, AreForgottenWhenNobodyRepeatsThem) {
  const AlarmTurn first = TakeSystemAlarms({}, {AnAlarm("a")}, kNow);
  EXPECT_EQ(TakeSystemAlarms(first.standing, {}, kNow + hours(24 * 7)).standing.size(), 1U);
  EXPECT_TRUE(TakeSystemAlarms(first.standing, {}, kNow + hours(24 * 7) + seconds(1)).standing.empty());
}

TEST(SystemAlarmsTest, AreNeverMoreThanAThousand) {
  std::vector<StandingAlarm> standing;
  for (int i = 0; i < 1000; ++i) {
    standing.push_back({"old-" + std::to_string(i), "X", "", kStart, kStart + milliseconds(i)});
  }
  const AlarmTurn turn = TakeSystemAlarms(standing, {AnAlarm("new-1"), AnAlarm("new-2")}, kNow);
  EXPECT_EQ(turn.standing.size(), kStandingMax);
  auto has = [&](const std::string& fingerprint) {
    return std::any_of(turn.standing.begin(), turn.standing.end(),
                       [&](const StandingAlarm& one) { return one.fingerprint == fingerprint; });
  };
  EXPECT_FALSE(has("old-0") || has("old-1"));
  EXPECT_TRUE(has("old-2") && has("new-1") && has("new-2"));
}

TEST(SystemAlarmsTest, WakeSomebodyWhenOneIsCritical) {
  SystemAlarm critical = AnAlarm("a");
  critical.severity = "critical";
  SystemAlarm page = AnAlarm("b");
  page.severity = "page";
  EXPECT_FALSE(WakesSomebody({AnAlarm("c")}));
  EXPECT_TRUE(WakesSomebody({AnAlarm("c"), critical}));
  EXPECT_TRUE(WakesSomebody({page}));
}

TEST(SystemAlarmsTest, AreKeptAsTheyStand) {
  const std::vector<StandingAlarm> standing = {{"a\"\n", "名", "db-1", kStart, kNow}, {"b", "", "", kStart, kNow}};
  EXPECT_EQ(ParseKeptAlarms(KeptAlarms(standing)), standing);
  EXPECT_EQ(KeptAlarms({}), "");
  for (const char* broken : {"", "x", "{}", "[1,{}]", R"([{"fingerprint":5}])"}) EXPECT_TRUE(ParseKeptAlarms(broken).empty()) << broken;
}

}  // namespace
}  // namespace fenghuo
