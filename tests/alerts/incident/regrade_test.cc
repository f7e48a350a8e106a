#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kNight = Local("2026-07-11 02:26");
const Timestamp kDay = Local("2026-07-11 10:00");

Incident Opened(const AStory& story, Timestamp now = kDay) { return Open(story.facts, AnOffice(), 3, now).incident; }

Incident After(const Incident& incident, Action action, Timestamp now) {
  Result<Decision> decision = Act(incident, action, AnOffice(), now);
  EXPECT_TRUE(decision.ok()) << decision.error().message;
  return decision->incident;
}

Incident Signed(const Incident& incident, const char* person, Timestamp now) {
  return After(incident, {.kind = ActionKind::kAcknowledge, .person = person}, now);
}

Incident Confirmed(const Incident& incident, Level level, Timestamp now) {
  return After(incident, {.kind = ActionKind::kAssess, .person = "deputy", .level = level}, now);
}

Incident Closed(const Incident& incident, Timestamp now) {
  return After(incident, {.kind = ActionKind::kClose, .person = "li", .note = "已约谈", .reason = "已处置"}, now);
}

std::optional<Decision> RegradeAt(const Incident& incident, const AStory& story, Timestamp now = kDay + hours(1)) {
  return Regrade(incident, story.facts, AnOffice(), now);
}

TEST(RegradeTest, SaysNothingWhenNothingChanged) {
  EXPECT_EQ(RegradeAt(Opened(AStory()), AStory()), std::nullopt);
}

TEST(RegradeTest, TakesNewFactsWithoutTellingAnybody) {
  AStory story;
  story.facts.card.parts[0].says = "3个独立来源；近1小时52条";
  story.facts.category = "餐饮服务";

  std::optional<Decision> decision = RegradeAt(Opened(AStory()), story);

  ASSERT_TRUE(decision.has_value());
  EXPECT_EQ(decision->incident.why, "3个独立来源；近1小时52条");
  EXPECT_EQ(decision->incident.category, "餐饮服务");
  EXPECT_THAT(decision->timeline, IsEmpty());
  EXPECT_THAT(decision->notifications, IsEmpty());
}

TEST(RegradeTest, TakesAnEarlierFirstSight) {
  AStory story;
  story.facts.first_seen = Local("2026-07-11 01:00");
  story.facts.first_source = "同城榜";

  Incident incident = RegradeAt(Opened(AStory()), story)->incident;

  EXPECT_EQ(incident.first_seen, Local("2026-07-11 01:00"));
  EXPECT_EQ(incident.first_source, "同城榜");
}

TEST(RegradeTest, NotifiesARaisedLevelAtOnce) {
  Incident yellow = Opened(AStory().OfLevel(3), kNight);

  std::optional<Decision> decision = RegradeAt(yellow, AStory(), kNight + minutes(1));

  ASSERT_TRUE(decision.has_value());
  EXPECT_TRUE(decision->supersede_pending);
  EXPECT_THAT(TextsOf(*decision), ElementsAre("系统初判升为Ⅱ级（重大），原Ⅲ级；热度与严重程度达到Ⅱ级。",
                                              "提级后已通知值班员张某（响铃），请02:37前签收。"));
  EXPECT_THAT(ReceiversOf(*decision), ElementsAre("duty-robot: zhang", "mail: zhang"));
  const Notification& page = decision->notifications[0];
  EXPECT_EQ(page.message.kind, MessageKind::kRaised);
  EXPECT_EQ(page.message.level, 2);
  EXPECT_EQ(page.message.level_before, 3);
  EXPECT_EQ(page.priority, 0);
  EXPECT_EQ(decision->incident.peak_level, 2);
  EXPECT_EQ(decision->incident.levels.size(), 2u);
  EXPECT_EQ(NextDue(decision->incident), kNight + minutes(11));
}

TEST(RegradeTest, NamesTheFloorThatRaisedIt) {
  AStory story;
  story.facts.card.floors = {{"deaths", "文中称有人员死亡", 2}};

  Decision decision = *RegradeAt(Opened(AStory().OfLevel(3)), story);

  EXPECT_EQ(decision.timeline[0].text, "系统初判升为Ⅱ级（重大），原Ⅲ级；文中称有人员死亡。");
  EXPECT_EQ(decision.incident.levels[1].reason, "文中称有人员死亡");
}

TEST(RegradeTest, AsksForANewSignatureWhenTheLevelRises) {
  Incident yellow = Signed(Opened(AStory().OfLevel(3)), "cook", kDay + minutes(5));

  Decision decision = *RegradeAt(yellow, AStory());

  EXPECT_EQ(decision.incident.state, IncidentState::kNotified);
  EXPECT_EQ(decision.incident.acknowledgement, std::nullopt);
  EXPECT_EQ(decision.incident.first_acknowledged_at, kDay + minutes(5));
}

