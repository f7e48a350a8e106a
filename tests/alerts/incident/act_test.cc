#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kDay = Local("2026-07-11 10:00");

Incident AnIncident(Level level = 2) { return Open(AStory().OfLevel(level).facts, AnOffice(), 3, kDay).incident; }

Result<Decision> Try(const Incident& incident, const Action& action, Timestamp now = kDay + minutes(5)) {
  return Act(incident, action, AnOffice(), now);
}

Decision Do(const Incident& incident, const Action& action, Timestamp now = kDay + minutes(5)) {
  Result<Decision> decision = Try(incident, action, now);
  EXPECT_TRUE(decision.ok()) << decision.error().message;
  return *decision;
}

Incident Signed(Level level = 2) {
  return Do(AnIncident(level), {.kind = ActionKind::kAcknowledge, .person = "li"}).incident;
}

std::string ErrorOf(const Incident& incident, const Action& action) { return Try(incident, action).error().message; }

TEST(ActTest, RefusesAPersonWhomTheRosterDoesNotKnow) {
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kAcknowledge, .person = "ghost"}), "人员名单中没有“ghost”");
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kAcknowledge, .person = "li", .entered_by = "ghost"}),
            "人员名单中没有“ghost”");
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kAcknowledge}), "必须写明经办人");
}

TEST(ActTest, SaysWhatIsAllowedInTheStateItIsIn) {
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kHandle, .person = "li"}),
            "舆情事件0711-03当前为“已通知”，不能转入处置；现在可以：签收、办结、报带班领导、填写办理记录、转出");
  EXPECT_EQ(ErrorOf(Signed(), {.kind = ActionKind::kAcknowledge, .person = "zhang"}),
            "舆情事件0711-03当前为“已签收”，李某已签收，不能签收；现在可以：研判定级、转入处置、办结、报带班领导、填写办理记录、转出");
  Incident merged = AnIncident();
  merged.state = IncidentState::kMerged;
  EXPECT_EQ(ErrorOf(merged, {.kind = ActionKind::kNote, .person = "li", .note = "x"}),
            "舆情事件0711-03当前为“并案”，不能填写办理记录，也不能再作其他操作");
}

TEST(ActTest, NamesTheFieldThatIsMissing) {
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kNote, .person = "li", .note = " 　\n"}),
            "填写办理记录必须填写说明");
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kHandOver, .person = "li"}), "转出必须填写说明");
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .reason = "误报"}), "办结必须填写说明");
  EXPECT_EQ(ErrorOf(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .note = "查过", .reason = "没事了"}),
            "办结原因须为已处置、经查不属实、外地事件已排查、与本局无关、误报、并入其他事件之一，现为“没事了”");
  EXPECT_EQ(ErrorOf(Signed(), {.kind = ActionKind::kAssess, .person = "li"}), "研判定级必须给出等级");
  EXPECT_EQ(ErrorOf(Signed(), {.kind = ActionKind::kAssess, .person = "li", .level = 5}),
            "定级须为Ⅰ级至Ⅳ级，现为“5”");
}

TEST(AcknowledgeTest, PausesTheChainAndTellsThoseToldBefore) {
  Decision decision = Do(AnIncident(), {.kind = ActionKind::kAcknowledge, .person = "li"});

  EXPECT_EQ(decision.incident.state, IncidentState::kAcknowledged);
  EXPECT_TRUE(decision.incident.escalation.paused);
  EXPECT_TRUE(decision.supersede_pending);
  EXPECT_EQ(decision.incident.first_acknowledged_at, kDay + minutes(5));
  EXPECT_EQ(NextDue(decision.incident), kDay + minutes(65));
  EXPECT_THAT(TextsOf(decision), ElementsAre("李某签收，催办停止；11:05前没有办理记录的恢复催办。"));
  EXPECT_EQ(decision.timeline[0].actor, "li");
  ASSERT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: wang"));
  const Notification& row = decision.notifications[0];
  EXPECT_EQ(row.urgency, Urgency::kSilent);
  EXPECT_EQ(row.priority, 4);
  EXPECT_EQ(row.message.kind, MessageKind::kAcknowledged);
  EXPECT_EQ(row.message.state, "已签收");
  EXPECT_EQ(row.message.ask, "10:05李某签收，催办停止");
}

