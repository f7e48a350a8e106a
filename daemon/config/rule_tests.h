// A RuleTest is a document that an officer wrote with the rules that should and should not find it: what `fenghuo test` runs.
//
//   Result<std::vector<RuleTest>> tests = ParseRuleTests({"rule-tests.yml", bytes}, config);
//   for (const RuleTest& test : *tests) ...
//
//   tests:
//     - {name: 呕吐, title: 某小学多名学生午餐后呕吐, finds: [campus-meals], not: [catering], must_report: [campus-meals]}
//     - {name: 消毒, title: 教室每天消毒通风, only: []}
//
// Values: any number of threads.

#ifndef FENGHUO_DAEMON_CONFIG_RULE_TESTS_H_
#define FENGHUO_DAEMON_CONFIG_RULE_TESTS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/config/parse.h"
#include "keywords/rules/matcher.h"

namespace fenghuo {

struct RuleTest {
  int line = 0;
  std::string name;
  Document document;
  std::vector<std::string> finds;                // each of these does
  std::vector<std::string> must_not;             // none of these does
  std::optional<std::vector<std::string>> only;  // these and no others
  std::vector<std::string> must_report;          // each of these asks for a report
  std::optional<std::vector<std::string>> severity_terms;  // these count for it, by their names, and no others
};

// kInvalid with every problem. The document has the keys of the wire format; `seen`, a date in the office's zone, is when it was
// first seen, which counts for rules with dates.
Result<std::vector<RuleTest>> ParseRuleTests(const ConfigFile& file, const Config& config);

// As above. kUnavailable when the file cannot be read.
Result<std::vector<RuleTest>> LoadRuleTests(const std::string& path, const Config& config);

// What went wrong with one rule in one test.
struct RuleTestFailure {
  std::string rule;
  std::string what;  // "should find it", "should not find it", "should ask for a report"
};

// In the order of the rules.
std::vector<RuleTestFailure> RunRuleTest(const RuleTest& test, const RuleSet& rules, const Matcher& matcher);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_RULE_TESTS_H_
