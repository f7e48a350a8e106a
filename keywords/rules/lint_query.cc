#include "keywords/rules/lint_query.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/nearest_word.h"
#include "keywords/document.h"
#include "keywords/rules/pattern_set.h"
#include "keywords/rules/query_needs.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;
using Field = QueryNode::Field;

constexpr std::array kKinds = {DocumentKind::kArticle, DocumentKind::kPost, DocumentKind::kHotlist, DocumentKind::kComplaint,
                               DocumentKind::kOfficial};
constexpr std::array kTiers = {Tier::kCentral, Tier::kProvincial, Tier::kPortal,    Tier::kCity,
                               Tier::kPlatform, Tier::kSelfMedia, Tier::kPersonal};

template <typename T>
std::vector<std::string> NamesOf(const T& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(Name(value));
  return names;
}

std::string Among(const std::string& what, const std::string& name, const std::vector<std::string>& known) {
  const std::string nearest = NearestWord(name, known);
  return "must be " + what + ", is \"" + name + "\"" + (nearest.empty() ? "" : "; the nearest is \"" + nearest + "\"");
}

bool HasPlaces(const QueryNode& node) {
  if (node.kind == Kind::kOr) return std::all_of(node.children.begin(), node.children.end(), HasPlaces);
  return node.kind == Kind::kTerm || node.kind == Kind::kRaw || node.kind == Kind::kPattern || node.kind == Kind::kSet;
}

// What a part stands inside.
struct Around {
  bool in_title = false;
  bool in_text = false;
  bool in_scope = false;  // SENTENCE or PARAGRAPH
};

class QueryLinter {
 public:
  QueryLinter(const Rule& rule, const RuleSet& rule_set) : rule_(rule), rule_set_(rule_set) {}

  std::vector<QueryProblem> Run(const QueryNode& root) && {
    Look(root, {});
    if (problems_.empty()) LookForLead(root);
    std::stable_sort(problems_.begin(), problems_.end(), [](const QueryProblem& a, const QueryProblem& b) {
      return a.source.begin < b.source.begin;
    });
    return std::move(problems_);
  }

 private:
  void Wrong(const QueryNode& node, std::string text) { problems_.push_back({node.source, std::move(text)}); }

  void Look(const QueryNode& node, Around around) {
    switch (node.kind) {
      case Kind::kTerm:
      case Kind::kRaw: LookAtTerm(node); break;
      case Kind::kPattern: LookAtPattern(node); break;
      case Kind::kSet: LookAtSet(node); break;
      case Kind::kRule: LookAtRule(node, around); break;
      case Kind::kField: LookAtField(node); break;
      case Kind::kTitle:
      case Kind::kText: LookAtPart(node, around); break;
      case Kind::kSentence:
      case Kind::kParagraph: around.in_scope = true; break;
      case Kind::kCount: LookAtCount(node); break;
      case Kind::kNear:
      case Kind::kOnear: LookAtNear(node); break;
      case Kind::kNot:
        if (node.children[0].kind == Kind::kNot) Wrong(node, "must not be NOT of NOT: leave out both");
        break;
      case Kind::kAnd: LookAtAnd(node, around); break;
      case Kind::kOr: LookAtOr(node); break;
    }
    if (node.kind == Kind::kTitle) around.in_title = true;
    if (node.kind == Kind::kText) around.in_text = true;
    for (const QueryNode& child : node.children) Look(child, around);
  }

  void LookAtTerm(const QueryNode& node) {
    const FoldedText folded = FoldWithOffsets(TrimSpace(node.text));
    if (CountCodePoints(TrimSpace(folded.folded)) < 2) {
      return Wrong(node, "must have at least two characters, is \"" + node.text + "\"");
    }
    if (node.kind == Kind::kRaw && folded.offsets[0] != 0) {
      Wrong(node, "can never be found: it begins with a character that nobody sees");
    }
  }