TEST(AcknowledgeTest, TellsTheGroupThatWasTold) {
  Decision decision = Do(AnIncident(3), {.kind = ActionKind::kAcknowledge, .person = "cook"});

  EXPECT_THAT(ReceiversOf(decision),
              ElementsAre("duty-robot: wang", "catering-robot: cook-liaison", "mail: qingxi-head"));
}

TEST(AcknowledgeTest, MarksASignatureGivenForAnother) {
  Decision decision = Do(AnIncident(), {.kind = ActionKind::kAcknowledge, .person = "li", .entered_by = "wang",
                                        .note = "电话确认"});

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("李某签收（王某代签收），催办停止；11:05前没有办理记录的恢复催办：电话确认。"));
  EXPECT_EQ(decision.incident.acknowledgement->person, "li");
  EXPECT_EQ(decision.incident.acknowledgement->entered_by, "wang");
}

TEST(AcknowledgeTest, NeverRunsOutWhereThePolicyGivesNoTime) {
  Desk desk = AnOffice();
  desk.policies.levels[2].acknowledgement_lasts = Duration(0);
  Incident incident = Open(AStory().facts, desk, 3, kDay).incident;

  Decision decision = *Act(incident, {.kind = ActionKind::kAcknowledge, .person = "li"}, desk, kDay);

  EXPECT_THAT(TextsOf(decision), ElementsAre("李某签收，催办停止。"));
  EXPECT_EQ(NextDue(decision.incident), std::nullopt);
  EXPECT_TRUE(HasNextStepOrOwner(decision.incident));
}

TEST(AcknowledgeTest, IsGoodForAnIncidentThatWasOnlyListedAndRemindsItsOwner) {
  Incident blue = Do(AnIncident(4), {.kind = ActionKind::kAcknowledge, .person = "cook"}).incident;

  Decision decision = *Advance(blue, AnOffice(), *NextDue(blue));

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("周某的签收18:05到期，没有办理记录，恢复催办。",
                          "周某的签收18:05到期，没有办理记录，已再次通知周某（消息）；此后列入合并通知和值班早报，直至签收。"));
  EXPECT_EQ(decision.notifications[0].message.ask, "周某的签收18:05到期，没有办理记录，请周某立即签收");
  EXPECT_TRUE(HasNextStepOrOwner(decision.incident));
}

TEST(AssessTest, ConfirmsALevel) {
  Decision decision =
      Do(Signed(), {.kind = ActionKind::kAssess, .person = "deputy", .note = "已核实", .level = 2});

  EXPECT_EQ(decision.incident.state, IncidentState::kAssessed);
  EXPECT_EQ(decision.incident.confirmed_level, 2);
  EXPECT_EQ(decision.incident.confirmed_by, "deputy");
  EXPECT_THAT(TextsOf(decision), ElementsAre("赵某研判定级Ⅱ级（重大）：已核实。"));
  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_EQ(NextDue(decision.incident), std::nullopt);  // work is noted: the signature holds
}

TEST(AssessTest, TellsThePeopleOfAHigherLevelAtOnce) {
  Decision decision = Do(Signed(3), {.kind = ActionKind::kAssess, .person = "deputy", .level = 2});

  EXPECT_THAT(TextsOf(decision), ElementsAre("赵某研判定级Ⅱ级（重大），系统初判Ⅲ级。",
                                             "提级后已通知值班员王某（响铃），请10:15前签收。"));
  EXPECT_EQ(decision.incident.level, 2);
  EXPECT_EQ(decision.incident.state, IncidentState::kAssessed);
  EXPECT_EQ(decision.incident.acknowledgement->person, "li");
  EXPECT_TRUE(decision.incident.escalation.paused);
}

