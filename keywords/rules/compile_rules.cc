#include <algorithm>
#include <set>
#include <utility>

#include "keywords/rules/compile_query.h"
#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/word_numbers.h"

namespace fenghuo {
namespace {

std::string Quoted(const std::string& what, const std::string& name) { return what + " \"" + name + "\""; }

class RuleCompiler {
 public:
  Result<CompiledRules> Run(const RuleSet& rule_set) && {
    for (const SeverityTerm& term : rule_set.severity_terms) {
      Result<uint32_t> added = AddSeverityTerm(term);
      if (!added.ok()) return added.error();
    }
    for (size_t i = 0; i < rule_set.rules.size(); ++i) {
      const Rule& rule = rule_set.rules[i];
      if (rule.id.empty()) return Invalid("rules[" + std::to_string(i) + "]: has no id");
      Result<void> added = AddRule(rule, rule_set);
      if (!added.ok()) return added.error().In(Quoted("rule", rule.id));
    }
    Result<WordGroup> dampers = numbers_.AddTerms(rule_set.dampers);
    if (!dampers.ok()) return dampers.error().In("dampers");
    out_.dampers = *dampers;
    Result<std::vector<WordGroup>> leads = FindLeads(out_.rules);
    if (!leads.ok()) return leads.error();
    numbers_.MoveInto(out_);
    BuildIndex(*leads);
    return std::move(out_);
  }

 private:
  Result<void> AddRule(const Rule& rule, const RuleSet& rule_set) {
    if (!ids_.insert(rule.id).second) return Invalid("this id is used twice");
    if (rule.any.terms.empty() && rule.any.patterns.empty() && rule.all.empty() && rule.query.empty()) {
      return Invalid("can never match: it has no any, all or query");
    }
    CompiledRule compiled;
    compiled.id = rule.id;
    compiled.within = rule.within;
    compiled.must_report = rule.must_report.has_value();
    compiled.from = rule.from.value_or(compiled.from);
    compiled.until = rule.until.value_or(compiled.until);
    compiled.shadow = rule.shadow;
    Result<WordGroup> any = numbers_.AddGroup(rule.any);
    if (!any.ok()) return any.error().In("any");
    compiled.any = *any;
    for (size_t i = 0; i < rule.all.size(); ++i) {
      const std::string where = "all[" + std::to_string(i) + "]";
      Result<WordGroup> group = numbers_.AddGroup(rule.all[i]);
      if (!group.ok()) return group.error().In(where);
      if (group->empty()) return Invalid("can never match: " + where + " is empty");
      compiled.all.push_back(*group);
    }
    Result<WordGroup> none = numbers_.AddTerms(rule.none);
    if (!none.ok()) return none.error().In("none");
    compiled.none = *none;
    if (compiled.must_report) {
      Result<WordGroup> when = numbers_.AddGroup(rule.must_report->when);
      if (!when.ok()) return when.error().In("must_report");
      compiled.must_report_when = *when;
    }
    if (!rule.query.empty()) {
      Result<CompiledQuery> query = CompileQuery(rule, rule_set, numbers_);
      if (!query.ok()) return query.error().In("query");
      compiled.query = std::move(*query);
    }
    if (NoneForbidsAll(compiled)) return Invalid("can never match: none forbids every word that it needs");
    Result<void> terms = AddSeverityTerms(rule, rule_set, compiled);
    if (!terms.ok()) return terms;
    out_.rules.push_back(std::move(compiled));
    return {};
  }

  Result<uint32_t> AddSeverityTerm(const SeverityTerm& term) {
    Result<WordGroup> when = numbers_.AddGroup(term.when);
    if (!when.ok()) return when.error().In(Quoted("severity term", term.name));
    out_.severity_terms.push_back({term.name, term.points, *when});
    return static_cast<uint32_t>(out_.severity_terms.size() - 1);
  }

  // The shared ones stand first, so their numbers are their places.
  Result<void> AddSeverityTerms(const Rule& rule, const RuleSet& rule_set, CompiledRule& compiled) {
    for (uint32_t i = 0; i < rule_set.severity_terms.size(); ++i) {
      const std::vector<std::string>& except = rule_set.severity_terms[i].except;
      if (std::find(except.begin(), except.end(), rule.id) == except.end()) compiled.severity_terms.push_back(i);
    }
    for (const SeverityTerm& term : rule.severity_terms) {
      Result<uint32_t> added = AddSeverityTerm(term);
      if (!added.ok()) return added.error();
      compiled.severity_terms.push_back(*added);
    }
    return {};
  }

  // A word that holds an excluded one never counts, and patterns are given the benefit of the doubt.
  bool NoneForbidsAll(const CompiledRule& rule) const {
    const auto forbidden = [&](const WordGroup& group) {
      return std::all_of(group.begin(), group.end(), [&](WordId word) {
        return (word & kPatternBit) == 0 && std::any_of(rule.none.begin(), rule.none.end(), [&](WordId none) {
                 return HoldsWhole(numbers_.Term(word), numbers_.Term(none));
               });
      });
    };
    return !rule.query && forbidden(rule.any) && (rule.all.empty() || std::any_of(rule.all.begin(), rule.all.end(), forbidden));
  }

  // Latin words and numbers count only whole, so only terms without them are sure to be found inside another.
  static bool HoldsWhole(const std::string& term, const std::string& inner) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (term == inner) return true;
    return !is_ascii(inner.front()) && !is_ascii(inner.back()) && term.find(inner) != std::string::npos;
  }

  void BuildIndex(const std::vector<WordGroup>& leads) {
    out_.led_to_by_term.resize(out_.terms.size());
    out_.led_to_by_pattern.resize(out_.patterns.size());
    for (uint32_t i = 0; i < leads.size(); ++i) Lead(leads[i], i);
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
  WordNumbers numbers_;
};

}  // namespace

Result<CompiledRules> CompileRules(const RuleSet& rule_set) { return RuleCompiler().Run(rule_set); }

}  // namespace fenghuo
