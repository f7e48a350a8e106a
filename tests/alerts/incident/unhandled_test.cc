// The list that must be empty: what somebody should have done by now.

#include "alerts/incident/unhandled.h"

#include <gtest/gtest.h>

#include "alerts/tasks/tasks.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

std::vector<std::string> Found(const Incident& incident, Timestamp now) {
  std::vector<std::string> lines;
  for (const Unhandled& item : FindUnhandled(incident, AnOffice().roster, now)) lines.push_back(item.what);
  return lines;
}

Desk WithAClock() {
  Desk desk = AnOffice();
  ClockRule rule;
  rule.id = "first";
  rule.name = "权威信息发布";
  rule.levels = {3};
  rule.localities = {Locality::kLocal};
  rule.length = hours(5);
  rule.owners = {Role::kPublicityHead};
  desk.clocks = {rule};
  return desk;
}

TEST(UnhandledTest, IsEmptyWhileEverythingIsInItsTime) {
  const Incident opened = Open(AStory().OfLevel(3).facts, WithAClock(), 3, kNine).incident;

  EXPECT_TRUE(Found(opened, kNine + minutes(29)).empty());
}

TEST(UnhandledTest, NamesWhatIsLateOldestFirst) {
  const Desk desk = WithAClock();
  Incident incident = Open(AStory().OfLevel(3).facts, desk, 3, kNine).incident;
  incident = AssignTask(incident, {.unit = "catering", .what = "检查", .due = kNine + hours(2), .by = {"zhang"}}, desk, kNine)->incident;

  EXPECT_EQ(Found(incident, kNine + hours(6)),
            (std::vector<std::string>{"超期未签收", "交办事项1（餐饮科）超期未反馈", "时限“权威信息发布”超期"}));
}

TEST(UnhandledTest, NamesAnAnswerThatNobodyLookedAtForADay) {
  const Desk desk = AnOffice();
  Incident incident = Open(AStory().OfLevel(4).facts, desk, 3, kNine).incident;
  incident = Act(incident, {.kind = ActionKind::kAcknowledge, .person = "zhang"}, desk, kNine)->incident;
  incident = AssignTask(incident, {.unit = "catering", .what = "检查", .due = kNine + hours(2), .by = {"zhang"}}, desk, kNine)->incident;
  incident = ChangeTask(incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = {"cook"}, .note = "已检查"}, desk, kNine + hours(1))->incident;

  EXPECT_TRUE(Found(incident, kNine + hours(25)).empty());
  EXPECT_EQ(Found(incident, kNine + hours(26)), std::vector<std::string>{"交办事项1（餐饮科）已反馈，无人核实"});
}

TEST(UnhandledTest, IsEmptyForAnIncidentThatIsOver) {
  const Desk desk = WithAClock();
  const Incident opened = Open(AStory().OfLevel(3).facts, desk, 3, kNine).incident;
  const Incident closed =
      Act(opened, {.kind = ActionKind::kClose, .person = "li", .note = "查无此事", .reason = "误报"}, desk, kNine + hours(1))->incident;

  EXPECT_TRUE(Found(closed, kNine + hours(90)).empty());
}

}  // namespace
}  // namespace fenghuo
