// A Matcher finds every watched rule in one document.
//
//   Result<Matcher> matcher = Matcher::Compile(rule_set);
//   if (!matcher.ok()) return matcher.error().In("rules");
//   for (const Match& match : matcher->Find(document)) ...
//
// Text is compared after folding (see keywords/text/fold.h), so full-width, traditional and upper-case forms match too.
//
// Immutable once compiled: any number of threads may call Find() at once.

#ifndef FENGHUO_KEYWORDS_RULES_MATCHER_H_
#define FENGHUO_KEYWORDS_RULES_MATCHER_H_

#include <memory>
#include <vector>

#include "base/result.h"
#include "keywords/document.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

class Matcher {
 public:
  // Slow; done once for each set of rules. kInvalid names the rule and what is wrong with it: a pattern that RE2 refuses
  // or that needs more than 1 MiB, a term of fewer than two characters, a rule that can never match, an id used twice.
  static Result<Matcher> Compile(const RuleSet& rules);

  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // Matches in the order of the rules; empty when nothing is found. A pattern that runs out of memory on a text counts as
  // not found and is reported by `pattern_failures`.
  std::vector<Match> Find(const Document& document) const;

  // How often a pattern gave up since the start.
  uint64_t pattern_failures() const;

 private:
  class Compiled;
  explicit Matcher(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_MATCHER_H_
