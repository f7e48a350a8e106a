#include "alerts/drill/course.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/reporting/reports.h"
#include "keywords/drill.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const Timestamp kDay = Local("2026-07-11 10:00");

Drill ADrill() {
  Drill drill;
  drill.number = 3;
  drill.started_at = kDay;
  drill.scenario.documents = {{.after = minutes(0), .source = "forum", .region = {}, .title = "呕吐", .text = {}, .observation = {}},
                              {.after = minutes(5), .source = "daily", .region = {}, .title = "呕吐", .text = {}, .observation = {}},
                              {.after = hours(2), .source = "daily", .region = {}, .title = "回应", .text = {}, .observation = {}}};
  return drill;
}

Decision OpenInDrill(Level level = 2) {
  AStory story;
  story.OfLevel(level);
  story.facts.drill = 3;
  return Open(story.facts, AnOffice(), 1, kDay);
}

TEST(DrillCourseTest, CountsWhatIsDueOnce) {
  Drill drill = ADrill();
  EXPECT_EQ(DueDocuments(drill, kDay), 1U);
  EXPECT_EQ(DueDocuments(drill, kDay + minutes(5)), 2U);
  drill.told = 2;
  EXPECT_EQ(DueDocuments(drill, kDay + minutes(5)), 0U);
  EXPECT_EQ(NextDue(drill), kDay + hours(2));
  drill.told = 3;
  EXPECT_EQ(NextDue(drill), kDay + hours(26)) << "then it ends by itself";
  EXPECT_FALSE(HasRunOut(drill, kDay + hours(25)));
  EXPECT_TRUE(HasRunOut(drill, kDay + hours(26)));
  drill.ended_at = kDay;
  EXPECT_EQ(DueDocuments(drill, kDay + hours(9)), 0U);
  EXPECT_EQ(NextDue(drill), std::nullopt);
  EXPECT_EQ(DueDocuments(Drill(), kDay), 0U);
}

TEST(DrillCourseTest, OpensAnIncidentThatCannotBeTakenForARealOne) {
  const Decision opened = OpenInDrill();
  EXPECT_EQ(opened.incident.id, "drill-2026-0711-01");
  EXPECT_EQ(opened.incident.number, "演0711-01");
  EXPECT_EQ(opened.incident.title, "【演练】某区一小学多名学生餐后呕吐送医");
  EXPECT_THAT(TextsOf(opened), Each(StartsWith(std::string(kDrillMark))));
  for (const Notification& row : opened.notifications) {
    EXPECT_TRUE(row.message.drill);
    EXPECT_EQ(row.message.title, "某区一小学多名学生餐后呕吐送医") << "a form puts the mark there";
    EXPECT_THAT(row.id, StartsWith("drill-2026-0711-01-"));
  }
}

TEST(DrillCourseTest, WhateverIsDoneToItsIncidentIsMarked) {
  const Desk desk = AnOffice();
  Incident incident = OpenInDrill().incident;
  for (const Action& action : {Action{.kind = ActionKind::kAcknowledge, .person = "wang"},
                               Action{.kind = ActionKind::kAssess, .person = "wang", .level = 1},
                               Action{.kind = ActionKind::kStatement, .person = "wang", .note = "已发布"},
                               Action{.kind = ActionKind::kEscalate, .person = "wang"}}) {
    Result<Decision> decision = Act(incident, action, desk, kDay + minutes(3));
    ASSERT_TRUE(decision.ok()) << decision.error().message;
    EXPECT_THAT(TextsOf(*decision), Each(StartsWith(std::string(kDrillMark))));
    for (const Notification& row : decision->notifications) EXPECT_TRUE(row.message.drill);
    incident = decision->incident;
  }
}

TEST(DrillCourseTest, AReportDraftedOfItIsMarked) {
  Incident incident = OpenInDrill().incident;
  UpwardReport report;
  report.number = 1;
  const std::string text = DraftText({incident, {}, report}, AnOffice(), kDay);
  EXPECT_THAT(text, StartsWith("【演练】舆情信息（首报）\n编号：舆〔2026〕演0711-01"));
}

TEST(DrillCourseTest, EndsAnOpenIncidentInWhateverStateAndRingsNobody) {
  Drill drill = ADrill();
  drill.ended_at = kDay + hours(1);
  drill.ended_by = "li";
  drill.end_reason = "演练完毕";
  const Decision ended = EndOfDrill(OpenInDrill().incident, drill, AnOffice(), kDay + hours(1));
  EXPECT_EQ(ended.incident.state, IncidentState::kClosed);
  EXPECT_EQ(ended.incident.closed_by, "li");
  EXPECT_EQ(NextDue(ended.incident), std::nullopt);
  EXPECT_TRUE(ended.supersede_pending);
  EXPECT_THAT(TextsOf(ended), ElementsAre("【演练】演练3结束（演练完毕），事件随之办结。"));
  ASSERT_FALSE(ended.notifications.empty());
  for (const Notification& row : ended.notifications) EXPECT_EQ(row.urgency, Urgency::kSilent);
}

TEST(DrillCourseTest, AMirrorGetsOneMessageATellingWithWhomItWasFor) {
  const Desk desk = AnOffice();
  const Decision opened = OpenInDrill(3);
  ASSERT_GT(opened.notifications.size(), 2U);
  const std::vector<Notification> rows = Mirrored(opened.notifications, desk, "hook");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].channel, "hook");
  EXPECT_TRUE(rows[0].mirrored);
  EXPECT_THAT(rows[0].receivers, IsEmpty());
  EXPECT_EQ(rows[0].id, opened.notifications[0].id);
  EXPECT_EQ(rows[0].message.lines.back(), "本应通知：王某（duty-robot群，消息）；周某、吴某（catering-robot群，消息）；郑某（mail群，消息）");
}

}  // namespace
}  // namespace fenghuo
