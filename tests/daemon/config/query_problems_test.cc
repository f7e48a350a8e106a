// What a file of rules with queries is told: every problem, word for word, with line and caret.

#include <gtest/gtest.h>

#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

// Of a rule file alone.
std::string ProblemsOfRules(const std::string& bytes) {
  Result<RuleSet> rules = ParseRules({{"my.yml", bytes}});
  return rules.ok() ? "no problem" : rules.error().message;
}

TEST(ConfigProblemsTest, PointIntoAQuery) {
  EXPECT_EQ(ProblemsOfRules("term_sets: {不洁异物: [异物, 蟑螂]}\n"
                            "rules:\n"
                            "  - id: a\n"
                            "    name: 甲\n"
                            "    departments: [catering]\n"
                            "    query: 餐厅 AND ($不洁食物 OR 毒)\n"
                            "    severity: 20\n"
                            "  - id: b\n"
                            "    name: 乙\n"
                            "    departments: [catering]\n"
                            "    query: |\n"
                            "      餐厅 AND\n"
                            "        (@a OR @aa\n"
                            "           OR 毒)\n"
                            "    severity: 20\n"
                            "  - {id: c, name: 丙, departments: [catering], query: 餐厅 异物, severity: 20}\n"),
            "my.yml:6: rules[0].query: must be a term set, is \"不洁食物\"; the nearest is \"不洁异物\"\n"
            "    餐厅 AND ($不洁食物 OR 毒)\n"
            "              ^^^^^^^^^\n"
            "my.yml:6: rules[0].query: must have at least two characters, is \"毒\"\n"
            "    餐厅 AND ($不洁食物 OR 毒)\n"
            "                           ^^\n"
            "my.yml:13: rules[1].query: must be a rule, is \"aa\"; the nearest is \"a\"\n"
            "      (@a OR @aa\n"
            "             ^^^\n"
            "my.yml:14: rules[1].query: must have at least two characters, is \"毒\"\n"
            "         OR 毒)\n"
            "            ^^\n"
            "my.yml:16: rules[2].query: must be joined to what stands before it by AND, OR or NEAR/n; a phrase with a blank stands in "
            "quotes\n"
            "    餐厅 异物\n"
            "         ^^^^");
}

TEST(ConfigProblemsTest, SayWhatDoesNotGoWithAQuery) {
  const auto rule = [](const std::string& keys) {
    return ProblemsOfRules("rules: [{id: a, name: 甲, departments: [catering], severity: 20, " + keys + "}]\n");
  };

  EXPECT_EQ(rule("query: 餐厅, within: document, none: [招聘]"),
            "my.yml:1: rules[0].none: must stand beside any or all; a query says NOT itself\n"
            "my.yml:1: rules[0].within: must stand beside any or all; a query says SENTENCE itself");
  EXPECT_EQ(rule("query: 餐厅, any: [火锅], none: [招聘]"), "no problem");
  EXPECT_EQ(rule("query: [餐厅]"), "my.yml:1: rules[0].query: must be a query, is a list");
  EXPECT_EQ(rule("query: \" \""), "my.yml:1: rules[0].query: must be a query, is \" \"");
  EXPECT_EQ(rule("any: [餐厅], from: 2026-09-01, until: 2026-08-31"), "my.yml:1: rules[0].until: must not be before from, is \"2026-08-31\"");
  EXPECT_EQ(rule("any: [食物中毒], none: [中毒]"), "my.yml:1: rules[0]: can never match: none forbids every word that it needs");
  EXPECT_EQ(rule("any: [餐厅], from: 1 May"), "my.yml:1: rules[0].from: must be a date such as 2026-11-21, is \"1 May\"");
  EXPECT_EQ(rule("any: [餐厅], from: 2026-09-01, until: 2026-09-01, shadow: true"), "no problem");
  EXPECT_EQ(rule("category: 甲"), "my.yml:1: rules[0]: must have any, all or query, or it finds nothing");
}

TEST(ConfigProblemsTest, KnowTheSourcesThatAQueryNames) {
  EXPECT_EQ(ProblemsOf(SmallConfig().Changed("rules/food.yml", "none: [招聘]", "query: 食品 AND source:evening-papr")),
            "rules/food.yml:12: rules[0].query: must be a source of sources/*.yml, is \"evening-papr\"; the nearest is "
            "\"evening-paper\"");
}

}  // namespace
}  // namespace fenghuo
