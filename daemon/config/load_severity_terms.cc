#include <algorithm>
#include <utility>

#include "daemon/config/loaders.h"
#include "keywords/text/fold.h"

namespace fenghuo {
namespace {

enum class SharedBy { kEveryRule, kOneRule };

SeverityTerm ReadSeverityTerm(const Place& place, Loading& loading, SharedBy shared_by) {
  SeverityTerm term;
  MapReader map(place);
  std::optional<Place> name = map.Take("name", Need::kRequired);
  if (name && ReadText(*name, term.name) && shared_by == SharedBy::kEveryRule) {
    loading.names.Define(NameKind::kSeverityTerm, term.name, name->spot());
  }
  if (std::optional<Place> points = map.Take("points", Need::kRequired)) {
    int64_t number = 0;
    if (ReadNumber(*points, number, {-100, 100}) && number == 0) points->Problem("must not be 0, or it changes nothing");
    term.points = static_cast<int>(number);
  }
  if (std::optional<Place> any = map.Take("any", Need::kRequired)) ReadTermGroup(*any, loading, term.when);
  if (shared_by == SharedBy::kOneRule) return term;
  map.Each("except", [&](const Place& item) { ReadReference(item, NameKind::kExceptedRule, loading, term.except.emplace_back()); });
  return term;
}

bool Holds(const std::vector<std::string>& terms, const std::string& folded) {
  return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) { return Fold(term) == folded; });
}

void CheckDampers(const Place& place, const SeverityTerm& term, const std::vector<std::string>& dampers) {
  for (const std::string& word : term.when.terms) {
    if (Holds(dampers, Fold(word))) place.Problem("must not hold \"" + word + "\", which is a damper");
  }
}

void CheckOwn(const Place& place, const Rule& rule, const SeverityTerm& term, const RuleSet& rules) {
  for (const SeverityTerm& shared : rules.severity_terms) {
    const bool counts = std::find(shared.except.begin(), shared.except.end(), rule.id) == shared.except.end();
    if (counts && shared.name == term.name) {
      place.Problem("must have a name of its own, \"" + term.name + "\" counts for every rule already; except this rule there");
    }
  }
  const auto of_that_name = [&](const SeverityTerm& other) { return other.name == term.name; };
  if (std::count_if(rule.severity_terms.begin(), rule.severity_terms.end(), of_that_name) > 1) {
    place.Problem("must have a name of its own, \"" + term.name + "\" is given twice");
  }
  // Where `none` stands nothing is found, so nothing is beside it; a query does not know `none`.
  const auto excluded = [&](const std::string& word) { return Holds(rule.none, Fold(word)); };
  const std::vector<std::string>& words = term.when.terms;
  if (rule.query.empty() && term.when.patterns.empty() && !words.empty() && std::all_of(words.begin(), words.end(), excluded)) {
    place.Problem("can never count: none excludes every term of it");
  }
}

}  // namespace

void ReadSharedSeverityTerms(const Place& place, Loading& loading) {
  ReadList(place, [&](const Place& item) {
    std::vector<SeverityTerm>& terms = loading.config.rules.severity_terms;
    terms.push_back(ReadSeverityTerm(item, loading, SharedBy::kEveryRule));
    const size_t number = terms.size() - 1;
    loading.later.push_back([item, number, &loading] {
      CheckDampers(item, loading.config.rules.severity_terms[number], loading.config.rules.dampers);
    });
  });
}

void ReadSeverityTermsOf(Rule& rule, const Place& place, Loading& loading) {
  const size_t rule_number = loading.config.rules.rules.size();
  ReadList(place, [&](const Place& item) {
    rule.severity_terms.push_back(ReadSeverityTerm(item, loading, SharedBy::kOneRule));
    const size_t number = rule.severity_terms.size() - 1;
    loading.later.push_back([item, rule_number, number, &loading] {
      const Rule& read = loading.config.rules.rules[rule_number];
      CheckDampers(item, read.severity_terms[number], loading.config.rules.dampers);
      CheckOwn(item, read, read.severity_terms[number], loading.config.rules);
    });
  });
}

}  // namespace fenghuo
