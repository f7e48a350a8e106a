#include <csignal>

#include <atomic>
#include <cstdio>

#include "daemon/app.h"
#include "daemon/commands/command.h"

namespace fenghuo {
namespace {

std::atomic<App*> running = nullptr;

void OnStop(int) {
  if (App* app = running.load()) app->Stop();
}

void OnReload(int) {
  if (App* app = running.load()) app->RequestReload();
}

void Handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

}  // namespace

int RunDaemon(const AppOptions& options) {
  Result<std::unique_ptr<App>> app = App::Start(options);
  if (!app.ok()) return Fail(app.error());
  running = app->get();
  Handle(SIGTERM, OnStop);
  Handle(SIGINT, OnStop);
  Handle(SIGHUP, OnReload);
  std::signal(SIGPIPE, SIG_IGN);
  std::printf("%s\n", (*app)->url().c_str());
  std::fflush(stdout);
  int exit_code = (*app)->Run();
  running = nullptr;
  return exit_code;
}

void RegisterRun(CLI::App& app, int& exit_code) {
  auto path = std::make_shared<std::string>();  // shared by the option and the callback
  CLI::App* command = app.add_subcommand("run", "The daemon: reads the sources round the clock until it is stopped");
  command->add_option("--config", *path, "directory of the configuration, or its fenghuo.yml")->required();
  command->footer(
      "Example:\n  fenghuo run --config /etc/fenghuo\n"
      "SIGTERM and SIGINT stop it, SIGHUP loads the configuration again. Exit code 3 when the store cannot be opened or written.");
  command->callback([path, &exit_code] { exit_code = RunDaemon({.config_path = *path}); });
}

}  // namespace fenghuo
