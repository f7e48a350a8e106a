#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kNight = Local("2026-07-11 02:26");
const Timestamp kDay = Local("2026-07-11 10:00");

Decision OpenAt(const AStory& story, Timestamp now, const Desk& desk = AnOffice()) {
  return Open(story.facts, desk, 3, now);
}

TEST(OpenTest, NumbersByTheOfficesDay) {
  EXPECT_EQ(Open(AStory().facts, AnOffice(), 3, At("2026-07-10T16:00:00Z")).incident.id, "2026-0711-03");
  EXPECT_EQ(Open(AStory().facts, AnOffice(), 3, At("2026-07-10T15:59:00Z")).incident.number, "0710-03");
  EXPECT_EQ(Open(AStory().facts, AnOffice(), 128, kDay).incident.id, "2026-0711-128");
}

TEST(OpenTest, KeepsWhatTheStorySays) {
  Incident incident = OpenAt(AStory().MustReport(), kNight).incident;

  EXPECT_EQ(incident.story, "s1");
  EXPECT_EQ(incident.title, "某区一小学多名学生餐后呕吐送医");
  EXPECT_EQ(incident.level, 2);
  EXPECT_EQ(incident.machine_level, 2);
  EXPECT_EQ(incident.peak_level, 2);
  EXPECT_EQ(incident.confirmed_level, std::nullopt);
  EXPECT_TRUE(incident.must_report);
  EXPECT_EQ(incident.why, "3个独立来源；近1小时37条");
  EXPECT_EQ(incident.unproved, "“12名学生送医”");
  ASSERT_EQ(incident.levels.size(), 1u);
  EXPECT_EQ(incident.levels[0].reason, "热度与严重程度达到Ⅱ级");
  EXPECT_EQ(incident.first_notice_at, kNight);
  EXPECT_EQ(incident.next_entry, 3);
}

TEST(OpenTest, MentionsTheSectionInItsGroupByDay) {
  Decision decision = OpenAt(AStory().OfLevel(3), kDay);

  EXPECT_THAT(ReceiversOf(decision),
              ElementsAre("duty-robot: wang", "catering-robot: cook cook-liaison", "mail: qingxi-head"));
  EXPECT_THAT(TextsOf(decision),
              ElementsAre("系统初判Ⅲ级（较大），属地本地，立为舆情事件0711-03；为何提醒：3个独立来源；近1小时37条。",
                          "已通知值班员王某、餐饮科负责人周某、餐饮科联络员吴某、青溪区局负责人郑某（消息），"
                          "并发责任单位工作群，请10:30前签收。"));
}

TEST(OpenTest, DoesNotRingForYellowAtNight) {
  Decision decision = OpenAt(AStory().OfLevel(3), kNight);

  EXPECT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: zhang"));
  EXPECT_EQ(decision.notifications[0].urgency, Urgency::kSilent);
  EXPECT_EQ(decision.notifications[0].message.ask, "请值班员张某08:30前签收，10:00前报初步研判");
  EXPECT_EQ(decision.timeline[1].text, "已通知值班员张某（不响铃），请08:30前签收。");
}

TEST(OpenTest, RingsForYellowAtNightWhenItMustBeReported) {
  Decision decision = OpenAt(AStory().OfLevel(3).MustReport(), kNight);

  EXPECT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: zhang", "mail: zhang"));
  EXPECT_EQ(decision.notifications[0].urgency, Urgency::kRing);
  EXPECT_EQ(decision.timeline[0].text,
            "系统初判Ⅲ级（较大），属地本地，必报，立为舆情事件0711-03；为何提醒：3个独立来源；近1小时37条。");
}

