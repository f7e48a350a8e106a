#include "daemon/commands/silence.h"

#include <cstdio>
#include <utility>

#include "alerts/incident/words.h"
#include "alerts/notify/neutralise.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/incident_arguments.h"
#include "daemon/commands/incident_book.h"
#include "daemon/serve/target.h"

namespace fenghuo {
namespace {

struct SilenceArguments {
  std::string server;
  std::string token_file;
  std::string incident;
  std::string rule;
  std::string source;
  std::string category;
  std::string county_unit;
  std::string locality;
  int gravest = 3;
  std::string reason;
  std::string from;
  std::string to;
  std::string number;
  bool all = false;
};

struct SilenceOffice {
  ApiClient client;
  Zone zone;
};

Result<SilenceOffice> SilenceOfficeOf(const SilenceArguments& arguments) {
  if (arguments.token_file.empty()) return Invalid("--token-file: must be given, so that the daemon knows who asks");
  Result<ApiClient> client = ApiClient::Make(arguments.server, arguments.token_file);
  if (!client.ok()) return client.error();
  Result<Zone> zone = ZoneOf(*client);
  if (!zone.ok()) return zone.error();
  return SilenceOffice{std::move(*client), std::move(*zone)};
}

std::string SilenceMoment(const Json& silence, const char* key, const Zone& zone) {
  Result<Timestamp> at = ParseRfc3339(TextAt(silence, key));
  return at.ok() ? ShownMoment(zone, *at) : "";
}

bool SilenceFlag(const Json& silence, const char* key) { return silence.contains(key) && silence.at(key) == true; }

Json SilenceBody(const SilenceArguments& arguments) {
  Json body = {{"gravest", arguments.gravest}, {"reason", arguments.reason}, {"to", arguments.to}};
  PutGiven(body, "incident", arguments.incident);
  PutGiven(body, "rule", arguments.rule);
  PutGiven(body, "source", arguments.source);
  PutGiven(body, "category", arguments.category);
  PutGiven(body, "county_unit", arguments.county_unit);
  PutGiven(body, "locality", arguments.locality);
  PutGiven(body, "from", arguments.from);
  return body;
}

int PostSilence(const SilenceArguments& arguments, const std::string& path, const Json& body) {
  Result<SilenceOffice> office = SilenceOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> silence = office->client.Post(path, body);
  if (!silence.ok()) return Fail(silence.error());
  std::fputs(ShownSilenceLine(*silence, office->zone).c_str(), stdout);
  return kExitOk;
}

int RunSilenceList(const SilenceArguments& arguments) {
  Result<SilenceOffice> office = SilenceOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> silences = office->client.Get("/api/v1/silences");
  if (!silences.ok()) return Fail(silences.error());
  for (const Json& silence : ListAt(*silences, "items")) {
    if (!arguments.all && SilenceFlag(silence, "over")) continue;
    std::fputs(ShownSilenceLine(silence, office->zone).c_str(), stdout);
  }
  return kExitOk;
}

void RegisterSilenceAdd(CLI::App& parent, const std::shared_ptr<SilenceArguments>& arguments, int& exit_code) {
  CLI::App* add = parent.add_subcommand("add", "Holds messages back until a time; every field that is given must fit");
  add->fallthrough();
  add->add_option("--incident", arguments->incident, "id, such as 2026-0711-03");
  add->add_option("--rule", arguments->rule, "rule id: stories that no other rule found");
  add->add_option("--source", arguments->source, "source id: stories that no other source has");
  add->add_option("--category", arguments->category, "of the rules, such as 餐饮服务");
  add->add_option("--county-unit", arguments->county_unit, "unit id of the responsible county bureau");
  add->add_option("--locality", arguments->locality, "local, concerned, elsewhere or unknown; beside one of the above");
  add->add_option("--gravest", arguments->gravest, "3: Ⅲ and Ⅳ; 4: Ⅳ alone. Ⅰ, Ⅱ and must-report are always told")->capture_default_str();
  add->add_option("--reason", arguments->reason, "one line; it stands in the timeline of whatever is held back")->required();
  add->add_option("--from", arguments->from, "RFC 3339; now when absent");
  add->add_option("--to", arguments->to, "RFC 3339, at most seven days later")->required();
  add->footer(
      "Example:\n  fenghuo silence add --category 餐饮服务 --locality elsewhere --gravest 4 --reason 外省专项整治通报 "
      "--to 2026-07-12T08:00:00+08:00 --token-file zhang.token");
  add->callback([arguments, &exit_code] { exit_code = PostSilence(*arguments, "/api/v1/silences", SilenceBody(*arguments)); });
}

}  // namespace

// 3  至7月11日12:00  类别“餐饮服务”，Ⅳ级  原因：外省通报  王某7月11日09:10设  已暂停2次
std::string ShownSilenceLine(const Json& silence, const Zone& zone) {
  auto text = [&silence](const char* object, const char* key) { return OneLine(TextAt(ObjectAt(silence, object), key)); };
  std::string line = std::to_string(NumberAt(silence, "silence").value_or(0)) + "  ";
  if (!SilenceFlag(silence, "active") && !SilenceFlag(silence, "over")) line += SilenceMoment(silence, "from", zone) + "起，";
  line += "至" + SilenceMoment(silence, "to", zone) + "  " + text("scope", "shown") + "  原因：" + OneLine(TextAt(silence, "reason")) + "  " +
          text("author", "name") + SilenceMoment(silence, "made_at", zone) + "设";
  const int64_t held = NumberAt(silence, "held").value_or(0);
  if (held > 0) line += "  已暂停" + std::to_string(held) + "次";
  const std::string ended = SilenceMoment(silence, "ended_at", zone);
  if (!ended.empty()) return line + "  " + text("ended_by", "name") + ended + "提前结束\n";
  return line + (SilenceFlag(silence, "over") ? "  已到期\n" : "\n");
}

void RegisterSilence(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<SilenceArguments>();  // shared by the options and the callbacks
  CLI::App* command = app.add_subcommand("silence", "暂停提醒: holds messages of Ⅲ and Ⅳ back for a time, with author, reason and end");
  command->add_option("--server", arguments->server, "of the running daemon")->default_val(kDefaultServer);
  command->add_option("--token-file", arguments->token_file,
                      "file that holds the person's token; making and ending need the permission close");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  fenghuo silence add --incident 2026-0711-03 --reason 已与媒体沟通，等待检测结果 --to 2026-07-11T18:00:00+08:00 "
      "--token-file zhang.token");
  RegisterSilenceAdd(*command, arguments, exit_code);

  CLI::App* list = command->add_subcommand("list", "Those that stand, the latest first");
  list->fallthrough();
  list->add_flag("--all", arguments->all, "those that are over as well");
  list->footer("Example:\n  fenghuo silence list --all --token-file zhang.token");
  list->callback([arguments, &exit_code] { exit_code = RunSilenceList(*arguments); });

  CLI::App* end = command->add_subcommand("end", "Ends one before its time; what it held back is told at once");
  end->fallthrough();
  end->add_option("number", arguments->number, "such as 3")->required();
  end->footer("Example:\n  fenghuo silence end 3 --token-file zhang.token");
  end->callback([arguments, &exit_code] {
    exit_code = PostSilence(*arguments, "/api/v1/silences/" + EscapeSegment(arguments->number) + "/end", Json::object());
  });
}

}  // namespace fenghuo
