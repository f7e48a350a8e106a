#include "keywords/grading/evidence.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);  // 2026-09-21

RuleSet Rules() {
  RuleSet rules;
  rules.rules.push_back({.id = "catering", .name = "餐饮服务", .category = "餐饮服务", .departments = {}, .any = {}, .all = {},
                         .none = {}, .within = Within::kSentence, .severity = 35, .must_report = MustReport{.floor = 3, .when = {}, .local_only = true}});
  rules.rules.push_back({.id = "price", .name = "价格", .category = "价格", .departments = {}, .any = {}, .all = {}, .none = {},
                         .within = Within::kSentence, .severity = 20, .must_report = {}});
  return rules;
}

// One judged document that owns what it points at.
struct ADocument {
  Document document;
  std::vector<Match> matches = {{.rule = "catering", .spans = {}, .must_report = false, .damped = false}};
  std::vector<Fact> facts;
  LocalityFinding locality;
  bool copy = false;

  explicit ADocument(const std::string& source) {
    document.id = source + "/1";
    document.source = source;
    document.title = "某餐厅菜里吃出异物";
    document.fetched_at = kNow;
  }
  ADocument& Titled(const std::string& title) { return document.title = title, *this; }
  ADocument& Damped() { return matches[0].damped = true, *this; }
  ADocument& MustReport() { return matches[0].must_report = true, *this; }
  ADocument& Of(const std::string& rule) { return matches[0].rule = rule, *this; }
  ADocument& Stating(FactKind kind, int64_t count) { return facts.push_back({kind, count, "某人某事"}), *this; }
  ADocument& At(Locality where, const std::string& county = "") { return locality = {where, county, "某地"}, *this; }
  ADocument& Copy() { return copy = true, *this; }
  ADocument& PublishedBefore(Duration age) { return document.published_at = kNow - age, *this; }

  JudgedDocument Judged() const {
    return {.document = &document, .matches = &matches, .facts = &facts, .locality = locality, .copy = copy};
  }
};

StoryEvidence Of(const std::vector<ADocument>& documents, Timestamp now = kNow) {
  StoryEvidence evidence;
  for (const ADocument& document : documents) AddEvidence(evidence, document.Judged(), Rules(), GradeOptions{}, now);
  return evidence;
}

int PointsOf(const ADocument& document) { return Of({document}).severities.at(0).points; }

TEST(EvidenceTest, CountsTheProvincesThatDocumentsOfTheirOwnName) {
  ADocument elsewhere("a");
  elsewhere.locality = {Locality::kElsewhere, "", "河南"};
  ADocument abroad("b");
  abroad.locality = {Locality::kElsewhere, "", "日本"};
  ADocument copy = ADocument("c").Copy();
  copy.locality = {Locality::kElsewhere, "", "四川"};

  EXPECT_EQ(Of({elsewhere, elsewhere, abroad, copy, ADocument("d").At(Locality::kLocal)}).provinces,
            (std::vector<std::string>{"河南", "本省"}));
}

TEST(EvidenceTest, KeepsTheMostThatOneDocumentReachedAndWhenItGrewToThat) {
  ADocument post("a");
  StoryEvidence evidence;
  for (int64_t reposts : {400, 600, 600, 500}) {
    post.document.observation = Observation{.at = kNow, .rank = {}, .heat = {}, .views = 9'000, .likes = {}, .reposts = reposts, .comments = {}};
    AddReach(evidence, post.Judged(), kNow + hours(reposts / 100));
  }

  EXPECT_EQ(evidence.most_reposts.count, 600);
  EXPECT_EQ(evidence.most_reposts.at, kNow + hours(6));
  EXPECT_EQ(evidence.most_views.at, kNow + hours(4)) << "the same number again is no new evidence";
  StoryEvidence film;
  AddReach(film, post.Damped().Judged(), kNow);
  EXPECT_EQ(film.most_reposts.count, 0) << "a film may be seen by everybody";
}

TEST(EvidenceTest, TakesTheHighestBaseOfTheRules) {
  ADocument document = ADocument("a").Of("price");
  document.matches.push_back({.rule = "catering", .spans = {}, .must_report = false, .damped = false});

  StoryEvidence evidence = Of({document});

  EXPECT_EQ(evidence.severities[0].points, 35);
  EXPECT_EQ(evidence.severities[0].rule, "catering");
  EXPECT_EQ(evidence.severities[0].document, "a/1");
}

TEST(EvidenceTest, CountsARuleThatIsGoneWithFifteen) { EXPECT_EQ(PointsOf(ADocument("a").Of("gone")), 15); }

TEST(EvidenceTest, RaisesSeverityByTheBandsOfTheFacts) {
  EXPECT_EQ(PointsOf(ADocument("a").Of("price").Stating(FactKind::kInjured, 2)), 35);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kInjured, 10)), 45);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kInjured, 30)), 60);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kInjured, 100)), 80);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kDeaths, 1)), 70);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kDeaths, 3)), 85);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kDeaths, 10)), 95);
  EXPECT_EQ(PointsOf(ADocument("a").Stating(FactKind::kDeaths, 30)), 100);
}