TEST(RegradeTest, LetsWorkThatHasBegunGoOnWhenTheLevelRises) {
  Incident yellow = Signed(Opened(AStory().OfLevel(3)), "cook", kDay + minutes(5));
  yellow = After(yellow, {.kind = ActionKind::kHandle, .person = "cook"}, kDay + minutes(9));

  Decision decision = *RegradeAt(yellow, AStory());

  EXPECT_EQ(decision.incident.state, IncidentState::kHandling);
  EXPECT_EQ(NextDue(decision.incident), kDay + hours(1) + minutes(10));
  EXPECT_EQ(Signed(decision.incident, "li", kDay + hours(2)).state, IncidentState::kHandling);
}

TEST(RegradeTest, KeepsTheSignatureWhereThePolicyOnlyLists) {
  Incident blue = Signed(Opened(AStory().OfLevel(4).In(Locality::kElsewhere)), "cook", kDay + minutes(5));

  Decision decision = *RegradeAt(blue, AStory().OfLevel(3).In(Locality::kElsewhere));

  EXPECT_EQ(decision.incident.level, 3);
  EXPECT_EQ(decision.incident.state, IncidentState::kAcknowledged);
  EXPECT_TRUE(decision.incident.escalation.paused);
  EXPECT_THAT(decision.notifications, IsEmpty());
}

TEST(RegradeTest, NotesALoweredLevelAndRingsNobody) {
  Incident orange = Opened(AStory());

  Decision decision = *RegradeAt(orange, AStory().OfLevel(3));

  EXPECT_THAT(TextsOf(decision), ElementsAre("系统初判降为Ⅲ级（较大），原Ⅱ级；风险持续回落，不另行通知。"));
  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_FALSE(decision.supersede_pending);
  EXPECT_EQ(decision.incident.level, 3);
  EXPECT_EQ(decision.incident.peak_level, 2);
  EXPECT_EQ(NextDue(decision.incident), NextDue(orange));
}

TEST(RegradeTest, KeepsAnOpenIncidentAtTheLowestLevelWhenTheStoryHasNone) {
  Decision decision = *RegradeAt(Opened(AStory().OfLevel(3)), AStory().OfLevel(kNoLevel));

  EXPECT_EQ(decision.incident.level, 4);
  EXPECT_EQ(decision.incident.machine_level, kNoLevel);
}

TEST(RegradeTest, HoldsWhatAPersonConfirmedAgainstAFallingMachineLevel) {
  Incident orange = Confirmed(Signed(Opened(AStory()), "li", kDay), 2, kDay);

  Decision decision = *RegradeAt(orange, AStory().OfLevel(4));

  EXPECT_EQ(decision.incident.level, 2);
  EXPECT_EQ(decision.incident.machine_level, 4);
  EXPECT_THAT(decision.timeline, IsEmpty());
}

TEST(RegradeTest, DoesNotArgueWithAPersonWhoConfirmedALowerLevel) {
  Incident orange = Confirmed(Signed(Opened(AStory()), "li", kDay), 3, kDay);
  ASSERT_EQ(orange.level, 3);

  EXPECT_EQ(RegradeAt(orange, AStory()), std::nullopt);
}

TEST(RegradeTest, NotifiesAMachineLevelThatRisesAboveTheConfirmedOne) {
  Incident yellow = Confirmed(Signed(Opened(AStory().OfLevel(3)), "li", kDay), 3, kDay);

  Decision decision = *RegradeAt(yellow, AStory());

  EXPECT_EQ(decision.timeline[0].text, "系统初判升为Ⅱ级（重大），高于定级Ⅲ级，请复核定级；热度与严重程度达到Ⅱ级。");
  EXPECT_EQ(decision.notifications[0].message.kind, MessageKind::kRaised);
  EXPECT_EQ(decision.notifications[0].message.state, "待研判");
  EXPECT_EQ(decision.incident.level, 2);
  EXPECT_EQ(decision.incident.confirmed_level, 3);

  Incident fallen = RegradeAt(decision.incident, AStory().OfLevel(4), kDay + hours(9))->incident;
  EXPECT_EQ(fallen.level, 3);
}

