#include "daemon/config/loaders.h"
#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/pattern_set.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr Word<Within> kWithin[] = {{"sentence", Within::kSentence}, {"document", Within::kDocument}};

// Terms of one character match nearly every text (毒 stands in 消毒).
bool ReadTerm(const Place& place, std::string& out) {
  std::string text;
  if (!ReadText(place, text)) return false;
  if (CountCodePoints(text) < 2) {
    place.Wrong("must have at least two characters");
    return false;
  }
  out = text;
  return true;
}

// Tried here and not only when the matcher is compiled, so that a bad one is told with its line beside all other problems.
void ReadPattern(const Place& place, std::vector<std::string>& patterns) {
  std::string text;
  if (!ReadText(place, text)) return;
  if (Result<uint32_t> tried = PatternSet().Add(text); !tried.ok()) {
    return place.Problem("must be a regular expression of RE2, \"" + text + "\" " + tried.error().message);
  }
  patterns.push_back(std::move(text));
}

void AppendGroup(const TermGroup& from, TermGroup& into) {
  into.terms.insert(into.terms.end(), from.terms.begin(), from.terms.end());
  into.patterns.insert(into.patterns.end(), from.patterns.begin(), from.patterns.end());
}

// A set is made of terms and patterns, not of sets: an officer reads the whole of it in one place.
enum class Sets { kAllowed, kRefused };

// A term, {pattern: …} or {set: …}.
void ReadGroupItem(const Place& item, Loading& loading, Sets sets, TermGroup& group) {
  if (item.node().kind != YamlNode::Kind::kMap) {
    std::string term;
    if (ReadTerm(item, term)) group.terms.push_back(std::move(term));
    return;
  }
  MapReader map(item);
  std::optional<Place> set = map.Take("set");
  std::optional<Place> pattern = map.Take("pattern");
  if (set.has_value() == pattern.has_value()) return item.Problem("must be a term, {set: …} or {pattern: …}");
  if (pattern) ReadPattern(*pattern, group.patterns);
  std::string text;
  if (set && sets == Sets::kRefused) return set->Problem("must not stand inside a term set");
  if (set && ReadText(*set, text)) {
    loading.names.Use(NameKind::kTermSet, text, set->spot());
    auto found = loading.config.rules.term_sets.find(text);
    if (found != loading.config.rules.term_sets.end()) AppendGroup(found->second, group);
  }
}

void ReadGroup(const Place& place, Loading& loading, TermGroup& group, Sets sets = Sets::kAllowed) {
  bool list = ReadList(place, [&](const Place& item) { ReadGroupItem(item, loading, sets, group); });
  if (list && place.node().items.empty()) place.Problem("must hold at least one term");
}

// Places where only terms make sense.
void ReadTerms(const Place& place, Loading& loading, std::vector<std::string>& terms) {
  TermGroup group;
  ReadGroup(place, loading, group);
  if (!group.patterns.empty()) place.Problem("must hold terms only, holds a pattern");
  terms.insert(terms.end(), group.terms.begin(), group.terms.end());
}

MustReport ReadMustReport(const Place& place, Loading& loading) {
  MustReport must;
  MapReader map(place);
  map.Number("floor", must.floor, {1, 4}, Need::kRequired);
  map.Flag("local_only", must.local_only);
  if (std::optional<Place> when = map.Take("when")) {
    MapReader conditions(*when);
    if (std::optional<Place> any = conditions.Take("any")) ReadGroup(*any, loading, must.when);
    conditions.Each("patterns", [&](const Place& item) { ReadPattern(item, must.when.patterns); });
  }
  return must;
}

void ReadFinding(MapReader& map, Loading& loading, Rule& rule) {
  std::optional<Place> any = map.Take("any");
  std::optional<Place> all = map.Take("all");
  std::optional<Place> none = map.Take("none");
  std::optional<Place> query = map.Take("query");
  if (!any && !all && !query) map.place().Problem("must have any, all or query, or it finds nothing");
  if (!any && !all && none) none->Problem("must stand beside any or all; a query says NOT itself");
  if (any) ReadGroup(*any, loading, rule.any);
  if (all) {
    bool list = ReadList(*all, [&](const Place& item) { ReadGroup(item, loading, rule.all.emplace_back()); });
    if (list && rule.all.empty()) all->Problem("must hold at least one list of terms");
  }
  if (none) ReadTerms(*none, loading, rule.none);
  if (query) ReadQuery(*query, loading, rule.query);
  std::optional<Place> within = map.Take("within");
  if (within) ReadWord(*within, rule.within, kWithin);
  if (within && !any && !all) within->Problem("must stand beside any or all; a query says SENTENCE itself");
}

