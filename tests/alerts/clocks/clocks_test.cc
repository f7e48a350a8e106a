#include "alerts/clocks/clocks.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

ClockRule ARule(const std::string& id, const std::string& name, ClockStart start, Duration length) {
  ClockRule rule;
  rule.id = id;
  rule.name = name;
  rule.basis = "某文";
  rule.start = start;
  rule.levels = {1, 2};
  rule.localities = {Locality::kLocal};
  rule.length = length;
  rule.owners = {Role::kPublicityHead};
  return rule;
}

Desk WithClocks() {
  Desk desk = AnOffice();
  desk.clocks = {ARule("first", "权威信息发布", ClockStart::kLevel, hours(5)), ARule("reply", "舆情回应", ClockStart::kKnown, hours(48)),
                 ARule("complaint", "投诉受理决定", ClockStart::kByHand, Duration(0))};
  desk.clocks[2].working_days = 7;
  return desk;
}

std::vector<std::string> Entries(const Decision& decision, const std::string& kind) {
  std::vector<std::string> texts;
  for (const TimelineEntry& entry : decision.timeline) {
    if (entry.kind == kind) texts.push_back(entry.text);
  }
  return texts;
}

TEST(ClocksTest, StartWithTheIncidentAndSayUntilWhen) {
  const Decision opened = Open(AStory().facts, WithClocks(), 3, kNine);

  EXPECT_EQ(Entries(opened, "clock_started"), (std::vector<std::string>{"时限“权威信息发布”起算，7月11日14:00到期（5小时，某文）。",
                                                                         "时限“舆情回应”起算，7月13日09:00到期（2天，某文）。"}));
  ASSERT_EQ(opened.incident.clocks.size(), 2U);
  EXPECT_EQ(opened.incident.clocks[1].number, 2);
}

TEST(ClocksTest, DoNotStartForALevelOrAPlaceThatThePlanDoesNotName) {
  EXPECT_TRUE(Open(AStory().OfLevel(3).facts, WithClocks(), 3, kNine).incident.clocks.empty());
  EXPECT_TRUE(Open(AStory().In(Locality::kElsewhere).facts, WithClocks(), 3, kNine).incident.clocks.empty());
}

TEST(ClocksTest, StartWhenTheLevelRisesFromThenOrFromWhenItWasKnown) {
  const Desk desk = WithClocks();
  const Incident low = Open(AStory().OfLevel(3).facts, desk, 3, kNine).incident;

  const Incident raised = Regrade(low, AStory().OfLevel(2).facts, desk, kNine + hours(3))->incident;

  ASSERT_EQ(raised.clocks.size(), 2U);
  EXPECT_EQ(raised.clocks[0].countdown.due, kNine + hours(8)) << "from the level";
  EXPECT_EQ(raised.clocks[1].countdown.due, kNine + hours(48)) << "from when it was known";
}

TEST(ClocksTest, StartOnceAndKeepThePlanTheyStartedWith) {
  Desk desk = WithClocks();
  const Incident opened = Open(AStory().facts, desk, 3, kNine).incident;
  desk.clocks[0].length = hours(1);

  const Incident raised = Regrade(opened, AStory().OfLevel(1).facts, desk, kNine + minutes(10))->incident;

  ASSERT_EQ(raised.clocks.size(), 2U);
  EXPECT_EQ(raised.clocks[0].countdown.due, kNine + hours(5));
}

TEST(ClocksTest, AreStoppedByANamedPersonWithANote) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().facts, desk, 3, kNine).incident;

  Result<Decision> stopped =
      StopClock(opened, {.number = 1, .by = {"press", "wang"}, .note = "https://gov.example/1"}, desk, kNine + minutes(192));

  ASSERT_TRUE(stopped.ok()) << stopped.error().message;
  EXPECT_EQ(TextsOf(*stopped), std::vector<std::string>{
                                   "孙某（王某代录）登记时限“权威信息发布”办结，用时3小时12分，在时限内：https://gov.example/1。"});
  EXPECT_EQ(stopped->incident.clocks[0].ended->person, "press");
  EXPECT_EQ(stopped->incident.clocks[0].ended->entered_by, "wang");
  EXPECT_EQ(NextClockCall(stopped->incident), kNine + hours(24)) << "the other one runs on";
}

