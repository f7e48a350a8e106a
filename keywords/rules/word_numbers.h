// WordNumbers gives every term and pattern of a rule set its number; what is the same gets the same one.
//
//   WordNumbers numbers;
//   Result<WordGroup> group = numbers.AddGroup(rule.any);
//   if (!group.ok()) return group.error().In("any");
//
// Part of CompileRules.
//
// One thread.

#ifndef FENGHUO_KEYWORDS_RULES_WORD_NUMBERS_H_
#define FENGHUO_KEYWORDS_RULES_WORD_NUMBERS_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "keywords/rules/compiled_rules.h"

namespace fenghuo {

class WordNumbers {
 public:
  // kInvalid for a term of fewer than two characters after folding, and for what PatternSet::Add refuses.
  Result<WordGroup> AddGroup(const TermGroup& group);
  Result<WordGroup> AddTerms(const std::vector<std::string>& terms);

  const std::string& Term(WordId term) const { return terms_[term]; }

  // Gives the atoms of the patterns their numbers and moves everything into `compiled`. Once, when all is added.
  void MoveInto(CompiledRules& compiled);

 private:
  WordId NumberOf(const std::string& folded);

  std::vector<std::string> terms_;
  PatternSet patterns_;
  std::unordered_map<std::string, WordId> numbers_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_WORD_NUMBERS_H_
