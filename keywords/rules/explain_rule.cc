#include "keywords/rules/explain_rule.h"

#include <algorithm>
#include <utility>

#include "keywords/rules/rule_evaluator.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

constexpr size_t kTermsShown = 3;
constexpr size_t kPartShown = 80;

// One line, whatever the officer wrote on several.
std::string OneLine(std::string_view text) {
  std::string line;
  bool blank = false;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space && blank && !line.empty()) line += ' ';
    if (!space) line += c;
    blank = space;
  }
  return CutCodePoints(line, kPartShown, "…");
}

std::string Listed(const std::vector<std::string>& terms, size_t patterns) {
  std::string text;
  for (size_t i = 0; i < terms.size() && i < kTermsShown; ++i) text += (i == 0 ? "" : ", ") + terms[i];
  const size_t more = terms.size() - std::min(terms.size(), kTermsShown) + patterns;
  if (more > 0) text += (text.empty() ? "" : " and ") + std::to_string(more) + (text.empty() ? " patterns" : " more");
  return text;
}

class RuleExplainer {
 public:
  RuleExplainer(const FoundWords& found, const RuleSet& rules)
      : found_(found), rules_(rules), evaluator_(found.compiled, found.document, found.hits) {}

  Explanation OfRule(size_t number) {
    const CompiledRule& compiled = found_.compiled.rules[number];
    const Rule& rule = rules_.rules[number];
    Explanation explanation;
    explanation.part = rule.id + (rule.name.empty() ? "" : " " + rule.name);
    explanation.found = !evaluator_.Find(compiled).nowhere();
    const Timestamp seen = found_.document.document->fetched_at;
    if (seen < compiled.from || seen >= compiled.until) {
      explanation.found = false;
      explanation.remark = "outside its dates: the document was first seen at " + FormatRfc3339(seen);
    }
    if (!compiled.any.empty()) explanation.parts.push_back(Group("any: ", rule.any, compiled.any));
    if (!compiled.all.empty()) explanation.parts.push_back(All(rule, compiled));
    if (!compiled.none.empty()) explanation.parts.push_back(None(rule, compiled));
    if (compiled.query) explanation.parts.push_back(Query(rule.query, *compiled.query, evaluator_.queries().WholeDocument()));
    if (explanation.found) AddSeverity(compiled, explanation);
    return explanation;
  }

 private:
  std::vector<Span> SpansOf(std::vector<WordHit> places) const {
    SortByPlace(places);
    std::vector<Span> spans;
    for (const WordHit& hit : places) {
      const Span span = found_.document.SpanOf(found_.document.units[hit.unit], hit.begin, hit.end);
      if (spans.empty() || !(spans.back() == span)) spans.push_back(span);
    }
    return spans;
  }

  Explanation Group(const std::string& label, const TermGroup& group, const WordGroup& words) const {
    Explanation explanation{label + Listed(group.terms, group.patterns.size()), false, "", SpansOf(evaluator_.PlacesOf(words)), {}};
    explanation.found = !explanation.places.empty();
    return explanation;
  }

  // Before what none takes away.
  Explanation All(const Rule& rule, const CompiledRule& compiled) {
    CompiledRule alone;
    alone.within = compiled.within;
    alone.all = compiled.all;
    const bool together = compiled.within == Within::kSentence;
    Explanation explanation{together ? "all, in the title or in one sentence" : "all, in the document",
                            !evaluator_.Find(alone).nowhere(), "", {}, {}};
    for (size_t i = 0; i < rule.all.size(); ++i) explanation.parts.push_back(Group("", rule.all[i], compiled.all[i]));
    const bool each = std::all_of(explanation.parts.begin(), explanation.parts.end(), [](const Explanation& part) { return part.found; });
    if (each && !explanation.found) explanation.remark = "each stands somewhere, but not together";
    return explanation;
  }

