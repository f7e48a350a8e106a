// The night of bureau.md: a story of level Ⅱ in the city, nobody answers, until somebody does.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;

// One incident and a clock that stops wherever something is due, as the engine's does.
class Night {
 public:
  explicit Night(Desk desk) : desk_(std::move(desk)) {}

  void Take(Decision decision) {
    incident_ = decision.incident;
    for (const TimelineEntry& entry : decision.timeline) {
      lines_.push_back(desk_.zone.Format(entry.at).substr(11, 5) + " " + entry.text);
    }
    for (const Notification& row : decision.notifications) sent_.push_back(row);
  }

  void Until(Timestamp end) {
    for (std::optional<Timestamp> due = NextDue(incident_); due && *due <= end; due = NextDue(incident_)) {
      std::optional<Decision> decision = Advance(incident_, desk_, *due);
      ASSERT_TRUE(decision.has_value());
      Take(*decision);
    }
  }

  std::vector<std::string> TakeLines() { return std::exchange(lines_, {}); }
  std::vector<Notification> TakeSent() { return std::exchange(sent_, {}); }
  const Incident& incident() const { return incident_; }
  const Desk& desk() const { return desk_; }

 private:
  Desk desk_;
  Incident incident_;
  std::vector<std::string> lines_;
  std::vector<Notification> sent_;
};

Night AnOrangeNight() {
  Night night(AnOffice());
  night.Take(Open(AStory().facts, night.desk(), 3, Local("2026-07-11 02:26")));
  return night;
}

TEST(EscalationTest, AsksTheDeskFirst) {
  Night night = AnOrangeNight();

  EXPECT_EQ(night.incident().id, "2026-0711-03");
  EXPECT_EQ(night.incident().state, IncidentState::kNotified);
  EXPECT_THAT(
      night.TakeLines(),
      ElementsAre("02:26 系统初判Ⅱ级（重大），属地本地，立为舆情事件0711-03；为何提醒：3个独立来源；近1小时37条。",
                  "02:26 已通知值班员张某（响铃），请02:36前签收。"));
  std::vector<Notification> sent = night.TakeSent();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].message.ask, "请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某");
  EXPECT_EQ(sent[0].priority, 0);
  EXPECT_EQ(sent[0].urgency, Urgency::kRing);
}

TEST(EscalationTest, GoesUpTheChainWhileNobodyAnswers) {
  Night night = AnOrangeNight();
  night.TakeLines();

  night.Until(Local("2026-07-11 07:00"));

  EXPECT_THAT(night.TakeLines(),
              ElementsAre("02:36 张某02:36前未签收，已通知带班领导李某（响铃）。",
                          "02:46 张某02:36前未签收，已通知分管局领导赵某（响铃）。",
                          "02:56 张某02:36前未签收，已通知主要负责人钱某（响铃）；此后列入合并通知和值班早报，直至签收。"));
  EXPECT_TRUE(night.incident().escalation.digest);
  EXPECT_TRUE(HasNextStepOrOwner(night.incident()));
}

TEST(EscalationTest, WritesDownThatTheTimeToSignIsOver) {
  Night night = AnOrangeNight();
  Decision fired = *Advance(night.incident(), night.desk(), Local("2026-07-11 02:36"));

  ASSERT_FALSE(fired.timeline.empty());
  EXPECT_EQ(fired.timeline.back().kind, "overdue");
}

TEST(EscalationTest, TellsTheNextOneWhoFailedAndWhoComesAfter) {
  Night night = AnOrangeNight();
  night.TakeSent();

  night.Until(Local("2026-07-11 02:36"));

  std::vector<Notification> sent = night.TakeSent();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].message.kind, MessageKind::kEscalation);
  EXPECT_EQ(sent[0].message.ask, "张某02:36前未签收，请带班领导李某立即签收；02:46自动通知分管局领导赵某");
  EXPECT_EQ(sent[0].message.unproved, "“12名学生送医”");
  EXPECT_EQ(sent[0].priority, 2);
}

TEST(EscalationTest, StopsWhenSomebodySignsAndGoesOnWhenNothingFollows) {
  Night night = AnOrangeNight();
  night.Until(Local("2026-07-11 02:36"));
  night.TakeLines();

  night.Take(*Act(night.incident(), {.kind = ActionKind::kAcknowledge, .person = "li", .entered_by = "zhang"},
                  night.desk(), Local("2026-07-11 02:40")));
  night.Until(Local("2026-07-11 03:50"));

  EXPECT_THAT(night.TakeLines(),
              ElementsAre("02:40 李某签收（张某代签收），催办停止；03:40前没有办理记录的恢复催办。",
                          "03:40 李某的签收03:40到期，没有办理记录，恢复催办。",
                          "03:40 李某的签收03:40到期，没有办理记录，已再次通知带班领导李某（响铃）。",
                          "03:50 张某03:50前未签收，已通知分管局领导赵某（响铃）。"));
}

