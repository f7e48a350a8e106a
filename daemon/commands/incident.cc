#include <cstdio>

#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"

namespace fenghuo {
namespace {

struct IncidentArguments {
  std::string server = "http://127.0.0.1:8640";
  std::string token_file;
  std::string id;
  // open
  std::string title;
  int level = 4;
  std::string locality = "local";
  std::string category;
  std::vector<std::string> departments;
  std::string county_unit;
  std::string story;
  std::string origin;
  std::string told_by;
  std::string demand;
  std::string deadline;
  // act
  std::string action;
  std::string person;
  std::string note;
  std::string reason;
  int assessed_level = 0;
};

void PrintLine(const Json& incident) {
  auto text = [&](const char* key) { return incident.value(key, std::string()); };
  std::printf("%s  %-12s  %d  %s  %s\n", text("incident").c_str(), text("state").c_str(), incident.value("level", 0),
              text("opened_at").c_str(), text("title").c_str());
}

Result<void> List(ApiClient& client) {
  std::string path = "/api/v1/incidents?state=open";
  for (std::string cursor;;) {
    Result<Json> page = client.Get(path + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page.ok()) return page.error();
    for (const Json& incident : page->value("items", Json::array())) PrintLine(incident);
    cursor = page->value("next", std::string());
    if (cursor.empty()) return {};
  }
}

Result<void> Open(ApiClient& client, const IncidentArguments& arguments) {
  Json body = {{"title", arguments.title},
               {"level", arguments.level},
               {"locality", arguments.locality},
               {"category", arguments.category},
               {"departments", arguments.departments},
               {"county_unit", arguments.county_unit},
               {"story", arguments.story},
               {"origin", {{"source", arguments.origin}, {"told_by", arguments.told_by}, {"demand", arguments.demand}}}};
  if (!arguments.deadline.empty()) body["origin"]["deadline"] = arguments.deadline;
  Result<Json> incident = client.Post("/api/v1/incidents", body);
  if (!incident.ok()) return incident.error();
  PrintLine(*incident);
  return {};
}

Result<void> Act(ApiClient& client, const IncidentArguments& arguments) {
  Json body = {{"action", arguments.action}};
  if (!arguments.person.empty()) body["person"] = arguments.person;
  if (!arguments.note.empty()) body["note"] = arguments.note;
  if (!arguments.reason.empty()) body["reason"] = arguments.reason;
  if (arguments.assessed_level != 0) body["level"] = arguments.assessed_level;
  Result<Json> incident = client.Post("/api/v1/incidents/" + arguments.id + "/actions", body);
  if (!incident.ok()) return incident.error();
  PrintLine(*incident);
  return {};
}

using Work = Result<void> (*)(ApiClient&, const IncidentArguments&);

int RunIncident(const IncidentArguments& arguments, Work work) {
  Result<ApiClient> client = ApiClient::Make(arguments.server, arguments.token_file);
  if (!client.ok()) return Fail(client.error());
  Result<void> done = work(*client, arguments);
  return done.ok() ? kExitOk : Fail(done.error());
}

void RegisterOpen(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* open = parent.add_subcommand("open", "人工录入: opens an incident by hand");
  open->add_option("--title", arguments->title, "what it is about")->required();
  open->add_option("--origin", arguments->origin, "记者来电, 上级转办, 群聊截图 …")->required();
  open->add_option("--level", arguments->level, "1 Ⅰ级 to 4 Ⅳ级")->check(CLI::Range(1, 4))->default_val(4);
  open->add_option("--locality", arguments->locality, "local, concerned, elsewhere or unknown")
      ->check(CLI::IsMember({"local", "concerned", "elsewhere", "unknown"}))
      ->default_val("local");
  open->add_option("--category", arguments->category, "类别");
  open->add_option("--department", arguments->departments, "unit id of a responsible section; may be given again");
  open->add_option("--county", arguments->county_unit, "unit id of the responsible county bureau");
  open->add_option("--story", arguments->story, "id of a story that it belongs to");
  open->add_option("--told-by", arguments->told_by, "who told");
  open->add_option("--demand", arguments->demand, "what they want");
  open->add_option("--deadline", arguments->deadline, "until when, RFC 3339");
  open->footer(
      "Example:\n  fenghuo incident --token-file zhang.token open --title 记者询问某超市过期面包 --origin 记者来电 --level 3 "
      "--department food_circulation");
  open->callback([arguments, &exit_code] { exit_code = RunIncident(*arguments, Open); });
}

void RegisterAct(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* act = parent.add_subcommand("act", "Acknowledges, assesses, notes, escalates, closes … as the person of the token");
  act->add_option("id", arguments->id, "such as 2026-0711-03")->required();
  act->add_option("action", arguments->action,
                  "acknowledge, assess, handle, statement, watch, close, review, reopen, escalate, note, hand_over")
      ->required();
  act->add_option("--person", arguments->person, "代签收: for whom the desk signs");
  act->add_option("--note", arguments->note, "what was done or found");
  act->add_option("--reason", arguments->reason, "to close: 已处置, 经查不属实, 外地事件已排查, 与本局无关, 误报, 并入其他事件");
  act->add_option("--level", arguments->assessed_level, "to assess: 定级 1 to 4")->check(CLI::Range(1, 4));
  act->footer(
      "Example:\n  fenghuo incident --token-file zhang.token act 2026-0711-03 acknowledge\n"
      "  fenghuo incident --token-file zhang.token act 2026-0711-03 close --reason 已处置 --note 已责令整改");
  act->callback([arguments, &exit_code] { exit_code = RunIncident(*arguments, Act); });
}

}  // namespace

void RegisterIncident(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<IncidentArguments>();  // shared by the options and the callbacks
  CLI::App* command = app.add_subcommand("incident", "Works with the incidents of a running daemon, as a named person");
  command->add_option("--server", arguments->server, "of the running daemon")->default_val(arguments->server);
  command->add_option("--token-file", arguments->token_file, "file that holds the person's token")->required();
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "The open incidents, newest first");
  list->callback([arguments, &exit_code] {
    exit_code = RunIncident(*arguments, [](ApiClient& client, const IncidentArguments&) { return List(client); });
  });
  RegisterOpen(*command, arguments, exit_code);
  RegisterAct(*command, arguments, exit_code);
}

}  // namespace fenghuo