TEST(OpenTest, ListsWhatIsElsewhereAndAsksForALocalCheck) {
  Decision decision = OpenAt(AStory().In(Locality::kElsewhere), kNight);

  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_EQ(decision.incident.state, IncidentState::kDetected);
  EXPECT_EQ(decision.incident.first_notice_at, std::nullopt);
  EXPECT_TRUE(HasNextStepOrOwner(decision.incident));
  EXPECT_EQ(decision.timeline[1].text, "按通知规则不单独通知，列入7月11日08:00值班早报。");
  EXPECT_EQ(decision.timeline[2].text, "外地关联：请餐饮科在工作日排查本市有无同类问题。");
}

TEST(OpenTest, ListsBlueInTheNextDigest) {
  Decision decision = OpenAt(AStory().OfLevel(4), kDay);

  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_EQ(decision.timeline[1].text, "按通知规则不单独通知，列入7月11日12:00合并通知。");
}

TEST(OpenTest, WaitsForTheFirstStepWhenItComesLater) {
  Desk desk = AnOffice();
  EscalationStep morning = AStep(minutes(0), {Role::kDesk}, Urgency::kMessage);
  morning.at_morning_call = true;
  desk.policies.rows = {ARow(2, Locality::kLocal, When::kAny, {morning})};

  Decision decision = OpenAt(AStory(), kNight, desk);

  EXPECT_EQ(decision.incident.state, IncidentState::kDetected);
  EXPECT_EQ(decision.timeline[1].text, "按通知规则此刻不通知，7月11日07:00通知值班员张某。");
  std::optional<Decision> later = Advance(decision.incident, desk, Local("2026-07-11 07:00"));
  ASSERT_TRUE(later.has_value());
  EXPECT_EQ(later->incident.state, IncidentState::kNotified);
  EXPECT_EQ(later->notifications[0].message.kind, MessageKind::kFirst);
  EXPECT_EQ(later->notifications[0].message.ask, "请值班员张某07:10前签收，07:30前报初步研判");
}

TEST(OpenTest, SaysWhenTheTableHasAHole) {
  Desk desk = AnOffice();
  desk.policies.rows.clear();

  Decision decision = OpenAt(AStory(), kNight, desk);

  EXPECT_EQ(decision.timeline[1].text, "通知规则中没有“Ⅱ级·本地·夜间”这一行，按默认规则通知，请补充。");
  EXPECT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: zhang", "mail: zhang"));
}

TEST(OpenTest, RaisesAnAlarmWhenNobodyIsRostered) {
  Decision decision = OpenAt(AStory(), Local("2026-07-13 02:00"));

  EXPECT_THAT(ReceiversOf(decision), ElementsAre("mail: ops", "duty-robot: wang"));
  const Notification& alarm = decision.notifications[0];
  EXPECT_EQ(alarm.message.kind, MessageKind::kRosterGap);
  EXPECT_THAT(alarm.message.lines, ElementsAre("【值班表缺岗】7月13日02:00值班表没有安排值班员，已改为通知王某，请立即补排"));
  EXPECT_EQ(alarm.message.incident, "");
  EXPECT_EQ(decision.timeline[1].text, "值班表没有安排值班员，改由值班员王某替代，已告知运维补排。");
  EXPECT_EQ(decision.timeline[2].text, "已通知值班员王某（响铃），请02:10前签收。");
}

TEST(OpenTest, TellsTheDeskWhenTheSectionCannotBeReached) {
  Desk desk = AnOffice();
  Staff staff = AStaff();
  staff.people[6].contacts.clear();
  desk.roster = Roster(staff);

  Decision decision = OpenAt(AStory().In(Locality::kElsewhere), kDay, desk);
  EXPECT_THAT(ReceiversOf(decision), ElementsAre("catering-robot:"));  // the group is still there

  staff.units[3].group_channels.clear();
  desk.roster = Roster(staff);
  decision = OpenAt(AStory().In(Locality::kElsewhere), kDay, desk);
  EXPECT_THAT(ReceiversOf(decision), ElementsAre("duty-robot: wang", "mail: ops"));
  EXPECT_EQ(decision.timeline[1].text,
            "应通知科室负责人，但没有找到可以通知的人，改为通知值班员和运维，请检查值班表和人员联系方式。");
  EXPECT_EQ(decision.incident.state, IncidentState::kNotified);
}

