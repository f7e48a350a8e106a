#include <cstdio>
#include <iostream>

#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/drill_shown.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/incident_arguments.h"
#include "daemon/commands/incident_book.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/serve/target.h"

namespace fenghuo {
namespace {

struct DrillArguments {
  std::string server;
  std::string token_file;
  std::string file;
  std::string mirror;
  std::string number;
  std::string reason;
  bool json = false;
};

struct DrillOffice {
  ApiClient client;
  Zone zone;
};

Result<DrillOffice> DrillOfficeOf(const DrillArguments& arguments) {
  if (arguments.token_file.empty()) return Invalid("--token-file: must be given, so that the daemon knows who asks");
  Result<ApiClient> client = ApiClient::Make(arguments.server, arguments.token_file);
  if (!client.ok()) return client.error();
  Result<Zone> zone = ZoneOf(*client);
  if (!zone.ok()) return zone.error();
  return DrillOffice{std::move(*client), std::move(*zone)};
}

void PrintDrills(const std::string& text) { std::fputs(text.c_str(), stdout); }

int RunStart(const DrillArguments& arguments) {
  Result<std::string> scenario = ReadInput(arguments.file, std::cin);
  if (!scenario.ok()) return Fail(scenario.error().In(arguments.file));
  Result<DrillOffice> office = DrillOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> drill = office->client.Post(
      "/api/v1/drills", {{"file", arguments.file}, {"scenario", *scenario}, {"mirror", arguments.mirror}});
  if (!drill.ok()) return Fail(drill.error());
  PrintDrills(ShownDrillLine(*drill, office->zone));
  return kExitOk;
}

int RunStop(const DrillArguments& arguments) {
  Result<DrillOffice> office = DrillOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> drill = office->client.Post("/api/v1/drills/" + EscapeSegment(arguments.number) + "/stop", {{"reason", arguments.reason}});
  if (!drill.ok()) return Fail(drill.error());
  PrintDrills(ShownDrillLine(*drill, office->zone));
  return kExitOk;
}

int RunList(const DrillArguments& arguments) {
  Result<DrillOffice> office = DrillOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> drills = office->client.Get("/api/v1/drills");
  if (!drills.ok()) return Fail(drills.error());
  for (const Json& drill : ListAt(*drills, "items")) PrintDrills(ShownDrillLine(drill, office->zone));
  return kExitOk;
}

int RunReport(const DrillArguments& arguments) {
  Result<DrillOffice> office = DrillOfficeOf(arguments);
  if (!office.ok()) return Fail(office.error());
  Result<Json> drill = office->client.Get("/api/v1/drills/" + EscapeSegment(arguments.number));
  if (!drill.ok()) return Fail(drill.error());
  PrintDrills(arguments.json ? Dump(*drill) + "\n" : ShownDrillReport(*drill, office->zone));
  return kExitOk;
}

}  // namespace

void RegisterDrill(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DrillArguments>();  // shared by the options and the callbacks
  CLI::App* command = app.add_subcommand("drill", "演练: runs a marked scenario through the running daemon, and reports how it went");
  command->add_option("--server", arguments->server, "of the running daemon")->default_val(kDefaultServer);
  command->add_option("--token-file", arguments->token_file,
                      "file that holds the person's token; starting and stopping need the permission operate");
  command->require_subcommand(1);
  command->footer("Example:\n  fenghuo drill start deploy/config/drills/campus-meal.yml --mirror duty-robot --token-file zhang.token");

  CLI::App* start = command->add_subcommand(
      "start", "Begins a scenario now; without --mirror the real people are told, each message marked 【演练】");
  start->fallthrough();
  start->add_option("scenario", arguments->file, "drill file (YAML), - for standard input")->required();
  start->add_option("--mirror", arguments->mirror, "channel that gets every message instead of the people");
  start->footer("Example:\n  fenghuo drill start campus-meal.yml --token-file zhang.token");
  start->callback([arguments, &exit_code] { exit_code = RunStart(*arguments); });

  CLI::App* stop = command->add_subcommand("stop", "Ends a drill and closes its incidents");
  stop->fallthrough();
  stop->add_option("number", arguments->number, "such as 3")->required();
  stop->add_option("--reason", arguments->reason, "one line; 演练完毕 when nothing is said");
  stop->footer("Example:\n  fenghuo drill stop 3 --token-file zhang.token");
  stop->callback([arguments, &exit_code] { exit_code = RunStop(*arguments); });

  CLI::App* list = command->add_subcommand("list", "All drills, newest first");
  list->fallthrough();
  list->footer("Example:\n  fenghuo drill list --token-file zhang.token");
  list->callback([arguments, &exit_code] { exit_code = RunList(*arguments); });

  CLI::App* report = command->add_subcommand(
      "report", "The times it took beside what was expected, who was told and answered, what was left undone");
  report->fallthrough();
  report->add_option("number", arguments->number, "such as 3")->required();
  report->add_flag("--json", arguments->json, "as the API gives it");
  report->footer("Example:\n  fenghuo drill report 3 --token-file zhang.token");
  report->callback([arguments, &exit_code] { exit_code = RunReport(*arguments); });
}

}  // namespace fenghuo
