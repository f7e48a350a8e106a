// A RuleEvaluator says where the rules stand in one document.
//
//   RuleEvaluator evaluator(compiled, folded, hits);
//   if (RuleFound found = evaluator.Find(rule); !found.nowhere()) Use(evaluator.PlacesOf(rule, found));
//
// One thread, one document.

#ifndef FENGHUO_KEYWORDS_RULES_RULE_EVALUATOR_H_
#define FENGHUO_KEYWORDS_RULES_RULE_EVALUATOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/evaluate_query.h"
#include "keywords/rules/folded_document.h"

namespace fenghuo {

// Sorted, distinct numbers of units.
using UnitNumbers = std::vector<uint32_t>;

struct RuleFound {
  UnitNumbers with_any;
  UnitNumbers with_all;
  std::vector<WordHit> of_query;

  bool nowhere() const { return with_any.empty() && with_all.empty() && of_query.empty(); }
};

class RuleEvaluator {
 public:
  // All outlive this; `hits` is every word found, sorted.
  RuleEvaluator(const CompiledRules& compiled, const FoldedDocument& document, const std::vector<WordHit>& hits);
  RuleEvaluator(const RuleEvaluator&) = delete;
  RuleEvaluator& operator=(const RuleEvaluator&) = delete;

  RuleFound Find(const CompiledRule& rule);

  // By unit and place.
  std::vector<WordHit> PlacesOf(const CompiledRule& rule, const RuleFound& found) const;
  std::vector<WordHit> PlacesOf(const WordGroup& group) const;

  // Where a word of the group stands.
  UnitNumbers UnitsOf(const WordGroup& group) const;
  // Whether a damper stands beside the hits.
  bool IsDamped(const CompiledRule& rule, const RuleFound& found) const;
  // The first place where the severity term of that number counts for what was found, if any.
  std::optional<WordHit> CountsFor(uint32_t severity_term, const CompiledRule& rule, const RuleFound& found);

  QueryEvaluator& queries() { return queries_; }

 private:
  UnitNumbers UnitsWithAll(const CompiledRule& rule) const;
  void Collect(const WordGroup& group, const UnitNumbers& units, std::vector<WordHit>& places) const;
  const std::vector<WordHit>* PlacesOfRule(uint32_t number);
  const std::vector<WordHit>& PlacesOfSeverityTerm(uint32_t number);

  const CompiledRules& compiled_;
  const std::vector<WordHit>& hits_;
  const UnitNumbers damped_;
  QueryEvaluator queries_;
  std::map<uint32_t, std::vector<WordHit>> answers_;         // of rules that queries ask for
  std::map<uint32_t, std::vector<WordHit>> severity_terms_;  // asked for by every rule that finds the document
};

// The title: an excluded word or a damper there counts for all.
constexpr uint32_t kTitleUnit = 0;

bool HasUnit(const UnitNumbers& units, uint32_t unit);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_RULE_EVALUATOR_H_
