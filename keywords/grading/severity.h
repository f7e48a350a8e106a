// Severity is how grave the matter is that one document tells, with the parts that made it.
//
//   DocumentSeverity severity = FindSeverity(document, matches, facts, rules);   // {55, "catering", {{"rule:catering", …, 45}, …}}
//
// Of the rules that found it the gravest counts: its base, or the count band of the facts where that is more (deaths 1+ 70, 3+ 85,
// 10+ 95, 30+ 100; hurt 1+ 35, 10+ 45, 30+ 60, 100+ 80), plus the severity terms that count for it; -30 when every match is
// damped; within 0 to 100 (reference: science.md 8.1).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_SEVERITY_H_
#define FENGHUO_KEYWORDS_GRADING_SEVERITY_H_

#include <string>
#include <vector>

#include "keywords/document.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/grade.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

struct DocumentSeverity {
  int points = 0;  // 0 to 100
  std::string rule;
  std::vector<SeverityPart> parts;  // their sum, held within 0 to 100, is the points
};

// There is a match. `rules` is what the matcher was compiled from; a match of a rule that is gone since counts with 15.
DocumentSeverity FindSeverity(const Document& document, const std::vector<Match>& matches, const std::vector<Fact>& facts,
                              const RuleSet& rules);

// A drill or a film: what such a document states did not happen.
bool AllDamped(const std::vector<Match>& matches);

// Null when there is none of this id.
const Rule* FindRule(const RuleSet& rules, const std::string& id);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_SEVERITY_H_
