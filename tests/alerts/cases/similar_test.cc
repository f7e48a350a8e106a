#include "alerts/cases/similar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;

Incident ACase(const std::string& id, const std::string& title, const std::string& category = "校园用餐") {
  Incident incident;
  incident.id = id;
  incident.number = id.substr(5);
  incident.title = title;
  incident.category = category;
  incident.state = IncidentState::kClosed;
  incident.opened_at = Local(id.substr(0, 4) + "-" + id.substr(5, 2) + "-" + id.substr(7, 2) + " 10:00");
  return incident;
}

Incident AtHand(const std::string& title) {
  Incident incident = ACase("2026-0711-03", title);
  incident.state = IncidentState::kNotified;
  return incident;
}

std::vector<std::string> IdsOf(const std::vector<SimilarCase>& similar, const std::vector<Incident>& past) {
  std::vector<std::string> ids;
  for (const SimilarCase& one : similar) ids.push_back(past[one.index].id);
  return ids;
}

TEST(SimilarTest, AreThoseThatShareWordsOfTheTitleAndSayWhich) {
  const std::vector<Incident> past = {ACase("2026-0301-01", "某中学食堂供餐后多名学生呕吐腹泻"), ACase("2026-0302-01", "电梯困人半小时", "特种设备")};

  const std::vector<SimilarCase> similar = FindSimilar(AtHand("一小学供餐后学生呕吐送医"), past);

  ASSERT_EQ(similar.size(), 1u);
  EXPECT_EQ(past[similar[0].index].id, "2026-0301-01");
  EXPECT_EQ(similar[0].because, "同类别；标题同有“供餐”“呕吐”“学生”“餐后”");
  EXPECT_EQ(similar[0].points, 50);
}

TEST(SimilarTest, CountNatureAndCountyToo) {
  Incident other = ACase("2026-0301-01", "供餐后呕吐");
  other.nature = "complaint";
  other.county_unit = "qingxi";
  Incident own = AtHand("小学供餐");
  own.nature = "complaint";
  own.county_unit = "qingxi";

  const std::vector<SimilarCase> similar = FindSimilar(own, {other});

  ASSERT_EQ(similar.size(), 1u);
  EXPECT_EQ(similar[0].points, 28);
  EXPECT_EQ(similar[0].because, "同类别；同性质；同属地单位；标题同有“供餐”");
}

TEST(SimilarTest, AreNotTheSameCategoryAlone) {
  EXPECT_TRUE(FindSimilar(AtHand("一小学供餐后学生呕吐送医"), {ACase("2026-0301-01", "幼儿园后厨老鼠")}).empty());
}

TEST(SimilarTest, AreNotMadeByAWordThatMostCasesHave) {
  std::vector<Incident> past;
  for (int day = 1; day <= 9; ++day) past.push_back(ACase("2026-030" + std::to_string(day) + "-01", "学生反映第" + std::to_string(day) + "件"));
  past.push_back(ACase("2026-0310-01", "学生午餐有虫"));

  EXPECT_THAT(IdsOf(FindSimilar(AtHand("学生午餐变质"), past), past), ElementsAre("2026-0310-01"));
}

TEST(SimilarTest, AreOverAndStandForThemselves) {
  Incident open = ACase("2026-0301-01", "供餐后学生呕吐");
  open.state = IncidentState::kHandling;
  Incident merged = ACase("2026-0302-01", "供餐后学生呕吐");
  merged.state = IncidentState::kMerged;
  Incident reopened = AtHand("供餐后学生呕吐");
  reopened.state = IncidentState::kClosed;

  EXPECT_TRUE(FindSimilar(AtHand("供餐后学生呕吐"), {open, merged, reopened}).empty());
}

TEST(SimilarTest, AreAtMostFiveTheLatestFirst) {
  std::vector<Incident> past;
  // Too few to tell how common a word is among them would be: many others dilute it.
  for (int i = 1; i <= 70; ++i) past.push_back(ACase("2025-0101-" + std::to_string(100 + i), "加油机少油" + std::to_string(i), "计量"));
  for (int day = 1; day <= 7; ++day) past.push_back(ACase("2026-030" + std::to_string(day) + "-01", "配餐供餐后呕吐"));

  EXPECT_THAT(IdsOf(FindSimilar(AtHand("供餐后学生呕吐"), past), past),
              ElementsAre("2026-0307-01", "2026-0306-01", "2026-0305-01", "2026-0304-01", "2026-0303-01"));
}

}  // namespace
}  // namespace fenghuo
