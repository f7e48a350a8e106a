#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kDay = Local("2026-07-11 10:00");

Incident AnIncident(int number, const AStory& story, Timestamp now = kDay) {
  return Open(story.facts, AnOffice(), number, now).incident;
}

Incident SignedBy(const char* person, const Incident& incident, Timestamp now = kDay + minutes(5)) {
  return Act(incident, {.kind = ActionKind::kAcknowledge, .person = person}, AnOffice(), now)->incident;
}

std::pair<Decision, Decision> Merge(const Incident& older, const Incident& younger) {
  return MergeIncidents({.older = older, .younger = younger}, AnOffice(), kDay + minutes(20));
}

TEST(MergeIncidentsTest, KeepsTheOlderAndClosesTheYoungerWithoutPagingAnybody) {
  auto [stays, merged] = Merge(AnIncident(3, AStory()), AnIncident(4, AStory().OfLevel(3), kDay + minutes(10)));

  EXPECT_EQ(stays.incident.id, "2026-0711-03");
  EXPECT_EQ(stays.incident.state, IncidentState::kNotified);
  EXPECT_THAT(stays.notifications, IsEmpty());
  EXPECT_THAT(TextsOf(stays), ElementsAre("0711-04与本事件为同一话题，已并入本事件。"));
  EXPECT_EQ(NextDue(stays.incident), kDay + minutes(10));

  EXPECT_EQ(merged.incident.state, IncidentState::kMerged);
  EXPECT_EQ(merged.incident.merged_into, "2026-0711-03");
  EXPECT_EQ(merged.merge_pending_into, "2026-0711-03");
  EXPECT_THAT(merged.notifications, IsEmpty());
  EXPECT_THAT(TextsOf(merged), ElementsAre("与0711-03为同一话题，并入0711-03，此后在该事件中办理。"));
  EXPECT_EQ(NextDue(merged.incident), std::nullopt);
}

TEST(MergeIncidentsTest, TakesTheEarliestClocks) {
  AStory earlier;
  earlier.facts.first_seen = Local("2026-07-11 01:00");
  earlier.facts.first_source = "同城榜";
  Incident older = AnIncident(3, AStory().OfLevel(4));
  Incident younger = SignedBy("cook", AnIncident(4, earlier.OfLevel(4), kDay + minutes(1)));

  Incident incident = Merge(older, younger).first.incident;

  EXPECT_EQ(incident.first_seen, Local("2026-07-11 01:00"));
  EXPECT_EQ(incident.first_source, "同城榜");
  EXPECT_EQ(incident.first_acknowledged_at, kDay + minutes(5));
}

TEST(MergeIncidentsTest, TakesTheEarlierTimeToSign) {
  Incident older = AnIncident(3, AStory().OfLevel(4));
  Incident younger = AnIncident(4, AStory().OfLevel(4));
  younger.escalation.acknowledge_by = kDay + minutes(30);

  EXPECT_EQ(Merge(older, younger).first.incident.escalation.acknowledge_by, kDay + minutes(30));
}

TEST(MergeIncidentsTest, HandsOverTheSignature) {
  auto [stays, merged] = Merge(AnIncident(3, AStory()), SignedBy("cook", AnIncident(4, AStory())));

  EXPECT_EQ(stays.incident.state, IncidentState::kAcknowledged);
  EXPECT_EQ(stays.incident.acknowledgement->person, "cook");
  EXPECT_TRUE(stays.supersede_pending);
  EXPECT_EQ(NextDue(stays.incident), kDay + minutes(65));
  EXPECT_EQ(stays.timeline[1].text, "周某对0711-04的签收转为对本事件的签收，催办停止。");
}

TEST(MergeIncidentsTest, LeavesTheSignatureOfTheOlderInPlace) {
  auto [stays, merged] = Merge(SignedBy("li", AnIncident(3, AStory())), SignedBy("cook", AnIncident(4, AStory())));

  EXPECT_EQ(stays.incident.acknowledgement->person, "li");
}

TEST(MergeIncidentsTest, ASignatureForALowerLevelStopsNoChain) {
  Incident older = AnIncident(3, AStory());
  auto [stays, merged] = Merge(older, SignedBy("cook", AnIncident(4, AStory().OfLevel(3))));

  EXPECT_FALSE(stays.incident.acknowledgement);
  EXPECT_FALSE(stays.supersede_pending);
  EXPECT_EQ(NextDue(stays.incident), NextDue(older));
  EXPECT_EQ(stays.timeline[1].text, "周某签收的0711-04为Ⅲ级（较大），本事件等级更高，仍须签收。");
}

TEST(MergeIncidentsTest, PagesWhenTheLevelRises) {
  Incident older = SignedBy("cook", AnIncident(3, AStory().OfLevel(3)));

  auto [stays, merged] = Merge(older, AnIncident(4, AStory()));

  EXPECT_EQ(stays.incident.level, 2);
  EXPECT_EQ(stays.incident.state, IncidentState::kNotified);
  EXPECT_THAT(TextsOf(stays), ElementsAre("0711-04与本事件为同一话题，已并入本事件。",
                                          "与0711-04并案，等级升为Ⅱ级（重大），原Ⅲ级。",
                                          "提级后已通知值班员王某（响铃），请10:30前签收。"));
  EXPECT_EQ(stays.notifications[0].message.level_before, 3);
  EXPECT_EQ(stays.incident.levels.back().reason, "与0711-04并案");
}

