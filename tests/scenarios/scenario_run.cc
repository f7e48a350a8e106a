#include "tests/scenarios/scenario_run.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/check.h"
#include "daemon/demo/demo_world.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr Duration kCommandMax = minutes(2);

}  // namespace

std::string FreeAddress() {
  namespace ip = boost::asio::ip;
  boost::asio::io_context context;
  ip::tcp::acceptor acceptor(context, ip::tcp::endpoint(ip::make_address("127.0.0.1"), 0));
  return "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
}

ScenarioRun::ScenarioRun(double speed) : speed_(speed) {
  Result<Scenario> scenario = LoadDemoScenario();
  CHECK(scenario.ok(), scenario.error().message.c_str());
  scenario_ = std::make_unique<Scenario>(std::move(*scenario));
  auto began = std::chrono::steady_clock::now();
  began_ = std::to_string(began.time_since_epoch().count());
  clock_ = std::make_unique<ScaledClock>(scenario_->start(), speed, began);
  hosts_ = std::make_unique<ChildProcess>(
      std::vector<std::string>{"scenario-server", "--ledger", folder_.Path("ledger.jsonl"), "--speed", std::to_string(speed),
                               "--began", began_},
      folder_.Path("hosts.log"));
  int port = std::atoi(hosts_->AwaitLine().c_str());
  CHECK(port > 0, "the scenario's hosts cannot listen");
  Result<void> written = WriteDemoConfig(folder_.Path(""), port, FreeAddress());
  CHECK(written.ok(), written.error().message.c_str());
}

std::unique_ptr<ChildProcess> ScenarioRun::StartDaemon() const {
  return std::make_unique<ChildProcess>(
      std::vector<std::string>{"scenario-daemon", "--config", config_path(), "--speed", std::to_string(speed_), "--began", began_},
      log_path());
}

int ScenarioRun::RunCommand(const std::vector<std::string>& arguments) const {
  ChildProcess command(arguments, log_path());
  return command.Await(kCommandMax).value_or(-1);
}

std::vector<LedgerLine> ScenarioRun::ReadLedger() const {
  std::vector<LedgerLine> lines;
  std::ifstream file(folder_.Path("ledger.jsonl"));
  for (std::string text; std::getline(file, text);) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) continue;  // the last one, while it is written
    Result<Timestamp> at = ParseRfc3339(json.value("at", ""));
    CHECK(at.ok(), "a line of the ledger has no time");
    lines.push_back({.at = *at,
                     .kind = json.value("kind", ""),
                     .host = json.value("host", ""),
                     .status = json.value("status", 0),
                     .ids = json.value("ids", std::vector<std::string>()),
                     .channel = json.value("channel", ""),
                     .id = json.value("id", ""),
                     .text = json.value("text", "")});
  }
  return lines;
}

}  // namespace fenghuo
