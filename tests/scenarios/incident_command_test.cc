// `fenghuo incident` as a duty officer and an engineer use it: at the running daemon, and on the store of one that is stopped.

#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

class IncidentCommandTest : public DaemonProcessTest {
 protected:
  void SetUp() override {
    DaemonProcessTest::SetUp();
    daemon_ = StartDaemon();
    ASSERT_NE(daemon_->AwaitLine(), "") << ReadWholeFile(log_);
  }

  std::string OpenOne() {
    Ended opened = AtTheDesk({"open", "--title", "记者询问\u202e某超市过期面包", "--origin", "记者来电", "--told-by", "某报王记者", "--level",
                              "2", "--department", "food_circulation"});
    EXPECT_EQ(opened.exit_code, 0) << opened.errors;
    return opened.out.substr(0, opened.out.find(' '));
  }

  void StopDaemon() {
    daemon_->Signal(SIGTERM);
    ASSERT_EQ(daemon_->Await(seconds(30)), 0);
  }

  std::unique_ptr<ChildProcess> daemon_;
};

TEST_F(IncidentCommandTest, SaysTheSameOfARunningDaemonAndOfAClosedStore) {
  const std::string id = OpenOne();
  ASSERT_EQ(AtTheDesk({"acknowledge", id}).exit_code, 0);
  ASSERT_TRUE(MetricBecomes("fenghuo_outbox_items{state=\"in_flight\"}", "0"));
  Ended list = AtTheDesk({"list"});
  Ended page = AtTheDesk({"show", id});
  EXPECT_EQ(list.exit_code, 0) << list.errors;
  EXPECT_NE(list.out.find(id + "  已签收  Ⅱ级  本地  "), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("记者询问某超市过期面包"), std::string::npos) << "what came from outside does not steer the terminal";
  EXPECT_NE(page.out.find("状态：已签收\n等级：Ⅱ级，最高Ⅱ级\n属地：本地\n责任：食品流通科\n"), std::string::npos) << page.out;
  EXPECT_NE(page.out.find("签收：张某，"), std::string::npos) << page.out;
  EXPECT_NE(page.out.find("张某录入舆情事件"), std::string::npos) << page.out;

  StopDaemon();

  EXPECT_EQ(Run({"incident", "list", "--config", config_}).out, list.out);
  Ended closed = Run({"incident", "show", id, "--config", config_});
  EXPECT_EQ(closed.exit_code, 0) << closed.errors;
  // Deliveries go on while the daemon stops: the rest is the same.
  EXPECT_EQ(closed.out.substr(0, closed.out.find("通知：")), page.out.substr(0, page.out.find("通知：")));
}

TEST_F(IncidentCommandTest, DoesWhatAPersonDoes) {
  const std::string id = OpenOne();
  EXPECT_NE(AtTheDesk({"escalate", id, "--note", "涉及两个区"}).out.find("已通知"), std::string::npos);
  EXPECT_NE(AtTheDesk({"acknowledge", id}).out.find("已签收"), std::string::npos);
  EXPECT_NE(AtTheDesk({"assess", id, "--level", "3"}).out.find("Ⅲ级"), std::string::npos);
  EXPECT_EQ(AtTheDesk({"note", id, "--note", "已电话核实"}).exit_code, 0);
  Ended closed = AtTheDesk({"close", id, "--reason", "已处置", "--note", "已责令整改"});
  EXPECT_EQ(closed.exit_code, 0) << closed.errors;
  EXPECT_EQ(AtTheDesk({"list"}).out, "");
  EXPECT_NE(AtTheDesk({"show", id}).out.find("张某办结，原因：已处置；已责令整改。"), std::string::npos);
}