TEST(AssessTest, RingsNobodyForALowerLevel) {
  Decision decision = Do(Signed(), {.kind = ActionKind::kAssess, .person = "deputy", .level = 3});

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("赵某研判定级Ⅲ级（较大），系统初判Ⅱ级。", "定级由Ⅱ级降为Ⅲ级，不另行通知。"));
  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_EQ(decision.incident.levels.back().reason, "赵某研判定级");
}

TEST(AssessTest, MayBeGivenAgainWhileItIsBeingHandled) {
  Incident incident = Do(Signed(), {.kind = ActionKind::kHandle, .person = "cook"}).incident;

  Decision decision = Do(incident, {.kind = ActionKind::kAssess, .person = "deputy", .level = 3});

  EXPECT_EQ(decision.incident.state, IncidentState::kHandling);
}

TEST(ActTest, GoesThroughTheWholeLifeOfAnIncident) {
  Incident incident = Signed();
  std::vector<std::string> texts;
  for (const Action& action : std::vector<Action>{
           {.kind = ActionKind::kAssess, .person = "deputy", .level = 2},
           {.kind = ActionKind::kHandle, .person = "cook", .note = "已到现场"},
           {.kind = ActionKind::kStatement, .person = "press", .note = "首次通报"},
           {.kind = ActionKind::kHandle, .person = "cook"},
           {.kind = ActionKind::kWatch, .person = "cook"},
           {.kind = ActionKind::kClose, .person = "deputy", .entered_by = "wang", .note = "学生均已出院", .reason = "已处置"},
           {.kind = ActionKind::kReview, .person = "press", .note = "材料归档"}}) {
    Decision decision = Do(incident, action);
    incident = decision.incident;
    for (const TimelineEntry& entry : decision.timeline) texts.push_back(entry.kind + ": " + entry.text);
  }

  EXPECT_THAT(texts, ElementsAre("assessed: 赵某研判定级Ⅱ级（重大）。", "handling: 周某转入处置：已到现场。",
                                 "statement: 孙某登记发布：首次通报。", "handling: 周某转入处置。",
                                 "watching: 周某转入持续关注，至7月18日10:05。",
                                 "closed: 赵某（王某代录）办结，原因：已处置；学生均已出院。",
                                 "reviewed: 孙某评估：材料归档。"));
  EXPECT_EQ(incident.state, IncidentState::kReviewed);
  EXPECT_EQ(incident.closed_at, kDay + minutes(5));
  EXPECT_EQ(incident.close_reason, "已处置");
  EXPECT_EQ(incident.closed_by, "deputy");
  EXPECT_EQ(NextDue(incident), std::nullopt);
}

TEST(WatchTest, ProposesToCloseWhenTheWatchIsOver) {
  Incident incident = Do(Signed(), {.kind = ActionKind::kAssess, .person = "deputy", .level = 2}).incident;
  incident = Do(incident, {.kind = ActionKind::kWatch, .person = "cook"}).incident;
  EXPECT_EQ(NextDue(incident), Local("2026-07-18 10:05"));

  Decision decision = *Advance(incident, AnOffice(), Local("2026-07-18 10:05"));

  EXPECT_THAT(TextsOf(decision), ElementsAre("持续关注至7月18日10:05期满，没有新情况的请办结。"));
  EXPECT_EQ(decision.incident.state, IncidentState::kWatching);
  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_TRUE(decision.incident.escalation.digest);
  EXPECT_EQ(NextDue(decision.incident), std::nullopt);
}

TEST(CloseTest, TellsThoseToldWithoutRinging) {
  Decision decision =
      Do(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .note = "旧闻翻炒", .reason = "经查不属实"});

  EXPECT_EQ(decision.incident.state, IncidentState::kClosed);
  EXPECT_TRUE(decision.supersede_pending);
  ASSERT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: wang"));
  EXPECT_EQ(decision.notifications[0].urgency, Urgency::kSilent);
  EXPECT_EQ(decision.notifications[0].message.kind, MessageKind::kClosed);
  EXPECT_EQ(decision.notifications[0].message.state, "已办结");
  EXPECT_EQ(decision.notifications[0].message.ask, "10:05李某办结，原因：经查不属实；旧闻翻炒");
}