TEST(EvidenceTest, TakesThirtyForADamper) {
  EXPECT_EQ(PointsOf(ADocument("a").Damped()), 5);
  EXPECT_EQ(PointsOf(ADocument("a").Of("price").Damped()), 0);
}

TEST(EvidenceTest, LooksForSchoolsOnlyInTheTitleAndTheSentencesOfHits) {
  ADocument document("a");
  document.document.text = "某餐厅被查。学生放假了。老人在店里吃出异物，店家道歉。";
  uint32_t hit = static_cast<uint32_t>(document.document.text.find("异物"));
  document.matches[0].spans = {{Span::Field::kText, hit, hit + 6}};

  EXPECT_FALSE(Of({document}).school) << "the pupils stand in another sentence";
  document.document.title = "某学校食堂";
  EXPECT_TRUE(Of({document}).school);
}

TEST(EvidenceTest, ExplainsTheTwoGravestSources) {
  StoryEvidence evidence = Of({ADocument("a").Of("price"), ADocument("b").Stating(FactKind::kDeaths, 1), ADocument("c")});

  ASSERT_EQ(evidence.severities.size(), 3u);
  EXPECT_EQ(evidence.severities[0].parts, (std::vector<SeverityPart>{{"fact:deaths", "文中称“某人某事”（未核实）", 70}}));
  EXPECT_EQ(evidence.severities[1].parts, (std::vector<SeverityPart>{{"rule:catering", "规则“餐饮服务”", 35}}));
  EXPECT_TRUE(evidence.severities[2].parts.empty());
}

TEST(EvidenceTest, TakesNeitherFactsNorFloorsFromADrill) {
  StoryEvidence evidence = Of({ADocument("a").Damped().MustReport().Stating(FactKind::kDeaths, 5)});

  EXPECT_TRUE(evidence.facts.empty());
  EXPECT_TRUE(evidence.rule_floors.empty());
  EXPECT_FALSE(evidence.harm_stated);
}

TEST(EvidenceTest, IgnoresWhatNoRuleFound) {
  ADocument document = ADocument("a").Stating(FactKind::kDeaths, 5).At(Locality::kLocal);
  document.matches.clear();

  StoryEvidence evidence = Of({document});

  EXPECT_TRUE(evidence.severities.empty());
  EXPECT_TRUE(evidence.facts.empty());
  EXPECT_EQ(evidence.locality, Locality::kUnknown);
}

TEST(EvidenceTest, KeepsTheGravestDocumentOfEachSourceHighestFirst) {
  StoryEvidence evidence = Of({ADocument("a").Of("price"), ADocument("b"), ADocument("a").Stating(FactKind::kDeaths, 1), ADocument("a")});

  ASSERT_EQ(evidence.severities.size(), 2U);
  EXPECT_EQ(evidence.severities[0].source, "a");
  EXPECT_EQ(evidence.severities[0].points, 70);
  EXPECT_EQ(evidence.severities[1].source, "b");
}

TEST(EvidenceTest, LetsNoCopySpeakForAnotherSource) {
  EXPECT_EQ(Of({ADocument("a"), ADocument("b").Copy(), ADocument("c").Copy()}).severities.size(), 1U);
  EXPECT_EQ(Of({ADocument("b").Copy()}).severities.size(), 1U) << "nobody else does";
}

TEST(EvidenceTest, RemembersTheHighestFactAndWhenItWasLastStated) {
  StoryEvidence evidence = Of({ADocument("a").Stating(FactKind::kInjured, 5)});
  AddEvidence(evidence, ADocument("b").Stating(FactKind::kInjured, 12).Judged(), Rules(), GradeOptions{}, kNow + hours(1));
  AddEvidence(evidence, ADocument("c").Stating(FactKind::kInjured, 12).Judged(), Rules(), GradeOptions{}, kNow + hours(2));
  AddEvidence(evidence, ADocument("d").Stating(FactKind::kInjured, 3).Judged(), Rules(), GradeOptions{}, kNow + hours(3));

  ASSERT_EQ(evidence.facts.size(), 1U);
  EXPECT_EQ(evidence.facts[0].count, 12);
  EXPECT_EQ(evidence.facts_at, kNow + hours(2));
}

