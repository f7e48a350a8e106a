#include "keywords/rules/matcher.h"

#include <algorithm>
#include <atomic>

#include "base/nearest_word.h"
#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/explain_rule.h"
#include "keywords/rules/folded_document.h"
#include "keywords/rules/term_scanner.h"
#include "keywords/text/fold.h"

namespace fenghuo {

class Matcher::Compiled {
 public:
  explicit Compiled(CompiledRules rules) : rules_(std::move(rules)), scanner_(rules_.terms) {
    for (size_t term = 0; term < rules_.terms.size(); ++term) {
      leads_.push_back(rules_.atom_of_term[term] >= 0 || !rules_.led_to_by_term[term].empty());
    }
  }

  std::vector<Match> Find(const Document& document) const {
    if (rules_.patterns.unfiltered() == 0 && !HasALead(document.title) && !HasALead(document.text)) return {};
    const FoldedDocument folded = FoldDocument(document);
    return EvaluateRules(rules_, folded, WordsOf(folded));
  }

  Explanation Explain(const RuleSet& rules, size_t number, const Document& document) const {
    const FoldedDocument folded = FoldDocument(document);
    const std::vector<WordHit> hits = WordsOf(folded);
    return ExplainRule({rules_, folded, hits}, rules, number);
  }

  uint64_t pattern_failures() const { return pattern_failures_.load(std::memory_order_relaxed); }
  size_t unfiltered_patterns() const { return rules_.patterns.unfiltered(); }

 private:
  // Every word in the document, sorted.
  std::vector<WordHit> WordsOf(const FoldedDocument& folded) const {
    const std::vector<UnitHit> found = ScanUnits(scanner_, folded);
    std::vector<WordHit> hits;
    for (const UnitHit& hit : found) {
      if (hit.whole) hits.push_back({hit.term, hit.unit, hit.begin, hit.end});
    }
    RunPatterns(folded, found, hits);
    std::sort(hits.begin(), hits.end());
    return hits;
  }

  // Most documents concern nobody: they cost one fold without offsets and one scan.
  bool HasALead(const std::string& field) const {
    std::vector<TermHit> hits;
    scanner_.Scan(Fold(field), hits);
    return std::any_of(hits.begin(), hits.end(), [this](const TermHit& hit) { return leads_[hit.term]; });
  }

  void RunPatterns(const FoldedDocument& folded, const std::vector<UnitHit>& found, std::vector<WordHit>& hits) const {
    if (rules_.patterns.size() == 0) return;
    auto at = found.begin();
    for (uint32_t unit = 0; unit < folded.units.size(); ++unit) {
      std::vector<int> atoms;
      for (; at != found.end() && at->unit == unit; ++at) {
        if (const int atom = rules_.atom_of_term[at->term]; atom >= 0) atoms.push_back(atom);
      }
      if (atoms.empty() && rules_.patterns.unfiltered() == 0) continue;
      std::sort(atoms.begin(), atoms.end());
      atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
      for (uint32_t pattern : rules_.patterns.Candidates(atoms)) RunPattern(pattern, unit, folded, hits);
    }
  }

  void RunPattern(uint32_t pattern, uint32_t unit, const FoldedDocument& folded, std::vector<WordHit>& hits) const {
    std::vector<PatternSet::Place> places;
    if (rules_.patterns.FindAll(pattern, folded.TextOf(folded.units[unit]), places) == PatternSet::Outcome::kGaveUp) {
      pattern_failures_.fetch_add(1, std::memory_order_relaxed);
    }
    for (const auto& [begin, end] : places) hits.push_back({pattern | kPatternBit, unit, begin, end});
  }

  const CompiledRules rules_;
  const TermScanner scanner_;
  std::vector<bool> leads_;  // by term: a document without any of these matches nothing
  mutable std::atomic<uint64_t> pattern_failures_ = 0;
};

Matcher::Matcher(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::Compile(const RuleSet& rules) {
  Result<CompiledRules> compiled = CompileRules(rules);
  if (!compiled.ok()) return compiled.error();
  return Matcher(std::make_unique<const Compiled>(std::move(*compiled)));
}

std::vector<Match> Matcher::Find(const Document& document) const { return compiled_->Find(document); }

Result<Explanation> Matcher::Explain(const RuleSet& rules, const std::string& id, const Document& document) const {
  std::vector<std::string> known;
  for (size_t i = 0; i < rules.rules.size(); ++i) {
    if (rules.rules[i].id == id) return compiled_->Explain(rules, i, document);
    known.push_back(rules.rules[i].id);
  }
  const std::string nearest = NearestWord(id, known);
  return NotFound("there is no rule \"" + id + "\"" + (nearest.empty() ? "" : "; the nearest is \"" + nearest + "\""));
}

uint64_t Matcher::pattern_failures() const { return compiled_->pattern_failures(); }
size_t Matcher::unfiltered_patterns() const { return compiled_->unfiltered_patterns(); }

}  // namespace fenghuo