TEST(CloseTest, TakesEachOfTheSixReasons) {
  for (const char* reason : {"已处置", "经查不属实", "外地事件已排查", "与本局无关", "误报", "并入其他事件"}) {
    EXPECT_TRUE(Try(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .note = "查过", .reason = reason}).ok());
  }
}

TEST(HandOverTest, EndsTheIncidentHere) {
  Decision decision = Do(AnIncident(), {.kind = ActionKind::kHandOver, .person = "li", .note = "转市卫健委办理"});

  EXPECT_EQ(decision.incident.state, IncidentState::kHandedOver);
  EXPECT_THAT(TextsOf(decision), ElementsAre("李某转出：转市卫健委办理。"));
  EXPECT_EQ(decision.notifications[0].message.state, "转出");
  EXPECT_EQ(NextDue(decision.incident), std::nullopt);
}

TEST(ReopenTest, StartsANewEpisodeWithANewChain) {
  Incident closed =
      Do(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .note = "旧闻", .reason = "误报"}).incident;

  Decision decision = Do(closed, {.kind = ActionKind::kReopen, .person = "press", .note = "出现新视频"}, kDay + hours(1));

  EXPECT_EQ(decision.incident.episode, 2);
  EXPECT_EQ(decision.incident.state, IncidentState::kNotified);
  EXPECT_EQ(decision.incident.close_reason, "");
  EXPECT_THAT(TextsOf(decision),
              ElementsAre("孙某重新打开：出现新视频。", "已通知值班员王某（响铃），请11:10前签收。"));
  EXPECT_EQ(decision.notifications[0].message.why, "孙某重新打开；3个独立来源；近1小时37条");
}

TEST(EscalateTest, FiresTheNextStepAtOnce) {
  Decision decision = Do(AnIncident(), {.kind = ActionKind::kEscalate, .person = "wang", .note = "家长聚集"});

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("王某报带班领导：家长聚集。", "王某报请处理（家长聚集），已通知带班领导李某（响铃）。"));
  ASSERT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: li", "mail: li"));
  EXPECT_EQ(decision.notifications[0].message.state, "报请处理");
  EXPECT_EQ(decision.notifications[0].message.ask,
            "王某报请处理（家长聚集），请带班领导李某立即签收；10:20自动通知分管局领导赵某");
  EXPECT_EQ(NextDue(decision.incident), kDay + minutes(20));
}

TEST(EscalateTest, LeavesTheSignatureWithItsOwner) {
  Decision decision = Do(Signed(), {.kind = ActionKind::kEscalate, .person = "li"});

  EXPECT_EQ(decision.incident.acknowledgement->person, "li");
  EXPECT_EQ(NextDue(decision.incident), kDay + minutes(65));
}

TEST(EscalateTest, RingsTheLeaderWhenNoStepIsLeft) {
  Decision decision = Do(AnIncident(4), {.kind = ActionKind::kEscalate, .person = "wang"});

  EXPECT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: li", "mail: li"));
  EXPECT_EQ(decision.incident.state, IncidentState::kNotified);
  EXPECT_TRUE(HasNextStepOrOwner(decision.incident));
}

TEST(NoteTest, IsKeptAfterTheIncidentIsOver) {
  Incident closed =
      Do(AnIncident(), {.kind = ActionKind::kClose, .person = "li", .note = "旧闻", .reason = "误报"}).incident;

  Decision decision = Do(closed, {.kind = ActionKind::kNote, .person = "cook", .entered_by = "wang", .note = "补材料"});

  EXPECT_THAT(TextsOf(decision), ElementsAre("周某（王某代录）办理记录：补材料。"));
  EXPECT_EQ(decision.incident.state, IncidentState::kClosed);
}

TEST(NoteTest, DoesNotStopTheChainWhileNobodyHasSigned) {
  Decision decision = Do(AnIncident(), {.kind = ActionKind::kNote, .person = "cook", .note = "正在核实"});

  EXPECT_EQ(NextDue(decision.incident), kDay + minutes(10));
}

}  // namespace
}  // namespace fenghuo
