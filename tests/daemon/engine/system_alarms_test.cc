// What another monitoring system says, in the running core.

#include "daemon/core/system_alarms.h"

#include <gtest/gtest.h>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

SystemAlarm AnAlarm(const std::string& fingerprint = "a1") {
  return {.fingerprint = fingerprint,
          .name = "DiskFull",
          .severity = "warning",
          .where = "db-1",
          .summary = "/var 使用率97%",
          .starts_at = Morning() - minutes(2)};
}

AlarmReport Take(RunningOffice& office, const std::vector<SystemAlarm>& alarms) {
  Result<AlarmReport> report = office.engine().TakeAlarms(alarms, office.now());
  EXPECT_TRUE(report.ok());
  office.Turn();
  return *report;
}

TEST(SystemAlarmsTest, AreToldToOperationsOnceAlsoAfterARestart) {
  RunningOffice office;
  EXPECT_EQ(Take(office, {AnAlarm()}).begun, 1);
  office.Wait(hours(4));
  office.Restart();

  const AlarmReport again = Take(office, {AnAlarm()});

  EXPECT_EQ(again.begun, 0);
  EXPECT_EQ(again.repeated, 1);
  const std::vector<Notification> told = office.NotificationsOf(MessageKind::kSystemAlarm);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].receivers[0].person, "he");
  EXPECT_EQ(told[0].urgency, Urgency::kMessage);
  EXPECT_EQ(told[0].state, DeliveryState::kDelivered);
  EXPECT_EQ(told[0].message.lines, std::vector<std::string>{"【系统告警】DiskFull（warning），db-1：/var 使用率97%，自7月11日09:58起"});
  EXPECT_TRUE(office.Incidents().empty());
}

TEST(SystemAlarmsTest, AreOverWhenTheOtherSystemSaysSo) {
  RunningOffice office;
  Take(office, {AnAlarm()});
  office.Wait(minutes(30));
  SystemAlarm over = AnAlarm();
  over.firing = false;

  EXPECT_EQ(Take(office, {over}).ended, 1);
  EXPECT_EQ(Take(office, {over}).ended, 0);

  const std::vector<Notification> told = office.NotificationsOf(MessageKind::kSystemClear);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].message.lines, std::vector<std::string>{"【系统告警解除】DiskFull，db-1：已恢复，历时32分"});
}

TEST(SystemAlarmsTest, RingWhenOneOfThemIsCritical) {
  RunningOffice office;
  SystemAlarm critical = AnAlarm("b2");
  critical.severity = "critical";

  Take(office, {AnAlarm(), critical});

  const std::vector<Notification> told = office.NotificationsOf(MessageKind::kSystemAlarm);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].urgency, Urgency::kRing);
  EXPECT_EQ(told[0].message.lines.front(), "【系统告警】共2项");
  EXPECT_EQ(told[0].message.lines.size(), 3U);
}

TEST(SystemAlarmsTest, GoToTheDeskWhereOperationsCannotBeReached) {
  Config config = AnOffice();
  config.staff.operations.clear();
  RunningOffice office(config);

  Take(office, {AnAlarm()});

  const std::vector<Notification> told = office.NotificationsOf(MessageKind::kSystemAlarm);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].receivers[0].person, "zhang");
}

}  // namespace
}  // namespace fenghuo
