#include <cstdio>

#include "alerts/incident/words.h"
#include "alerts/notify/neutralise.h"
#include "daemon/clicks_file.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/incident_arguments.h"
#include "daemon/commands/incident_book.h"
#include "daemon/serve/target.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

struct DocumentArguments {
  std::string server;
  std::string token_file;
  std::string config;
  std::vector<std::string> documents;
  std::string rule;
  bool json = false;
};

Result<ApiClient> DocumentOffice(const DocumentArguments& arguments) {
  if (arguments.token_file.empty()) return Invalid("--token-file: must be given, so that the daemon knows who asks");
  return ApiClient::Make(arguments.server, arguments.token_file);
}

std::string PlaceWord(const std::string& place) {
  if (place == Name(RelevancePlace::kTray)) return "待复核";
  if (place == Name(RelevancePlace::kSample)) return "抽查";
  if (place == Name(RelevancePlace::kSentBack)) return "已退回正常流程";
  return "正常显示";
}

std::string ModeWord(const std::string& mode) {
  if (mode == Name(FilterMode::kSuggests)) return "只提示";
  if (mode == Name(FilterMode::kActs)) return "启用";
  if (mode == Name(FilterMode::kSteppedBack)) return "已退回只提示";
  return "学习中";
}

// Why it was called off-topic: rule, chance, characters.
std::string ShownFinding(const Json& finding) {
  char chance[32];
  const auto known = finding.find("chance");
  std::snprintf(chance, sizeof(chance), "%.0f%%", known != finding.end() && known->is_number() ? known->get<double>() * 100 : 0.0);
  std::string line = "    " + OneLine(TextAt(finding, "rule_name")) + "：相关可能性" + chance + "，依据";
  for (const Json& gram : ListAt(finding, "because")) line += " " + OneLine(TextAt(gram, "text"));
  return line + "\n";
}

std::string ShownDocument(const Json& document) {
  const Json& note = ObjectAt(document, "relevance");
  const std::string verdict = TextAt(note, "verdict");
  std::string text = OneLine(TextAt(document, "id")) + "  " + PlaceWord(TextAt(note, "place"));
  const char* said = verdict == Name(ClickVerdict::kRelevant) ? "相关" : "不相关";
  if (!verdict.empty()) text += std::string("  ") + said + "（" + OneLine(TextAt(note, "person_name")) + "）";
  text += "\n  " + OneLine(TextAt(document, "title")) + "\n";
  for (const Json& finding : ListAt(note, "findings")) text += ShownFinding(finding);
  return text;
}

int SayVerdict(const DocumentArguments& arguments, ClickVerdict verdict) {
  Result<ApiClient> client = DocumentOffice(arguments);
  if (!client.ok()) return Fail(client.error());
  for (const std::string& id : arguments.documents) {
    Json body = {{"verdict", Name(verdict)}};
    if (!arguments.rule.empty()) body["rule"] = arguments.rule;
    Result<Json> document = client->Post("/api/v1/documents/" + EscapeSegment(id) + "/relevance", body);
    if (!document.ok()) return Fail(document.error().In(id));
    std::fputs(ShownDocument(*document).c_str(), stdout);
  }
  return kExitOk;
}

