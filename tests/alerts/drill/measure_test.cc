#include "alerts/drill/measure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/drill/course.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kStart = Local("2026-07-11 10:00");

// One incident from its first document on, with all that was kept of it.
class Course {
 public:
  Course() {
    drill_.number = 3;
    drill_.started_at = kStart;
    drill_.scenario.participants = {"catering", "wang"};
    drill_.scenario.expected = {.first_notice = minutes(2), .acknowledged = minutes(10), .assessed = minutes(30),
                                .statement = hours(5), .closed = {}};
    AStory story;
    story.facts.drill = 3;
    story.facts.first_seen = kStart;
    Keep(Open(story.facts, desk_, 1, kStart + minutes(1)));
  }

  void Keep(const Decision& decision) {
    incident_ = decision.incident;
    for (const TimelineEntry& entry : decision.timeline) timelines_[incident_.id].push_back(entry);
    for (const Notification& row : decision.notifications) notifications_[incident_.id].push_back(row);
  }

  void Do(const Action& action, Timestamp at) { Keep(*Act(incident_, action, desk_, at)); }
  void Climb(Timestamp at) { Keep(*Advance(incident_, desk_, at)); }
  void End(Timestamp at) {
    drill_.ended_at = at;
    drill_.ended_by = "li";
    drill_.end_reason = "演练完毕";
    if (!IsOver(incident_.state)) Keep(EndOfDrill(incident_, drill_, desk_, at));
  }

  // Every message arrives so long after it was queued.
  void Deliver(Duration after) {
    for (Notification& row : notifications_[incident_.id]) {
      row.sent_at = row.created_at;
      row.finished_at = row.created_at + after;
      row.state = DeliveryState::kDelivered;
    }
  }

  DrillFindings Findings(Timestamp now) const { return Measure({drill_, {incident_}, timelines_, notifications_}, desk_.roster, now); }
  std::vector<Notification>& rows() { return notifications_[incident_.id]; }

 private:
  Desk desk_ = AnOffice();
  Drill drill_;
  Incident incident_;
  std::map<std::string, std::vector<TimelineEntry>> timelines_;
  std::map<std::string, std::vector<Notification>> notifications_;
};

// "acknowledged 6m of 10m in time"
std::vector<std::string> Shown(const DrillCase& one) {
  std::vector<std::string> lines;
  for (const DrillMilestone& milestone : one.milestones) {
    std::string line = milestone.name + " ";
    line += milestone.measured ? std::to_string(*milestone.measured / seconds(1)) : "-";
    if (milestone.expected) line += " of " + std::to_string(*milestone.expected / seconds(1));
    if (milestone.in_time) line += *milestone.in_time ? " in time" : " late";
    lines.push_back(line);
  }
  return lines;
}

TEST(DrillMeasureTest, TimesWhatWasDoneFromTheFirstDocumentOn) {
  Course course;
  course.Do({.kind = ActionKind::kAcknowledge, .person = "wang"}, kStart + minutes(6));
  course.Do({.kind = ActionKind::kAssess, .person = "wang", .level = 2}, kStart + minutes(40));
  course.Deliver(seconds(20));

  DrillFindings findings = course.Findings(kStart + hours(1));

  ASSERT_EQ(findings.cases.size(), 1U);
  EXPECT_THAT(Shown(findings.cases[0]), ElementsAre("first_notice 80 of 120 in time", "acknowledged 360 of 600 in time",
                                                    "assessed 2400 of 1800 late", "statement - of 18000", "closed -"));
  EXPECT_EQ(findings.cases[0].chases, 0);
  course.End(kStart + hours(2));
  findings = course.Findings(kStart + hours(30));
  EXPECT_EQ(Shown(findings.cases[0])[3], "statement - of 18000") << "the drill ended before it was due";
  EXPECT_EQ(Shown(findings.cases[0])[4], "closed -") << "only the end of the drill closed it";
}

TEST(DrillMeasureTest, ANoticeThatNobodyGotIsNoNotice) {
  Course course;
  for (Notification& row : course.rows()) {
    row.state = DeliveryState::kDead;
    row.sent_at = row.created_at;
  }
  const DrillFindings findings = course.Findings(kStart + hours(1));
  EXPECT_EQ(Shown(findings.cases[0])[0], "first_notice - of 120 late");
  EXPECT_EQ(findings.delivered, 0);
  EXPECT_GT(findings.lost, 0);
}

TEST(DrillMeasureTest, SaysWhoWasToldWhenAndWhoNeverAnswered) {
  Course course;
  course.Climb(kStart + minutes(11));
  course.Do({.kind = ActionKind::kAcknowledge, .person = "li"}, kStart + minutes(14));
  course.Deliver(seconds(5));
  course.End(kStart + minutes(50));

  const DrillFindings findings = course.Findings(kStart + minutes(50));

  std::map<std::string, DrillPerson> people;
  for (const DrillPerson& person : findings.people) people[person.person] = person;
  EXPECT_EQ(people["wang"].told_at, kStart + minutes(1));
  EXPECT_EQ(people["wang"].answered_at, std::nullopt);
  EXPECT_TRUE(people["wang"].participant);
  EXPECT_THAT(people["wang"].channels, ElementsAre("duty-robot"));
  EXPECT_EQ(people["li"].told_at, kStart + minutes(11));
  EXPECT_EQ(people["li"].answered_at, kStart + minutes(14)) << "and that he ended the drill is no answer";
  EXPECT_FALSE(people["li"].participant);
  EXPECT_EQ(findings.cases[0].chases, 1);
  EXPECT_THAT(findings.unanswered, ElementsAre("舆情事件演0711-01没有研判定级。", "舆情事件演0711-01到演练结束没有办结。",
                                               "王某收到通知后没有作任何答复。"));
}

TEST(DrillMeasureTest, OfADrillWithoutIncidentsNothingIsSaid) {
  Drill drill;
  drill.number = 1;
  const DrillFindings findings = Measure({drill, {}, {}, {}}, AnOffice().roster, kStart);
  EXPECT_THAT(findings.cases, IsEmpty());
  EXPECT_THAT(findings.people, IsEmpty());
  EXPECT_THAT(findings.unanswered, IsEmpty());
}

}  // namespace
}  // namespace fenghuo
