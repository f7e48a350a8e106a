#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <tuple>

#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/folded_document.h"

namespace fenghuo {
namespace {

// A text that repeats a word a million times must not fill the store with places.
constexpr size_t kSpansMax = 200;
constexpr uint32_t kTitle = 0;

// Sorted, distinct numbers of units.
using Units = std::vector<uint32_t>;

Units Distinct(Units units) {
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

bool Has(const Units& units, uint32_t unit) { return std::binary_search(units.begin(), units.end(), unit); }

Units Both(const Units& a, const Units& b) {
  Units both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

Units Either(Units a, const Units& b) {
  a.insert(a.end(), b.begin(), b.end());
  return Distinct(std::move(a));
}

// Evaluates one rule after the other on the words of one document.
class Evaluator {
 public:
  Evaluator(const CompiledRules& compiled, const FoldedDocument& document, const std::vector<WordHit>& hits)
      : document_(document), hits_(hits), damped_(UnitsOf(compiled.dampers)) {}

  std::optional<Match> Evaluate(const CompiledRule& rule) const {
    Units with_any = UnitsOf(rule.any);
    Units with_all = UnitsWithAll(rule);
    const Units forbidden = UnitsOf(rule.none);
    if (rule.within == Within::kDocument ? !forbidden.empty() : Has(forbidden, kTitle)) return std::nullopt;
    with_any = Without(with_any, forbidden);
    with_all = Without(with_all, forbidden);
    if (with_any.empty() && with_all.empty()) return std::nullopt;

    Match match;
    match.rule = rule.id;
    match.spans = SpansOf(rule, with_any, with_all);
    match.must_report = rule.must_report && (rule.must_report_when.empty() || !UnitsOf(rule.must_report_when).empty());
    match.damped = Damped(rule, Either(with_any, with_all));
    return match;
  }

 private:
  std::span<const WordHit> HitsOf(WordId word) const {
    const auto first =
        std::lower_bound(hits_.begin(), hits_.end(), word, [](const WordHit& hit, WordId w) { return hit.word < w; });
    auto last = first;
    while (last != hits_.end() && last->word == word) ++last;
    return {first, last};
  }

  Units UnitsOf(const WordGroup& group) const {
    Units units;
    for (WordId word : group) {
      for (const WordHit& hit : HitsOf(word)) units.push_back(hit.unit);
    }
    return Distinct(std::move(units));
  }

  // The units in which every group of `all` has a word; within the document, those in which any has, when all are there.
  Units UnitsWithAll(const CompiledRule& rule) const {
    Units units;
    for (size_t i = 0; i < rule.all.size(); ++i) {
      Units of_group = UnitsOf(rule.all[i]);
      if (of_group.empty()) return {};
      if (i == 0) {
        units = std::move(of_group);
      } else {
        units = rule.within == Within::kDocument ? Either(std::move(units), of_group) : Both(units, of_group);
      }
    }
    return units;
  }

  static Units Without(const Units& units, const Units& forbidden) {
    Units left;
    std::set_difference(units.begin(), units.end(), forbidden.begin(), forbidden.end(), std::back_inserter(left));
    return left;
  }

  std::vector<Span> SpansOf(const CompiledRule& rule, const Units& with_any, const Units& with_all) const {
    std::vector<WordHit> found;
    Collect(rule.any, with_any, found);
    for (const WordGroup& group : rule.all) Collect(group, with_all, found);
    std::sort(found.begin(), found.end(), [](const WordHit& a, const WordHit& b) {
      return std::tie(a.unit, a.begin, a.end) < std::tie(b.unit, b.begin, b.end);
    });
    std::vector<Span> spans;
    for (const WordHit& hit : found) {
      if (spans.size() == kSpansMax) break;
      const Span span = document_.SpanOf(document_.units[hit.unit], hit.begin, hit.end);
      if (spans.empty() || !(spans.back() == span)) spans.push_back(span);
    }
    return spans;
  }

  void Collect(const WordGroup& group, const Units& units, std::vector<WordHit>& found) const {
    if (units.empty()) return;
    for (WordId word : group) {
      for (const WordHit& hit : HitsOf(word)) {
        if (Has(units, hit.unit)) found.push_back(hit);
      }
    }
  }

  bool Damped(const CompiledRule& rule, const Units& units) const {
    if (rule.within == Within::kDocument) return !damped_.empty();
    return Has(damped_, kTitle) || std::includes(damped_.begin(), damped_.end(), units.begin(), units.end());
  }

  const FoldedDocument& document_;
  const std::vector<WordHit>& hits_;
  const Units damped_;
};

std::vector<uint32_t> RulesLedTo(const CompiledRules& compiled, const std::vector<WordHit>& hits) {
  std::vector<uint32_t> rules;
  for (size_t i = 0; i < hits.size(); ++i) {
    const WordId word = hits[i].word;
    if (i > 0 && hits[i - 1].word == word) continue;
    const auto& led =
        (word & kPatternBit) != 0 ? compiled.led_to_by_pattern[word & ~kPatternBit] : compiled.led_to_by_term[word];
    rules.insert(rules.end(), led.begin(), led.end());
  }
  return Distinct(std::move(rules));
}

}  // namespace

std::vector<Match> EvaluateRules(const CompiledRules& compiled, const FoldedDocument& document,
                                 const std::vector<WordHit>& hits) {
  std::vector<Match> matches;
  const std::vector<uint32_t> rules = RulesLedTo(compiled, hits);
  if (rules.empty()) return matches;
  const Evaluator evaluator(compiled, document, hits);
  for (uint32_t rule : rules) {
    if (std::optional<Match> match = evaluator.Evaluate(compiled.rules[rule])) matches.push_back(std::move(*match));
  }
  return matches;
}

}  // namespace fenghuo
