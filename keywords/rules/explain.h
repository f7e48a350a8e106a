// An Explanation says which parts of a rule stand where in a document, and which do not: what `fenghuo explain` prints.
//
//   Explanation explanation = *matcher.Explain(rule, document);
//   std::string text = FormatExplanation(explanation, document);
//
//   ✗ campus-meals 校园食堂与集中用餐
//     ✗ SENTENCE(学校 AND 呕吐)  (each part stands somewhere, but not together)
//       ✓ 学校  title “某学校通报”…
//
// Under a part that is true of one sentence, its own parts are those of the first such sentence; under one that is true of none,
// they are looked for in the whole of what surrounds it, so that one sees what is there.
//
// Plain data and a pure function.

#ifndef FENGHUO_KEYWORDS_RULES_EXPLAIN_H_
#define FENGHUO_KEYWORDS_RULES_EXPLAIN_H_

#include <string>
#include <vector>

#include "keywords/document.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

struct Explanation {
  std::string part;  // as the officer wrote it
  bool found = false;
  std::string remark;        // what the parts below do not show by themselves, or empty
  std::vector<Span> places;  // of a part without parts
  std::vector<Explanation> parts;
};

// A line for each part, indented by two blanks, each ended by "\n". Of many places the first five are quoted.
std::string FormatExplanation(const Explanation& explanation, const Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_EXPLAIN_H_
