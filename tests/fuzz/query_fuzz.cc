// A query and a document out of any bytes: the query is refused with a reason and a place, or means what it obviously means.
//
// Lines: the first is the query, the second the title, the rest the text.

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>

#include "base/check.h"
#include "keywords/rules/lint_query.h"
#include "keywords/rules/matcher.h"
#include "keywords/text/utf8.h"
#include "tests/keywords/rules/obvious_matcher.h"
#include "tests/keywords/rules/query_text.h"

namespace {

using namespace fenghuo;  // NOLINT: a program of one file

// Keeps the obvious matcher quick; the real one has no bound.
constexpr size_t kInputMax = 700;

void CheckProblem(const std::string& query, const QueryProblem& problem) {
  CHECK(!problem.text.empty(), "a problem says what is wrong");
  CHECK(problem.source.begin <= problem.source.end && problem.source.end <= query.size(), "a problem is inside the query");
  CHECK(PointAt(query, problem).ends_with("^"), "a problem is pointed at");
}

bool SameShape(const QueryNode& a, const QueryNode& b) {
  return a.kind == b.kind && a.text == b.text && a.field == b.field && a.number == b.number &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), SameShape);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kInputMax) return 0;
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
  RuleSet rules;
  rules.term_sets = {{"毒物", {{"中毒", "毒物"}, {"[0-9]+名学生"}}}};
  rules.rules.resize(2);
  rules.rules[0].id = "plain";
  rules.rules[0].all = {{{"食物"}, {}}, {{"中毒"}, {}}};
  rules.rules[1].id = "asked";
  Document document;
  std::getline(lines, rules.rules[1].query);
  std::getline(lines, document.title);
  std::getline(lines, document.text, '\0');

  const Rule& rule = rules.rules[1];
  const ParsedQuery parsed = ParseQuery(rule.query);
  CHECK(parsed.root.has_value() == parsed.problems.empty(), "a query is read or refused");
  for (const QueryProblem& problem : parsed.problems) CheckProblem(rule.query, problem);
  if (!parsed.root) return 0;
  if (IsValidUtf8(rule.query)) {
    const ParsedQuery again = ParseQuery(QueryText(*parsed.root));
    CHECK(!again.root || SameShape(*parsed.root, *again.root), "what is written out is read as the same");
  }
  const std::vector<QueryProblem> problems = LintQuery(*parsed.root, rule, rules);
  for (const QueryProblem& problem : problems) CheckProblem(rule.query, problem);
  Result<Matcher> matcher = Matcher::Compile(rules);
  CHECK(matcher.ok() == problems.empty(), "what lint lets pass is compiled, and nothing else");
  if (!matcher.ok()) return 0;
  const std::vector<Match> found = matcher->Find(document);
  CHECK(matcher->pattern_failures() > 0 || found == ObviousMatcher(rules).Find(document), "a query means what it obviously means");
  return 0;
}
