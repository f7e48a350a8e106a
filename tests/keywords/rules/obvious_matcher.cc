#include "tests/keywords/rules/obvious_matcher.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/check.h"
#include "tests/keywords/rules/obvious_query.h"

namespace fenghuo {
namespace {

using Units = std::set<size_t>;

struct Verdict {
  bool found = false;
  ObviousPlaces places;
  std::vector<Units> parts;  // those that were judged together and have hits
};

class Judge {
 public:
  Judge(const RuleSet& rules, const Document& document, const std::vector<ObviousUnit>& units)
      : rules_(rules), document_(document), units_(units) {
    for (size_t i = 0; i < units_.size(); ++i) all_.insert(i);
  }

  Verdict Find(const Rule& rule) const {
    Verdict verdict;
    if (rule.within == Within::kDocument) {
      Together(rule, all_, verdict);
    } else if (!Has({rule.none, {}}, {0})) {
      for (size_t unit : all_) Together(rule, {unit}, verdict);
    }
    if (!rule.query.empty()) Query(rule, verdict);
    return verdict;
  }

  bool Has(const TermGroup& group, const Units& units) const { return !PlacesOf(group, units).empty(); }
  bool Has(const TermGroup& group) const { return Has(group, all_); }

  // In the title or where something was found; what takes points away in the title or in every such part.
  std::optional<SeverityHit> Counts(const SeverityTerm& term, const Rule& rule, const Verdict& verdict) const {
    Units beside = {0};
    for (const Units& part : verdict.parts) beside.insert(part.begin(), part.end());
    const auto has = [&](const Units& part) { return Has(term.when, part); };
    const bool each = has({0}) || std::all_of(verdict.parts.begin(), verdict.parts.end(), has);
    const ObviousPlaces places = PlacesOf(term.when, rule.within == Within::kDocument ? all_ : beside);
    if (places.empty() || (term.points < 0 && !each)) return std::nullopt;
    const auto& [number, begin, end] = *places.begin();
    const ObviousUnit& unit = units_[number];
    return SeverityHit{term.name, term.points,
                       {unit.field, unit.folded->OriginalOffset(unit.begin + begin),
                        unit.folded->OriginalEnd(unit.begin + begin, unit.begin + end)}};
  }

 private:
  ObviousPlaces PlacesOf(const TermGroup& group, const Units& units) const {
    ObviousPlaces places;
    for (size_t unit : units) {
      for (const auto& [begin, end] : ObviousPlacesOf(group, units_[unit].text)) places.emplace(unit, begin, end);
    }
    return places;
  }

  void Together(const Rule& rule, const Units& units, Verdict& verdict) const {
    if (Has({rule.none, {}}, units)) return;
    const bool any = Has(rule.any, units);
    const bool all = !rule.all.empty() &&
                     std::all_of(rule.all.begin(), rule.all.end(), [&](const TermGroup& group) { return Has(group, units); });
    if (!any && !all) return;
    verdict.found = true;
    verdict.parts.push_back(units);
    if (any) verdict.places.merge(PlacesOf(rule.any, units));
    for (const TermGroup& group : rule.all) {
      if (all) verdict.places.merge(PlacesOf(group, units));
    }
  }

  void Query(const Rule& rule, Verdict& verdict) const {
    const ObviousSubject subject{document_, units_, rules_, [this](const std::string& id, ObviousPlaces& places) {
                                   const Verdict other = Find(*std::find_if(rules_.rules.begin(), rules_.rules.end(),
                                                                            [&](const Rule& r) { return r.id == id; }));
                                   places.insert(other.places.begin(), other.places.end());
                                   return other.found;
                                 }};
    const ParsedQuery parsed = ParseQuery(rule.query);
    CHECK(parsed.root.has_value(), "the query was compiled before");
    ObviousPlaces places;
    if (!ObviousQuery(subject).Evaluate(*parsed.root, all_, places)) return;
    verdict.found = true;
    for (const auto& place : places) {
      verdict.parts.push_back(rule.within == Within::kDocument ? all_ : Units{std::get<0>(place)});
    }
    verdict.places.merge(places);
  }

  const RuleSet& rules_;
  const Document& document_;
  const std::vector<ObviousUnit>& units_;
  Units all_;
};

}  // namespace

std::vector<SeverityTerm> ObviousMatcher::TermsOf(const Rule& rule) const {
  std::vector<SeverityTerm> terms;
  for (const SeverityTerm& term : rules_.severity_terms) {
    if (std::count(term.except.begin(), term.except.end(), rule.id) == 0) terms.push_back(term);
  }
  terms.insert(terms.end(), rule.severity_terms.begin(), rule.severity_terms.end());
  return terms;
}

std::vector<Match> ObviousMatcher::Find(const Document& document) const {
  const FoldedText title = FoldWithOffsets(document.title);
  const FoldedText text = FoldWithOffsets(document.text);
  const std::vector<ObviousUnit> units = ObviousUnits(document, title, text);
  const Judge judge(rules_, document, units);
  const TermGroup dampers{rules_.dampers, {}};
  std::vector<Match> matches;
  for (const Rule& rule : rules_.rules) {
    const Verdict verdict = judge.Find(rule);
    if (!verdict.found) continue;
    Match match{rule.id, {}, false, false};
    std::set<std::tuple<int, uint32_t, uint32_t>> spans;
    for (const auto& [number, begin, end] : verdict.places) {
      const ObviousUnit& unit = units[number];
      spans.emplace(unit.field == Span::Field::kTitle ? 0 : 1, unit.folded->OriginalOffset(unit.begin + begin),
                    unit.folded->OriginalEnd(unit.begin + begin, unit.begin + end));
    }
    for (const auto& [field, begin, end] : spans) {
      if (match.spans.size() == 200) break;
      match.spans.push_back({field == 0 ? Span::Field::kTitle : Span::Field::kText, begin, end});
    }
    match.damped = std::all_of(verdict.parts.begin(), verdict.parts.end(),
                               [&](const Units& part) { return judge.Has(dampers, part) || judge.Has(dampers, {0}); });
    const bool always = rule.must_report && rule.must_report->when.terms.empty() && rule.must_report->when.patterns.empty();
    for (const SeverityTerm& term : TermsOf(rule)) {
      if (std::optional<SeverityHit> hit = judge.Counts(term, rule, verdict)) match.severity.push_back(*hit);
    }
    match.must_report = always || (rule.must_report && judge.Has(rule.must_report->when));
    matches.push_back(match);
  }
  return matches;
}

}  // namespace fenghuo
