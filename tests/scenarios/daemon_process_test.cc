// The daemon as its operator meets it: a second one, SIGTERM, SIGHUP with a broken configuration.

#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/ip/tcp.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "daemon/config/config.h"
#include "daemon/demo/demo_world.h"
#include "tests/scenarios/child_process.h"
#include "tests/scenarios/scenario_run.h"

namespace fenghuo {
namespace {

constexpr Duration kStopMax = seconds(10);
constexpr Duration kReloadMax = seconds(20);
constexpr Duration kLookEvery = milliseconds(100);

// The demo's configuration with nobody at the other end.
class DaemonProcessTest : public testing::Test {
 protected:
  void SetUp() override {
    Result<void> written = WriteDemoConfig(folder_.Path(""), 9, address_);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }

  std::unique_ptr<ChildProcess> StartDaemon() {
    return std::make_unique<ChildProcess>(std::vector<std::string>{"run", "--config", config_}, log_);
  }

  // The value of a metric without labels, as it is written; empty while it cannot be had.
  std::string Metric(const std::string& name) const {
    size_t colon = address_.find(':');
    boost::asio::ip::tcp::iostream stream(address_.substr(0, colon), address_.substr(colon + 1));
    stream << "GET /metrics HTTP/1.0\r\nHost: " << address_ << "\r\nConnection: close\r\n\r\n" << std::flush;
    for (std::string line; std::getline(stream, line);) {
      if (!line.starts_with(name + " ")) continue;
      line = line.substr(name.size() + 1);
      return line.substr(0, line.find_last_not_of("\r") + 1);
    }
    return {};
  }

  bool MetricBecomes(const std::string& name, const std::string& value) const {
    for (Duration waited{}; waited < kReloadMax; waited += kLookEvery) {
      if (Metric(name) == value) return true;
      Sleep(kLookEvery);
    }
    return false;
  }

  TemporaryDirectory folder_;
  std::string config_ = folder_.Path("config");
  std::string log_ = folder_.Path("daemon.log");
  std::string address_ = FreeAddress();
};

TEST_F(DaemonProcessTest, IsRefusedBesideAnotherOnTheSameStore) {
  std::unique_ptr<ChildProcess> first = StartDaemon();
  ASSERT_EQ(first->AwaitLine(), "http://" + address_ + "/") << ReadWholeFile(log_);

  std::string errors = folder_.Path("second.log");
  ChildProcess second({"run", "--config", config_}, errors);

  ASSERT_EQ(second.Await(kStopMax), 3);
  Result<Config> config = LoadConfig(config_);
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(ReadWholeFile(errors), "fenghuo: " + config->data_path + ": the store is in use by another fenghuo; stop it or use another data path\n");
  EXPECT_EQ(first->Await(Duration(0)), std::nullopt);
}

TEST_F(DaemonProcessTest, StopsOnSigtermWithZero) {
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);

  daemon->Signal(SIGTERM);

  EXPECT_EQ(daemon->Await(kStopMax), 0) << ReadWholeFile(log_);
}

TEST_F(DaemonProcessTest, KeepsTheOldConfigurationWhenTheNewOneIsBroken) {
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  ASSERT_TRUE(MetricBecomes("fenghuo_config_last_reload_successful", "1"));

  const std::string good = ReadWholeFile(config_ + "/channels.yml");
  std::ofstream(config_ + "/channels.yml", std::ios::trunc) << "channels: []\nchanels: []\n";
  daemon->Signal(SIGHUP);

  EXPECT_TRUE(MetricBecomes("fenghuo_config_last_reload_successful", "0"));
  EXPECT_NE(ReadWholeFile(log_).find("the configuration was refused; the old one stays"), std::string::npos);
  EXPECT_EQ(daemon->Await(Duration(0)), std::nullopt);

  std::ofstream(config_ + "/channels.yml", std::ios::trunc) << good;
  daemon->Signal(SIGHUP);

  EXPECT_TRUE(MetricBecomes("fenghuo_config_last_reload_successful", "1")) << ReadWholeFile(log_);
}

}  // namespace
}  // namespace fenghuo
