// What the subcommands of `fenghuo incident` share: what was asked for, and the way to the running daemon.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_INCIDENT_ARGUMENTS_H_
#define FENGHUO_DAEMON_COMMANDS_INCIDENT_ARGUMENTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/commands/command.h"
#include "daemon/wire.h"

namespace fenghuo {

inline constexpr char kDefaultServer[] = "http://127.0.0.1:8640";

struct IncidentArguments {
  std::string config;
  std::string server = kDefaultServer;
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
  // what a person does
  std::string person;
  std::string note;
  std::string reason;
  int assessed_level = 0;
  // the ledger
  int number = 0;
  std::string rule;
  std::string name;
  std::string since;
  std::string unit;
  std::string owner;
  std::string liaison;
  std::string what;
  std::string unfinished;
  std::string nature;
  std::string body;
  std::string contact;
  std::string receipt;
  std::string kind;
  std::vector<std::string> offices;
  std::string text_file;
  std::string text;
  std::vector<std::string> members;
  std::string place;
  std::string link;
  bool unhandled = false;
  // cases
  std::vector<std::string> words;
  size_t cases_max = 50;
};

// Posts as the person whose token it is, and prints the incident as it is then; the exit code. `path` is below the incident's own.
int PostToIncident(const IncidentArguments& arguments, const std::string& path, const Json& body);

// A text of many lines, of which nothing steers the terminal.
void PrintText(const std::string& text);

// Gets what is below the incident's own path; nothing when it failed, which was said then.
std::optional<Json> GetOfIncident(const IncidentArguments& arguments, const std::string& path, int& exit_code);

// What every subcommand of the ledger takes: the incident, and the person for whom it is entered.
void AddShared(CLI::App& command, const std::shared_ptr<IncidentArguments>& arguments);
void AddNumber(CLI::App& command, const std::shared_ptr<IncidentArguments>& arguments, const char* of);
Json BodyOf(const IncidentArguments& arguments);
void PutGiven(Json& body, const char* name, const std::string& text);

// incident_reports.cc: reports upward.
void RegisterReports(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code);

// incident_statements.cc: what the public is told.
void RegisterStatements(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code);

// incident_task_force.cc: who leads, and what is answered.
void RegisterTaskForce(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code);

// The bytes of a file; nothing when it cannot be read, which was said then.
std::optional<std::string> ReadTextFile(const std::string& path, int& exit_code);

// incident_ledger.cc: clocks and tasks.
void RegisterLedger(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_INCIDENT_ARGUMENTS_H_