int ShowTray(const DocumentArguments& arguments) {
  Result<ApiClient> client = DocumentOffice(arguments);
  if (!client.ok()) return Fail(client.error());
  std::string cursor;
  bool any = false;
  do {
    Result<Json> page = client->Get("/api/v1/tray?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page.ok()) return Fail(page.error());
    for (const Json& document : ListAt(*page, "items")) {
      std::fputs((arguments.json ? Dump(document) + "\n" : ShownDocument(document)).c_str(), stdout);
      any = true;
    }
    cursor = TextAt(*page, "next");
  } while (!cursor.empty());
  return any ? kExitOk : kExitNo;
}

std::string ShownFilter(const Json& filter) {
  const auto number = [&](const char* key) { return std::to_string(NumberAt(filter, key).value_or(0)); };
  const std::string mode = TextAt(filter, "mode");
  std::string text = OneLine(TextAt(filter, "rule")) + "  " + OneLine(TextAt(filter, "rule_name")) + "  " + ModeWord(mode) +
                     "  标注：相关" + number("relevant") + "条、不相关" + number("off_topic") + "条，" + number("people") + "人；最近" +
                     number("judged") + "次判断：判为不相关" + number("called_off") + "条，判错" + number("wrong") + "条\n";
  const std::string reason = OneLine(TextAt(filter, "step_back_reason"));
  if (mode == Name(FilterMode::kSteppedBack)) text += "    " + reason + "；再标注" + number("fresh_wanted") + "条后重新评估\n";
  return text;
}

int ShowFilters(const DocumentArguments& arguments) {
  Result<ApiClient> client = DocumentOffice(arguments);
  if (!client.ok()) return Fail(client.error());
  Result<Json> filters = client->Get("/api/v1/filters");
  if (!filters.ok()) return Fail(filters.error());
  for (const Json& filter : ListAt(*filters, "items")) {
    std::fputs((arguments.json ? Dump(filter) + "\n" : ShownFilter(filter)).c_str(), stdout);
  }
  return ListAt(*filters, "items").empty() ? kExitNo : kExitOk;
}

int ExportClicks(const std::string& path) {
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) return Fail(config.error());
  StoreOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  Result<std::unique_ptr<Store>> store = Store::Open(config->data_path, options);
  if (!store.ok()) return Fail(store.error());
  Result<std::vector<FilterRecord>> filters = (*store)->Filters();
  if (!filters.ok()) return Fail(filters.error());
  for (const FilterRecord& filter : *filters) {
    Result<std::vector<RelevanceClick>> clicks = (*store)->Clicks(filter.rule);
    if (!clicks.ok()) return Fail(clicks.error());
    for (const RelevanceClick& click : *clicks) std::printf("%s\n", FormatClickLine(click).c_str());
  }
  return filters->empty() ? kExitNo : kExitOk;
}

void RegisterVerdict(CLI::App& command, ClickVerdict verdict, const std::shared_ptr<DocumentArguments>& arguments, int& exit_code) {
  const bool relevant = verdict == ClickVerdict::kRelevant;
  CLI::App* say = command.add_subcommand(relevant ? "confirm" : "off-topic",
                                         relevant ? "确认相关: it concerns the office; one in the tray comes back"
                                                  : "不相关: it does not concern the office; the filter of its rules learns from it");
  say->fallthrough();
  say->add_option("ID", arguments->documents, "ids of documents")->required();
  say->add_option("--rule", arguments->rule, "one of the rules that found it; without it every one of them learns");
  say->footer(std::string("Example:\n  fenghuo document ") + (relevant ? "confirm" : "off-topic") +
              " qinghe-daily/1 --token-file zhang.token\nSaid twice it changes nothing; the contrary takes it back.");
  say->callback([arguments, verdict, &exit_code] { exit_code = SayVerdict(*arguments, verdict); });
}

}  // namespace

void RegisterDocument(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DocumentArguments>();  // shared by the options and the callbacks
  CLI::App* command = app.add_subcommand("document", "Says whether documents concern the office, and shows what waits in the tray (待复核箱)");
  command->add_option("--server", arguments->server, "of the running daemon")->default_val(kDefaultServer);
  command->add_option("--token-file", arguments->token_file, "file that holds the person's token");
  command->require_subcommand(1);
  command->footer("Example:\n  fenghuo document off-topic qinghe-daily/1 --token-file zhang.token");
  RegisterVerdict(*command, ClickVerdict::kRelevant, arguments, exit_code);
  RegisterVerdict(*command, ClickVerdict::kOffTopic, arguments, exit_code);

  CLI::App* tray = command->add_subcommand("tray", "待复核箱: what the relevance filters moved out of sight, with why");
  tray->fallthrough();
  tray->add_flag("--json", arguments->json, "as the API gives it, one document a line");
  tray->footer("Example:\n  fenghuo document tray --token-file zhang.token\nExit code 1 when nothing is in it.");
  tray->callback([arguments, &exit_code] { exit_code = ShowTray(*arguments); });

  CLI::App* filters = command->add_subcommand("filters", "How the relevance filter of each rule stands, and by what figures");
  filters->fallthrough();
  filters->add_flag("--json", arguments->json, "as the API gives it, one filter a line");
  filters->footer("Example:\n  fenghuo document filters --token-file zhang.token\nExit code 1 when nobody ever said anything.");
  filters->callback([arguments, &exit_code] { exit_code = ShowFilters(*arguments); });

  CLI::App* clicks = command->add_subcommand("clicks", "What people said, as JSON Lines for `replay --clicks` and `explain --clicks`");
  clicks->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  clicks->footer("Example:\n  fenghuo document clicks --config deploy/config > clicks.jsonl\n"
                 "Reads the store beside a running daemon. Exit code 1 when there are none.");
  clicks->callback([arguments, &exit_code] { exit_code = ExportClicks(arguments->config); });
}

}  // namespace fenghuo
