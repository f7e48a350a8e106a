// The anomaly loop of the core: the n-th call to the disk fails, for n = 1, 2, 3 … until a whole run never reaches it.
//
// After each failure the power goes as well. Whatever TakeSends had handed out must stand in the store that is opened again, and
// doing the lost work again must end in the same incidents as a run that nothing happened to.

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "base/log.h"
#include "daemon/wire.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kBegin = FromUnixMillis(0);

struct Step {
  Duration at;  // after Morning()
  std::string source;
  std::vector<ADocument> documents;
};

std::vector<Step> Script() {
  return {{minutes(0), "news", {ADocument()}},
          {minutes(1), "forum", {ADocument().Titled("Opening forum")}},
          {minutes(2), "news", {ADocument().Titled("某市第三小学学生食物中毒").Id("1")}},
          {minutes(5), "forum", {ADocument().Titled("某市第三小学学生食物中毒，多人住院").Id("2")}},
          {minutes(16), "", {}},
          {minutes(30), "news", {ADocument().Titled("某市第三小学学生食物中毒已有12人住院").Id("1")}},
          {minutes(45), "forum", {ADocument().Titled("理发店办卡退费难遭投诉").Id("3")}},
          {minutes(125), "", {}}};
}

// One life of the daemon on a disk that may fail at any call.
class Life {
 public:
  Life(const Config& config, std::shared_ptr<const Classifier> classifier, std::shared_ptr<FaultFileSystem> disk)
      : config_(config), classifier_(std::move(classifier)), disk_(std::move(disk)) {}

  Result<void> Start(Timestamp now) {
    StoreOptions options;
    options.file_system = disk_;
    options.automatic_compaction = false;
    Result<std::unique_ptr<Store>> store = Store::Open("/store", options);
    if (!store.ok()) return store.error();
    store_ = std::move(*store);
    Result<std::unique_ptr<Engine>> engine =
        Engine::Make({.config = config_, .classifier = classifier_, .store = store_.get()}, now);
    if (!engine.ok()) return engine.error();
    engine_ = std::move(*engine);
    return {};
  }

  Result<void> Take(const Step& step, std::set<std::string>& handed_out) {
    Timestamp now = Morning() + step.at;
    if (!step.source.empty()) {
      Result<IngestReport> report = engine_->Ingest(AnIntake(*classifier_, step.source, step.documents, now), now);
      if (!report.ok()) return report.error();
    }
    if (Result<void> ticked = engine_->Tick(now); !ticked.ok()) return ticked;
    Result<std::vector<Outgoing>> sends = engine_->TakeSends(now);
    if (!sends.ok()) return sends.error();
    for (const Outgoing& out : *sends) handed_out.insert(out.row.id);
    for (const Outgoing& out : *sends) {
      if (Result<void> settled = engine_->Settle(Delivered(out), now); !settled.ok()) return settled;
    }
    return {};
  }

  Engine* engine() { return engine_.get(); }
  Store& store() { return *store_; }

 private:
  const Config& config_;
  std::shared_ptr<const Classifier> classifier_;
  std::shared_ptr<FaultFileSystem> disk_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

class AnomalyTest : public testing::TestWithParam<DiskCall> {
 protected:
  AnomalyTest() { SetLogLevel(LogLevel::kOff); }
  ~AnomalyTest() override { SetLogLevel(LogLevel::kInfo); }

  std::vector<std::string> IncidentsAndTimelines(Store& store) {
    std::vector<std::string> lines;
    Result<std::vector<Incident>> incidents = store.IncidentsOpened(kBegin, kEndOfTime);
    for (const Incident& incident : *incidents) {
      lines.push_back(Dump(ToJson(incident)));
      Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident.id);
      for (const TimelineEntry& entry : *timeline) lines.push_back(Dump(ToJson(entry)));
    }
    return lines;
  }

  std::set<std::string> NotificationIds(Store& store) {
    std::set<std::string> ids;
    Result<std::vector<Notification>> rows = store.NotificationsCreated(kBegin, kEndOfTime);
    for (const Notification& row : *rows) ids.insert(row.id);
    return ids;
  }

