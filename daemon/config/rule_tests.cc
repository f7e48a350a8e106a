#include "daemon/config/rule_tests.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "daemon/config/names.h"
#include "daemon/config/problems.h"
#include "daemon/config/reader.h"
#include "daemon/config/source_keys.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool Holds(const std::vector<std::string>& list, const std::string& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// A text may have several lines.
void ReadLines(const Place& place, std::string& out) {
  if (place.node().kind != YamlNode::Kind::kScalar) return place.Wrong("must be text");
  out = place.node().text;
}

void ReadRules(const Place& place, Names& names, std::vector<std::string>& ids) {
  ReadList(place, [&](const Place& item) {
    std::string id;
    if (!ReadId(item, id)) return;
    names.Use(NameKind::kRule, id, item.spot());
    ids.push_back(std::move(id));
  });
}

void ReadDocument(MapReader& map, const Zone& zone, Document& document) {
  map.Text("title", document.title);
  if (std::optional<Place> text = map.Take("text")) ReadLines(*text, document.text);
  map.Text("author", document.author);
  map.Text("source", document.source);
  map.Text("url", document.url);
  map.OneOf("kind", document.kind, kDocumentKinds);
  map.OneOf("tier", document.tier, kDocumentTiers);
  map.Text("region", document.region);
  map.Text("lang", document.lang);
  map.Texts("tags", document.tags);
  std::chrono::sys_days seen{};
  std::optional<Place> date = map.Take("seen");
  if (date && ReadDate(*date, seen)) document.fetched_at = StartOf(seen, zone);
}

RuleTest ReadTest(const Place& place, const Config& config, Names& names) {
  RuleTest test;
  test.line = place.spot().line;
  MapReader map(place);
  map.Text("name", test.name, Need::kRequired);
  ReadDocument(map, config.zone, test.document);
  if (std::optional<Place> ids = map.Take("finds")) ReadRules(*ids, names, test.finds);
  if (std::optional<Place> ids = map.Take("not")) ReadRules(*ids, names, test.must_not);
  if (std::optional<Place> ids = map.Take("only")) ReadRules(*ids, names, test.only.emplace());
  if (std::optional<Place> ids = map.Take("must_report")) ReadRules(*ids, names, test.must_report);
  if (std::optional<Place> terms = map.Take("severity_terms")) {
    ReadList(*terms, [&, &names_of = test.severity_terms.emplace()](const Place& item) {
      if (ReadText(item, names_of.emplace_back())) names.Use(NameKind::kSeverityTerm, names_of.back(), item.spot());
    });
  }
  if (test.finds.empty() && test.must_not.empty() && !test.only && test.must_report.empty() && !test.severity_terms) {
    place.Problem("must have finds, not, only, must_report or severity_terms, or it tests nothing");
  }
  return test;
}

// Rules may have severity terms of one name.
void DefineNames(const RuleSet& rules, Names& names) {
  std::set<std::string> terms;
  for (const SeverityTerm& term : rules.severity_terms) terms.insert(term.name);
  for (const Rule& rule : rules.rules) {
    names.Define(NameKind::kRule, rule.id, {});
    for (const SeverityTerm& term : rule.severity_terms) terms.insert(term.name);
  }
  for (const std::string& term : terms) names.Define(NameKind::kSeverityTerm, term, {});
}

// The first rule that each counts for.
std::map<std::string, std::string> SeverityTermsOf(const std::vector<Match>& matches) {
  std::map<std::string, std::string> terms;
  for (const Match& match : matches) {
    for (const SeverityHit& hit : match.severity) terms.emplace(hit.name, match.rule);
  }
  return terms;
}

void CheckSeverityTerms(const std::vector<std::string>& wanted, const std::vector<Match>& matches,
                        std::vector<RuleTestFailure>& failures) {
  const std::map<std::string, std::string> counting = SeverityTermsOf(matches);
  for (const std::string& name : wanted) {
    if (counting.contains(name)) continue;
    failures.push_back({matches.empty() ? "no rule found it," : matches[0].rule, "should count \"" + name + "\""});
  }
  for (const auto& [name, rule] : counting) {
    if (!Holds(wanted, name)) failures.push_back({rule, "should not count \"" + name + "\""});
  }
}

}  // namespace

Result<std::vector<RuleTest>> ParseRuleTests(const ConfigFile& file, const Config& config) {
  Problems problems;
  std::vector<RuleTest> tests;
  if (!IsValidUtf8(file.bytes)) return Invalid(file.name + ": must be UTF-8, is something else (saved as GBK or ANSI?)");
  const std::optional<YamlNode> root = ParseYaml(file.name, file.bytes, problems);
  if (!root) return Invalid(problems.Text());
  Names names;
  DefineNames(config.rules, names);
  {
    MapReader map(Place(*root, {file.name, root->line, ""}, problems));
    map.Each("tests", [&](const Place& item) { tests.push_back(ReadTest(item, config, names)); }, Need::kRequired);
  }
  names.Check(problems, {NameKind::kRule, NameKind::kSeverityTerm});
  if (!problems.empty()) return Invalid(problems.Text());
  return tests;
}

std::vector<RuleTestFailure> RunRuleTest(const RuleTest& test, const RuleSet& rules, const Matcher& matcher) {
  const std::vector<Match> matches = matcher.Find(test.document);
  std::vector<RuleTestFailure> failures;
  for (const Rule& rule : rules.rules) {
    const auto match = std::find_if(matches.begin(), matches.end(), [&](const Match& one) { return one.rule == rule.id; });
    const bool found = match != matches.end();
    const bool wanted = Holds(test.finds, rule.id) || Holds(test.must_report, rule.id) || (test.only && Holds(*test.only, rule.id));
    const bool unwanted = Holds(test.must_not, rule.id) || (test.only && !wanted);
    if (wanted && !found) failures.push_back({rule.id, "should find it"});
    if (unwanted && found) failures.push_back({rule.id, "should not find it"});
    if (Holds(test.must_report, rule.id) && found && !match->must_report) failures.push_back({rule.id, "should ask for a report"});
  }
  if (test.severity_terms) CheckSeverityTerms(*test.severity_terms, matches, failures);
  return failures;
}

}  // namespace fenghuo
