#include "tests/scenarios/scenario_run.h"

#include <re2/re2.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fstream>

#include "base/check.h"
#include "daemon/demo/demo_world.h"
#include "tests/scenarios/ledger.h"

namespace fenghuo {
namespace {

constexpr Duration kCommandMax = minutes(2);

}  // namespace

std::string FreeAddress() {
  namespace ip = boost::asio::ip;
  boost::asio::io_context context;
  ip::tcp::acceptor acceptor(context, ip::tcp::endpoint(ip::make_address("127.0.0.1"), 0));
  return "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
}

ScenarioRun::ScenarioRun(const ScenarioRunOptions& options) : speed_(options.speed) {
  Result<Scenario> scenario = LoadDemoScenario();
  CHECK(scenario.ok(), scenario.error().message.c_str());
  scenario_ = std::make_unique<Scenario>(std::move(*scenario));
  auto began = std::chrono::steady_clock::now();
  began_ = std::to_string(began.time_since_epoch().count());
  clock_ = std::make_unique<ScaledClock>(scenario_->start(), speed_, began);
  hosts_ = std::make_unique<ChildProcess>(
      std::vector<std::string>{"scenario-server", "--ledger", ledger_path(), "--speed", std::to_string(speed_),
                               "--began", began_, "--receiver-takes-ms",
                               std::to_string(options.receiver_takes.count())},
      folder_.Path("hosts.log"));
  int port = std::atoi(hosts_->AwaitLine().c_str());
  CHECK(port > 0, "the scenario's hosts cannot listen");
  Result<void> written = WriteDemoConfig(folder_.Path(""), port, FreeAddress());
  CHECK(written.ok(), written.error().message.c_str());
}

std::unique_ptr<ChildProcess> ScenarioRun::StartDaemon() {
  std::string path = config_path() + "/fenghuo.yml";
  std::string text = ReadWholeFile(path);
  CHECK(RE2::Replace(&text, kAgentName + std::string("[0-9.]+"), kAgentName + std::to_string(++life_)),
        "no user agent to be seen by");
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  return std::make_unique<ChildProcess>(std::vector<std::string>{"scenario-daemon", "--config", config_path(),
                                                                 "--speed", std::to_string(speed_), "--began", began_},
                                        log_path());
}

int ScenarioRun::RunCommand(const std::vector<std::string>& arguments) const {
  ChildProcess command(arguments, log_path());
  return command.Await(kCommandMax).value_or(-1);
}

}  // namespace fenghuo
