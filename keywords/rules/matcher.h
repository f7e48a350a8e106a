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
#include <string>
#include <vector>

#include "base/result.h"
#include "keywords/document.h"
#include "keywords/rules/explain.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

class Matcher {
 public:
  // Slow; done once for each set of rules. kInvalid names the rule and what is wrong with it: a pattern that RE2 refuses
  // or that needs more than 1 MiB or matches the empty text, a term of fewer than two characters, a rule that can never match,
  // an id used twice. One problem, the first; check rule by rule to see all (daemon/config does).
  static Result<Matcher> Compile(const RuleSet& rules);

  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // Matches in the order of the rules, each with its first 200 places; empty when nothing is found. A pattern never gives a
  // wrong answer for want of memory, but one whose work on a single sentence would pass a bound (keywords/rules/pattern_set.h)
  // gives up: it counts as not found there and is reported by `pattern_failures`.
  std::vector<Match> Find(const Document& document) const;

  // Which parts of the rule stand where, and which do not. `rules` is what was compiled. kNotFound when it has no such rule.
  Result<Explanation> Explain(const RuleSet& rules, const std::string& id, const Document& document) const;

  // How often a pattern gave up since the start.
  uint64_t pattern_failures() const;

  // Patterns without a literal that RE2 can require (five bytes or more in a row): they run on every sentence of every
  // document, so a configuration should have few.
  size_t unfiltered_patterns() const;

 private:
  class Compiled;
  explicit Matcher(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_MATCHER_H_