TEST(MergeIncidentsTest, DoesNotPageForALevelThatSomebodyHasSignedFor) {
  auto [stays, merged] = Merge(AnIncident(3, AStory().OfLevel(3)), SignedBy("li", AnIncident(4, AStory())));

  EXPECT_EQ(stays.incident.level, 2);
  EXPECT_THAT(stays.notifications, IsEmpty());
  EXPECT_EQ(stays.timeline.back().text, "与0711-04并案，等级升为Ⅱ级（重大），原Ⅲ级，该等级已有人签收，不另行通知。");

  Decision expired = *Advance(stays.incident, AnOffice(), *NextDue(stays.incident));
  EXPECT_EQ(NextDue(expired.incident), kDay + minutes(75));  // the chain of the higher level
}

TEST(MergeIncidentsTest, JoinsTheUnitsAndTakesTheNearerPlace) {
  AStory other;
  other.facts.departments = {"catering", "drugs"};
  other.facts.must_report = true;

  Incident incident = Merge(AnIncident(3, AStory().In(Locality::kUnknown)), AnIncident(4, other)).first.incident;

  EXPECT_THAT(incident.departments, ElementsAre("catering", "drugs"));
  EXPECT_EQ(incident.locality, Locality::kLocal);
  EXPECT_TRUE(incident.must_report);
}

// 22:30 only listed, because it is about another place; 22:40 the same in the city, which rings.
Incident ListedAtNight() { return AnIncident(3, AStory().In(Locality::kElsewhere), Local("2026-07-10 22:30")); }
Incident RingingAtNight() { return AnIncident(4, AStory(), Local("2026-07-10 22:40")); }

TEST(MergeIncidentsTest, LetsTheHarderChainOfOneLevelGoOn) {
  Incident older = ListedAtNight();
  Incident younger = RingingAtNight();

  Decision stays =
      MergeIncidents({.older = older, .younger = younger}, AnOffice(), Local("2026-07-10 22:44")).first;

  EXPECT_THAT(stays.notifications, IsEmpty());
  EXPECT_THAT(TextsOf(stays),
              ElementsAre("0710-04与本事件为同一话题，已并入本事件。", "0710-04的催办在本事件中继续。"));
  EXPECT_EQ(NextDue(stays.incident), Local("2026-07-10 22:50"));
  EXPECT_EQ(stays.incident.escalation.acknowledge_by, Local("2026-07-10 22:50"));
  Decision fired = *Advance(stays.incident, AnOffice(), Local("2026-07-10 22:50"));
  EXPECT_THAT(ReceiversOf(fired), ElementsAre("duty-robot: li", "mail: li"));
}

TEST(MergeIncidentsTest, LetsTheHarderChainGoOnAlsoWhereItIsTheOlderOnes) {
  Incident older = RingingAtNight();
  Incident younger = ListedAtNight();

  Decision stays =
      MergeIncidents({.older = older, .younger = younger}, AnOffice(), Local("2026-07-10 22:44")).first;

  EXPECT_THAT(TextsOf(stays), ElementsAre("0710-03与本事件为同一话题，已并入本事件。"));
  EXPECT_EQ(NextDue(stays.incident), Local("2026-07-10 22:50"));
}

TEST(MergeIncidentsTest, SaysWhatThePageOfTheYoungerWouldHaveSaidWhenItHasNotLeft) {
  Incident older = ListedAtNight();
  Incident younger = RingingAtNight();

  Decision stays = MergeIncidents({.older = older, .younger = younger, .younger_page_waits = true}, AnOffice(),
                                  Local("2026-07-10 22:44"))
                       .first;

  EXPECT_THAT(TextsOf(stays), ElementsAre("0710-04与本事件为同一话题，已并入本事件。",
                                          "已通知值班员张某（响铃），请22:54前签收。"));
  ASSERT_EQ(stays.notifications.size(), 2u);
  EXPECT_EQ(stays.notifications[0].message.number, "0710-03");
  EXPECT_EQ(stays.notifications[0].message.why, "与0710-04并案；3个独立来源；近1小时37条");
}

TEST(MergeIncidentsTest, PagesForThePlaceOfALowerOneThatTheOlderOnesPeopleDidNotKnow) {
  Incident older = ListedAtNight();
  Incident younger = AnIncident(4, AStory().OfLevel(3), Local("2026-07-10 22:40"));

  Decision stays =
      MergeIncidents({.older = older, .younger = younger}, AnOffice(), Local("2026-07-10 22:44")).first;

  EXPECT_EQ(stays.incident.locality, Locality::kLocal);
  EXPECT_THAT(ReceiversOf(stays), ElementsAre("duty-robot: zhang", "mail: zhang"));
}

TEST(MergeIncidentsTest, TakesTheEarlierNextStepOfTwoChainsThatRang) {
  Incident older = AnIncident(3, AStory());
  Incident younger = AnIncident(4, AStory(), kDay - minutes(4));

  EXPECT_EQ(NextDue(Merge(older, younger).first.incident), kDay + minutes(6));
}

TEST(MergeIncidentsDeathTest, RefusesAnIncidentThatIsOver) {
  Incident older = AnIncident(3, AStory());
  Incident over = AnIncident(4, AStory());
  over.state = IncidentState::kClosed;

  EXPECT_DEATH(Merge(older, over), "only two open incidents can merge");
}

}  // namespace
}  // namespace fenghuo
