#include "alerts/incident/messages.h"

#include <gtest/gtest.h>

#include "alerts/incident/words.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNight = Local("2026-07-11 02:26");

ScoreCard CardWith(std::vector<Fact> facts) {
  ScoreCard card;
  card.facts = std::move(facts);
  return card;
}

TEST(WhyLineTest, SaysWhatTheCardSaysWithoutPointsAndQuotations) {
  ScoreCard card = CardWith({{FactKind::kInjured, 12, "12名学生送医"}});
  card.level = 2;
  card.risk_milli = 61'400;
  card.parts = {{"heat", "3个独立来源（省级媒体1家）；近1小时37条", 40'000}, {"severity", "2个来源命中监测规则", 21'400}};
  card.floors = {{"rule:campus", "必报规则“校园用餐”，不低于Ⅱ级", 2}};

  EXPECT_EQ(WhyLine(card), "3个独立来源（省级媒体1家）；近1小时37条；必报规则“校园用餐”，不低于Ⅱ级");
}

TEST(UnprovedFactsTest, QuotesTheClauseThatStatesTheHarm) {
  EXPECT_EQ(UnprovedFacts(CardWith({{FactKind::kInjured, 12, "据家长反映，12名学生送医，校方尚未回应。"}})), "“12名学生送医”");
  EXPECT_EQ(UnprovedFacts(CardWith({{FactKind::kInjured, 2, "昨晚，多名顾客腹泻！"}})), "“多名顾客腹泻”");
  EXPECT_EQ(UnprovedFacts(CardWith({{FactKind::kDeaths, 1, "事故致一人死亡"}})), "“事故致一人死亡”");
}

TEST(UnprovedFactsTest, PutsTheDeadFirstAndTakesTheHighestOfEachKind) {
  ScoreCard card = CardWith({{FactKind::kInjured, 3, "3人受伤"}, {FactKind::kInjured, 12, "12人受伤"}, {FactKind::kDeaths, 2, "2人死亡"}});

  EXPECT_EQ(UnprovedFacts(card), "“2人死亡”“12人受伤”");
}

TEST(UnprovedFactsTest, QuotesOneSentenceOnce) {
  EXPECT_EQ(UnprovedFacts(CardWith({{FactKind::kInjured, 5, "2死5伤"}, {FactKind::kDeaths, 2, "2死5伤"}})), "“2死5伤”");
}

TEST(UnprovedFactsTest, CutsALongClauseBetweenCharacters) {
  std::string clause = "12人";
  for (int i = 0; i < 40; ++i) clause += "伤";

  std::string quoted = UnprovedFacts(CardWith({{FactKind::kInjured, 12, clause}}));

  std::string expected = "“12人";
  for (int i = 0; i < 27; ++i) expected += "伤";
  EXPECT_EQ(quoted, expected + "…”");
}

TEST(UnprovedFactsTest, IsEmptyWithoutHarm) { EXPECT_EQ(UnprovedFacts(ScoreCard()), ""); }

TEST(IncidentMessageTest, CarriesEveryFieldOfTheText) {
  Incident incident = Open(AStory().facts, AnOffice(), 3, kNight).incident;

  Message message = IncidentMessage(incident, MessageKind::kFirst, AnOffice(), kNight);

  EXPECT_EQ(message.incident, "2026-0711-03");
  EXPECT_EQ(message.number, "0711-03");
  EXPECT_EQ(message.level, 2);
  EXPECT_EQ(message.locality, Locality::kLocal);
  EXPECT_EQ(message.city, "本市");
  EXPECT_EQ(message.category, "校园用餐");
  EXPECT_EQ(message.title, "某区一小学多名学生餐后呕吐送医");
  EXPECT_EQ(message.state, "待研判");
  EXPECT_EQ(message.why, "3个独立来源；近1小时37条");
  EXPECT_EQ(message.unproved, "“12名学生送医”");
  EXPECT_EQ(message.first_seen, "7月11日02:14，本地论坛");
  EXPECT_EQ(message.responsible, "餐饮科、青溪区局");
  EXPECT_EQ(message.desk_phone, "0000-0000000");
  EXPECT_EQ(message.at, kNight);
}

