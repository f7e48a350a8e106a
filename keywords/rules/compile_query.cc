#include "keywords/rules/compile_query.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "keywords/rules/lint_query.h"
#include "keywords/text/fold.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

TermGroup WordsOf(const QueryNode& node, const RuleSet& rule_set) {
  switch (node.kind) {
    case Kind::kTerm:
    case Kind::kRaw: return {{node.text}, {}};
    case Kind::kPattern: return {{}, {node.text}};
    case Kind::kSet: return rule_set.term_sets.at(node.text);
    default: return {};
  }
}

Result<CompiledQuery> Compile(const QueryNode& node, const RuleSet& rule_set, WordNumbers& numbers) {
  CompiledQuery compiled;
  compiled.kind = node.kind;
  compiled.source = node.source;
  compiled.field = node.field;
  compiled.number = node.number;
  Result<WordGroup> words = numbers.AddGroup(WordsOf(node, rule_set));
  if (!words.ok()) return words.error();
  compiled.words = *words;
  if (node.kind == Kind::kRaw) compiled.text = TrimSpace(node.text);
  if (node.kind == Kind::kField) compiled.text = node.field == QueryNode::Field::kSource ? node.text : Fold(node.text);
  if (node.kind == Kind::kRule) {
    const auto named = std::find_if(rule_set.rules.begin(), rule_set.rules.end(),
                                    [&](const Rule& rule) { return rule.id == node.text; });
    CHECK(named != rule_set.rules.end(), "lint knows every rule");
    compiled.rule = static_cast<uint32_t>(named - rule_set.rules.begin());
  }
  for (const QueryNode& child : node.children) {
    Result<CompiledQuery> part = Compile(child, rule_set, numbers);
    if (!part.ok()) return part.error();
    compiled.children.push_back(std::move(*part));
  }
  return compiled;
}

WordGroup Union(WordGroup a, const WordGroup& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

class LeadFinder {
 public:
  explicit LeadFinder(std::vector<CompiledRule>& rules)
      : rules_(rules), states_(rules.size(), State::kNew), leads_(rules.size()) {}

  Result<std::vector<WordGroup>> Run() && {
    for (uint32_t i = 0; i < rules_.size(); ++i) {
      if (Result<void> found = Visit(i); !found.ok()) return found.error();
    }
    return std::move(leads_);
  }

 private:
  enum class State { kNew, kOpen, kDone };

  Result<void> Visit(uint32_t i) {
    if (states_[i] == State::kDone) return {};
    if (states_[i] == State::kOpen) return Invalid("rule \"" + rules_[i].id + "\": query: leads back to itself");
    states_[i] = State::kOpen;
    CompiledRule& rule = rules_[i];
    WordGroup lead = rule.any;
    const auto smallest = std::min_element(rule.all.begin(), rule.all.end(),
                                           [](const WordGroup& a, const WordGroup& b) { return a.size() < b.size(); });
    if (smallest != rule.all.end()) lead = Union(std::move(lead), *smallest);
    if (rule.query) {
      if (Result<void> found = Fill(*rule.query); !found.ok()) return found;
      if (rule.query->lead.empty()) return Invalid("rule \"" + rule.id + "\": query: would match without any of its terms");
      lead = Union(std::move(lead), rule.query->lead);
    }
    leads_[i] = std::move(lead);
    states_[i] = State::kDone;
    return {};
  }

  Result<void> Fill(CompiledQuery& part) {
    for (CompiledQuery& child : part.children) {
      if (Result<void> filled = Fill(child); !filled.ok()) return filled;
    }
    if (part.kind == Kind::kRule) {
      if (Result<void> visited = Visit(part.rule); !visited.ok()) return visited;
    }
    part.lead = LeadOf(part);
    return {};
  }

  WordGroup LeadOf(const CompiledQuery& part) const {
    switch (part.kind) {
      case Kind::kTerm:
      case Kind::kRaw:
      case Kind::kPattern:
      case Kind::kSet: return part.words;
      case Kind::kRule: return leads_[part.rule];
      case Kind::kField:
      case Kind::kNot: return {};
      case Kind::kTitle:
      case Kind::kText:
      case Kind::kSentence:
      case Kind::kParagraph:
      case Kind::kCount: return part.children[0].lead;
      case Kind::kAnd:
      case Kind::kNear:
      case Kind::kOnear: return SmallestOf(part.children);
      case Kind::kOr: return UnionOf(part.children);
    }
    return {};
  }

  static WordGroup SmallestOf(const std::vector<CompiledQuery>& parts) {
    WordGroup smallest;
    for (const CompiledQuery& part : parts) {
      if (!part.lead.empty() && (smallest.empty() || part.lead.size() < smallest.size())) smallest = part.lead;
    }
    return smallest;
  }

  static WordGroup UnionOf(const std::vector<CompiledQuery>& parts) {
    WordGroup all;
    for (const CompiledQuery& part : parts) {
      if (part.lead.empty()) return {};
      all.insert(all.end(), part.lead.begin(), part.lead.end());
    }
    return Union(std::move(all), {});
  }

  std::vector<CompiledRule>& rules_;
  std::vector<State> states_;
  std::vector<WordGroup> leads_;
};

}  // namespace

Result<CompiledQuery> CompileQuery(const Rule& rule, const RuleSet& rule_set, WordNumbers& numbers) {
  const ParsedQuery parsed = ParseQuery(rule.query);
  if (!parsed.root) return Invalid(parsed.problems[0].text);
  const std::vector<QueryProblem> problems = LintQuery(*parsed.root, rule, rule_set);
  if (!problems.empty()) return Invalid(problems[0].text);
  return Compile(*parsed.root, rule_set, numbers);
}

Result<std::vector<WordGroup>> FindLeads(std::vector<CompiledRule>& rules) { return LeadFinder(rules).Run(); }

}  // namespace fenghuo
