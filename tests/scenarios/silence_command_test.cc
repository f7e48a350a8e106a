// `fenghuo silence` as the desk uses it: at the running daemon, which is killed and started again.

#include <gtest/gtest.h>
#include <signal.h>

#include "base/clock.h"
#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

class SilenceCommandTest : public DaemonProcessTest {
 protected:
  void SetUp() override {
    DaemonProcessTest::SetUp();
    Start();
  }

  void Start() {
    daemon_ = StartDaemon();
    ASSERT_NE(daemon_->AwaitLine(), "") << ReadWholeFile(log_);
  }

  Ended Silence(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"silence", "--server", "http://" + address_, "--token-file", config_ + "/secrets/zhang.token"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Run(all);
  }

  static std::string In(Duration length) { return FormatRfc3339(SystemClock().Now() + length); }

  std::unique_ptr<ChildProcess> daemon_;
};

TEST_F(SilenceCommandTest, IsMadeListedKeptOverAKillAndEnded) {
  Ended added = Silence({"add", "--category", "餐饮服务", "--locality", "elsewhere", "--gravest", "4", "--reason", "外省通报", "--to", In(hours(4))});
  ASSERT_EQ(added.exit_code, 0) << added.errors;
  EXPECT_TRUE(added.out.starts_with("1  至")) << added.out;
  EXPECT_NE(added.out.find("  类别“餐饮服务”、外地关联，Ⅳ级  原因：外省通报  张某"), std::string::npos) << added.out;

  daemon_->Signal(SIGKILL);
  EXPECT_EQ(daemon_->Await(seconds(10)), -SIGKILL);
  Start();

  EXPECT_EQ(Silence({"list"}).out, added.out);
  Ended ended = Silence({"end", "1"});
  ASSERT_EQ(ended.exit_code, 0) << ended.errors;
  EXPECT_NE(ended.out.find("提前结束\n"), std::string::npos) << ended.out;
  EXPECT_EQ(Silence({"list"}).out, "");
  EXPECT_NE(Silence({"list", "--all"}).out.find("原因：外省通报"), std::string::npos) << "it stays in the record";

  daemon_->Signal(SIGTERM);
  EXPECT_EQ(daemon_->Await(seconds(30)), 0);
  Ended proof = Run({"verify", "--config", config_});
  EXPECT_EQ(proof.exit_code, 0) << proof.out << proof.errors;
}

TEST_F(SilenceCommandTest, SaysWhyOneMayNotBeMade) {
  EXPECT_EQ(Silence({"add", "--reason", "等待", "--to", In(hours(1))}).errors,
            "fenghuo: 必须指定事件、监测规则、信源、类别或县区局之一，不能暂停全部提醒\n");
  EXPECT_EQ(Silence({"add", "--category", "餐饮服务", "--reason", "等待", "--to", In(-hours(1))}).errors,
            "fenghuo: 截止时间须晚于开始时间和当前时间\n");
  Ended graver = Silence({"add", "--category", "餐饮服务", "--gravest", "2", "--reason", "等待", "--to", In(hours(1))});
  EXPECT_EQ(graver.exit_code, 2);
  EXPECT_NE(graver.errors.find("gravest"), std::string::npos) << graver.errors;
  EXPECT_EQ(Silence({"end", "7"}).errors, "fenghuo: 没有第7号暂停提醒\n");
  EXPECT_EQ(Silence({"end", "x"}).errors, "fenghuo: 没有第x号暂停提醒\n");
  EXPECT_EQ(Silence({"list"}).out, "");
}

TEST_F(SilenceCommandTest, HasAWorkedExampleInEveryHelp) {
  for (const char* command : {"add", "list", "end"}) {
    Ended help = Run({"silence", command, "--help"});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_NE(help.out.find(std::string("Example:\n  fenghuo silence ") + command), std::string::npos) << help.out;
  }
}

}  // namespace
}  // namespace fenghuo
