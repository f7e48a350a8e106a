#include "alerts/reporting/reports.h"

#include <gtest/gtest.h>

#include "tests/alerts/reporting/an_upward_plan.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

Incident Opened(const Desk& desk) {
  Incident incident = Open(AStory().facts, desk, 3, kNine).incident;
  return Act(incident, {.kind = ActionKind::kAcknowledge, .person = "wang"}, desk, kNine)->incident;
}

Decision After(const Incident& incident, const ReportDeed& deed, const Desk& desk, Timestamp now) {
  Result<Decision> changed = ChangeReport(incident, deed, desk, now);
  EXPECT_TRUE(changed.ok()) << changed.error().message;
  return *changed;
}

// Drafted, signed and sent.
Incident Sent(Incident incident, int number, const Desk& desk, Timestamp now) {
  incident = After(incident, {.kind = ReportDeedKind::kDraft, .number = number, .by = {"wang"}, .text = "正文"}, desk, now).incident;
  incident = After(incident, {.kind = ReportDeedKind::kSign, .number = number, .by = {"li"}, .text = "正文"}, desk, now).incident;
  return After(incident, {.kind = ReportDeedKind::kSend, .number = number, .by = {"wang"}, .note = "政务内网"}, desk, now).incident;
}

TEST(ReportsTest, AreDueByPhoneFirstAndOnPaperAfterWhenTheLevelAsksForThem) {
  const Decision opened = Open(AStory().facts, AnUpwardPlan(), 3, kNine);

  EXPECT_EQ(opened.timeline.back().text, "首报电话09:30前，书面10:00前报市政府总值班室、市委宣传部。");
  ASSERT_EQ(opened.incident.reports.size(), 1U);
  EXPECT_EQ(opened.incident.reports[0].phone->due, kNine + minutes(30));
  EXPECT_TRUE(Open(AStory().OfLevel(3).facts, AnUpwardPlan(), 3, kNine).incident.reports.empty());
}

TEST(ReportsTest, AreToldByPhoneWithTheNameOfWhoTookIt) {
  const Desk desk = AnUpwardPlan();

  const Decision told = After(Opened(desk), {.kind = ReportDeedKind::kPhone, .number = 1, .by = {"wang"}, .note = "王主任接听"}, desk,
                              kNine + minutes(12));

  EXPECT_EQ(TextsOf(told), std::vector<std::string>{"王某已就首报电话报告市政府总值班室、市委宣传部（按时）：王主任接听。"});
  EXPECT_EQ(NextReportCall(told.incident), kNine + minutes(30)) << "half of the time for the paper";
}

TEST(ReportsTest, LeaveOnPaperOnlyDraftedAndSignedByALeader) {
  const Desk desk = AnUpwardPlan();
  Incident incident = Opened(desk);
  auto refusal = [&](const ReportDeed& deed) { return ChangeReport(incident, deed, desk, kNine + minutes(20)).error().message; };

  EXPECT_EQ(refusal({.kind = ReportDeedKind::kSign, .number = 1, .by = {"li"}}), "首报尚未拟稿，不能签发");
  EXPECT_EQ(refusal({.kind = ReportDeedKind::kSend, .number = 1, .by = {"wang"}, .note = "传真"}), "首报尚未签发，不能报送");
  EXPECT_EQ(refusal({.kind = ReportDeedKind::kDraft, .number = 1, .by = {"wang"}, .text = " "}), "拟稿不能没有正文");
  incident = After(incident, {.kind = ReportDeedKind::kDraft, .number = 1, .by = {"wang"}, .text = "正文"}, desk, kNine + minutes(20)).incident;
  EXPECT_EQ(refusal({.kind = ReportDeedKind::kSign, .number = 1, .by = {"wang"}, .text = "正文"}), "签发人须为带班领导、分管局领导或主要负责人，王某不是");

  EXPECT_EQ(refusal({.kind = ReportDeedKind::kSign, .number = 1, .by = {"li"}, .text = "改前的正文"}), "首报的正文与请签发的不一致，请重新阅读后签发");
  EXPECT_EQ(refusal({.kind = ReportDeedKind::kSign, .number = 1, .by = {"li", "cook"}, .text = "正文"}),
            "只有当班值班员可以代他人登记，周某现不当班；请由李某本人登记");

  const Decision with_signature = After(incident, {.kind = ReportDeedKind::kSign, .number = 1, .by = {"li", "wang"}, .text = "正文"}, desk,
                                        kNine + minutes(25));
  EXPECT_EQ(TextsOf(with_signature), std::vector<std::string>{"李某（王某代录）签发首报，SHA-256：d661c3d96d53ebc0ca8a55aae24b5df4a4d1bf28d37337b982fe8ebf54846eeb。"});
  incident = with_signature.incident;
  EXPECT_EQ(refusal({.kind = ReportDeedKind::kDraft, .number = 1, .by = {"wang"}, .text = "改"}), "首报已登记，不能再改");
}

