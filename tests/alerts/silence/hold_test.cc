// What is held back, what the timeline says of it, and where the chain goes on.

#include "alerts/silence/hold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/silence/a_silence.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kBecause = "因暂停提醒第3号（王某，至12:00，原因：检查组已在现场）未通知；暂停期满仍未签收的，届时通知。";

std::vector<std::string> LinesOf(const Decision& decision, const Desk& desk) {
  std::vector<std::string> lines;
  for (const TimelineEntry& entry : decision.timeline) lines.push_back(desk.zone.Format(entry.at).substr(11, 5) + " " + entry.kind + " " + entry.text);
  return lines;
}

// An incident under a silence: what comes by itself is held back as the core does it.
class Day {
 public:
  explicit Day(Silence silence = ASilence()) : silence_(std::move(silence)) {}

  void Take(Decision decision, const Incident* before, Timestamp now) {
    if (Covers(now)) held_ += HoldBack(decision, {before, silence_}, desk_, now);
    incident_ = decision.incident;
    for (const std::string& line : LinesOf(decision, desk_)) lines_.push_back(line);
    for (const Notification& row : decision.notifications) sent_.push_back(row);
  }
  void OpenAt(Timestamp now, Level level = 3) { Take(Open(AStory().OfLevel(level).facts, desk_, 3, now), nullptr, now); }
  void Until(Timestamp end) {
    for (std::optional<Timestamp> due = NextDue(incident_); due && *due <= end; due = NextDue(incident_)) {
      const Incident before = incident_;
      std::optional<Decision> decision = Advance(before, desk_, *due);
      ASSERT_TRUE(decision.has_value());
      Take(*decision, &before, *due);
    }
  }
  void Do(const Action& action, Timestamp now) {
    Result<Decision> decision = Act(incident_, action, desk_, now);
    ASSERT_TRUE(decision.ok()) << decision.error().message;
    incident_ = decision->incident;  // what a person does is not held back
  }

  std::vector<std::string> TakeLines() { return std::exchange(lines_, {}); }
  std::vector<Notification> TakeSent() { return std::exchange(sent_, {}); }
  Incident& incident() { return incident_; }
  const Desk& desk() const { return desk_; }
  Silence& silence() { return silence_; }
  int held() const { return held_; }

 private:
  bool Covers(Timestamp now) const { return IsActive(silence_, now); }

  Desk desk_ = AnOffice();
  Silence silence_;
  Incident incident_;
  std::vector<std::string> lines_;
  std::vector<Notification> sent_;
  int held_ = 0;
};

TEST(HoldBackTest, TellsNobodyOfWhatIsOpenedAndSaysWhoWasNotTold) {
  Day day;

  day.OpenAt(kTen);

  EXPECT_THAT(day.TakeSent(), IsEmpty());
  EXPECT_EQ(day.held(), 1);
  const std::vector<std::string> lines = day.TakeLines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1], std::string("10:00 silenced 本应通知值班员王某、餐饮科负责人周某、餐饮科联络员吴某、青溪区局负责人郑某（消息），并发责任单位工作群，") + kBecause);
  EXPECT_THAT(day.incident().told, IsEmpty());
  EXPECT_FALSE(day.incident().first_notice_at.has_value());
  EXPECT_EQ(day.incident().state, IncidentState::kDetected);
  EXPECT_TRUE(day.incident().escalation.digest) << "the lists have it";
  EXPECT_EQ(day.incident().escalation.acknowledge_by, kNoon + minutes(30));
  EXPECT_TRUE(HasNextStepOrOwner(day.incident()));
}

TEST(HoldBackTest, LetsTheWholeChainGoOnFromTheEnd) {
  Day day;
  day.OpenAt(kTen);
  day.TakeLines();

  day.Until(kNoon + hours(3));

  EXPECT_THAT(day.TakeLines(),
              ElementsAre("12:00 notified 已通知值班员王某、餐饮科负责人周某、餐饮科联络员吴某、青溪区局负责人郑某（消息），并发责任单位工作群，请12:30前签收。",
                          "12:30 overdue 王某12:30前未签收，已通知带班领导李某（消息）。",
                          "13:00 overdue 王某12:30前未签收，已通知新闻宣传科负责人孙某（消息）；此后列入合并通知和值班早报，直至签收。"));
  EXPECT_EQ(day.incident().state, IncidentState::kNotified);
  EXPECT_EQ(day.incident().first_notice_at, kNoon);
}

TEST(HoldBackTest, StopsAChainThatHasBegunAndLetsItGoOnWhereItStood) {
  Day day;
  day.silence().from = kTen + minutes(20);
  day.OpenAt(kTen);
  day.TakeLines();
  const std::vector<std::string> told = day.incident().told;

  day.Until(kNoon - minutes(1));
  EXPECT_THAT(day.TakeLines(), ElementsAre(std::string("10:30 silenced 王某10:30前未签收，本应通知带班领导李某（消息），") + kBecause));
  EXPECT_EQ(day.incident().told, told) << "who was told before stays told, and nobody else is";

  day.Until(kNoon + hours(1));
  EXPECT_THAT(day.TakeLines(),
              ElementsAre("12:00 overdue 王某10:30前未签收，已通知带班领导李某（消息）。",
                          "12:30 overdue 王某10:30前未签收，已通知新闻宣传科负责人孙某（消息）；此后列入合并通知和值班早报，直至签收。"));
}

