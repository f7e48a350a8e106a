// The daemon as its operator meets it: SIGTERM, SIGHUP, and what /metrics shows.

#include <gtest/gtest.h>
#include <signal.h>
#include <stdio.h>

#include <cstdlib>
#include <fstream>

#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

constexpr Duration kStopMax = seconds(10);

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

TEST_F(DaemonProcessTest, ShowsInItsMetricsWhatTheOfficeDid) {
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  ASSERT_TRUE(MetricBecomes("fenghuo_incidents_opened_total{level=\"2\"}", "0"));

  Ended opened = AtTheDesk({"open", "--title", "记者询问某超市过期面包", "--origin", "记者来电", "--level", "2"});
  ASSERT_EQ(opened.exit_code, 0) << opened.errors;
  const std::string id = opened.out.substr(0, opened.out.find(' '));

  EXPECT_TRUE(MetricBecomes("fenghuo_incidents_opened_total{level=\"2\"}", "1"));
  EXPECT_TRUE(MetricBecomes("fenghuo_incidents_open{level=\"2\",state=\"notified\"}", "1"));
  ASSERT_EQ(AtTheDesk({"escalate", id}).exit_code, 0);
  EXPECT_TRUE(MetricBecomes("fenghuo_escalations_total{level=\"2\"}", "1"));
  ASSERT_EQ(AtTheDesk({"acknowledge", id}).exit_code, 0);
  EXPECT_TRUE(MetricBecomes("fenghuo_ack_seconds_count{level=\"2\"}", "1"));
}

TEST_F(DaemonProcessTest, HasMetricsThatPromtoolHasNothingToSayAbout) {
  if (std::system("command -v promtool > /dev/null") != 0) GTEST_SKIP() << "promtool is not installed";
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  ASSERT_EQ(AtTheDesk({"open", "--title", "记者询问某超市过期面包", "--origin", "记者来电"}).exit_code, 0);
  ASSERT_TRUE(MetricBecomes("fenghuo_incidents_opened_total{level=\"4\"}", "1"));
  std::ofstream(folder_.Path("metrics")) << Metrics();

  int ended = std::system(("promtool check metrics < " + folder_.Path("metrics") + " > " + folder_.Path("promtool") + " 2>&1").c_str());

  EXPECT_EQ(ended, 0);
  EXPECT_EQ(ReadWholeFile(folder_.Path("promtool")), "");
}

}  // namespace
}  // namespace fenghuo