  // Runs the script; at the first failure cuts the power, checks the store, and goes on in a second life.
  void RunWithFault(const std::shared_ptr<FaultFileSystem>& disk) {
    std::vector<Step> script = Script();
    std::set<std::string> handed_out;
    auto life = std::make_unique<Life>(config_, classifier_, disk);
    size_t done = 0;
    Result<void> result = life->Start(Morning());
    while (result.ok() && done < script.size()) {
      result = life->Take(script[done], handed_out);
      if (result.ok()) ++done;
    }
    if (!result.ok()) {
      EXPECT_EQ(result.error().code, ErrorCode::kUnavailable) << result.error().message;
      if (life->engine() != nullptr) ExpectNothingLeaves(*life->engine(), handed_out);
      disk->CutPower();
      life.reset();
      disk->RestorePower();
      disk->Clear();
      life = std::make_unique<Life>(config_, classifier_, disk);
      result = life->Start(Morning() + script[done < script.size() ? done : script.size() - 1].at);
      ASSERT_TRUE(result.ok()) << result.error().message;
      ExpectAllThere(life->store(), handed_out);
      ExpectWholeDecisions(life->store());
      for (; done < script.size(); ++done) {
        result = life->Take(script[done], handed_out);
        ASSERT_TRUE(result.ok()) << result.error().message;
      }
    }
    EXPECT_EQ(IncidentsAndTimelines(life->store()), incidents_);
    EXPECT_EQ(NotificationIds(life->store()), notifications_);
  }

  // A caller that does not stop at the error gets nothing out all the same.
  void ExpectNothingLeaves(Engine& engine, const std::set<std::string>& handed_out) {
    Result<std::vector<Outgoing>> more = engine.TakeSends(Morning() + hours(3));
    if (!more.ok()) return;
    for (const Outgoing& out : *more) EXPECT_TRUE(handed_out.contains(out.row.id)) << out.row.id;
  }

  void ExpectAllThere(Store& store, const std::set<std::string>& handed_out) {
    for (const std::string& id : handed_out) {
      Result<Notification> row = store.FindNotification(id);
      ASSERT_TRUE(row.ok()) << id << " was sent and is not kept";
      EXPECT_GT(row->attempts, 0) << id << " was sent, and its row knows of no attempt";
      const std::string& incident = row->message.incident;
      EXPECT_TRUE(incident.empty() || store.FindIncident(incident).ok()) << id << " tells of an incident that is not kept";
    }
  }

  // A decision is kept whole or not at all: were incident, timeline and notifications written apart, the failure of the sync between
  // them would leave one without the others. A kill of the process meets that gap by luck alone, this loop meets it every time.
  void ExpectWholeDecisions(Store& store) {
    for (const std::string& id : NotificationIds(store)) {
      const std::string incident = store.FindNotification(id)->message.incident;
      EXPECT_TRUE(incident.empty() || store.FindIncident(incident).ok()) << id << " is kept without its incident " << incident;
    }
    const std::vector<Incident> incidents = *store.IncidentsOpened(kBegin, kEndOfTime);
    for (const Incident& incident : incidents) {
      std::vector<TimelineEntry> timeline = *store.Timeline(incident.id);
      EXPECT_EQ(static_cast<int64_t>(timeline.size()), incident.next_entry - 1) << incident.id << " is kept without its timeline";
      if (incident.told.empty()) continue;
      EXPECT_FALSE(store.NotificationsOf(incident.id)->empty()) << incident.id << " is kept without its notifications";
    }
  }

  void LearnWhatIsRight() {
    auto disk = std::make_shared<FaultFileSystem>(1);
    Life life(config_, classifier_, disk);
    ASSERT_TRUE(life.Start(Morning()).ok());
    std::set<std::string> handed_out;
    for (const Step& step : Script()) ASSERT_TRUE(life.Take(step, handed_out).ok());
    incidents_ = IncidentsAndTimelines(life.store());
    notifications_ = NotificationIds(life.store());
    ASSERT_FALSE(handed_out.empty());
    ASSERT_GE(life.store().IncidentsOpened(kBegin, kEndOfTime)->size(), 2u);
  }

  Config config_ = AnOffice();
  std::shared_ptr<const Classifier> classifier_ = *Classifier::Make(config_);
  std::vector<std::string> incidents_;
  std::set<std::string> notifications_;
};

TEST_P(AnomalyTest, NothingIsSentThatIsNotDurableAndNothingIsLost) {
  ASSERT_NO_FATAL_FAILURE(LearnWhatIsRight());
  constexpr int kMoreThanARunHas = 3000;
  int n = 1;
  for (; n < kMoreThanARunHas; ++n) {
    SCOPED_TRACE("call " + std::to_string(n) + " fails");
    auto disk = std::make_shared<FaultFileSystem>(static_cast<uint64_t>(n));
    disk->Plan({.call = GetParam(), .kind = std::nullopt, .n = n});
    RunWithFault(disk);
    if (HasFailure() || !disk->fired()) break;
  }
  EXPECT_GT(n, GetParam() == DiskCall::kDirectorySync ? 1 : 20) << "the loop must have met the calls of a whole run";
  EXPECT_LT(n, kMoreThanARunHas);
}

INSTANTIATE_TEST_SUITE_P(Calls, AnomalyTest, testing::Values(DiskCall::kSync, DiskCall::kAppend, DiskCall::kDirectorySync));

}  // namespace
}  // namespace fenghuo