TEST(ClocksTest, SayByHowMuchTheyWereLate) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().facts, desk, 3, kNine).incident;

  Result<Decision> stopped = StopClock(opened, {.number = 1, .by = {"press"}, .note = "已发布"}, desk, kNine + minutes(347));

  EXPECT_EQ(TextsOf(*stopped), std::vector<std::string>{"孙某登记时限“权威信息发布”办结，超过时限47分：已发布。"});
}

TEST(ClocksTest, RefuseToStopWithoutANoteOrTwiceOrUnderAnUnknownName) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().facts, desk, 3, kNine).incident;

  EXPECT_EQ(StopClock(opened, {.number = 1, .by = {"press"}, .note = " 　"}, desk, kNine).error().message,
            "登记时限办结必须填写说明，例如发布的链接");
  EXPECT_EQ(StopClock(opened, {.number = 9, .by = {"press"}, .note = "已发布"}, desk, kNine).error().message,
            "舆情事件0711-03没有第9项时限");
  EXPECT_EQ(StopClock(opened, {.number = 1, .by = {"nobody"}, .note = "已发布"}, desk, kNine).error().message,
            "人员名单中没有“nobody”");
  const Incident stopped = StopClock(opened, {.number = 1, .by = {"press"}, .note = "已发布"}, desk, kNine)->incident;
  EXPECT_EQ(StopClock(stopped, {.number = 1, .by = {"press"}, .note = "已发布"}, desk, kNine).error().message,
            "时限“权威信息发布”已于7月11日09:00办结");
}

TEST(ClocksTest, OfThePlanAreStartedByHandFromWhenTheTermBegan) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().OfLevel(4).facts, desk, 3, kNine).incident;

  Result<Decision> started = StartClock(
      opened, {.rule = "complaint", .since = Local("2026-07-10 10:00"), .by = {"zhang"}, .note = "12315工单123号"}, desk, kNine);

  ASSERT_TRUE(started.ok()) << started.error().message;
  EXPECT_EQ(TextsOf(*started), std::vector<std::string>{
                                   "张某登记：时限“投诉受理决定”起算，7月21日17:30到期（7个工作日，某文）：12315工单123号。"});
  EXPECT_EQ(StartClock(started->incident, {.rule = "complaint", .by = {"zhang"}}, desk, kNine).error().message,
            "时限“投诉受理决定”已在计时");
}

TEST(ClocksTest, ByHandKeepTheirIncidentOpenUntilTheyAreEnded) {
  const Desk desk = WithClocks();
  Incident incident = Open(AStory().OfLevel(4).facts, desk, 3, kNine).incident;
  incident = Act(incident, {.kind = ActionKind::kAcknowledge, .person = "li"}, desk, kNine)->incident;
  incident = StartClock(incident, {.rule = "complaint", .by = {"zhang"}}, desk, kNine)->incident;
  const Action close{.kind = ActionKind::kClose, .person = "li", .note = "已责令整改", .reason = "已处置"};

  EXPECT_EQ(Act(incident, close, desk, kNine + hours(1)).error().message, "时限“投诉受理决定”尚未办结，登记办结后才能办结事件");
  EXPECT_EQ(Act(incident, {.kind = ActionKind::kHandOver, .person = "li", .note = "转市公安局"}, desk, kNine + hours(1)).error().message,
            "时限“投诉受理决定”尚未办结，登记办结后才能转出事件");

  incident = StopClock(incident, {.number = 1, .by = {"zhang"}, .note = "已答复"}, desk, kNine + hours(1))->incident;
  EXPECT_TRUE(Act(incident, close, desk, kNine + hours(2)).ok());
}