TEST(ReportsTest, AreFollowedByTheNextOneAtTheTimeOfThePlan) {
  const Desk desk = AnUpwardPlan();

  const Incident incident = Sent(Opened(desk), 1, desk, kNine + minutes(40));

  ASSERT_EQ(incident.reports.size(), 2U);
  EXPECT_EQ(ShownReport(incident.reports[1]), "续报一");
  EXPECT_EQ(incident.reports[1].written->due, Local("2026-07-11 17:00"));
  const Incident again = Sent(incident, 2, desk, Local("2026-07-11 16:30"));
  EXPECT_EQ(ShownReport(again.reports[2]), "续报二");
  EXPECT_EQ(again.reports[2].written->due, Local("2026-07-12 17:00")) << "one that left early is not asked for again at its hour";
}

TEST(ReportsTest, AreCountedInChinese) {
  auto shown = [](int serial) {
    UpwardReport report;
    report.kind = ReportKind::kFollowUp;
    report.serial = serial;
    return ShownReport(report);
  };

  EXPECT_EQ(shown(10), "续报十");
  EXPECT_EQ(shown(12), "续报十二");
  EXPECT_EQ(shown(40), "续报四十");
}

TEST(ReportsTest, FollowEachOtherByLengthUntilTheIncidentIsOnlyWatched) {
  Desk desk = AnUpwardPlan();
  desk.reports[0].follow_up_every = hours(2);
  Incident incident = Sent(Opened(desk), 1, desk, kNine + minutes(40));
  EXPECT_EQ(incident.reports[1].written->due, kNine + minutes(160));

  incident = Act(incident, {.kind = ActionKind::kHandle, .person = "wang"}, desk, kNine + hours(1))->incident;
  incident = Act(incident, {.kind = ActionKind::kWatch, .person = "wang"}, desk, kNine + hours(1))->incident;
  EXPECT_EQ(Sent(incident, 2, desk, kNine + hours(2)).reports[2].written->due, Local("2026-07-11 17:00"));
}

TEST(ReportsTest, ThatAreLateRemindTheDeskAndClimbTheChain) {
  const Desk desk = AnUpwardPlan();
  Incident incident = Opened(desk);

  incident = Advance(incident, desk, kNine + minutes(15))->incident;
  incident = Advance(incident, desk, kNine + minutes(24))->incident;
  const Decision late = *Advance(incident, desk, kNine + minutes(30));

  EXPECT_EQ(late.timeline[0].kind, "report_overdue");
  EXPECT_EQ(late.timeline[0].text, "首报（电话）09:30到期，没有办结登记，已通知值班员王某、带班领导李某（响铃）。");
}

TEST(ReportsTest, KeepAnIncidentOpenUntilTheFinalOneHasBeenSent) {
  const Desk desk = AnUpwardPlan();
  Incident incident = Sent(Opened(desk), 1, desk, kNine + minutes(40));
  const Action close{.kind = ActionKind::kClose, .person = "li", .note = "已处置", .reason = "已处置"};
  EXPECT_EQ(Act(incident, close, desk, kNine + hours(9)).error().message,
            "本事件已向上报送，须先报送终报，才能办结");

  const Decision added = *AddReport(incident, {.kind = ReportKind::kFinal, .by = {"wang"}}, desk, kNine + hours(8));
  EXPECT_EQ(TextsOf(added), std::vector<std::string>{"王某增加终报，报市政府总值班室、市委宣传部。"});
  incident = Sent(added.incident, 3, desk, kNine + hours(8));

  Result<Decision> closed = Act(incident, close, desk, kNine + hours(9));
  ASSERT_TRUE(closed.ok()) << closed.error().message;
  EXPECT_EQ(NextDue(closed->incident), std::nullopt);
  EXPECT_FALSE(closed->incident.reports[1].sent) << "the follow-up that was still due was never reported";
}