// The first and the last day, both included.
void ReadDates(MapReader& map, const Zone& zone, Rule& rule) {
  std::chrono::sys_days day{};
  std::optional<Place> from = map.Take("from");
  if (from && ReadDate(*from, day)) rule.from = StartOf(day, zone);
  std::optional<Place> until = map.Take("until");
  if (until && ReadDate(*until, day)) rule.until = StartOf(day + std::chrono::days(1), zone);
  if (rule.from && rule.until && *rule.from >= *rule.until) until->Wrong("must not be before from");
}

Rule ReadRule(const Place& place, Loading& loading) {
  Rule rule;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, rule.id)) {
      loading.names.Define(NameKind::kRule, rule.id, id->spot());
      if (!loading.names.Has(NameKind::kExceptedRule, rule.id)) loading.names.Define(NameKind::kExceptedRule, rule.id, id->spot());
    }
  }
  map.Text("name", rule.name, Need::kRequired);
  rule.category = rule.name;
  map.Text("category", rule.category);
  map.Each(
      "departments",
      [&](const Place& item) { ReadReference(item, NameKind::kUnit, loading, rule.departments.emplace_back()); },
      Need::kRequired);
  ReadFinding(map, loading, rule);
  map.Number("severity", rule.severity, {0, 100}, Need::kRequired);
  ReadDates(map, loading.config.zone, rule);
  map.Flag("shadow", rule.shadow);
  if (std::optional<Place> terms = map.Take("severity_terms")) ReadSeverityTermsOf(rule, *terms, loading);
  if (std::optional<Place> must = map.Take("must_report")) rule.must_report = ReadMustReport(*must, loading);
  return rule;
}

// What the terms of a rule do to each other is known to whoever compiles it.
void CheckCanMatch(const Place& place, const Rule& rule) {
  if (rule.none.empty() || !rule.query.empty()) return;
  const std::string prefix = "rule \"" + rule.id + "\": ";
  const Result<CompiledRules> compiled = CompileRules({{rule}, {}});
  if (!compiled.ok() && compiled.error().message.starts_with(prefix + "can never match")) {
    place.Problem(compiled.error().message.substr(prefix.size()));
  }
}

}  // namespace

void ReadTermGroup(const Place& place, Loading& loading, TermGroup& group) { ReadGroup(place, loading, group); }

void LoadTermSets(const Place& root, Loading& loading) {
  if (root.node().kind != YamlNode::Kind::kMap) return;  // LoadRules says so
  for (size_t i = 0; i < root.node().entries.size(); ++i) {
    if (root.node().entries[i].key != "term_sets") continue;
    Place sets = root.Value(i);
    if (sets.node().kind != YamlNode::Kind::kMap) return sets.Wrong("must be a mapping of names to lists of terms");
    for (size_t j = 0; j < sets.node().entries.size(); ++j) {
      Place set = sets.Value(j);
      loading.names.Define(NameKind::kTermSet, sets.node().entries[j].key, set.spot());
      ReadGroup(set, loading, loading.config.rules.term_sets[sets.node().entries[j].key], Sets::kRefused);
    }
  }
}

void LoadRules(const Place& root, Loading& loading) {
  MapReader map(root);
  map.Take("term_sets");
  if (std::optional<Place> dampers = map.Take("dampers")) ReadTerms(*dampers, loading, loading.config.rules.dampers);
  if (std::optional<Place> terms = map.Take("severity_terms")) ReadSharedSeverityTerms(*terms, loading);
  map.Each("rules", [&](const Place& item) {
    loading.config.rules.rules.push_back(ReadRule(item, loading));
    CheckCanMatch(item, loading.config.rules.rules.back());
  });
}

}  // namespace fenghuo
