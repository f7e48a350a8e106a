// LintQuery finds what an officer would rather hear now than never: all that is wrong with the meaning of a query.
//
//   ParsedQuery parsed = ParseQuery(rule.query);
//   for (const QueryProblem& problem : LintQuery(*parsed.root, rule, rule_set)) Show(problem.text, PointAt(rule.query, problem));
//
// Names that nobody gives, with the nearest one; terms of one character; patterns that RE2 refuses or that would run over
// everything; parts that can never be true, or always are; a query that needs no term; rules that use each other in a circle.
// What it finds is certain; it does not find every contradiction.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_RULES_LINT_QUERY_H_
#define FENGHUO_KEYWORDS_RULES_LINT_QUERY_H_

#include <string>
#include <string_view>
#include <vector>

#include "keywords/rules/query.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

constexpr uint32_t kNearStepsMax = 200;
constexpr uint32_t kCountMin = 2;
constexpr uint32_t kCountMax = 99;

// In the order of their places. `root` is what ParseQuery made of rule.query.
std::vector<QueryProblem> LintQuery(const QueryNode& root, const Rule& rule, const RuleSet& rule_set);

// The line of the query in which the problem stands, and below it a line of carets, without a newline at the end; wide
// characters take two columns. A long line is shown from a little before the place.
std::string PointAt(std::string_view query, const QueryProblem& problem);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_LINT_QUERY_H_
