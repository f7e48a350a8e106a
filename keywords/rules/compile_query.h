// CompileQuery gives the words of a query their numbers; FindLeads says which words lead to which rule.
//
//   Result<CompiledQuery> query = CompileQuery(rule.query, rule_set, numbers);
//   ...
//   Result<void> found = FindLeads(compiled, leads);      // once all rules are compiled
//
// A lead of a part is a set of words of which one has to stand in every document of which the part is true. It is what lets a
// matcher of thousands of rules look at few: a query without a lead is refused.
//
// Part of CompileRules. Pure functions but for the numbers that they give.

#ifndef FENGHUO_KEYWORDS_RULES_COMPILE_QUERY_H_
#define FENGHUO_KEYWORDS_RULES_COMPILE_QUERY_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/word_numbers.h"

namespace fenghuo {

// kInvalid with the first problem of ParseQuery or LintQuery.
Result<CompiledQuery> CompileQuery(const Rule& rule, const RuleSet& rule_set, WordNumbers& numbers);

// Fills the leads of every query and gives those of every rule, by its place. kInvalid when a query needs no word, or when rules
// use each other in a circle.
Result<std::vector<WordGroup>> FindLeads(std::vector<CompiledRule>& rules);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_COMPILE_QUERY_H_
