// Severity terms of rules/*.yml: what is read, and what is refused, word for word.

#include <gtest/gtest.h>

#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

// Two rules; `own` stands in the second, "quack".
Result<RuleSet> RulesWith(const std::string& shared, const std::string& own) {
  return ParseRules({{"my.yml", "term_sets: {重点人群: [学生, 老人]}\n"
                                "dampers: [演练]\n"
                                "severity_terms:\n  - {name: 重点人群, points: 10, any: [{set: 重点人群}], except: [meals]}\n" + shared +
                                    "rules:\n"
                                    "  - {id: meals, name: 甲, departments: [catering], any: [呕吐], severity: 20}\n"
                                    "  - {id: quack, name: 乙, departments: [catering], any: [假药], none: [招聘], severity: 20" +
                                    own + "}\n"}});
}

std::string ProblemsWith(const std::string& shared, const std::string& own = "") {
  Result<RuleSet> rules = RulesWith(shared, own);
  return rules.ok() ? "no problem" : rules.error().message;
}

TEST(SeverityTermsTest, AreReadWithTheirSets) {
  Result<RuleSet> rules = RulesWith("", ", severity_terms: [{name: 假神医, points: 15, any: [神医, {pattern: '包治.{0,2}病'}]}]");

  ASSERT_TRUE(rules.ok()) << rules.error().message;
  ASSERT_EQ(rules->severity_terms.size(), 1u);
  EXPECT_EQ(rules->severity_terms[0].name, "重点人群");
  EXPECT_EQ(rules->severity_terms[0].points, 10);
  EXPECT_EQ(rules->severity_terms[0].when.terms, (std::vector<std::string>{"学生", "老人"}));
  EXPECT_EQ(rules->severity_terms[0].except, std::vector<std::string>{"meals"});
  ASSERT_EQ(rules->rules[1].severity_terms.size(), 1u);
  EXPECT_EQ(rules->rules[1].severity_terms[0].when.patterns, std::vector<std::string>{"包治.{0,2}病"});
}

TEST(SeverityTermsTest, AreRefusedWithEveryProblem) {
  EXPECT_EQ(ProblemsWith("  - {name: 甲, points: 0, any: [瞒报]}\n"),
            "my.yml:5: severity_terms[1].points: must not be 0, or it changes nothing");
  EXPECT_EQ(ProblemsWith("  - {name: 甲, points: 101, any: []}\n"),
            "my.yml:5: severity_terms[1].points: must be a whole number from -100 to 100, is \"101\"\n"
            "my.yml:5: severity_terms[1].any: must hold at least one term");
  EXPECT_EQ(ProblemsWith("  - {points: 5, word: 瞒报}\n"),
            "my.yml:5: severity_terms[1].name: must be given\n"
            "my.yml:5: severity_terms[1].any: must be given\n"
            "my.yml:5: severity_terms[1].word: unknown key; known here are name, points, any, except");
  EXPECT_EQ(ProblemsWith("  - {name: 重点人群, points: 5, any: [患者]}\n"),
            "my.yml:5: severity_terms[1].name: must be given once, \"重点人群\" stands in my.yml:4 already");
  EXPECT_EQ(ProblemsWith("  - {name: 甲, points: -5, any: [科普, 演練]}\n"),
            "my.yml:5: severity_terms[1]: must not hold \"演練\", which is a damper");
}

TEST(SeverityTermsTest, MayExceptARuleOfAnotherFileButOnlyOneThatThereIs) {
  EXPECT_EQ(ProblemsWith("  - {name: 甲, points: 5, any: [患者], except: [caterin]}\n"), "no problem") << "files alone";
  ConfigFiles whole = SmallConfig().Changed(
      "rules/food.yml", "dampers:", "severity_terms: [{name: 甲, points: 5, any: [患者], except: [caterin]}]\ndampers:");
  EXPECT_EQ(ProblemsOf(whole),
            "rules/food.yml:3: severity_terms[0].except[0]: must be a rule of rules/*.yml, is \"caterin\"; the nearest is \"catering\"");
}

TEST(SeverityTermsTest, OfARuleAreRefusedWhenTheyCannotCountOrCountTwice) {
  EXPECT_EQ(ProblemsWith("", ", severity_terms: [{name: 甲, points: 5, any: [招聘]}]"),
            "my.yml:7: rules[1].severity_terms[0]: can never count: none excludes every term of it");
  EXPECT_EQ(ProblemsWith("", ", severity_terms: [{name: 重点人群, points: 5, any: [患者]}]"),
            "my.yml:7: rules[1].severity_terms[0]: must have a name of its own, \"重点人群\" counts for every rule already; except "
            "this rule there");
  EXPECT_EQ(ProblemsWith("", ", severity_terms: [{name: 甲, points: 5, any: [患者]}, {name: 甲, points: 9, any: [孕妇]}]"),
            "my.yml:7: rules[1].severity_terms[0]: must have a name of its own, \"甲\" is given twice\n"
            "my.yml:7: rules[1].severity_terms[1]: must have a name of its own, \"甲\" is given twice");
  EXPECT_EQ(ProblemsWith("", ", severity_terms: [{name: 甲, points: 5, any: [患者], except: [meals]}]"),
            "my.yml:7: rules[1].severity_terms[0].except: unknown key; known here are name, points, any");
}

}  // namespace
}  // namespace fenghuo