TEST(HoldBackTest, RemindsAtTheEndWhereASignatureRanOutMeanwhile) {
  Day day;
  day.silence().from = kTen + hours(1);
  day.silence().to = kTen + hours(6);
  day.OpenAt(kTen);
  day.Do({.kind = ActionKind::kAcknowledge, .person = "wang"}, kTen + minutes(5));
  day.TakeLines();
  day.TakeSent();

  day.Until(kTen + hours(5));  // the signature lasts four hours
  EXPECT_THAT(day.TakeSent(), IsEmpty());
  EXPECT_FALSE(day.incident().acknowledgement.has_value());
  const std::vector<std::string> held = day.TakeLines();
  ASSERT_EQ(held.size(), 2u);
  EXPECT_EQ(held[0], "14:05 expired 王某的签收14:05到期，没有办理记录，恢复催办。");
  EXPECT_EQ(held[1].find("14:05 silenced "), 0u) << held[1];

  day.Until(kTen + hours(6) + minutes(30));
  const std::vector<std::string> lines = day.TakeLines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[0].find("16:00 "), std::string::npos) << "the step that fired last once more: " << lines[0];
  EXPECT_NE(lines[1].find("16:30 "), std::string::npos) << "and the next at its distance: " << lines[1];
}

TEST(HoldBackTest, LeavesDeadlinesAndTheRosterAlone) {
  Day day;
  Decision decision = Open(AStory().OfLevel(3).facts, day.desk(), 3, kTen);
  for (MessageKind kind : {MessageKind::kDeadline, MessageKind::kRosterGap, MessageKind::kAcknowledged, MessageKind::kClosed}) {
    Notification row;
    row.message.kind = kind;
    decision.notifications.push_back(row);
  }

  HoldBack(decision, {nullptr, day.silence()}, day.desk(), kTen);

  EXPECT_EQ(decision.notifications.size(), 4u);
}

TEST(HoldBackTest, LeavesADecisionThatTellsNobodyAsItIs) {
  Day day;
  Decision decision = Open(AStory().OfLevel(4).facts, day.desk(), 3, kTen);  // listed only
  const size_t entries = decision.timeline.size();

  EXPECT_EQ(HoldBack(decision, {nullptr, day.silence()}, day.desk(), kTen), 0);

  EXPECT_EQ(decision.timeline.size(), entries);
  EXPECT_FALSE(decision.incident.escalation.next_at.has_value());
}

TEST(GoOnTest, BringsTheChainForwardWhenTheSilenceIsEndedEarly) {
  Day day;
  day.OpenAt(kTen);
  day.TakeLines();
  const Timestamp eleven = kTen + hours(1);
  day.silence().ended_at = eleven;
  day.silence().ended_by = "li";

  std::optional<Decision> on = GoOn(day.incident(), {day.silence(), {"2026-0711-03", kTen}}, day.desk(), eleven);

  ASSERT_TRUE(on.has_value());
  EXPECT_THAT(TextsOf(*on), ElementsAre("暂停提醒第3号已由李某提前结束，恢复通知。"));
  EXPECT_EQ(on->incident.escalation.next_at, eleven);
  EXPECT_EQ(on->incident.escalation.acknowledge_by, eleven + minutes(30));
  const Incident before = day.incident();
  day.Take(*on, &before, eleven);
  day.TakeLines();
  day.Until(eleven + minutes(30));
  EXPECT_THAT(day.TakeLines(), ElementsAre("11:00 notified 已通知值班员王某、餐饮科负责人周某、餐饮科联络员吴某、青溪区局负责人郑某（消息），并发责任单位工作群，请11:30前签收。",
                                           "11:30 overdue 王某11:30前未签收，已通知带班领导李某（消息）。"));
}

TEST(GoOnTest, LeavesAChainAloneThatWasStartedAnewSince) {
  Day day;
  day.OpenAt(kTen);
  StoryFacts raised = AStory().OfLevel(2).facts;
  std::optional<Decision> risen = Regrade(day.incident(), raised, day.desk(), kTen + minutes(10));
  ASSERT_TRUE(risen.has_value());
  const std::optional<Timestamp> next = risen->incident.escalation.next_at;

  std::optional<Decision> on = GoOn(risen->incident, {day.silence(), {"2026-0711-03", kTen}}, day.desk(), kTen + minutes(10));

  ASSERT_TRUE(on.has_value());
  EXPECT_EQ(on->incident.escalation.next_at, next);
  EXPECT_THAT(TextsOf(*on), ElementsAre("暂停提醒第3号不再适用于本事件，恢复通知。"));
}

TEST(GoOnTest, SaysThatASignedOneIsNotToldAgain) {
  Day day;
  day.OpenAt(kTen);
  day.Do({.kind = ActionKind::kAcknowledge, .person = "wang"}, kTen + minutes(5));

  std::optional<Decision> on = GoOn(day.incident(), {day.silence(), {"2026-0711-03", kTen}}, day.desk(), kNoon);

  ASSERT_TRUE(on.has_value());
  EXPECT_THAT(TextsOf(*on), ElementsAre("暂停提醒第3号已到期，本事件已签收，不再补发。"));
  EXPECT_FALSE(on->incident.escalation.next_at.has_value());
}

}  // namespace
}  // namespace fenghuo