TEST(IncidentMessageTest, LeavesTheTitleToTheRenderer) {
  AStory story;
  story.facts.title = "<at user_id=\"all\">@所有人</at> **x**";
  Incident incident = Open(story.facts, AnOffice(), 3, kNight).incident;

  EXPECT_EQ(IncidentMessage(incident, MessageKind::kFirst, AnOffice(), kNight).title, story.facts.title);
}

TEST(FirstAskTest, NamesTheDayWhenTheDeadlineIsOnAnother) {
  AStory story;
  Incident incident = Open(story.OfLevel(3).facts, AnOffice(), 3, Local("2026-07-10 23:00")).incident;
  std::vector<Holder> desk = AnOffice().roster.Holders(Role::kDesk, {}, Local("2026-07-10 23:00"));
  Desk office = AnOffice();
  desk = office.roster.Holders(Role::kDesk, {}, Local("2026-07-10 23:00"));

  EXPECT_EQ(FirstAsk(incident, desk, office, Local("2026-07-10 23:00")),
            "请值班员张某7月11日08:30前签收，7月11日10:00前报初步研判");
}

TEST(AssessByTest, IsAFullFiveMinutesAndNeverEarlierThanTheRule) {
  Incident incident = Open(AStory().facts, AnOffice(), 3, kNight).incident;
  EXPECT_EQ(AssessBy(incident, AnOffice()), Local("2026-07-11 03:00"));
  incident = Open(AStory().facts, AnOffice(), 3, Local("2026-07-11 02:30")).incident;
  EXPECT_EQ(AssessBy(incident, AnOffice()), Local("2026-07-11 03:00"));
  incident = Open(AStory().facts, AnOffice(), 3, Local("2026-07-11 02:30") + milliseconds(1)).incident;
  EXPECT_EQ(AssessBy(incident, AnOffice()), Local("2026-07-11 03:05"));
}

TEST(WordsTest, ShowLevelsPlacesAndTimes) {
  Zone shanghai = *Zone::Load("Asia/Shanghai");
  EXPECT_EQ(ShownLevel(1), "Ⅰ级");
  EXPECT_EQ(ShownLevel(0), "仅记录");
  EXPECT_EQ(ShownLevel(3, APlan()), "Ⅲ级（较大）");
  EXPECT_EQ(ShownLevel(3, Policies()), "Ⅲ级");
  EXPECT_STREQ(ShownLocality(Locality::kElsewhere), "外地关联");
  EXPECT_EQ(ShownMoment(shanghai, kNight), "7月11日02:26");
  EXPECT_EQ(ShownDeadline(shanghai, Local("2026-07-12 00:00"), kNight), "7月12日00:00");
  EXPECT_EQ(ShownLength(minutes(134)), "2小时14分");
  EXPECT_EQ(ShownLength(seconds(59)), "不到1分");
  EXPECT_EQ(ShownLength(hours(49)), "2天1小时");
}

TEST(WordsTest, NameThePeopleOfAUnitByTheirUnit) {
  Desk desk = AnOffice();
  ResponsibleUnits units{{"catering"}, "qingxi"};
  EXPECT_EQ(ShownHolders(desk.roster, desk.roster.Holders(Role::kSectionHead, units, kNight)), "餐饮科负责人周某");
  EXPECT_EQ(ShownHolders(desk.roster, desk.roster.Holders(Role::kSectionLiaison, units, kNight)), "餐饮科联络员吴某");
  EXPECT_EQ(ShownPerson(desk.roster, "ghost"), "ghost");
}

TEST(WordsTest, CountACrowdInsteadOfNamingIt) {
  Desk desk = AnOffice();
  std::vector<Holder> crowd;
  for (const Person& person : desk.roster.staff().people) crowd.push_back({.person = &person, .role = Role::kTaskForce});

  EXPECT_EQ(ShownHolders(desk.roster, crowd),
            "专班成员张某、专班成员王某、专班成员李某、专班成员赵某、专班成员钱某、专班成员孙某等11人");
}

}  // namespace
}  // namespace fenghuo
