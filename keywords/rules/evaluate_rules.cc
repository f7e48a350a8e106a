#include <algorithm>
#include <optional>
#include <utility>

#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/folded_document.h"
#include "keywords/rules/rule_evaluator.h"

namespace fenghuo {
namespace {

// A text that repeats a word a million times must not fill the store with places.
constexpr size_t kSpansMax = 200;

std::vector<Span> SpansOf(const std::vector<WordHit>& places, const FoldedDocument& document) {
  std::vector<Span> spans;
  for (const WordHit& hit : places) {
    if (spans.size() == kSpansMax) break;
    const Span span = document.SpanOf(document.units[hit.unit], hit.begin, hit.end);
    if (spans.empty() || !(spans.back() == span)) spans.push_back(span);
  }
  return spans;
}

std::optional<Match> Evaluate(const CompiledRules& compiled, const CompiledRule& rule, const FoldedDocument& document,
                              RuleEvaluator& evaluator) {
  const Timestamp seen = document.document->fetched_at;
  if (seen < rule.from || seen >= rule.until) return std::nullopt;
  const RuleFound found = evaluator.Find(rule);
  if (found.nowhere()) return std::nullopt;
  Match match;
  match.rule = rule.id;
  match.spans = SpansOf(evaluator.PlacesOf(rule, found), document);
  match.must_report = rule.must_report && (rule.must_report_when.empty() || !evaluator.UnitsOf(rule.must_report_when).empty());
  match.damped = evaluator.IsDamped(rule, found);
  match.shadow = rule.shadow;
  for (uint32_t number : rule.severity_terms) {
    const std::optional<WordHit> place = evaluator.CountsFor(number, rule, found);
    if (!place) continue;
    const CompiledSeverityTerm& term = compiled.severity_terms[number];
    match.severity.push_back({term.name, term.points, document.SpanOf(document.units[place->unit], place->begin, place->end)});
  }
  return match;
}

std::vector<uint32_t> RulesLedTo(const CompiledRules& compiled, const std::vector<WordHit>& hits) {
  std::vector<uint32_t> rules;
  for (size_t i = 0; i < hits.size(); ++i) {
    const WordId word = hits[i].word;
    if (i > 0 && hits[i - 1].word == word) continue;
    const auto& led =
        (word & kPatternBit) != 0 ? compiled.led_to_by_pattern[word & ~kPatternBit] : compiled.led_to_by_term[word];
    rules.insert(rules.end(), led.begin(), led.end());
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

}  // namespace

std::vector<Match> EvaluateRules(const CompiledRules& compiled, const FoldedDocument& document,
                                 const std::vector<WordHit>& hits) {
  std::vector<Match> matches;
  const std::vector<uint32_t> rules = RulesLedTo(compiled, hits);
  if (rules.empty()) return matches;
  RuleEvaluator evaluator(compiled, document, hits);
  for (uint32_t rule : rules) {
    if (std::optional<Match> match = Evaluate(compiled, compiled.rules[rule], document, evaluator)) matches.push_back(std::move(*match));
  }
  return matches;
}

}  // namespace fenghuo