TEST(ReportsTest, OfAFurtherStateAreNotAskedForBehindTheFinalOne) {
  const Desk desk = AnUpwardPlan();
  Incident incident = Sent(Opened(desk), 1, desk, kNine + minutes(40));
  incident = After(incident, {.kind = ReportDeedKind::kPhone, .number = 1, .by = {"wang"}, .note = "值班员"}, desk, kNine + hours(1)).incident;
  ASSERT_TRUE(incident.reports[1].written) << "the follow-up of the afternoon is due";
  incident = AddReport(incident, {.kind = ReportKind::kFinal, .by = {"wang"}}, desk, kNine + hours(2))->incident;

  incident = After(incident, {.kind = ReportDeedKind::kDraft, .number = 3, .by = {"wang"}, .text = "正文"}, desk, kNine + hours(2)).incident;
  incident = After(incident, {.kind = ReportDeedKind::kSign, .number = 3, .by = {"li"}, .text = "正文"}, desk, kNine + hours(2)).incident;
  const Decision sent =
      After(incident, {.kind = ReportDeedKind::kSend, .number = 3, .by = {"wang"}, .note = "政务内网"}, desk, kNine + hours(2));

  EXPECT_EQ(TextsOf(sent).back(), "终报已报，续报一不再催报。");
  EXPECT_FALSE(sent.incident.reports[1].written);
  EXPECT_EQ(NextReportCall(sent.incident), std::nullopt);
  EXPECT_EQ(sent.incident.reports.size(), 3u) << "and no other is planned";
}

TEST(ReportsTest, AreNotAskedForOnceALeaderHasLoweredTheLevel) {
  const Desk desk = AnUpwardPlan();
  const Incident lowered =
      Act(Opened(desk), {.kind = ActionKind::kAssess, .person = "li", .note = "仅一例", .level = 4}, desk, kNine + hours(1))->incident;

  EXPECT_TRUE(Act(lowered, {.kind = ActionKind::kClose, .person = "li", .note = "查无此事", .reason = "误报"}, desk, kNine + hours(2)).ok());
}

TEST(ReportsTest, OnceMadeAskForAFinalOneWhateverTheLevelIsLater) {
  const Desk desk = AnUpwardPlan();
  const Incident told = Sent(Opened(desk), 1, desk, kNine + minutes(40));
  const Incident lowered =
      Act(told, {.kind = ActionKind::kAssess, .person = "li", .note = "已平息", .level = 4}, desk, kNine + hours(1))->incident;

  EXPECT_EQ(Act(lowered, {.kind = ActionKind::kClose, .person = "li", .note = "已处置", .reason = "已处置"}, desk, kNine + hours(2)).error().message,
            "本事件已向上报送，须先报送终报，才能办结");
}

TEST(ReportsTest, GoOnWhileAFinalOneIsOnlyBeingWritten) {
  const Desk desk = AnUpwardPlan();
  Incident incident = AddReport(Opened(desk), {.kind = ReportKind::kFinal, .by = {"wang"}}, desk, kNine + minutes(20))->incident;

  incident = Sent(incident, 1, desk, kNine + minutes(40));

  ASSERT_EQ(incident.reports.size(), 3u);
  EXPECT_EQ(incident.reports[2].kind, ReportKind::kFollowUp);
  EXPECT_TRUE(incident.reports[2].written);
}

TEST(ReportsTest, TellTheOfficesOfAHigherLevelWhenTheIncidentRises) {
  const Desk desk = AnUpwardPlan();
  Desk higher = desk;
  higher.reports[0].levels = {1};
  higher.reports[0].offices.push_back("市委总值班室");
  higher.reports.push_back(desk.reports[0]);
  higher.reports[1].levels = {2};
  const Action raise{.kind = ActionKind::kAssess, .person = "li", .note = "出现死亡", .level = 1};

  const Incident unsent = Act(Opened(higher), raise, higher, kNine + minutes(10))->incident;
  EXPECT_EQ(unsent.reports.size(), 1u);
  EXPECT_EQ(unsent.reports[0].offices.back(), "市委总值班室");

  const Incident sent = Act(Sent(Opened(higher), 1, higher, kNine + minutes(10)), raise, higher, kNine + minutes(20))->incident;
  ASSERT_EQ(sent.reports.size(), 2u);
  EXPECT_EQ(sent.reports[1].offices.back(), "市委总值班室");
  EXPECT_TRUE(sent.reports[1].phone) << "by phone first";
}

