#include "alerts/cases/search.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Incident ACase() {
  Incident incident;
  incident.id = "2026-0711-03";
  incident.state = IncidentState::kReviewed;
  incident.title = "某小学供餐后学生呕吐";
  incident.category = "校园用餐";
  incident.close_reason = "已处置";
  incident.lessons = "配餐企业分包未备案，应逐校核对合同";
  return incident;
}

bool Finds(const std::string& query) { return CaseQuery(query).Finds(ACase()); }

TEST(CaseQueryTest, FindsWhatEveryWordStandsIn) {
  EXPECT_TRUE(Finds("呕吐"));
  EXPECT_TRUE(Finds("呕吐 分包"));
  EXPECT_TRUE(Finds("　校园用餐　分包 "));
  EXPECT_TRUE(Finds("0711-03"));
  EXPECT_TRUE(Finds("已处置"));
  EXPECT_FALSE(Finds("呕吐 电梯"));
}

TEST(CaseQueryTest, FindsOtherFormsOfTheSameWord) {
  EXPECT_TRUE(Finds("嘔吐"));
  EXPECT_TRUE(Finds("０７１１-03"));
}

TEST(CaseQueryTest, FindsNoWordAcrossTwoFields) { EXPECT_FALSE(Finds("呕吐校园")); }

TEST(CaseQueryTest, WithoutWordsFindsEveryCase) {
  EXPECT_TRUE(Finds(""));
  EXPECT_TRUE(Finds("　 "));
}

TEST(CaseQueryTest, FindsOnlyWhatIsOver) {
  Incident open = ACase();
  open.state = IncidentState::kHandling;

  EXPECT_FALSE(CaseQuery("呕吐").Finds(open));
}

}  // namespace
}  // namespace fenghuo