TEST(EvidenceTest, MakesAStoryOursAsSoonAsOneDocumentSaysSo) {
  StoryEvidence evidence = Of({ADocument("a").At(Locality::kElsewhere), ADocument("b").At(Locality::kLocal, "qingxi"),
                               ADocument("c").At(Locality::kElsewhere)});

  EXPECT_EQ(evidence.locality, Locality::kLocal);
  EXPECT_EQ(evidence.county_unit, "qingxi");
}

TEST(EvidenceTest, DoesNotLetALocalReprintMakeAForeignStoryOurs) {
  EXPECT_EQ(Of({ADocument("a").At(Locality::kElsewhere), ADocument("b").At(Locality::kLocal).Copy()}).locality, Locality::kElsewhere);
}

TEST(EvidenceTest, DropsALocalFloorOnceTheStoryIsSomebodyElses) {
  EXPECT_EQ(Of({ADocument("a").MustReport()}).rule_floors.size(), 1U);
  EXPECT_EQ(Of({ADocument("a").MustReport().At(Locality::kLocal)}).rule_floors.size(), 1U);
  EXPECT_TRUE(Of({ADocument("a").MustReport(), ADocument("b").At(Locality::kElsewhere)}).rule_floors.empty());
}

TEST(EvidenceTest, CallsWhatWasPublishedLongBeforeOldNews) {
  EXPECT_FALSE(Of({ADocument("a").PublishedBefore(hours(24 * 7))}).old_news);
  EXPECT_TRUE(Of({ADocument("a").PublishedBefore(hours(24 * 7) + seconds(1))}).old_news);
  EXPECT_TRUE(Of({ADocument("a").Titled("2021年某餐厅吃出异物")}).old_news);
  EXPECT_FALSE(Of({ADocument("a").Titled("2026年某餐厅吃出异物")}).old_news);
  EXPECT_FALSE(Of({ADocument("a").Titled("2025年度抽检不合格名单")}).old_news) << "a yearly report is about the past";
}

TEST(EvidenceTest, StaysOldNewsUntilASecondSourceTellsSomethingNewOfItsOwn) {
  ADocument old = ADocument("a").PublishedBefore(hours(24 * 30));

  EXPECT_TRUE(Of({old, ADocument("a")}).old_news) << "the same source";
  EXPECT_TRUE(Of({old, ADocument("b").Copy()}).old_news) << "a reprint";
  EXPECT_TRUE(Of({old, ADocument("b").PublishedBefore(hours(24 * 30))}).old_news) << "old as well";
  EXPECT_FALSE(Of({old, ADocument("b")}).old_news);
  EXPECT_FALSE(Of({ADocument("b"), old}).old_news) << "new at first";
}

TEST(EvidenceTest, BecomesTheHigherOfBothWhenTwoStoriesBecomeOne) {
  StoryEvidence into = Of({ADocument("a").At(Locality::kElsewhere)});
  StoryEvidence from = Of({ADocument("a").Stating(FactKind::kDeaths, 2).At(Locality::kLocal, "qingxi"), ADocument("b").MustReport()});

  MergeEvidence(into, from);

  ASSERT_EQ(into.severities.size(), 2U);
  EXPECT_EQ(into.severities[0].points, 70);
  EXPECT_EQ(into.facts.size(), 1U);
  EXPECT_EQ(into.rule_floors.size(), 1U);
  EXPECT_EQ(into.locality, Locality::kLocal);
  EXPECT_EQ(into.county_unit, "qingxi");
}

TEST(EvidenceTest, IsOldNewsAfterAMergeOnlyWhenBothWere) {
  ADocument old = ADocument("a").PublishedBefore(hours(24 * 30));
  StoryEvidence both = Of({old});
  MergeEvidence(both, Of({old}));
  StoryEvidence one = Of({old});
  MergeEvidence(one, Of({ADocument("b")}));
  StoryEvidence empty;
  MergeEvidence(empty, Of({old}));

  EXPECT_TRUE(both.old_news);
  EXPECT_FALSE(one.old_news);
  EXPECT_TRUE(empty.old_news);
}

}  // namespace
}  // namespace fenghuo