  Explanation None(const Rule& rule, const CompiledRule& compiled) const {
    Explanation explanation = Group("none: ", {rule.none, {}}, compiled.none);
    explanation.found = explanation.places.empty();
    const bool in_title = HasUnit(evaluator_.UnitsOf(compiled.none), kTitleUnit);
    if (!explanation.found) {
      explanation.remark = compiled.within == Within::kDocument || in_title ? "excludes the whole document" : "excludes its sentence";
    }
    return explanation;
  }

  // Only what counts or stands elsewhere: every rule shares the others.
  void AddSeverity(const CompiledRule& compiled, Explanation& explanation) {
    const RuleFound found = evaluator_.Find(compiled);
    for (uint32_t number : compiled.severity_terms) {
      const CompiledSeverityTerm& term = found_.compiled.severity_terms[number];
      Explanation part{"severity " + std::string(term.points > 0 ? "+" : "") + std::to_string(term.points) + ": " + term.name,
                       evaluator_.CountsFor(number, compiled, found).has_value(), "", SpansOf(evaluator_.PlacesOf(term.when)), {}};
      if (part.places.empty()) continue;
      if (!part.found) part.remark = term.points > 0 ? "not beside a hit" : "not beside every hit";
      explanation.parts.push_back(std::move(part));
    }
  }

  Explanation Query(const std::string& text, const CompiledQuery& part, UnitRange units) {
    Explanation explanation;
    explanation.part = OneLine(std::string_view(text).substr(part.source.begin, part.source.end - part.source.begin));
    std::vector<WordHit> places;
    explanation.found = evaluator_.queries().Evaluate(part, units, places);
    if (part.kind == Kind::kRule) {
      Explanation named = OfRule(part.rule);
      explanation.parts = std::move(named.parts);
      return explanation;
    }
    if (part.children.empty()) {
      if (part.kind != Kind::kField) explanation.places = SpansOf(std::move(places));
      return explanation;
    }
    const UnitRange inner = Inner(part, units);
    for (const CompiledQuery& child : part.children) explanation.parts.push_back(Query(text, child, inner));
    Remark(part, explanation);
    return explanation;
  }

  // The units in which the parts below are looked for.
  UnitRange Inner(const CompiledQuery& part, UnitRange units) {
    if (part.kind == Kind::kTitle) return {units.begin, std::clamp<uint32_t>(1, units.begin, units.end)};
    if (part.kind == Kind::kText) return {std::clamp<uint32_t>(1, units.begin, units.end), units.end};
    if (part.kind != Kind::kSentence && part.kind != Kind::kParagraph) return units;
    const std::vector<TextUnit>& all = found_.document.units;
    for (uint32_t begin = units.begin; begin < units.end;) {
      uint32_t end = begin + 1;
      if (part.kind == Kind::kParagraph) {
        while (end < units.end && all[end].paragraph == all[begin].paragraph) ++end;
      }
      std::vector<WordHit> places;
      const bool blank = begin + 1 == end && found_.document.IsBlank(all[begin]);
      if (!blank && evaluator_.queries().Evaluate(part.children[0], {begin, end}, places)) return {begin, end};
      begin = end;
    }
    return units;
  }

  static void Remark(const CompiledQuery& part, Explanation& explanation) {
    const bool each = std::all_of(explanation.parts.begin(), explanation.parts.end(), [](const Explanation& one) { return one.found; });
    if (explanation.found || !each) return;
    switch (part.kind) {
      case Kind::kSentence: explanation.remark = "not in one sentence"; break;
      case Kind::kParagraph: explanation.remark = "not in one paragraph"; break;
      case Kind::kNear: explanation.remark = "not so near"; break;
      case Kind::kOnear: explanation.remark = "not so near, or not in this order"; break;
      case Kind::kCount: explanation.remark = "not so often"; break;
      default: break;
    }
  }

  const FoundWords& found_;
  const RuleSet& rules_;
  RuleEvaluator evaluator_;
};

}  // namespace

Explanation ExplainRule(const FoundWords& found, const RuleSet& rules, size_t number) {
  return RuleExplainer(found, rules).OfRule(number);
}

}  // namespace fenghuo
