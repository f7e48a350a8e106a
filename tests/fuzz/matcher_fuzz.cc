// Rules and a document out of any bytes: compiling either refuses or gives a matcher that finds what the obvious one finds.
//
// Lines: "any: …", "pattern: …", "all: …", "none: …", "when: …", "damper: …", "within: document", "title: …"; "rule:" begins the
// next rule; every other line is text of the document.

#include <cstdint>
#include <sstream>
#include <string>

#include "base/check.h"
#include "keywords/grading/facts.h"
#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/obvious_matcher.h"

namespace {

using namespace fenghuo;  // NOLINT: a program of one file

// Bounds that keep the obvious matcher quick; the real one has none.
constexpr size_t kInputMax = 4096;
constexpr size_t kRulesMax = 8;

struct Case {
  RuleSet rules;
  Document document;
};

bool Take(const std::string& line, const std::string& key, std::string& value) {
  if (line.rfind(key, 0) != 0) return false;
  value = line.substr(key.size());
  return true;
}

void ReadLine(const std::string& line, Case& c) {
  std::string value;
  if (Take(line, "rule:", value) && c.rules.rules.size() < kRulesMax) {
    c.rules.rules.push_back({});
    c.rules.rules.back().id = std::to_string(c.rules.rules.size());
    return;
  }
  Rule& rule = c.rules.rules.back();
  if (Take(line, "any: ", value)) {
    rule.any.terms.push_back(value);
  } else if (Take(line, "pattern: ", value)) {
    rule.any.patterns.push_back(value);
  } else if (Take(line, "all: ", value)) {
    rule.all.push_back({{value}, {}});
  } else if (Take(line, "or: ", value) && !rule.all.empty()) {
    rule.all.back().terms.push_back(value);
  } else if (Take(line, "none: ", value)) {
    rule.none.push_back(value);
  } else if (Take(line, "when: ", value)) {
    if (!rule.must_report) rule.must_report = MustReport{};
    rule.must_report->when.terms.push_back(value);
  } else if (Take(line, "damper: ", value)) {
    c.rules.dampers.push_back(value);
  } else if (line == "within: document") {
    rule.within = Within::kDocument;
  } else if (Take(line, "title: ", value)) {
    c.document.title = value;
  } else {
    c.document.text += line + "\n";
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kInputMax) return 0;
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
  Case c;
  c.rules.rules.resize(1);
  c.rules.rules[0].id = "1";
  for (std::string line; std::getline(lines, line);) ReadLine(line, c);

  Result<Matcher> matcher = Matcher::Compile(c.rules);
  if (!matcher.ok()) {
    CHECK(matcher.error().code == ErrorCode::kInvalid && !matcher.error().message.empty(), "a refusal says why");
    return 0;
  }
  const std::vector<Match> found = matcher->Find(c.document);
  if (matcher->pattern_failures() == 0) {
    CHECK(found == ObviousMatcher(c.rules).Find(c.document), "the matcher finds what rule.h says");
  }
  for (const Match& match : found) {
    for (const Span& span : match.spans) {
      const std::string& field = span.field == Span::Field::kTitle ? c.document.title : c.document.text;
      CHECK(span.begin < span.end && span.end <= field.size(), "a span is inside its field");
    }
  }
  for (const Fact& fact : FindFacts(c.document)) CHECK(fact.count > 0, "a fact counts somebody");
  return 0;
}
