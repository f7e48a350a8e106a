#include "tests/scenarios/daemon_process.h"

#include <boost/asio/ip/tcp.hpp>

#include <sstream>

#include "daemon/demo/demo_world.h"
#include "tests/scenarios/scenario_run.h"

namespace fenghuo {
namespace {

constexpr Duration kEndMax = seconds(30);
constexpr Duration kBecomesMax = seconds(20);
constexpr Duration kLookEvery = milliseconds(100);

}  // namespace

void DaemonProcessTest::SetUp() {
  address_ = FreeAddress();
  Result<void> written = WriteDemoConfig(folder_.Path(""), 9, address_);
  ASSERT_TRUE(written.ok()) << written.error().message;
}

std::unique_ptr<ChildProcess> DaemonProcessTest::StartDaemon() const {
  return std::make_unique<ChildProcess>(std::vector<std::string>{"run", "--config", config_}, log_);
}

DaemonProcessTest::Ended DaemonProcessTest::Run(const std::vector<std::string>& arguments) const {
  const std::string errors = folder_.Path("errors." + std::to_string(++commands_));
  ChildProcess command(arguments, errors);
  Ended ended;
  ended.out = command.AwaitEnd();
  ended.exit_code = command.Await(kEndMax);
  ended.errors = ReadWholeFile(errors);
  return ended;
}

DaemonProcessTest::Ended DaemonProcessTest::AtTheDesk(const std::vector<std::string>& arguments) const {
  std::vector<std::string> all = {"incident", "--server", "http://" + address_, "--token-file", config_ + "/secrets/zhang.token"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return Run(all);
}

std::string DaemonProcessTest::Metrics() const {
  size_t colon = address_.find(':');
  boost::asio::ip::tcp::iostream stream(address_.substr(0, colon), address_.substr(colon + 1));
  stream << "GET /metrics HTTP/1.0\r\nHost: " << address_ << "\r\nConnection: close\r\n\r\n" << std::flush;
  std::stringstream answer;
  answer << stream.rdbuf();
  const std::string text = answer.str();
  size_t body = text.find("\r\n\r\n");
  return body == std::string::npos ? std::string() : text.substr(body + 4);
}

std::string DaemonProcessTest::Metric(const std::string& series) const {
  std::istringstream page(Metrics());
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with(series + " ")) return line.substr(series.size() + 1);
  }
  return {};
}

bool DaemonProcessTest::MetricBecomes(const std::string& series, const std::string& value) const {
  for (Duration waited{}; waited < kBecomesMax; waited += kLookEvery) {
    if (Metric(series) == value) return true;
    Sleep(kLookEvery);
  }
  return false;
}

}  // namespace fenghuo
