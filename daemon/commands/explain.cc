#include <algorithm>
#include <cstdio>

#include "daemon/clicks_file.h"
#include "daemon/commands/command.h"
#include "daemon/wire.h"
#include "keywords/grading/facts.h"
#include "keywords/relevance/filter.h"
#include "keywords/relevance/grams.h"
#include "keywords/rules/explain.h"

namespace fenghuo {
namespace {

struct ExplainArguments {
  std::string rule;
  std::vector<std::string> rules;
  std::vector<std::string> files;
  std::string clicks;
};

constexpr size_t kGramsShown = 8;

// The filter of the rule, as the clicks of the file taught it; one that knows nothing without a file.
Result<RelevanceFilter> FilterOf(const ExplainArguments& arguments) {
  if (arguments.clicks.empty()) return RelevanceFilter();
  Result<std::vector<RelevanceClick>> clicks = ReadClicks(arguments.clicks);
  if (!clicks.ok()) return clicks.error();
  std::erase_if(*clicks, [&](const RelevanceClick& click) { return click.rule != arguments.rule; });
  return RelevanceFilter::Learn(*clicks);
}

std::string Thousandths(int64_t milli) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3f", static_cast<double>(milli) / 1000.0);
  return text;
}

// Why one that the filter calls off-topic is shown all the same; empty when nothing is in the way.
std::string InTheWay(const RelevanceFilter& filter, const Rule& rule, const Document& document) {
  if (rule.must_report) return "stays: the rule is must-report";
  if (!FindFacts(document).empty()) return "stays: the text states harm";
  if (!filter.acts()) return std::string("stays: the filter only suggests (") + Name(filter.standing().mode) + ")";
  return "goes to the tray when every other rule that finds it says the same";
}

std::string FilterPart(const RelevanceFilter& filter, const Rule& rule, const Document& document) {
  const FilterStanding& standing = filter.standing();
  const int64_t chance = filter.Score(GramsOf(document));
  const bool off = filter.CallsOff(chance);
  std::string text = "  relevance filter: " + std::string(Name(standing.mode)) + ", " + std::to_string(standing.relevant) +
                     " relevant and " + std::to_string(standing.off_topic) + " off-topic clicks of " + std::to_string(standing.people) +
                     " people; of the last " + std::to_string(standing.judged) + " judged it called off " +
                     std::to_string(standing.called_off) + ", wrongly " + std::to_string(standing.wrong) + "\n";
  if (standing.mode == FilterMode::kLearning) return text;
  text += std::string("    ") + (off ? "✗ " : "✓ ") + "chance of being relevant " + Thousandths(chance) + ":";
  for (const WeighedGram& gram : filter.Explain(document, kGramsShown)) text += " " + gram.text + " " + Thousandths(gram.adds_milli);
  return text + "\n" + (off ? "    " + InTheWay(filter, rule, document) + "\n" : "");
}

int RunExplain(const ExplainArguments& arguments) {
  Result<RuleSet> rules = LoadRuleFiles(arguments.rules);
  if (!rules.ok()) return Fail(rules.error());
  Result<Matcher> matcher = Matcher::Compile(*rules);
  if (!matcher.ok()) return Fail(matcher.error().In("rules"));
  Result<RelevanceFilter> filter = FilterOf(arguments);
  if (!filter.ok()) return Fail(filter.error());
  const auto rule = std::find_if(rules->rules.begin(), rules->rules.end(), [&](const Rule& one) { return one.id == arguments.rule; });
  bool found = false;
  Result<void> done = ForEachLine(arguments.files, [&](std::string_view line, const std::string& place) -> Result<void> {
    Result<WireDocument> wire = ParseDocumentLine(line);
    if (!wire.ok()) return wire.error().In(place);
    Result<Explanation> explanation = matcher->Explain(*rules, arguments.rule, wire->document);
    if (!explanation.ok()) return explanation.error();
    found = found || explanation->found;
    std::printf("%s\n%s", wire->document.id.c_str(), FormatExplanation(*explanation, wire->document).c_str());
    if (explanation->found && !arguments.clicks.empty()) std::printf("%s", FilterPart(*filter, *rule, wire->document).c_str());
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
  command->add_option("--clicks", arguments->clicks,
                      "what people said about documents, as `fenghuo document clicks` writes it: shows what the rule's relevance "
                      "filter makes of a document, and which characters weighed most");
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
