// ObviousMatcher does what rule.h says in the slowest and plainest way: the oracle for the Matcher.
//
//   EXPECT_EQ(Matcher::Compile(rules)->Find(document), ObviousMatcher(rules).Find(document));
//
// It shares only folding and sentences with the real one. No scanner, no index, no filter: every word of every rule is looked
// for in every unit.

#ifndef FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_MATCHER_H_
#define FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_MATCHER_H_

#include <vector>

#include "keywords/document.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

class ObviousMatcher {
 public:
  explicit ObviousMatcher(RuleSet rules) : rules_(std::move(rules)) {}

  std::vector<Match> Find(const Document& document) const;

 private:
  std::vector<SeverityTerm> TermsOf(const Rule& rule) const;

  RuleSet rules_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_MATCHER_H_