  void LookAtPattern(const QueryNode& node) {
    PatternSet patterns;
    if (Result<uint32_t> added = patterns.Add(node.text); !added.ok()) {
      return Wrong(node, "must be a regular expression of RE2, \"" + node.text + "\" " + added.error().message);
    }
    (void)patterns.Compile();
    if (patterns.unfiltered() == 0) return;
    Wrong(node, "must hold two Chinese characters or five letters that are always there, or it runs over every sentence that comes");
  }

  void LookAtSet(const QueryNode& node) {
    if (rule_set_.term_sets.contains(node.text)) return;
    std::vector<std::string> known;
    for (const auto& [name, group] : rule_set_.term_sets) known.push_back(name);
    Wrong(node, Among("a term set", node.text, known));
  }

  void LookAtRule(const QueryNode& node, const Around& around) {
    if (around.in_title || around.in_text || around.in_scope) {
      Wrong(node, "must not stand inside SENTENCE, PARAGRAPH, title: or text:, a rule speaks of the whole document");
    }
    std::vector<std::string> known;
    for (const Rule& rule : rule_set_.rules) known.push_back(rule.id);
    if (std::find(known.begin(), known.end(), node.text) == known.end()) {
      return Wrong(node, Among("a rule", node.text, known));
    }
    std::vector<std::string> way = {rule_.id};
    std::set<std::string> seen;
    if (!LeadsBack(node.text, way, seen)) return;
    std::string circle;
    for (const std::string& id : way) circle += "@" + id + " → ";
    Wrong(node, "must not lead back to its own rule: " + circle + "@" + rule_.id);
  }

  // Whether rule `id` uses rule_ by way of others; then `way` holds them.
  bool LeadsBack(const std::string& id, std::vector<std::string>& way, std::set<std::string>& seen) const {
    if (id == rule_.id) return true;
    if (!seen.insert(id).second) return false;
    const auto named = std::find_if(rule_set_.rules.begin(), rule_set_.rules.end(), [&](const Rule& r) { return r.id == id; });
    if (named == rule_set_.rules.end() || named->query.empty()) return false;
    const ParsedQuery parsed = ParseQuery(named->query);
    way.push_back(id);
    if (parsed.root && UsesOneThatLeadsBack(*parsed.root, way, seen)) return true;
    way.pop_back();
    return false;
  }

