#include <algorithm>

#include "daemon/config/loaders.h"
#include "keywords/rules/lint_query.h"

namespace fenghuo {
namespace {

// Only a block behind "|" keeps the lines of the file; of other scalars the first line is known.
int LineOf(const YamlNode& node, const std::string& query, size_t at) {
  if (!node.literal) return node.line;
  const auto end = query.begin() + static_cast<std::ptrdiff_t>(std::min(at, query.size()));
  return node.line + 1 + static_cast<int>(std::count(query.begin(), end, '\n'));
}

void Report(const Place& place, const std::string& query, const QueryProblem& problem, Problems& problems) {
  std::string shown = "    " + PointAt(query, problem);
  shown.insert(shown.find('\n') + 1, "    ");
  Spot spot = place.spot();
  spot.line = LineOf(place.node(), query, problem.source.begin);
  problems.Add(spot, problem.text + "\n" + shown);
}

void UseSources(const QueryNode& node, const Place& place, Loading& loading) {
  if (node.kind == QueryNode::Kind::kField && node.field == QueryNode::Field::kSource) {
    loading.names.Use(NameKind::kSource, node.text, place.spot());
  }
  for (const QueryNode& child : node.children) UseSources(child, place, loading);
}

bool IsReadable(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
}

}  // namespace

void ReadQuery(const Place& place, Loading& loading, std::string& query) {
  const std::string& text = place.node().text;
  if (place.node().kind != YamlNode::Kind::kScalar || text.find_first_not_of(" \t\n") == std::string::npos || !IsReadable(text)) {
    return place.Wrong("must be a query");
  }
  query = text;
  // Rules and term sets of other files may be named: looked at when all are there.
  const size_t number = loading.config.rules.rules.size();
  loading.later.push_back([place, number, &loading] {
    const Rule& rule = loading.config.rules.rules[number];
    const ParsedQuery parsed = ParseQuery(rule.query);
    for (const QueryProblem& problem : parsed.problems) Report(place, rule.query, problem, loading.problems);
    if (!parsed.root) return;
    UseSources(*parsed.root, place, loading);
    for (const QueryProblem& problem : LintQuery(*parsed.root, rule, loading.config.rules)) {
      Report(place, rule.query, problem, loading.problems);
    }
  });
}

}  // namespace fenghuo
