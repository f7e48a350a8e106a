// `fenghuo document` as a duty officer uses it at the running daemon.

#include <gtest/gtest.h>
#include <signal.h>

#include "daemon/config/config.h"
#include "storage/store.h"
#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

constexpr const char* kDocument = "paper/https://paper.example/1";

class DocumentCommandTest : public DaemonProcessTest {
 protected:
  // A document that a rule found stands in the store, and the daemon runs.
  void SetUp() override {
    DaemonProcessTest::SetUp();
    Result<Config> config = LoadConfig(config_);
    ASSERT_TRUE(config.ok()) << config.error().message;
    rule_ = config->rules.rules.front();
    DocumentRecord record;
    record.document.id = kDocument;
    record.document.source = "paper";
    record.document.title = "剧组\u202e回应观众投诉";
    record.first_seen = record.last_seen = *ParseRfc3339("2026-07-11T02:00:00Z");
    record.matches = {{.rule = rule_.id, .spans = {}, .must_report = false, .damped = false}};
    Batch batch;
    batch.PutDocument(record);
    Result<std::unique_ptr<Store>> store = Store::Open(config->data_path);
    ASSERT_TRUE(store.ok()) << store.error().message;
    ASSERT_TRUE((*store)->Commit(std::move(batch), Sync::kYes).ok());
    store = Unavailable("closed");
    daemon_ = StartDaemon();
    ASSERT_NE(daemon_->AwaitLine(), "") << ReadWholeFile(log_);
  }

  Ended Document(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"document", "--server", "http://" + address_, "--token-file", config_ + "/secrets/zhang.token"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Run(all);
  }

  Rule rule_;
  std::unique_ptr<ChildProcess> daemon_;
};

TEST_F(DocumentCommandTest, SaysWhatAPersonThinksAndTeachesTheRule) {
  EXPECT_EQ(Document({"filters"}).exit_code, 1) << "nobody has said anything";
  Ended said = Document({"off-topic", kDocument});
  EXPECT_EQ(said.exit_code, 0) << said.errors;
  EXPECT_EQ(said.out, std::string(kDocument) + "  正常显示  不相关（张某）\n  剧组回应观众投诉\n");
  EXPECT_EQ(Document({"confirm", kDocument, "--rule", rule_.id}).exit_code, 0);

  Ended filters = Document({"filters"});

  EXPECT_EQ(filters.exit_code, 0) << filters.errors;
  EXPECT_EQ(filters.out, rule_.id + "  " + rule_.name +
                             "  学习中  标注：相关1条、不相关0条，1人；最近0次判断：判为不相关0条，判错0条\n");
  EXPECT_EQ(Document({"tray"}).exit_code, 1) << "nothing waits";
  EXPECT_EQ(Metric("fenghuo_relevance_clicks_total{verdict=\"off_topic\"}"), "1");
  Ended clicks = Run({"document", "clicks", "--config", config_});
  EXPECT_EQ(clicks.exit_code, 0) << clicks.errors;
  EXPECT_NE(clicks.out.find("{\"rule\":\"" + rule_.id + "\",\"document\":\"" + kDocument + "\",\"verdict\":\"relevant\",\"person\":\"zhang\""),
            std::string::npos)
      << clicks.out;
}

TEST_F(DocumentCommandTest, SaysWhyItCannotBeSaid) {
  Ended unknown = Document({"confirm", "paper/2"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_EQ(unknown.errors, "fenghuo: paper/2: 没有这条信息：paper/2\n");
  Ended nobody = Run({"document", "tray"});
  EXPECT_EQ(nobody.exit_code, 2);
  EXPECT_EQ(nobody.errors, "fenghuo: --token-file: must be given, so that the daemon knows who asks\n");
}

}  // namespace
}  // namespace fenghuo