TEST(RegradeTest, ReopensAClosedIncidentWhoseStoryRisesAboveIt) {
  Incident closed = Closed(Opened(AStory().OfLevel(3)), kDay + minutes(30));

  Decision decision = *RegradeAt(closed, AStory());

  EXPECT_EQ(decision.incident.state, IncidentState::kNotified);
  EXPECT_EQ(decision.incident.episode, 2);
  EXPECT_THAT(decision.incident.reopened_at, ElementsAre(kDay + hours(1)));
  EXPECT_EQ(decision.incident.closed_at, std::nullopt);
  EXPECT_EQ(decision.incident.close_reason, "");
  EXPECT_EQ(decision.timeline[0].text, "再次升温：系统初判Ⅱ级（重大），高于已办结时的Ⅲ级；热度与严重程度达到Ⅱ级。");
  EXPECT_EQ(decision.notifications[0].message.kind, MessageKind::kFirst);
  EXPECT_EQ(decision.notifications[0].message.why, "已办结，现升至Ⅱ级；3个独立来源；近1小时37条");
  EXPECT_EQ(decision.notifications[0].message.state, "再次升温");
}

TEST(RegradeTest, LeavesAClosedIncidentWhoseStoryDoesNotRise) {
  Incident closed = Closed(Opened(AStory().OfLevel(3)), kDay + minutes(30));

  EXPECT_EQ(RegradeAt(closed, AStory().OfLevel(3)), std::nullopt);
}

TEST(RegradeTest, NotesInSilenceThatTheStoryOfAClosedIncidentFalls) {
  Incident closed = Closed(Opened(AStory().OfLevel(3)), kDay + minutes(30));

  Decision fallen = *RegradeAt(closed, AStory().OfLevel(4));

  EXPECT_EQ(fallen.incident.state, IncidentState::kClosed);
  EXPECT_EQ(fallen.incident.machine_level, 4);
  EXPECT_TRUE(fallen.timeline.empty());
  EXPECT_TRUE(fallen.notifications.empty());
}

TEST(RegradeTest, ReopensAClosedIncidentWhoseStoryFellAndComesBackAsHigh) {
  Incident closed = Closed(Opened(AStory()), kDay + minutes(30));
  Incident fallen = RegradeAt(closed, AStory().OfLevel(4))->incident;

  EXPECT_EQ(RegradeAt(fallen, AStory().OfLevel(3)), std::nullopt);
  Decision back = *RegradeAt(fallen, AStory());

  EXPECT_EQ(back.incident.state, IncidentState::kNotified);
  EXPECT_EQ(back.incident.episode, 2);
  EXPECT_EQ(back.timeline[0].text,
            "再次升温：系统初判Ⅱ级（重大），回落后重新达到已办结时的Ⅱ级；热度与严重程度达到Ⅱ级。");
}

TEST(RegradeTest, DoesNotReopenAtTheLowestLevelThatSmallStoriesTouchAgainAndAgain) {
  Incident closed = Closed(Opened(AStory().OfLevel(4)), kDay + minutes(30));
  Incident fallen = RegradeAt(closed, AStory().OfLevel(kNoLevel))->incident;

  EXPECT_EQ(RegradeAt(fallen, AStory().OfLevel(4)), std::nullopt);
}

TEST(RegradeTest, DoesNotReopenForALevelThatWasKnownWhenItWasClosed) {
  Incident orange = Confirmed(Signed(Opened(AStory()), "li", kDay), 3, kDay);

  EXPECT_EQ(RegradeAt(Closed(orange, kDay), AStory()), std::nullopt);
  EXPECT_NE(RegradeAt(Closed(orange, kDay), AStory().OfLevel(1)), std::nullopt);
}

TEST(RegradeTest, LeavesAMergedIncidentAlone) {
  Incident older = Opened(AStory().OfLevel(3));
  Incident younger = older;
  younger.id = "2026-0711-04";
  Incident merged = MergeIncidents({.older = older, .younger = younger}, AnOffice(), kDay).second.incident;

  EXPECT_EQ(RegradeAt(merged, AStory().OfLevel(1)), std::nullopt);
}

TEST(RegradeTest, TellsTheDeskWhenItBecomesMustReport) {
  Incident yellow = Opened(AStory().OfLevel(3), kNight);

  Decision decision = *RegradeAt(yellow, AStory().OfLevel(3).MustReport(), kNight + minutes(5));

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("列为必报，按新的通知规则通知。", "已通知值班员张某（响铃），请03:01前签收。"));
  EXPECT_EQ(decision.notifications[0].message.why, "列为必报；3个独立来源；近1小时37条");
}

TEST(RegradeTest, GivesTheFirstNoticeWhenWhatWasOnlyListedComesNearer) {
  Incident far = Opened(AStory().In(Locality::kElsewhere), kNight);

  Decision decision = *RegradeAt(far, AStory(), kNight + minutes(5));

  EXPECT_THAT(TextsOf(decision), ElementsAre("属地由外地关联改为本地，按新的通知规则通知。",
                                             "已通知值班员张某（响铃），请02:41前签收。"));
}

