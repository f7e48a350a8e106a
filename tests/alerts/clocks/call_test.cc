// What is said, and to whom, when something of an incident has to be done by a time.

#include "alerts/clocks/call.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

Desk WithAFiveHourClock() {
  Desk desk = AnOffice();
  ClockRule rule;
  rule.id = "first_information";
  rule.name = "权威信息发布";
  rule.basis = "国办发〔2016〕80号";
  rule.levels = {1, 2};
  rule.localities = {Locality::kLocal, Locality::kConcerned};
  rule.length = hours(5);
  rule.owners = {Role::kPublicityHead};
  desk.clocks = {rule};
  return desk;
}

// Signed for, so that only the clock speaks.
Incident Signed(const Desk& desk, Timestamp at, Level level = 2) {
  Incident incident = Open(AStory().OfLevel(level).facts, desk, 3, at).incident;
  return Act(incident, {.kind = ActionKind::kAcknowledge, .person = "zhang", .note = "已派员"}, desk, at)->incident;
}

// Everything that is due until `until`, decision by decision.
Decision Last(Incident& incident, const Desk& desk, Timestamp until) {
  Decision last;
  while (std::optional<Timestamp> next = NextDue(incident)) {
    if (*next > until) break;
    last = *Advance(incident, desk, *next);
    incident = last.incident;
  }
  return last;
}

TEST(CallTest, RemindsTheOwnerWhenHalfOfTheTimeHasGone) {
  const Desk desk = WithAFiveHourClock();
  Incident incident = Signed(desk, Local("2026-07-11 09:00"));
  incident.handling_note_at = Local("2026-07-11 09:00");

  const Decision decision = Last(incident, desk, Local("2026-07-11 11:30"));

  EXPECT_EQ(TextsOf(decision), std::vector<std::string>{
                                   "时限“权威信息发布”14:00到期，时限已过半，已通知新闻宣传科负责人孙某（消息）。"});
  EXPECT_EQ(decision.timeline[0].kind, "clock_reminded");
  EXPECT_EQ(ReceiversOf(decision), std::vector<std::string>{"mail: press"});
  EXPECT_EQ(decision.notifications[0].message.kind, MessageKind::kDeadline);
  EXPECT_EQ(decision.notifications[0].message.state, "时限提醒");
  EXPECT_EQ(decision.notifications[0].message.ask,
            "时限“权威信息发布”14:00到期，时限已过半，请新闻宣传科负责人孙某按时办结并登记");
}

TEST(CallTest, SaysHowMuchOfTheTimeIsGoneAtFourFifths) {
  const Desk desk = WithAFiveHourClock();
  Incident incident = Signed(desk, Local("2026-07-11 09:00"));
  incident.handling_note_at = Local("2026-07-11 09:00");

  const Decision decision = Last(incident, desk, Local("2026-07-11 13:00"));

  EXPECT_EQ(TextsOf(decision), std::vector<std::string>{
                                   "时限“权威信息发布”14:00到期，时限已用80%，已通知新闻宣传科负责人孙某（消息）。"});
}

TEST(CallTest, ClimbsTheChainOfTheIncidentWhenTheTimeIsOver) {
  const Desk desk = WithAFiveHourClock();
  Incident incident = Signed(desk, Local("2026-07-11 09:00"));
  incident.handling_note_at = Local("2026-07-11 09:00");

  const Decision due = Last(incident, desk, Local("2026-07-11 14:00"));
  EXPECT_EQ(TextsOf(due), std::vector<std::string>{"时限“权威信息发布”14:00到期，没有办结登记，已通知值班员王某、"
                                                   "新闻宣传科负责人孙某（响铃）。"});
  EXPECT_EQ(due.timeline[0].kind, "clock_overdue");
  EXPECT_EQ(due.notifications[0].message.state, "已超时限");

  const Decision ten_minutes_on = Last(incident, desk, Local("2026-07-11 14:10"));
  EXPECT_EQ(TextsOf(ten_minutes_on), std::vector<std::string>{"时限“权威信息发布”14:00到期，没有办结登记，已通知带班领导李某（响铃）。"});

  Last(incident, desk, Local("2026-07-11 14:30"));
  EXPECT_EQ(incident.clocks[0].countdown.climbed, 4);
  EXPECT_EQ(NextDue(incident), std::nullopt) << "everybody in the chain was told";
}

TEST(CallTest, RingsAtNightForTheCitysOwnOfTheTwoHighestLevels) {
  const Desk desk = WithAFiveHourClock();
  Incident incident = Signed(desk, Local("2026-07-10 18:30"));
  incident.handling_note_at = Local("2026-07-10 18:30");

  const Decision decision = Last(incident, desk, Local("2026-07-10 23:30"));

  ASSERT_FALSE(decision.notifications.empty());
  EXPECT_EQ(decision.notifications[0].urgency, Urgency::kRing);
}

TEST(CallTest, RingsNobodyAtNightForWhatOnlyConcernsTheCity) {
  const Desk desk = WithAFiveHourClock();
  Incident incident = Open(AStory().In(Locality::kConcerned).facts, desk, 3, Local("2026-07-10 18:30")).incident;
  incident = Act(incident, {.kind = ActionKind::kAcknowledge, .person = "zhang"}, desk, Local("2026-07-10 18:31"))->incident;
  incident.handling_note_at = Local("2026-07-10 18:31");

  const Decision decision = Last(incident, desk, Local("2026-07-10 23:30"));

  ASSERT_FALSE(decision.notifications.empty());
  for (const Notification& row : decision.notifications) EXPECT_EQ(row.urgency, Urgency::kSilent);
}

TEST(CallTest, TellsTheDeskWhereTheOwnerCannotBeFound) {
  Desk desk = WithAFiveHourClock();
  desk.clocks[0].owners = {Role::kCountyLiaison};
  Staff staff = AStaff();
  staff.units[5].head = "mute";
  staff.units[5].liaison = "mute";
  desk.roster = Roster(staff);
  Incident incident = Signed(desk, Local("2026-07-11 09:00"));
  incident.handling_note_at = Local("2026-07-11 09:00");

  const Decision decision = Last(incident, desk, Local("2026-07-11 11:30"));

  EXPECT_EQ(ReceiversOf(decision), (std::vector<std::string>{"duty-robot: wang", "mail: ops"}));
}

}  // namespace
}  // namespace fenghuo
