#include "daemon/config/rule_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace fenghuo {
namespace {

Config TwoRules() {
  Config config;
  config.rules = *ParseRules({{"my.yml",
                               "severity_terms: [{name: 重点人群, points: 10, any: [学生]}, {name: 已经辟谣, points: -15, any: [辟谣]}]\n"
                               "rules:\n"
                               "  - {id: ill, name: 呕吐, departments: [a], any: [呕吐], severity: 20,\n"
                               "     must_report: {when: {any: [学生]}, floor: 3}}\n"
                               "  - {id: posts, name: 帖子, departments: [a], query: 食堂 AND kind:post AND tag:本地, severity: 20}\n"}});
  return config;
}

// "rule what" of each failure of the one test.
std::vector<std::string> FailuresOf(const std::string& keys) {
  const Config config = TwoRules();
  Result<std::vector<RuleTest>> tests = ParseRuleTests({"t.yml", "tests:\n  - {name: 一, " + keys + "}\n"}, config);
  EXPECT_TRUE(tests.ok()) << tests.error().message;
  Result<Matcher> matcher = Matcher::Compile(config.rules);
  EXPECT_TRUE(matcher.ok());
  std::vector<std::string> failures;
  for (const RuleTestFailure& failure : RunRuleTest((*tests)[0], config.rules, *matcher)) {
    failures.push_back(failure.rule + " " + failure.what);
  }
  return failures;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RuleTestTest, PassesWhenTheRulesDoWhatItSays) {
  EXPECT_THAT(FailuresOf("title: 学生呕吐, finds: [ill], not: [posts], must_report: [ill]"), IsEmpty());
  EXPECT_THAT(FailuresOf("title: 食堂, kind: post, tags: [本地], only: [posts]"), IsEmpty());
  EXPECT_THAT(FailuresOf("title: 天气, only: []"), IsEmpty());
}

TEST(RuleTestTest, SaysWhichRuleDidWhat) {
  EXPECT_THAT(FailuresOf("title: 天气, finds: [ill, posts]"), ElementsAre("ill should find it", "posts should find it"));
  EXPECT_THAT(FailuresOf("title: 呕吐, not: [ill]"), ElementsAre("ill should not find it"));
  EXPECT_THAT(FailuresOf("title: 呕吐, only: [posts]"), ElementsAre("ill should not find it", "posts should find it"));
  EXPECT_THAT(FailuresOf("title: 有人呕吐, must_report: [ill]"), ElementsAre("ill should ask for a report"));
}

TEST(RuleTestTest, SaysWhichSeverityTermsCount) {
  EXPECT_THAT(FailuresOf("title: 学生呕吐, severity_terms: [重点人群]"), IsEmpty());
  EXPECT_THAT(FailuresOf("title: 呕吐, severity_terms: []"), IsEmpty());
  EXPECT_THAT(FailuresOf("title: 学生呕吐, severity_terms: [已经辟谣]"),
              ElementsAre("ill should count \"已经辟谣\"", "ill should not count \"重点人群\""));
  EXPECT_THAT(FailuresOf("title: 学生, severity_terms: [重点人群]"), ElementsAre("no rule found it, should count \"重点人群\""));
}

TEST(RuleTestTest, IsRefusedWithEveryProblem) {
  const std::string bytes =
      "tests:\n"
      "  - {title: 呕吐, finds: [il]}\n"
      "  - {name: 二, titel: 呕吐, kind: posts, seen: 2026-13-01}\n";
  Result<std::vector<RuleTest>> tests = ParseRuleTests({"t.yml", bytes}, TwoRules());

  ASSERT_FALSE(tests.ok());
  EXPECT_EQ(tests.error().message,
            "t.yml:2: tests[0].name: must be given\n"
            "t.yml:2: tests[0].finds[0]: must be a rule of rules/*.yml, is \"il\"; the nearest is \"ill\"\n"
            "t.yml:3: tests[1].kind: must be one of article, post, hotlist, complaint, official, is \"posts\"\n"
            "t.yml:3: tests[1].seen: must be a date such as 2026-11-21, is \"2026-13-01\"\n"
            "t.yml:3: tests[1]: must have finds, not, only, must_report or severity_terms, or it tests nothing\n"
            "t.yml:3: tests[1].titel: unknown key; the nearest known key is \"title\"");
}

TEST(RuleTestTest, OfTheExamplePassesForEveryCategory) {
  const std::string folder = std::string(FENGHUO_SOURCE_DIR) + "/deploy/config";
  Result<Config> config = LoadConfig(folder);
  ASSERT_TRUE(config.ok()) << config.error().message;
  Result<Matcher> matcher = Matcher::Compile(config->rules);
  ASSERT_TRUE(matcher.ok()) << matcher.error().message;
  Result<std::vector<RuleTest>> tests = LoadRuleTests(folder + "/rule-tests.yml", *config);
  ASSERT_TRUE(tests.ok()) << tests.error().message;

  std::set<std::string> found;
  for (const RuleTest& test : *tests) {
    for (const RuleTestFailure& failure : RunRuleTest(test, config->rules, *matcher)) {
      Result<Explanation> explanation = matcher->Explain(config->rules, failure.rule, test.document);
      ADD_FAILURE() << test.line << ": " << test.name << ": " << failure.rule << " " << failure.what << "\n"
                    << (explanation.ok() ? FormatExplanation(*explanation, test.document) : "");
    }
    found.insert(test.finds.begin(), test.finds.end());
  }
  EXPECT_EQ(found.size(), config->rules.rules.size()) << "a category has no test";
}

}  // namespace
}  // namespace fenghuo