TEST(RegradeTest, AsksForANewSignatureWhenWhatRoseUntoldAfterItComesNearer) {
  Incident far = Signed(Opened(AStory().OfLevel(3).In(Locality::kElsewhere), kNight), "zhang", kNight + minutes(1));
  Incident risen = RegradeAt(far, AStory().In(Locality::kElsewhere), kNight + minutes(5))->incident;
  ASSERT_TRUE(risen.acknowledgement.has_value());

  Decision decision = *RegradeAt(risen, AStory(), kNight + minutes(6));

  EXPECT_THAT(TextsOf(decision), ElementsAre("属地由外地关联改为本地，按新的通知规则通知。",
                                             "已通知值班员张某（响铃），请02:42前签收。"));
  EXPECT_FALSE(decision.incident.acknowledgement.has_value());
}

TEST(RegradeTest, KeepsTheSignatureWhenWhatWasSignedForComesNearer) {
  Incident far = Signed(Opened(AStory().In(Locality::kElsewhere), kNight), "zhang", kNight + minutes(1));

  Decision decision = *RegradeAt(far, AStory(), kNight + minutes(6));

  EXPECT_TRUE(decision.incident.acknowledgement.has_value());
  EXPECT_THAT(decision.notifications, IsEmpty());
}

TEST(RegradeTest, RingsWhenWhatWasToldInSilenceAtNightComesNearer) {
  Incident unknown = Opened(AStory().In(Locality::kUnknown), Local("2026-07-10 22:30"));
  ASSERT_THAT(unknown.told, ElementsAre("zhang"));

  Decision decision = *RegradeAt(unknown, AStory(), Local("2026-07-10 22:40"));

  EXPECT_THAT(TextsOf(decision), ElementsAre("属地由不明改为本地，按新的通知规则通知。",
                                             "已通知值班员张某（响铃），请22:50前签收。"));
  EXPECT_EQ(decision.notifications[0].urgency, Urgency::kRing);
  EXPECT_TRUE(decision.supersede_pending);
}

TEST(RegradeTest, TellsOfAMustReportThatComesWithAFallingLevel) {
  Incident orange = Opened(AStory().In(Locality::kElsewhere), kNight);

  Decision decision = *RegradeAt(orange, AStory().OfLevel(3).MustReport(), kNight + minutes(5));

  EXPECT_THAT(TextsOf(decision),
              ElementsAre("系统初判降为Ⅲ级（较大），原Ⅱ级；风险持续回落，不另行通知。", "列为必报，按新的通知规则通知。",
                          "已通知值班员张某（响铃），请03:01前签收。"));
}

ManualOrigin ByAJournalist() {
  ManualOrigin origin;
  origin.entered_by = "zhang";
  origin.source = "记者来电";
  return origin;
}

TEST(RegradeTest, LeavesWhatAPersonReportedAndAddsToIt) {
  StoryFacts said = AStory().facts;
  said.departments = {"catering"};
  Incident reported = OpenByHand(ByAJournalist(), said, AnOffice(), 3, kDay).incident;
  AStory machine;
  machine.facts.category = "药品";
  machine.facts.departments = {"drugs"};
  machine.facts.county_unit = "bureau";

  Incident after = RegradeAt(reported, machine.In(Locality::kElsewhere))->incident;

  EXPECT_EQ(after.locality, Locality::kLocal);
  EXPECT_EQ(after.category, "校园用餐");
  EXPECT_EQ(after.county_unit, "qingxi");
  EXPECT_THAT(after.departments, ElementsAre("catering", "drugs"));
}

TEST(RegradeTest, FillsWhatAPersonLeftOpenAndBringsThePlaceNearer) {
  StoryFacts said = AStory().In(Locality::kUnknown).facts;
  said.category.clear();
  said.departments.clear();
  said.county_unit.clear();
  Incident reported = OpenByHand(ByAJournalist(), said, AnOffice(), 3, kDay).incident;

  Incident after = RegradeAt(reported, AStory())->incident;

  EXPECT_EQ(after.locality, Locality::kLocal);
  EXPECT_EQ(after.category, "校园用餐");
  EXPECT_EQ(after.county_unit, "qingxi");
  EXPECT_THAT(after.departments, ElementsAre("catering"));
}

TEST(RegradeTest, DoesNotTellAgainWhenThePlaceOfAKnownIncidentChanges) {
  Incident near = Opened(AStory());

  Decision decision = *RegradeAt(near, AStory().In(Locality::kConcerned));

  EXPECT_EQ(decision.incident.locality, Locality::kConcerned);
  EXPECT_THAT(decision.notifications, IsEmpty());
}

}  // namespace
}  // namespace fenghuo
