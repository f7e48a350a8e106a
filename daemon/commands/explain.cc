#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/wire.h"
#include "keywords/rules/explain.h"

namespace fenghuo {
namespace {

struct ExplainArguments {
  std::string rule;
  std::vector<std::string> rules;
  std::vector<std::string> files;
};

int RunExplain(const ExplainArguments& arguments) {
  Result<RuleSet> rules = LoadRuleFiles(arguments.rules);
  if (!rules.ok()) return Fail(rules.error());
  Result<Matcher> matcher = Matcher::Compile(*rules);
  if (!matcher.ok()) return Fail(matcher.error().In("rules"));
  bool found = false;
  Result<void> done = ForEachLine(arguments.files, [&](std::string_view line, const std::string& place) -> Result<void> {
    Result<WireDocument> wire = ParseDocumentLine(line);
    if (!wire.ok()) return wire.error().In(place);
    Result<Explanation> explanation = matcher->Explain(*rules, arguments.rule, wire->document);
    if (!explanation.ok()) return explanation.error();
    found = found || explanation->found;
    std::printf("%s\n%s", wire->document.id.c_str(), FormatExplanation(*explanation, wire->document).c_str());
    return {};
  });
  if (!done.ok()) return Fail(done.error());
  return found ? kExitOk : kExitNo;
}

}  // namespace

void RegisterExplain(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ExplainArguments>();  // shared by the options and the callback
  CLI::App* command = app.add_subcommand("explain", "Shows which parts of a rule stand where in documents, and which do not");
  command->add_option("rule", arguments->rule, "id of the rule")->required();
  command->add_option("files", arguments->files, "JSON Lines; standard input when absent");
  command->add_option("--rules", arguments->rules, "rule files (rules/*.yml of a configuration)")->required();
  command->footer(
      "Example:\n  fenghuo explain campus-meals documents.jsonl --rules deploy/config/rules/*.yml\n"
      "  a/1\n"
      "  ✓ campus-meals 校园食堂与集中用餐\n"
      "    ✗ any: 校园餐, 食堂异物, 食堂臭肉 and 2 more\n"
      "    ✓ all, in the title or in one sentence\n"
      "      ✓ 学校, 校园, 中学 and 12 more  title 3-9 “小学”, title 15-21 “学生”\n"
      "      ✓ 异物, 吃出, 喝出 and 25 more  title 30-36 “呕吐”\n"
      "    ✓ none: 昆虫, 电竞, 毕业典礼 and 2 more\n"
      "Places are bytes of the original, as `match` gives them. Exit code 1 when the rule finds none of the documents.");
  command->callback([arguments, &exit_code] { exit_code = RunExplain(*arguments); });
}

}  // namespace fenghuo