TEST_F(IncidentCommandTest, SaysWhatIsMissing) {
  const std::string id = OpenOne();
  Ended ended = Run({"incident", "list"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors,
            "fenghuo: either --config F (reads the store) or --server URL --token-file F (asks the running daemon) must be given\n");
  ended = Run({"incident", "acknowledge", id, "--config", config_});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors,
            "fenghuo: --config: what changes an incident needs the running daemon; give --server URL --token-file F instead\n");
  ended = AtTheDesk({"close", id, "--reason", "结束了", "--note", "已责令整改"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors,
            "fenghuo: 办结原因须为已处置、经查不属实、外地事件已排查、与本局无关、误报、并入其他事件之一，现为“结束了”\n");
  ended = AtTheDesk({"show", "2026-0101-99"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors, "fenghuo: 没有编号为 2026-0101-99 的舆情事件\n");
  ended = Run({"incident", "show", "2026-0101-99", "--config", config_});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors, "fenghuo: 没有编号为 2026-0101-99 的舆情事件\n");
}

TEST_F(IncidentCommandTest, WorksTheLedgerUntilNothingIsLeft) {
  const std::string id = OpenOne();
  ASSERT_EQ(AtTheDesk({"acknowledge", id}).exit_code, 0);
  EXPECT_NE(AtTheDesk({"draft-report", id, "1"}).out.find("舆情信息（首报）"), std::string::npos);
  Ended closed = AtTheDesk({"close", id, "--reason", "已处置", "--note", "已责令整改"});
  EXPECT_EQ(closed.errors, "fenghuo: Ⅱ级事件须先报送终报，才能办结；研判后认为等级过高的，先重新定级\n");
  ASSERT_EQ(AtTheDesk({"assess", id, "--level", "3"}).exit_code, 0);

  ASSERT_EQ(AtTheDesk({"assign", id, "--unit", "catering", "--what", "现场检查", "--due", "2099-07-11T14:00:00+08:00"}).exit_code, 0);
  EXPECT_NE(AtTheDesk({"show", id}).out.find("交办事项：\n  1  餐饮科  待签收  7月11日14:00到期  卫某  现场检查\n"), std::string::npos);
  closed = AtTheDesk({"close", id, "--reason", "已处置", "--note", "已责令整改"});
  EXPECT_EQ(closed.exit_code, 2);
  EXPECT_EQ(closed.errors, "fenghuo: 尚有1件交办事项未办结（1·餐饮科），办结事件须说明未完成的原因\n");
  EXPECT_EQ(AtTheDesk({"answer-task", id, "1", "--note", "已检查"}).exit_code, 0);
  EXPECT_EQ(AtTheDesk({"finish-task", id, "1", "--note", "属实，已立案"}).exit_code, 0);
  EXPECT_EQ(AtTheDesk({"start-clock", id, "--rule", "complaint_accept", "--note", "工单1号"}).exit_code, 0);
  EXPECT_EQ(AtTheDesk({"stop-clock", id, "3", "--note", "已受理"}).exit_code, 0);

  Ended left = AtTheDesk({"list", "--unhandled"});
  EXPECT_EQ(left.exit_code, 0) << left.errors;
  EXPECT_EQ(left.out, "");
  EXPECT_EQ(AtTheDesk({"close", id, "--reason", "已处置", "--note", "已责令整改"}).exit_code, 0);
  EXPECT_EQ(Run({"incident", "list", "--unhandled", "--config", config_}).exit_code, 0) << "the store says the same";
}

TEST_F(IncidentCommandTest, LetsNobodyReviewTheirOwnStatement) {
  const std::string id = OpenOne();
  const std::string file = folder_.Path("first.txt");
  std::ofstream(file) << "情况通报\n已责令下架。\n";
  ASSERT_EQ(AtTheDesk({"add-statement", id, "--kind", "first"}).exit_code, 0);
  ASSERT_EQ(AtTheDesk({"draft-statement", id, "1", "--text-file", file}).exit_code, 0);

  Ended own = AtTheDesk({"review-statement", id, "1"});
  EXPECT_EQ(own.exit_code, 2);
  EXPECT_EQ(own.out, "情况通报\n已责令下架。\n\n") << "what is reviewed is what is shown";
  EXPECT_EQ(own.errors, "fenghuo: 核稿人不能是拟稿人本人\n");
  Ended unseen = AtTheDesk({"publish-statement", id, "1", "--place", "本局网站", "--link", "https://gov.example/1"});
  EXPECT_EQ(unseen.errors, "fenghuo: 首次通报尚未核稿，不能发布\n");
  EXPECT_NE(AtTheDesk({"show", id}).out.find("发布稿：\n  1  首次通报  拟稿\n"), std::string::npos);
}

TEST_F(IncidentCommandTest, FindsACaseAndWritesItUp) {
  const std::string id = OpenOne();
  ASSERT_EQ(AtTheDesk({"acknowledge", id}).exit_code, 0);
  ASSERT_EQ(AtTheDesk({"assess", id, "--level", "3"}).exit_code, 0);
  ASSERT_EQ(AtTheDesk({"answer-line", id, "--text", "已关注到，正在核查"}).exit_code, 0);
  EXPECT_EQ(AtTheDesk({"task-force", id, "--leader", "qian"}).errors, "fenghuo: Ⅰ级、Ⅱ级事件设专班，本事件为Ⅲ级\n");
  EXPECT_EQ(AtTheDesk({"cases", "面包"}).exit_code, 1) << "it is still open";
  ASSERT_EQ(AtTheDesk({"close", id, "--reason", "已处置", "--note", "已责令整改"}).exit_code, 0);
  ASSERT_EQ(AtTheDesk({"review", id, "--note", "应每日核对临期食品"}).exit_code, 0);

  Ended cases = AtTheDesk({"cases", "面包", "临期"});
  EXPECT_EQ(cases.exit_code, 0) << cases.errors;
  EXPECT_EQ(cases.out.substr(0, id.size()), id);
  EXPECT_NE(cases.out.find("\n  评估：应每日核对临期食品\n"), std::string::npos) << cases.out;
  EXPECT_EQ(Run({"incident", "cases", "面包", "临期", "--config", config_}).out, cases.out) << "the store says the same";
  const std::string report = AtTheDesk({"after-action", id}).out;
  EXPECT_TRUE(report.starts_with("舆情事件复盘评估\n编号：舆〔")) << report;
  EXPECT_NE(report.find("五、经验教训\n应每日核对临期食品\n"), std::string::npos) << report;
  EXPECT_NE(AtTheDesk({"show", id}).out.find("答复口径：已关注到，正在核查\n"), std::string::npos);
  Ended again = AtTheDesk({"open", "--title", "又有某超市过期面包", "--origin", "记者来电"});
  EXPECT_NE(AtTheDesk({"similar", again.out.substr(0, again.out.find(' '))}).out.find("标题同有"), std::string::npos);
}

TEST_F(IncidentCommandTest, HasAWorkedExampleInEveryHelp) {
  for (const char* command : {"list", "show", "open", "acknowledge", "assess", "handle", "statement", "watch", "close", "review", "reopen",
                              "escalate", "note", "hand-over", "start-clock", "stop-clock", "assign", "accept-task", "answer-task", "return-task",
                              "finish-task", "extend-task", "hand-over-task", "add-report", "draft-report", "phone-report", "sign-report",
                              "send-report", "add-statement", "draft-statement", "review-statement", "return-statement", "approve-statement",
                              "publish-statement", "task-force", "answer-line", "cases", "similar", "after-action"}) {
    Ended help = Run({"incident", command, "--help"});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_NE(help.out.find(std::string("Example:\n  fenghuo incident ") + command), std::string::npos) << help.out;
  }
}

}  // namespace
}  // namespace fenghuo