TEST(ReportsTest, ThatWereToldByPhoneStayAsTheyWereWhenTheIncidentRises) {
  const Desk desk = AnUpwardPlan();
  Desk higher = desk;
  higher.reports[0].levels = {1};
  higher.reports[0].offices.push_back("市委总值班室");
  higher.reports.push_back(desk.reports[0]);
  higher.reports[1].levels = {2};
  const Incident told = After(Opened(higher), {.kind = ReportDeedKind::kPhone, .number = 1, .by = {"wang"}, .note = "王主任接听"}, higher,
                              kNine + minutes(10)).incident;

  const Incident raised =
      Act(told, {.kind = ActionKind::kAssess, .person = "li", .note = "出现死亡", .level = 1}, higher, kNine + minutes(20))->incident;

  ASSERT_EQ(raised.reports.size(), 2u);
  EXPECT_EQ(raised.reports[0].offices, told.reports[0].offices);
  EXPECT_EQ(raised.reports[0].phoned->note, "王主任接听");
  EXPECT_EQ(ShownReport(raised.reports[1]), "续报一");
  EXPECT_EQ(raised.reports[1].offices.back(), "市委总值班室");
}

TEST(ReportsTest, ThatHaveLeftGoOnInTheIncidentThatTheirsWasMergedInto) {
  const Desk desk = AnUpwardPlan();
  const Incident younger = Sent(Opened(desk), 1, desk, kNine + minutes(30));
  const Incident older = Open(AStory().facts, desk, 2, kNine - hours(1)).incident;
  ASSERT_EQ(ShownReport(older.reports[0]), "首报");

  const Incident stays = MergeIncidents({.older = older, .younger = younger}, desk, kNine + hours(1)).first.incident;

  std::vector<std::string> shown;
  for (const UpwardReport& report : stays.reports) shown.push_back(ShownReport(report) + (report.sent ? "，已报" : "，待报"));
  EXPECT_EQ(shown, (std::vector<std::string>{"续报一，待报", "首报，已报"}));
  EXPECT_TRUE(LacksFinalReport(stays, desk));
}

TEST(ReportsTest, BeginWhenAnIncidentThatSomebodySignedComesNearer) {
  const Desk desk = AnUpwardPlan();
  AStory story;
  story.facts.card.locality = Locality::kElsewhere;
  Incident incident = Open(story.facts, desk, 3, kNine).incident;
  incident = Act(incident, {.kind = ActionKind::kAcknowledge, .person = "wang"}, desk, kNine)->incident;
  ASSERT_TRUE(incident.reports.empty());

  story.facts.card.locality = Locality::kLocal;
  const std::optional<Decision> nearer = Regrade(incident, story.facts, desk, kNine + minutes(5));

  ASSERT_TRUE(nearer);
  ASSERT_EQ(nearer->incident.reports.size(), 1u);
  EXPECT_EQ(nearer->incident.reports[0].kind, ReportKind::kFirst);
}

TEST(ReportsTest, OfAKindAreAddedOnlyWhenTheOneBeforeHasLeft) {
  const Desk desk = AnUpwardPlan();
  const Incident incident = Opened(desk);

  EXPECT_EQ(AddReport(incident, {.kind = ReportKind::kFirst, .by = {"wang"}}, desk, kNine).error().message, "首报尚未报送，不能再加一份");
  const Incident low = Open(AStory().OfLevel(4).facts, desk, 4, kNine).incident;
  EXPECT_EQ(AddReport(low, {.kind = ReportKind::kFirst, .by = {"wang"}}, desk, kNine).error().message, "必须写明报送单位");
  EXPECT_TRUE(AddReport(low, {.kind = ReportKind::kFirst, .offices = {"市委宣传部"}, .by = {"wang"}}, desk, kNine).ok());
}

}  // namespace
}  // namespace fenghuo