TEST(ClocksTest, OfOnesOwnHaveANameAndAnEndInTheFuture) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().OfLevel(4).facts, desk, 3, kNine).incident;

  EXPECT_EQ(StartClock(opened, {.by = {"zhang"}}, desk, kNine).error().message, "必须写明时限名称，或选择预案中的时限");
  EXPECT_EQ(StartClock(opened, {.name = "答复记者", .due = kNine, .by = {"zhang"}}, desk, kNine).error().message,
            "时限“答复记者”的到期时间必须晚于现在");
  EXPECT_EQ(StartClock(opened, {.rule = "none", .by = {"zhang"}}, desk, kNine).error().message, "预案中没有时限“none”");
  Result<Decision> started = StartClock(opened, {.name = "答复记者", .due = kNine + hours(3), .by = {"zhang"}}, desk, kNine);
  EXPECT_EQ(TextsOf(*started), std::vector<std::string>{"张某登记：时限“答复记者”起算，7月11日12:00到期（3小时）。"});
}

TEST(ClocksTest, EndWithTheIncidentAndStartAnewWhenItIsReopened) {
  const Desk desk = WithClocks();
  const Incident opened = Open(AStory().facts, desk, 3, kNine).incident;
  const Action close{.kind = ActionKind::kClose, .person = "li", .note = "查无此事", .reason = "误报"};

  const Incident closed = Act(opened, close, desk, kNine + hours(1))->incident;
  EXPECT_EQ(closed.clocks[0].ended->note, "随事件办结");
  EXPECT_EQ(NextDue(closed), std::nullopt);

  const Incident again = Act(closed, {.kind = ActionKind::kReopen, .person = "li", .note = "又有新投诉"}, desk, kNine + hours(9))->incident;
  ASSERT_EQ(again.clocks.size(), 4U);
  EXPECT_EQ(again.clocks[2].episode, 2);
  EXPECT_EQ(again.clocks[2].countdown.due, kNine + hours(14));
}

TEST(ClocksTest, OfTwoIncidentsThatBecomeOneTheEarlierOneRunsOn) {
  const Desk desk = WithClocks();
  Incident older = Open(AStory().OfLevel(3).facts, desk, 3, kNine).incident;
  const Incident younger = Open(AStory().facts, desk, 4, kNine + minutes(10)).incident;
  older = Regrade(older, AStory().facts, desk, kNine + minutes(40))->incident;

  const auto [stays, merged] = MergeIncidents({.older = older, .younger = younger}, desk, kNine + hours(1));

  ASSERT_EQ(stays.incident.clocks.size(), 2U);
  EXPECT_EQ(stays.incident.clocks[0].countdown.due, kNine + minutes(310)) << "the younger one was of the level first";
  EXPECT_EQ(stays.incident.clocks[1].countdown.due, kNine + hours(48));
  EXPECT_EQ(merged.incident.clocks[0].ended->note, "并入0711-03，时限在该事件中继续");
}

TEST(ClocksTest, ByHandOfTwoIncidentsThatBecomeOneBothRunOn) {
  const Desk desk = WithClocks();
  auto complained = [&](int number, Timestamp at) {
    const Incident opened = Open(AStory().OfLevel(4).facts, desk, number, at).incident;
    return StartClock(opened, {.rule = "complaint", .by = {"zhang"}}, desk, at)->incident;
  };

  const auto [stays, merged] =
      MergeIncidents({.older = complained(2, kNine), .younger = complained(3, kNine + hours(24 * 3))}, desk, kNine + hours(24 * 4));

  EXPECT_EQ(OpenClocksByHand(stays.incident, desk).size(), 2U) << "two complaints, two answers";
}

}  // namespace
}  // namespace fenghuo