TEST(EscalationTest, StaysQuietOnceWorkIsNoted) {
  Night night = AnOrangeNight();
  night.Take(*Act(night.incident(), {.kind = ActionKind::kAcknowledge, .person = "zhang"}, night.desk(),
                  Local("2026-07-11 02:30")));
  night.Take(*Act(night.incident(), {.kind = ActionKind::kNote, .person = "zhang", .note = "已电话核实"}, night.desk(),
                  Local("2026-07-11 02:50")));
  night.TakeLines();

  night.Until(Local("2026-07-12 07:00"));

  EXPECT_THAT(night.TakeLines(), ElementsAre());
  EXPECT_EQ(NextDue(night.incident()), std::nullopt);
  EXPECT_TRUE(HasNextStepOrOwner(night.incident()));
}

TEST(EscalationTest, KeepsThePolicyItStartedWith) {
  Night night = AnOrangeNight();
  Desk edited = AnOffice();
  edited.policies.rows.clear();
  edited.policies.night = {};

  std::optional<Decision> decision = Advance(night.incident(), edited, Local("2026-07-11 02:36"));

  ASSERT_TRUE(decision.has_value());
  EXPECT_THAT(ReceiversOf(*decision), ElementsAre("duty-robot: li", "mail: li"));
}

TEST(EscalationTest, CatchesUpOnceAfterALongGap) {
  Night night = AnOrangeNight();
  night.TakeLines();

  std::optional<Decision> decision = Advance(night.incident(), night.desk(), Local("2026-07-11 03:30"));

  ASSERT_TRUE(decision.has_value());
  EXPECT_THAT(TextsOf(*decision),
              ElementsAre("张某02:36前未签收（催办迟到，原定02:36），已通知带班领导李某、分管局领导赵某、主要负责人钱某（响铃）；"
                          "此后列入合并通知和值班早报，直至签收。"));
  EXPECT_THAT(ReceiversOf(*decision), ElementsAre("duty-robot: li", "mail: li", "mail: deputy", "mail: director"));
  EXPECT_EQ(Advance(decision->incident, night.desk(), Local("2026-07-11 03:30")), std::nullopt);
}

TEST(EscalationTest, RepeatsTheWholeChainOfTheHighestLevelUntilSomebodySigns) {
  Night night(AnOffice());
  night.Take(Open(AStory().OfLevel(1).facts, night.desk(), 1, Local("2026-07-11 02:00")));
  EXPECT_EQ(night.TakeSent()[0].message.ask,
            "请值班员张某02:05前签收，02:15前报初步研判；逾时每5分钟再次通知");
  night.TakeLines();

  night.Until(Local("2026-07-11 02:10"));

  EXPECT_THAT(night.TakeLines(),
              ElementsAre("02:05 02:05前无人签收，已再次通知值班员张某、带班领导李某、主要负责人钱某（响铃）。",
                          "02:10 02:05前无人签收，已再次通知值班员张某、带班领导李某、主要负责人钱某（响铃）。"));
}

TEST(EscalationTest, StaysOverdueAfterRepeatsWereMissed) {
  Night night(AnOffice());
  night.Take(Open(AStory().OfLevel(1).facts, night.desk(), 1, Local("2026-07-11 02:00")));

  night.Take(*Advance(night.incident(), night.desk(), Local("2026-07-11 03:30")));

  EXPECT_EQ(NextDue(night.incident()), Local("2026-07-11 03:35"));
  EXPECT_TRUE(IsOverdue(night.incident(), Local("2026-07-11 03:30")));
}

TEST(EscalationTest, LetsTheMorningCallComeAtTheEndOfTheNight) {
  Night night(AnOffice());
  night.Take(Open(AStory().In(Locality::kConcerned).facts, night.desk(), 1, Local("2026-07-11 02:00")));
  std::vector<Notification> sent = night.TakeSent();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].urgency, Urgency::kSilent);
  EXPECT_EQ(sent[0].message.ask, "请值班员张某07:10前签收，07:30前报初步研判；07:00自动通知带班领导李某");
  night.TakeLines();

  night.Until(Local("2026-07-11 08:00"));

  EXPECT_THAT(night.TakeLines(),
              ElementsAre("07:00 张某尚未签收，已通知带班领导李某（消息）；此后列入合并通知和值班早报，直至签收。"));
}

}  // namespace
}  // namespace fenghuo
