#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/config/rule_tests.h"
#include "keywords/rules/explain.h"

namespace fenghuo {
namespace {

struct TestArguments {
  std::string config;
  std::vector<std::string> files;
};

// Prints what is wrong with one test; how much that is.
size_t PrintFailures(const std::string& path, const RuleTest& test, const RuleSet& rules, const Matcher& matcher) {
  const std::vector<RuleTestFailure> failures = RunRuleTest(test, rules, matcher);
  for (const RuleTestFailure& failure : failures) {
    std::printf("%s:%d: %s: %s %s\n", path.c_str(), test.line, test.name.c_str(), failure.rule.c_str(), failure.what.c_str());
    Result<Explanation> explanation = matcher.Explain(rules, failure.rule, test.document);
    if (explanation.ok()) std::printf("%s", FormatExplanation(*explanation, test.document).c_str());
  }
  return failures.size();
}

int RunTests(const TestArguments& arguments) {
  Result<LoadedConfig> loaded = LoadForUse(arguments.config);
  if (!loaded.ok()) return Fail(loaded.error());
  Result<Matcher> matcher = Matcher::Compile(loaded->config.rules);
  if (!matcher.ok()) return Fail(matcher.error().In("rules"));
  size_t tests_run = 0;
  size_t tests_failed = 0;
  for (const std::string& path : arguments.files) {
    Result<std::vector<RuleTest>> tests = LoadRuleTests(path, loaded->config);
    if (!tests.ok()) return Fail(tests.error());
    for (const RuleTest& test : *tests) {
      ++tests_run;
      tests_failed += PrintFailures(path, test, loaded->config.rules, *matcher) > 0 ? 1 : 0;
    }
  }
  std::printf("%zu tests, %zu failed\n", tests_run, tests_failed);
  return tests_failed == 0 ? kExitOk : kExitNo;
}

}  // namespace

void RegisterTest(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<TestArguments>();  // shared by the options and the callback
  CLI::App* command = app.add_subcommand("test", "Runs unit tests for rules: documents with the rules that should find them");
  command->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  command->add_option("files", arguments->files, "files of tests")->required();
  command->footer(
      "Example:\n  fenghuo test --config deploy/config deploy/config/rule-tests.yml\nof a file such as\n"
      "  tests:\n"
      "    - name: 学生呕吐\n"
      "      title: 某小学多名学生午餐后呕吐\n"
      "      finds: [campus-meals]          # each of these; `only` is these and no others\n"
      "      not: [catering]\n"
      "      must_report: [campus-meals]\n"
      "A test that fails is shown with what stands where. Exit code 1 when one fails.");
  command->callback([arguments, &exit_code] { exit_code = RunTests(*arguments); });
}

}  // namespace fenghuo