  bool UsesOneThatLeadsBack(const QueryNode& node, std::vector<std::string>& way, std::set<std::string>& seen) const {
    if (node.kind == Kind::kRule) return LeadsBack(node.text, way, seen);
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const QueryNode& child) { return UsesOneThatLeadsBack(child, way, seen); });
  }

  void LookAtField(const QueryNode& node) {
    if (TrimSpace(Fold(node.text)).empty()) return Wrong(node, "must be followed by a value");
    if (node.field == Field::kKind) LookAtWord(node, NamesOf(kKinds));
    if (node.field == Field::kTier) LookAtWord(node, NamesOf(kTiers));
    if (node.field == Field::kSite && node.text.find_first_of("/: ") != std::string::npos) {
      Wrong(node, "must be a host such as example.com, is \"" + node.text + "\"");
    }
  }

  void LookAtWord(const QueryNode& node, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), Fold(node.text)) != known.end()) return;
    std::string all;
    for (const std::string& word : known) all += (all.empty() ? "one of " : ", ") + word;
    Wrong(node, Among(all, node.text, known));
  }

  void LookAtPart(const QueryNode& node, const Around& around) {
    if (node.kind == Kind::kTitle && around.in_text) Wrong(node, "can never be true inside text:");
    if (node.kind == Kind::kText && around.in_title) Wrong(node, "can never be true inside title:");
  }

  void LookAtCount(const QueryNode& node) {
    if (!HasPlaces(node.children[0])) Wrong(node, "must count a term, phrase, pattern or term set, or several joined by OR");
    if (node.number < kCountMin || node.number > kCountMax) {
      Wrong(node, "must count from " + std::to_string(kCountMin) + " to " + std::to_string(kCountMax));
    }
  }

  void LookAtNear(const QueryNode& node) {
    for (const QueryNode& child : node.children) {
      if (!HasPlaces(child)) Wrong(child, "must be a term, phrase, pattern or term set, or several joined by OR, to be near something");
    }
    if (node.number > kNearStepsMax) Wrong(node, "must be at most " + std::to_string(kNearStepsMax) + " apart");
  }

  void LookAtAnd(const QueryNode& node, const Around& around) {
    const std::vector<QueryNode>& parts = node.children;
    for (size_t i = 0; i < parts.size(); ++i) {
      for (size_t j = 0; j < parts.size(); ++j) {
        if (i != j && parts[i].kind == Kind::kNot && parts[j].kind != Kind::kNot) LookAtPair(parts[j], parts[i]);
      }
      for (size_t j = 0; j < i; ++j) LookAtBoth(parts[j], parts[i], around);
    }
  }

  // `part` AND `without`, which is NOT(…).
  void LookAtPair(const QueryNode& part, const QueryNode& without) {
    const QueryNode& forbidden = without.children[0];
    const WordList enough = QueryEnough(forbidden, rule_set_.term_sets);
    const std::vector<WordList> needs = QueryNeeds(part, rule_set_.term_sets);
    const bool never = std::any_of(needs.begin(), needs.end(), [&](const WordList& group) { return NeedsOneOf(group, enough); });
    if (never || IsSame(part, forbidden)) Wrong(without, "can never be true beside " + Quoted(part) + ", which it forbids");
  }

  void LookAtBoth(const QueryNode& first, const QueryNode& second, const Around& around) {
    const bool title_and_text = (first.kind == Kind::kTitle && second.kind == Kind::kText) ||
                                (first.kind == Kind::kText && second.kind == Kind::kTitle);
    if (around.in_scope && title_and_text) {
      Wrong(second, "can never be true beside " + Quoted(first) + " inside SENTENCE or PARAGRAPH, which are in the title or in the text");
    }
    const bool one_value = first.field == Field::kSource || first.field == Field::kKind || first.field == Field::kTier;
    if (first.kind == Kind::kField && second.kind == Kind::kField && first.field == second.field && one_value &&
        Fold(first.text) != Fold(second.text)) {
      Wrong(second, "can never be true beside " + Quoted(first) + ": a document has one only");
    }
  }

  void LookAtOr(const QueryNode& node) {
    for (const QueryNode& part : node.children) {
      for (const QueryNode& other : node.children) {
        if (part.kind == Kind::kNot && IsSame(part.children[0], other)) {
          Wrong(part, "makes this always true, beside " + Quoted(other));
        }
      }
    }
  }

  // A query that may be true of a document without any of its terms would be asked of every document.
  bool LookForLead(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kNot:
      case Kind::kField:
        Wrong(node, "would match every document like this: each alternative needs a term, phrase, pattern or rule outside NOT");
        return false;
      case Kind::kOr: {
        bool all = true;
        for (const QueryNode& child : node.children) all = LookForLead(child) && all;
        return all;
      }
      case Kind::kAnd: {
        const size_t before = problems_.size();
        for (const QueryNode& child : node.children) {
          if (!LookForLead(child)) continue;
          problems_.resize(before);
          return true;
        }
        problems_.resize(before);
        Wrong(node, "would match every document like this: each alternative needs a term, phrase, pattern or rule outside NOT");
        return false;
      }
      default: return node.children.empty() || LookForLead(node.children[0]);
    }
  }

  std::string Quoted(const QueryNode& node) const {
    return CutCodePoints(rule_.query.substr(node.source.begin, node.source.end - node.source.begin), 40, "…");
  }

  const Rule& rule_;
  const RuleSet& rule_set_;
  std::vector<QueryProblem> problems_;
};

}  // namespace

std::vector<QueryProblem> LintQuery(const QueryNode& root, const Rule& rule, const RuleSet& rule_set) {
  return QueryLinter(rule, rule_set).Run(root);
}

}  // namespace fenghuo
