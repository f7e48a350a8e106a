#include "keywords/rules/rule_evaluator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace fenghuo {
namespace {

UnitNumbers Distinct(UnitNumbers units) {
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

UnitNumbers Both(const UnitNumbers& a, const UnitNumbers& b) {
  UnitNumbers both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

UnitNumbers Either(UnitNumbers a, const UnitNumbers& b) {
  a.insert(a.end(), b.begin(), b.end());
  return Distinct(std::move(a));
}

UnitNumbers Without(const UnitNumbers& units, const UnitNumbers& forbidden) {
  UnitNumbers left;
  std::set_difference(units.begin(), units.end(), forbidden.begin(), forbidden.end(), std::back_inserter(left));
  return left;
}

UnitNumbers UnitsOfPlaces(const std::vector<WordHit>& places) {
  UnitNumbers units;
  for (const WordHit& hit : places) units.push_back(hit.unit);
  return Distinct(std::move(units));
}

UnitNumbers UnitsOfHits(const RuleFound& found) {
  return Either(Either(found.with_any, found.with_all), UnitsOfPlaces(found.of_query));
}

// What takes points away must stand in the title or beside every hit.
bool StandBesideEach(const UnitNumbers& words, const UnitNumbers& hits) {
  return HasUnit(words, kTitleUnit) || std::includes(words.begin(), words.end(), hits.begin(), hits.end());
}

}  // namespace

bool HasUnit(const UnitNumbers& units, uint32_t unit) { return std::binary_search(units.begin(), units.end(), unit); }

RuleEvaluator::RuleEvaluator(const CompiledRules& compiled, const FoldedDocument& document, const std::vector<WordHit>& hits)
    : compiled_(compiled),
      hits_(hits),
      damped_(UnitsOf(compiled.dampers)),
      queries_(document, hits, [this](uint32_t rule) { return PlacesOfRule(rule); }) {}

RuleFound RuleEvaluator::Find(const CompiledRule& rule) {
  RuleFound found{UnitsOf(rule.any), UnitsWithAll(rule), {}};
  const UnitNumbers forbidden = UnitsOf(rule.none);
  if (rule.within == Within::kDocument ? !forbidden.empty() : HasUnit(forbidden, kTitleUnit)) {
    found = {};
  } else {
    found.with_any = Without(found.with_any, forbidden);
    found.with_all = Without(found.with_all, forbidden);
  }
  if (rule.query) queries_.Evaluate(*rule.query, queries_.WholeDocument(), found.of_query);
  return found;
}

// Asked for by queries, perhaps many times; rules never lead back to themselves.
const std::vector<WordHit>* RuleEvaluator::PlacesOfRule(uint32_t number) {
  auto known = answers_.find(number);
  if (known == answers_.end()) {
    const CompiledRule& rule = compiled_.rules[number];
    known = answers_.emplace(number, PlacesOf(rule, Find(rule))).first;
  }
  return known->second.empty() ? nullptr : &known->second;
}

UnitNumbers RuleEvaluator::UnitsOf(const WordGroup& group) const {
  UnitNumbers units;
  for (WordId word : group) {
    for (const WordHit& hit : HitsOf(hits_, word)) units.push_back(hit.unit);
  }
  return Distinct(std::move(units));
}

// The units in which every group of `all` has a word; within the document, those in which any has, when all are there.
UnitNumbers RuleEvaluator::UnitsWithAll(const CompiledRule& rule) const {
  UnitNumbers units;
  for (size_t i = 0; i < rule.all.size(); ++i) {
    UnitNumbers of_group = UnitsOf(rule.all[i]);
    if (of_group.empty()) return {};
    if (i == 0) {
      units = std::move(of_group);
    } else {
      units = rule.within == Within::kDocument ? Either(std::move(units), of_group) : Both(units, of_group);
    }
  }
  return units;
}

std::vector<WordHit> RuleEvaluator::PlacesOf(const CompiledRule& rule, const RuleFound& found) const {
  std::vector<WordHit> places = found.of_query;
  Collect(rule.any, found.with_any, places);
  for (const WordGroup& group : rule.all) Collect(group, found.with_all, places);
  SortByPlace(places);
  // Once each: a rule that names another twice would double them at every step of a chain.
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<WordHit> RuleEvaluator::PlacesOf(const WordGroup& group) const {
  std::vector<WordHit> places;
  Collect(group, UnitsOf(group), places);
  SortByPlace(places);
  return places;
}

void RuleEvaluator::Collect(const WordGroup& group, const UnitNumbers& units, std::vector<WordHit>& places) const {
  if (units.empty()) return;
  for (WordId word : group) {
    for (const WordHit& hit : HitsOf(hits_, word)) {
      if (HasUnit(units, hit.unit)) places.push_back(hit);
    }
  }
}

bool RuleEvaluator::IsDamped(const CompiledRule& rule, const RuleFound& found) const {
  return rule.within == Within::kDocument ? !damped_.empty() : StandBesideEach(damped_, UnitsOfHits(found));
}

std::optional<WordHit> RuleEvaluator::CountsFor(uint32_t severity_term, const CompiledRule& rule, const RuleFound& found) {
  const std::vector<WordHit>& places = PlacesOfSeverityTerm(severity_term);
  if (places.empty()) return std::nullopt;
  if (rule.within == Within::kDocument) return places.front();
  const UnitNumbers units = UnitsOfHits(found);
  if (compiled_.severity_terms[severity_term].points < 0 && !StandBesideEach(UnitsOfPlaces(places), units)) return std::nullopt;
  for (const WordHit& place : places) {
    if (place.unit == kTitleUnit || HasUnit(units, place.unit)) return place;
  }
  return std::nullopt;
}

const std::vector<WordHit>& RuleEvaluator::PlacesOfSeverityTerm(uint32_t number) {
  auto [known, is_new] = severity_terms_.try_emplace(number);
  if (is_new) known->second = PlacesOf(compiled_.severity_terms[number].when);
  return known->second;
}

}  // namespace fenghuo
