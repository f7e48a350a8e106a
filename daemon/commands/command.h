// What the subcommands share: how they are registered, and what their exit codes mean.
//
//   CLI::App app("…");
//   int exit_code = 0;
//   RegisterReplay(app, exit_code);
//
// Each subcommand is one file beside this one with a Register function; its callback leaves its exit code.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_COMMAND_H_
#define FENGHUO_DAEMON_COMMANDS_COMMAND_H_

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"

namespace fenghuo {

constexpr int kExitOk = 0;
constexpr int kExitNo = 1;      // the answer is no
constexpr int kExitUsage = 2;   // usage or configuration
constexpr int kExitWorld = 3;   // network, disk

// 2 for kInvalid and kNotFound, 3 for the rest.
int ExitCodeOf(const Error& error);

// Prints the message to standard error, each line behind "fenghuo: ", and gives the exit code.
int Fail(const Error& error);

// The exit code of a command that has ended with `exit_code`: 3, and a sentence, when not all that it printed could be written.
int FinishOutput(int exit_code);

struct LoadedConfig {
  Config config;
  std::shared_ptr<const Classifier> classifier;  // shared with whoever matches
};

// A configuration and what is compiled from it. Every problem at once.
Result<LoadedConfig> LoadForUse(const std::string& path);

// Calls `take` with each line that is not blank of the files, or of standard input when there are none, and its place
// ("file:line"). Stops at the first error; kUnavailable when one cannot be read to its end.
Result<void> ForEachLine(const std::vector<std::string>& files,
                         const std::function<Result<void>(std::string_view line, const std::string& place)>& take);

struct AppOptions;  // daemon/app.h

// The daemon until SIGTERM or SIGINT; its exit code. Prints the console's address when it runs.
int RunDaemon(const AppOptions& options);

// Whether long work may show how far it is: standard error is a terminal.
bool ShowsProgress();

void RegisterRun(CLI::App& app, int& exit_code);
void RegisterDemo(CLI::App& app, int& exit_code);
void RegisterCheck(CLI::App& app, int& exit_code);
void RegisterParse(CLI::App& app, int& exit_code);
void RegisterDecode(CLI::App& app, int& exit_code);
void RegisterExtract(CLI::App& app, int& exit_code);
void RegisterRobots(CLI::App& app, int& exit_code);
void RegisterMatch(CLI::App& app, int& exit_code);
void RegisterExplain(CLI::App& app, int& exit_code);
void RegisterTest(CLI::App& app, int& exit_code);
void RegisterStory(CLI::App& app, int& exit_code);
void RegisterGrade(CLI::App& app, int& exit_code);
void RegisterReplay(CLI::App& app, int& exit_code);
void RegisterReport(CLI::App& app, int& exit_code);
void RegisterIncident(CLI::App& app, int& exit_code);
void RegisterDrill(CLI::App& app, int& exit_code);
void RegisterRoster(CLI::App& app, int& exit_code);
void RegisterDocument(CLI::App& app, int& exit_code);
void RegisterImport(CLI::App& app, int& exit_code);
void RegisterSource(CLI::App& app, int& exit_code);
void RegisterVerify(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_COMMAND_H_
