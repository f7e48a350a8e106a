#include <csignal>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <thread>

#include "base/log.h"
#include "base/passing_folder.h"
#include "daemon/app.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/demo_people.h"
#include "daemon/commands/demo_summary.h"
#include "daemon/demo/demo_world.h"
#include "daemon/demo/scenario_server.h"

namespace fenghuo {
namespace {

constexpr double kSpeed = 1200;      // five days in six minutes
constexpr double kSpeedOnce = 3600;  // in two

struct DemoArguments {
  bool once = false;
  double speed = 0;
  int port = 8640;
  std::string folder;
  // scenario-server and scenario-daemon
  std::string ledger;
  std::string config;
  int64_t began = 0;
  int64_t receiver_takes_ms = 0;
};

std::atomic<App*> running = nullptr;

void OnStop(int) {
  if (App* app = running.load()) app->Stop();
}

void PrintWelcome(const App& app, const DemoWorld& world) {
  std::printf("烽火演示：%s\n", world.scenario().title().c_str());
  std::printf("  Console   控制台             %s\n", app.url().c_str());
  std::printf("  Token     令牌（值班员张某）  in the file 在文件 %s\n", world.token_path("zhang").c_str());
  std::printf("  Receiver  通知接收端         %s\n", world.receiver_url().c_str());
  std::printf("  Ctrl-C ends it. 按 Ctrl-C 结束。\n\n");
  std::fflush(stdout);
}

int RunDemo(const DemoArguments& arguments) {
  std::optional<PassingFolder> passing;
  if (arguments.folder.empty()) {
    Result<PassingFolder> made = PassingFolder::Make("fenghuo-demo");
    if (!made.ok()) return Fail(made.error());
    passing.emplace(std::move(*made));
  }
  const std::string folder = passing ? passing->path() : arguments.folder;
  double speed = arguments.speed > 0 ? arguments.speed : arguments.once ? kSpeedOnce : kSpeed;
  Result<DemoWorld> world =
      DemoWorld::Make({.folder = folder, .speed = speed, .console_port = arguments.once ? 0 : arguments.port});
  if (!world.ok()) return Fail(world.error());
  SetLogLevel(LogLevel::kWarning);
  Result<std::unique_ptr<App>> app = App::Start({.config_path = world->config_path(), .clock = world->clock()});
  if (!app.ok()) return Fail(app.error());
  running = app->get();
  std::signal(SIGINT, OnStop);
  std::signal(SIGTERM, OnStop);
  std::signal(SIGPIPE, SIG_IGN);
  PrintWelcome(**app, *world);
  world->Begin();
  DemoPeople people({.url = (*app)->url(),
                     .token_file = world->token_path("zhang"),
                     .clock = world->clock(),
                     .end = world->scenario().end(),
                     .once = arguments.once},
                    [&app] { (*app)->Stop(); });
  int exit_code = (*app)->Run();
  people.Stop();
  running = nullptr;
  app = Unavailable("stopped");
  PrintDemoSummary(world->config_path(), world->ledger_path());
  return exit_code;
}

// The clock that the scenario's processes share.
std::shared_ptr<const Clock> SharedClock(const DemoArguments& arguments, const Scenario& scenario) {
  auto began = std::chrono::steady_clock::time_point(std::chrono::steady_clock::duration(arguments.began));
  return std::make_shared<ScaledClock>(scenario.start(), arguments.speed, began);
}

int RunScenarioServer(const DemoArguments& arguments) {
  Result<Scenario> scenario = LoadDemoScenario();
  if (!scenario.ok()) return Fail(scenario.error());
  auto clock = std::make_shared<ScaledClock>(scenario->start(), arguments.speed);
  Result<std::unique_ptr<ScenarioServer>> server = ScenarioServer::Listen(
      {.scenario = std::move(*scenario),
       .clock = clock,
       .port = arguments.port,
       .ledger = arguments.ledger,
       .receiver_takes = milliseconds(arguments.receiver_takes_ms)});
  if (!server.ok()) return Fail(server.error());
  std::printf("%d\n", (*server)->port());
  std::fflush(stdout);
  int64_t began = arguments.began;
  if (began == 0) std::cin >> began;  // the demo says when its daemon is up
  clock->Begin(std::chrono::steady_clock::time_point(std::chrono::steady_clock::duration(began)));
  (*server)->Run();
  return kExitOk;
}

int RunScenarioDaemon(const DemoArguments& arguments) {
  Result<Scenario> scenario = LoadDemoScenario();
  if (!scenario.ok()) return Fail(scenario.error());
  return RunDaemon({.config_path = arguments.config, .clock = SharedClock(arguments, *scenario)});
}

}  // namespace

void RegisterDemo(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DemoArguments>();  // shared by the options and the callbacks
  CLI::App* demo = app.add_subcommand("demo", "The daemon on a bundled scenario at high speed; needs no network");
  demo->add_flag("--once", arguments->once, "end by itself with the scenario, for scripts");
  demo->add_option("--speed", arguments->speed, "scenario time over real time; 1200, with --once 3600")->check(CLI::Range(1.0, 20000.0));
  demo->add_option("--port", arguments->port, "of the console; with --once a free one")->default_val(8640)->check(CLI::Range(0, 65535));
  demo->add_option("--keep", arguments->folder, "keep configuration, store and ledger in this folder");
  demo->footer("Example:\n  fenghuo demo --once --keep demo\n  fenghuo report weekly --config demo/config --at 2026-07-08 --out week.html");
  demo->callback([arguments, &exit_code] { exit_code = RunDemo(*arguments); });

  CLI::App* server = app.add_subcommand("scenario-server", "The demo's outside world, in a process of its own");
  server->group("");  // not in --help: the demo starts it
  server->add_option("--ledger", arguments->ledger)->required();
  server->add_option("--speed", arguments->speed)->required();
  server->add_option("--began", arguments->began);
  server->add_option("--port", arguments->port)->default_val(0);
  server->add_option("--receiver-takes-ms", arguments->receiver_takes_ms);
  server->callback([arguments, &exit_code] { exit_code = RunScenarioServer(*arguments); });

  CLI::App* daemon = app.add_subcommand("scenario-daemon", "The daemon alone, on the clock of a scenario server that lives on");
  daemon->group("");  // not in --help: the kill test starts it
  daemon->add_option("--config", arguments->config)->required();
  daemon->add_option("--speed", arguments->speed)->required();
  daemon->add_option("--began", arguments->began)->required();
  daemon->callback([arguments, &exit_code] { exit_code = RunScenarioDaemon(*arguments); });
}

}  // namespace fenghuo
