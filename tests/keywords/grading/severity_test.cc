#include "keywords/grading/severity.h"

#include <gtest/gtest.h>

#include "keywords/grading/quote.h"

namespace fenghuo {
namespace {

RuleSet Rules() {
  RuleSet rules;
  for (const auto& [id, name, points] : {std::tuple{"catering", "餐饮服务", 35}, std::tuple{"price", "价格", 20}}) {
    Rule& rule = rules.rules.emplace_back();
    rule.id = id;
    rule.name = name;
    rule.severity = points;
  }
  return rules;
}

Match Of(const std::string& rule, std::vector<SeverityHit> hits = {}) {
  Match match;
  match.rule = rule;
  match.severity = std::move(hits);
  return match;
}

SeverityHit Term(const std::string& name, int points) { return {name, points, {Span::Field::kTitle, 0, 6}}; }

// "name points, …" of the parts.
std::string PartsOf(const DocumentSeverity& severity) {
  std::string all;
  for (const SeverityPart& part : severity.parts) {
    all += (all.empty() ? "" : ", ") + part.name + " " + std::to_string(part.points);
  }
  return all;
}

Document Titled(const std::string& title) {
  Document document;
  document.title = title;
  return document;
}

TEST(SeverityTest, AddsTheTermsOfTheGravestRule) {
  const std::vector<Match> matches = {Of("price", {Term("重点人群", 10), Term("群体动员", 10)}), Of("catering", {Term("重点人群", 10)})};

  DocumentSeverity severity = FindSeverity(Titled("学生维权"), matches, {}, Rules());

  EXPECT_EQ(severity.points, 45);
  EXPECT_EQ(severity.rule, "catering");
  EXPECT_EQ(PartsOf(severity), "rule:catering 35, term:重点人群 10");
  EXPECT_EQ(severity.parts[0].says, "规则“餐饮服务”");
  EXPECT_EQ(severity.parts[1].says, "重点人群：“学生维权”");
}

TEST(SeverityTest, IsOfTheRuleWhoseTermsMakeItTheGravest) {
  const std::vector<Match> matches = {Of("catering"), Of("price", {Term("群体动员", 20)})};

  DocumentSeverity severity = FindSeverity(Titled("学生维权"), matches, {}, Rules());

  EXPECT_EQ(severity.points, 40);
  EXPECT_EQ(severity.rule, "price");
}

TEST(SeverityTest, AddsTermsToTheBandOfAFactAndKeepsTheRuleOfTheField) {
  const std::vector<Match> matches = {Of("price", {Term("重点人群", 10)}), Of("catering", {Term("重点人群", 10)})};
  const std::vector<Fact> facts = {{FactKind::kInjured, 12, "12人受伤"}, {FactKind::kDeaths, 1, "1人死亡"}};

  DocumentSeverity severity = FindSeverity(Titled("学生受伤"), matches, facts, Rules());

  EXPECT_EQ(severity.points, 80);
  EXPECT_EQ(severity.rule, "catering");
  EXPECT_EQ(PartsOf(severity), "fact:deaths 70, term:重点人群 10");
  EXPECT_EQ(severity.parts[0].says, "文中称“1人死亡”（未核实）");
}

TEST(SeverityTest, StaysWithinItsLimits) {
  EXPECT_EQ(FindSeverity(Titled("学生"), {Of("catering", {Term("很重", 90)})}, {}, Rules()).points, 100);
  DocumentSeverity low = FindSeverity(Titled("学生"), {Of("price", {Term("已经辟谣", -40)})}, {}, Rules());
  EXPECT_EQ(low.points, 0);
  EXPECT_EQ(PartsOf(low), "rule:price 20, term:已经辟谣 -40");
}

TEST(SeverityTest, TakesThirtyWhenEveryMatchIsDamped) {
  std::vector<Match> matches = {Of("catering"), Of("price")};
  matches[0].damped = true;
  EXPECT_EQ(FindSeverity(Titled("学生"), matches, {}, Rules()).points, 35);
  matches[1].damped = true;
  DocumentSeverity severity = FindSeverity(Titled("学生"), matches, {}, Rules());
  EXPECT_EQ(severity.points, 5);
  EXPECT_EQ(PartsOf(severity), "rule:catering 35, damper -30");
}

TEST(SeverityTest, CountsARuleThatIsGoneWithFifteen) {
  DocumentSeverity severity = FindSeverity(Titled("学生"), {Of("gone")}, {}, Rules());
  EXPECT_EQ(severity.points, 15);
  EXPECT_EQ(severity.parts[0].says, "规则已不在配置中");
}

TEST(QuoteTest, IsTheSentenceOfTheHitCutOnBothSides) {
  Document document = Titled("某小学通报");
  std::string before, behind;
  for (int i = 0; i < 30; ++i) before += "前";
  for (int i = 0; i < 60; ++i) behind += "后";
  document.text = "昨天下雨。" + before + "学生" + behind + "。今天晴。";
  const uint32_t at = static_cast<uint32_t>(document.text.find("学生"));

  EXPECT_EQ(Quote(document, {Span::Field::kTitle, 3, 9}), "某小学通报");
  EXPECT_EQ(Quote(document, {Span::Field::kText, at, at + 6}),
            "…" + before.substr(0, 36) + "学生" + behind.substr(0, 37 * 3) + "…");
  EXPECT_EQ(Quote(document, {Span::Field::kText, 0, 6}), "昨天下雨");
}

TEST(QuoteTest, IsEmptyForWhatIsNotThere) { EXPECT_EQ(Quote(Titled(""), {Span::Field::kText, 7, 9}), ""); }

}  // namespace
}  // namespace fenghuo
