// ExplainRule makes the Explanation of a rule; Matcher::Explain is the way in.
//
//   Explanation explanation = ExplainRule({compiled, folded, hits}, rule_set, 3);
//
// Pure function.

#ifndef FENGHUO_KEYWORDS_RULES_EXPLAIN_RULE_H_
#define FENGHUO_KEYWORDS_RULES_EXPLAIN_RULE_H_

#include <vector>

#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/explain.h"
#include "keywords/rules/folded_document.h"

namespace fenghuo {

// A document with every word that was found in it, sorted.
struct FoundWords {
  const CompiledRules& compiled;
  const FoldedDocument& document;
  const std::vector<WordHit>& hits;
};

// `rules` is what was compiled, `number` the place of the rule in it.
Explanation ExplainRule(const FoundWords& found, const RuleSet& rules, size_t number);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_EXPLAIN_RULE_H_
