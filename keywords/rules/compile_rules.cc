#include <algorithm>
#include <set>
#include <unordered_map>

#include "keywords/rules/compiled_rules.h"
#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::string Quoted(const std::string& what, const std::string& name) { return what + " \"" + name + "\""; }

class RuleCompiler {
 public:
  Result<CompiledRules> Run(const RuleSet& rule_set) && {
    for (size_t i = 0; i < rule_set.rules.size(); ++i) {
      const Rule& rule = rule_set.rules[i];
      if (rule.id.empty()) return Invalid("rules[" + std::to_string(i) + "]: has no id");
      Result<void> added = AddRule(rule);
      if (!added.ok()) return added.error().In(Quoted("rule", rule.id));
    }
    Result<WordGroup> dampers = AddTerms(rule_set.dampers);
    if (!dampers.ok()) return dampers.error().In("dampers");
    out_.dampers = *dampers;
    AddAtoms();
    BuildIndex();
    return std::move(out_);
  }

 private:
  Result<void> AddRule(const Rule& rule) {
    if (!ids_.insert(rule.id).second) return Invalid("this id is used twice");
    if (rule.any.terms.empty() && rule.any.patterns.empty() && rule.all.empty()) {
      return Invalid("can never match: it has neither any nor all");
    }
    CompiledRule compiled;
    compiled.id = rule.id;
    compiled.within = rule.within;
    compiled.must_report = rule.must_report.has_value();
    Result<WordGroup> any = AddGroup(rule.any);
    if (!any.ok()) return any.error().In("any");
    compiled.any = *any;
    for (size_t i = 0; i < rule.all.size(); ++i) {
      const std::string where = "all[" + std::to_string(i) + "]";
      Result<WordGroup> group = AddGroup(rule.all[i]);
      if (!group.ok()) return group.error().In(where);
      if (group->empty()) return Invalid("can never match: " + where + " is empty");
      compiled.all.push_back(*group);
    }
    Result<WordGroup> none = AddTerms(rule.none);
    if (!none.ok()) return none.error().In("none");
    compiled.none = *none;
    if (compiled.must_report) {
      Result<WordGroup> when = AddGroup(rule.must_report->when);
      if (!when.ok()) return when.error().In("must_report");
      compiled.must_report_when = *when;
    }
    if (NoneForbidsAll(compiled)) return Invalid("can never match: none forbids every word that it needs");
    out_.rules.push_back(std::move(compiled));
    return {};
  }

  Result<WordGroup> AddGroup(const TermGroup& group) {
    Result<WordGroup> words = AddTerms(group.terms);
    if (!words.ok()) return words;
    for (const std::string& pattern : group.patterns) {
      Result<uint32_t> number = out_.patterns.Add(pattern);
      if (!number.ok()) return Invalid(Quoted("pattern", pattern) + " " + number.error().message);
      words->push_back(*number | kPatternBit);
    }
    return Distinct(*words);
  }

  Result<WordGroup> AddTerms(const std::vector<std::string>& terms) {
    WordGroup words;
    for (const std::string& term : terms) {
      const std::string folded = Fold(term);
      const std::string_view trimmed = TrimSpace(folded);
      if (CountCodePoints(trimmed) < 2) return Invalid(Quoted("term", term) + " has fewer than two characters");
      words.push_back(NumberOf(std::string(trimmed)));
    }
    return Distinct(words);
  }

  static WordGroup Distinct(WordGroup words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
  }

  WordId NumberOf(const std::string& folded) {
    auto [place, is_new] = numbers_.try_emplace(folded, static_cast<WordId>(out_.terms.size()));
    if (is_new) out_.terms.push_back(folded);
    return place->second;
  }

  // A word that holds an excluded one never counts, and patterns are given the benefit of the doubt.
  bool NoneForbidsAll(const CompiledRule& rule) const {
    const auto forbidden = [&](const WordGroup& group) {
      return std::all_of(group.begin(), group.end(), [&](WordId word) {
        return (word & kPatternBit) == 0 && std::any_of(rule.none.begin(), rule.none.end(), [&](WordId none) {
                 return HoldsWhole(out_.terms[word], out_.terms[none]);
               });
      });
    };
    return forbidden(rule.any) && (rule.all.empty() || std::any_of(rule.all.begin(), rule.all.end(), forbidden));
  }

  // Latin words and numbers count only whole, so only terms without them are sure to be found inside another.
  static bool HoldsWhole(const std::string& term, const std::string& inner) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (term == inner) return true;
    return !is_ascii(inner.front()) && !is_ascii(inner.back()) && term.find(inner) != std::string::npos;
  }

  void AddAtoms() {
    const std::vector<std::string> atoms = out_.patterns.Compile();
    std::vector<WordId> numbers;
    for (const std::string& atom : atoms) numbers.push_back(NumberOf(atom));
    out_.atom_of_term.assign(out_.terms.size(), -1);
    for (size_t i = 0; i < numbers.size(); ++i) out_.atom_of_term[numbers[i]] = static_cast<int>(i);
  }

  void BuildIndex() {
    out_.led_to_by_term.resize(out_.terms.size());
    out_.led_to_by_pattern.resize(out_.patterns.size());
    for (uint32_t i = 0; i < out_.rules.size(); ++i) {
      const CompiledRule& rule = out_.rules[i];
      Lead(rule.any, i);
      const auto smallest = std::min_element(rule.all.begin(), rule.all.end(),
                                             [](const WordGroup& a, const WordGroup& b) { return a.size() < b.size(); });
      if (smallest != rule.all.end()) Lead(*smallest, i);
    }
  }

  void Lead(const WordGroup& words, uint32_t rule) {
    for (WordId word : words) {
      if ((word & kPatternBit) != 0) {
        out_.led_to_by_pattern[word & ~kPatternBit].push_back(rule);
      } else {
        out_.led_to_by_term[word].push_back(rule);
      }
    }
  }

  CompiledRules out_;
  std::set<std::string> ids_;
  std::unordered_map<std::string, WordId> numbers_;
};

}  // namespace

Result<CompiledRules> CompileRules(const RuleSet& rule_set) { return RuleCompiler().Run(rule_set); }

}  // namespace fenghuo
