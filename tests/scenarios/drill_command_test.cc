// `fenghuo drill` as an office holds an exercise: at the running daemon, which is killed in the middle of it.

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>

#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

constexpr const char* kScenario =
    "name: 青溪区校园餐舆情\n"
    "participants: [office, catering]\n"
    "expected: {first_notice: 2m, acknowledged: 10m, statement: 5h}\n"
    "documents:\n"
    "  - {at: +0s, source: 青溪论坛, tier: city, region: 清河市, title: 青溪实验小学12名学生餐后呕吐送医, text: 疑似食物中毒。}\n"
    "  - {at: +4s, source: 清河日报社, tier: city, region: 清河市, title: 青溪实验小学12名学生餐后呕吐送医, text: 疑似食物中毒。}\n";

class DrillCommandTest : public DaemonProcessTest {
 protected:
  void SetUp() override {
    DaemonProcessTest::SetUp();
    Start();
  }

  void Start() {
    daemon_ = StartDaemon();
    ASSERT_NE(daemon_->AwaitLine(), "") << ReadWholeFile(log_);
  }

  Ended Drill(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"drill", "--server", "http://" + address_, "--token-file", config_ + "/secrets/zhang.token"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Run(all);
  }

  std::string Written(const std::string& scenario) {
    const std::string path = folder_.Path("scenario.yml");
    std::ofstream(path) << scenario;
    return path;
  }

  // The id of the drill's incident once there is one.
  std::string AwaitIncident() {
    for (int look = 0; look < 100; ++look) {
      const std::string list = AtTheDesk({"list"}).out;
      if (list.find("drill-") != std::string::npos) return list.substr(0, list.find(' '));
      Sleep(milliseconds(100));
    }
    return "";
  }

  std::unique_ptr<ChildProcess> daemon_;
};

TEST_F(DrillCommandTest, GoesOnAfterAKillAndEndsInItsReport) {
  Ended started = Drill({"start", Written(kScenario)});
  ASSERT_EQ(started.exit_code, 0) << started.errors;
  EXPECT_TRUE(started.out.starts_with("1  ")) << started.out;
  EXPECT_NE(started.out.find("【演练】青溪区校园餐舆情"), std::string::npos) << started.out;
  const std::string id = AwaitIncident();
  ASSERT_NE(id, "") << ReadWholeFile(log_);

  daemon_->Signal(SIGKILL);
  EXPECT_EQ(daemon_->Await(seconds(10)), -SIGKILL);
  Start();

  EXPECT_NE(Drill({"list"}).out.find("，正在进行"), std::string::npos);
  EXPECT_EQ(Drill({"start", Written(kScenario)}).errors, "fenghuo: 演练1“青溪区校园餐舆情”正在进行，结束后才能开始新的演练\n");
  Ended signed_for = AtTheDesk({"acknowledge", id});
  ASSERT_EQ(signed_for.exit_code, 0) << signed_for.errors;
  EXPECT_NE(signed_for.out.find("【演练】青溪实验小学"), std::string::npos) << signed_for.out;
  EXPECT_NE(AtTheDesk({"show", id}).out.find("【演练】张某签收"), std::string::npos);
  for (int look = 0; look < 100 && Drill({"report", "1"}).out.find("投放信息2/2条") == std::string::npos; ++look) Sleep(milliseconds(100));

  Ended stopped = Drill({"stop", "1", "--reason", "演练完毕"});
  ASSERT_EQ(stopped.exit_code, 0) << stopped.errors;
  Ended report = Drill({"report", "1"});
  EXPECT_EQ(report.exit_code, 0) << report.errors;
  for (const char* says : {"【演练】演练报告\n", "结束（演练完毕）", "组织：张某　参演：办公室、餐饮科\n", "投放信息2/2条", "要求10分钟内  达标",
                           "发布  未完成  要求5小时内  未到期", "到演练结束没有办结。"}) {
    EXPECT_NE(report.out.find(says), std::string::npos) << says << " is not in\n" << report.out;
  }
  EXPECT_NE(Drill({"report", "1", "--json"}).out.find("\"measured_seconds\":"), std::string::npos);
  EXPECT_EQ(AtTheDesk({"list"}).out, "") << "its incidents are closed";
  EXPECT_EQ(AtTheDesk({"list", "--unhandled"}).exit_code, 0);
  for (const char* level : {"1", "2", "3", "4"}) {
    EXPECT_EQ(Metric("fenghuo_incidents_opened_total{level=\"" + std::string(level) + "\"}"), "0") << "no figure counts an exercise";
  }

  daemon_->Signal(SIGTERM);
  EXPECT_EQ(daemon_->Await(seconds(30)), 0);
  Ended proof = Run({"verify", "--config", config_});
  EXPECT_EQ(proof.exit_code, 0) << proof.out << proof.errors;
}

TEST_F(DrillCommandTest, SaysEverythingThatIsWrongWithAScenario) {
  const std::string path = Written("participants: [nobody]\ndocuments:\n  - {at: 5m, source: 某号, title: 呕吐}\n");
  Ended ended = Drill({"start", path});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors, "fenghuo: " + path + ":1: name: must be given\n"
                          "fenghuo: " + path + ":1: participants[0]: must be a unit or a person of staff.yml, is \"nobody\"\n"
                          "fenghuo: " + path + ":3: documents[0].at: must be a time after the start such as +0m, +90s or +1h30m, at most +7d, is \"5m\"\n"
                          "fenghuo: " + path + ":3: documents[0].source: is in no file of sources/, so tier must be given\n");
  EXPECT_EQ(Drill({"start", Written(kScenario), "--mirror", "nowhere"}).errors, "fenghuo: 没有名为 nowhere 的通道，不能作演练的镜像通道\n");
  EXPECT_EQ(Drill({"report", "7"}).errors, "fenghuo: 没有编号为 7 的演练\n");
  EXPECT_EQ(Drill({"stop", "x"}).errors, "fenghuo: 没有编号为 x 的演练\n");
  EXPECT_EQ(Drill({"list"}).out, "");
}

TEST_F(DrillCommandTest, HasAWorkedExampleInEveryHelp) {
  for (const char* command : {"start", "stop", "list", "report"}) {
    Ended help = Run({"drill", command, "--help"});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_NE(help.out.find(std::string("Example:\n  fenghuo drill ") + command), std::string::npos) << help.out;
  }
}

}  // namespace
}  // namespace fenghuo
