// The ledger of an incident in the running core: what is decided is durable, called for on time, and survives a restart.

#include <gtest/gtest.h>

#include "alerts/clocks/clocks.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

Config WithAClock() {
  Config config = AnOffice();
  ClockRule rule;
  rule.id = "first_information";
  rule.name = "权威信息发布";
  rule.levels = {1, 2};
  rule.localities = {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere, Locality::kUnknown};
  rule.length = hours(5);
  rule.owners = {Role::kDeputyInCharge};
  config.clocks = {rule};
  return config;
}

LedgerDeed Stopped(int number) {
  return {.actor = "zhang",
          .action = "clock.stop",
          .detail = "1",
          .decide = [number](const Incident& incident, const Desk& desk, Timestamp now) {
            return StopClock(incident, {.number = number, .by = {"zhang"}, .note = "已发布"}, desk, now);
          }};
}

// Signed for and worked on, so that only the clock speaks.
Incident Handled(RunningOffice& office) {
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  const std::string id = office.Incidents().at(0).id;
  office.Do(id, {.kind = ActionKind::kAcknowledge, .person = "zhang"});
  return office.Do(id, {.kind = ActionKind::kHandle, .person = "zhang"});
}

TEST(LedgerTest, CallsTheOwnerOnTimeAndTheChainWhenItIsOver) {
  RunningOffice office(WithAClock());
  const Incident incident = Handled(office);
  ASSERT_EQ(incident.clocks.size(), 1U);

  office.WaitUntil(incident.clocks[0].countdown.due + minutes(1));

  std::vector<Notification> told = office.NotificationsOf(MessageKind::kDeadline);
  ASSERT_GE(told.size(), 3U);
  EXPECT_EQ(told[0].created_at, incident.opened_at + minutes(150));
  EXPECT_EQ(told[1].created_at, incident.opened_at + hours(4));
  EXPECT_EQ(told[2].created_at, incident.opened_at + hours(5));
  EXPECT_EQ(told[2].message.state, "已超时限");
}

TEST(LedgerTest, KeepsAClockAndHowFarItHasCalledOverARestart) {
  RunningOffice office(WithAClock());
  const Incident incident = Handled(office);
  office.WaitUntil(incident.opened_at + hours(3));

  office.Restart();
  office.WaitUntil(incident.opened_at + minutes(239));

  EXPECT_EQ(office.NotificationsOf(MessageKind::kDeadline).size(), 1U) << "the reminder at half of the time came once";
  EXPECT_EQ(office.Incidents().at(0).clocks.at(0).countdown.next_at, incident.opened_at + hours(4));
}

TEST(LedgerTest, WritesADeedIntoTheTimelineAndTheAuditTrail) {
  RunningOffice office(WithAClock());
  const Incident incident = Handled(office);

  Result<Incident> stopped = office.engine().Do(incident.id, Stopped(1), office.now());

  ASSERT_TRUE(stopped.ok()) << stopped.error().message;
  EXPECT_EQ(office.engine().core().state.last_audit()->action, "clock.stop");
  EXPECT_EQ(office.store().Timeline(incident.id)->back().kind, "clock_stopped");
  office.Wait(hours(6));
  EXPECT_TRUE(office.NotificationsOf(MessageKind::kDeadline).empty());
}

TEST(LedgerTest, LeavesNothingOfADeedThatIsRefused) {
  RunningOffice office(WithAClock());
  const Incident incident = Handled(office);
  const std::optional<AuditRecord> before = office.engine().core().state.last_audit();

  EXPECT_FALSE(office.engine().Do(incident.id, Stopped(7), office.now()).ok());
  EXPECT_EQ(office.engine().Do("2026-0711-99", Stopped(1), office.now()).error().message, "没有编号为 2026-0711-99 的舆情事件");
  EXPECT_EQ(office.engine().core().state.last_audit()->sequence, before->sequence);
}

TEST(LedgerTest, DoesNotLoseAReminderBecauseSomebodySigns) {
  RunningOffice office(WithAClock());
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  const Incident incident = office.Incidents().at(0);
  office.SetTime(incident.opened_at + minutes(150));
  ASSERT_TRUE(office.engine().Tick(office.now()).ok());

  ASSERT_TRUE(office.engine().Act(incident.id, {.kind = ActionKind::kAcknowledge, .person = "zhang"}, office.now()).ok());

  const std::vector<Notification> reminders = office.NotificationsOf(MessageKind::kDeadline);
  ASSERT_FALSE(reminders.empty());
  EXPECT_EQ(reminders[0].state, DeliveryState::kPending);
}

TEST(LedgerTest, SaysEachDayThatTheListOfHolidaysIsMissing) {
  Config config = WithAClock();
  config.clocks[0].working_days = 2;
  config.calendar.years = {2025};
  RunningOffice office(config);

  office.Wait(hours(30));

  const std::vector<Notification> told = office.NotificationsOf(MessageKind::kRosterGap);
  ASSERT_GE(told.size(), 2U);
  EXPECT_EQ(told[0].message.lines.at(0), "【工作日历缺失】缺少2026年节假日和调休安排，按工作日计算的时限可能不准，请补充calendar.yml");
}

}  // namespace
}  // namespace fenghuo