TEST(OpenTest, SaysLoudlyThatNobodyAtAllCouldBeTold) {
  Desk desk = AnOffice();
  desk.channels.clear();

  Decision decision = OpenAt(AStory(), kNight, desk);

  EXPECT_THAT(decision.notifications, IsEmpty());
  EXPECT_EQ(decision.incident.state, IncidentState::kDetected);
  EXPECT_EQ(decision.timeline.back().text, "值班员和运维也没有可用的联系方式，没有人收到通知，请立即检查配置。");
  EXPECT_TRUE(HasNextStepOrOwner(decision.incident));
}

TEST(OpenTest, NamesThosePeopleWhoCannotBeReached) {
  Desk desk = AnOffice();
  Staff staff = AStaff();
  staff.shifts[0].leader = "mute";
  desk.roster = Roster(staff);

  Decision decision = OpenAt(AStory().OfLevel(1), kNight, desk);

  EXPECT_EQ(decision.timeline[1].text, "带班领导陈某没有可用的联系方式，未能通知，请补充人员联系方式。");
  EXPECT_EQ(decision.timeline[2].text, "已通知值班员张某、主要负责人钱某（响铃），请02:31前签收。");
}

TEST(OpenTest, GivesTheSameIdsForTheSameDecision) {
  Decision first = OpenAt(AStory().OfLevel(1), kNight);
  Decision again = OpenAt(AStory().OfLevel(1), kNight);

  ASSERT_EQ(first.notifications.size(), 4u);
  for (size_t i = 0; i < first.notifications.size(); ++i) {
    EXPECT_EQ(first.notifications[i].id, again.notifications[i].id);
  }
  EXPECT_THAT(first.notifications[0].id, ::testing::StartsWith("2026-0711-03-1-2-first-duty-robot-"));
}

TEST(OpenTest, LetsAPageLiveUntilTheChainHasMovedOn) {
  Decision orange = OpenAt(AStory(), kNight);
  EXPECT_EQ(orange.notifications[0].expires_at, kNight + minutes(15));

  Decision must_report = OpenAt(AStory().OfLevel(3).MustReport(), kNight);  // nothing follows
  EXPECT_EQ(must_report.notifications[0].expires_at, kNight + hours(24));
}

TEST(OpenByHandTest, SaysWhoToldWhomAndTakesThePersonsLevel) {
  ManualOrigin origin{.entered_by = "zhang",
                      .source = "记者来电",
                      .told_by = "某报记者",
                      .demand = "采访负责人",
                      .deadline = Local("2026-07-11 12:00")};
  StoryFacts facts;
  facts.title = "某超市销售过期食品";
  facts.category = "食品流通";
  facts.departments = {"catering"};
  facts.card.level = 3;
  facts.card.locality = Locality::kLocal;

  Decision decision = OpenByHand(origin, facts, AnOffice(), 4, kDay);

  EXPECT_EQ(decision.incident.confirmed_level, 3);
  EXPECT_EQ(decision.incident.confirmed_by, "zhang");
  EXPECT_EQ(decision.incident.machine_level, kNoLevel);
  EXPECT_EQ(decision.incident.levels[0].reason, "张某录入时定级");
  EXPECT_EQ(decision.timeline[0].actor, "zhang");
  EXPECT_EQ(decision.timeline[0].text,
            "张某录入舆情事件0711-04，定级Ⅲ级（较大），属地本地；人工录入：记者来电（某报记者）；要求：采访负责人；12:00前答复。");
  const Message& message = decision.notifications[0].message;
  EXPECT_EQ(message.state, "待签收");
  EXPECT_EQ(message.first_seen, "7月11日10:00，记者来电");
  EXPECT_EQ(message.why, "人工录入：记者来电（某报记者）；要求：采访负责人；12:00前答复");
}

}  // namespace
}  // namespace fenghuo
