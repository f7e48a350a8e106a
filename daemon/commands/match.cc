#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

struct MatchArguments {
  std::vector<std::string> rules;
  std::vector<std::string> files;
};

int RunMatch(const MatchArguments& arguments) {
  Result<RuleSet> rules = LoadRuleFiles(arguments.rules);
  if (!rules.ok()) return Fail(rules.error());
  Result<Matcher> matcher = Matcher::Compile(*rules);
  if (!matcher.ok()) return Fail(matcher.error().In("rules"));
  Result<void> done = ForEachLine(arguments.files, [&](std::string_view line, const std::string& place) -> Result<void> {
    Result<WireDocument> wire = ParseDocumentLine(line);
    if (!wire.ok()) return wire.error().In(place);
    std::vector<Match> matches = matcher->Find(wire->document);
    if (!matches.empty()) wire->rest["matches"] = ToJson(matches);
    std::printf("%s\n", FormatDocumentLine(*wire).c_str());
    return {};
  });
  return done.ok() ? kExitOk : Fail(done.error());
}

}  // namespace

void RegisterMatch(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<MatchArguments>();  // shared by the options and the callback
  CLI::App* command = app.add_subcommand("match", "Adds `matches` to the documents that a rule finds; the others pass through");
  command->add_option("--rules", arguments->rules, "rule files (rules/*.yml of a configuration)")->required();
  command->add_option("files", arguments->files, "JSON Lines; standard input when absent");
  command->footer("Example:\n  fenghuo match --rules deploy/config/rules/*.yml -- documents.jsonl");
  command->callback([arguments, &exit_code] { exit_code = RunMatch(*arguments); });
}

}  // namespace fenghuo
