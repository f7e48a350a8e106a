// A drill runs through the same core, to the same people, and leaves no trace in what the office knows.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"
#include "daemon/core/drills.h"
#include "daemon/core/proof.h"
#include "daemon/wire.h"
#include "keywords/drill.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* kGrave = "某市第三小学多名学生食物中毒，12人住院";

// By value: what a temporary holds does not outlive the head of a loop.
template <typename T>
T All(Result<T> result) {
  EXPECT_TRUE(result.ok());
  return std::move(*result);
}

DrillDocument Says(Duration after, const std::string& source, const std::string& title) {
  DrillDocument document;
  document.after = after;
  document.source = source;
  document.tier = Tier::kCity;
  document.region = "某市";
  document.title = title;
  return document;
}

DrillOrder AnOrder(const std::string& mirror = "") {
  DrillOrder order{.scenario = {}, .person = "zhang", .mirror = mirror};
  order.scenario.name = "校园餐演习";
  order.scenario.participants = {"catering"};
  order.scenario.documents = {Says(minutes(0), "forum", kGrave), Says(minutes(5), "news", kGrave),
                              Says(minutes(20), "某视频号", "某市第三小学多名学生食物中毒，家长追问")};
  return order;
}

// All that the office knows and said, but for the head of the audit chain in a brief: that a drill was held is a deed like any other.
std::vector<std::string> Known(const RunningOffice& office) {
  std::vector<std::string> lines = office.Everything();
  for (std::string& line : lines) {
    const size_t at = line.find("审计校验");
    if (at != std::string::npos) line.erase(at, line.find('"', at) - at);
  }
  return lines;
}

std::string FirstDifference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) return a[i] + "\n" + b[i];
  }
  return a.size() == b.size() ? "" : "one has more";
}

class DrillTest : public testing::Test {
 protected:
  DrillTest() { office_.ReadBaselines(); }

  Drill Begin(const DrillOrder& order = AnOrder()) {
    Result<Drill> begun = office_.engine().StartDrill(order, office_.now());
    EXPECT_TRUE(begun.ok()) << begun.error().message;
    office_.Turn();
    return *begun;
  }

  std::string Refused(const DrillOrder& order) {
    Result<Drill> begun = office_.engine().StartDrill(order, office_.now());
    EXPECT_FALSE(begun.ok());
    return begun.ok() ? "" : begun.error().message;
  }

  std::vector<Incident> Played() {
    std::vector<Incident> incidents = All(office_.store().IncidentsOpened(Timestamp(), kEndOfTime, Drills::kTaken));
    std::erase_if(incidents, [](const Incident& incident) { return incident.drill == 0; });
    return incidents;
  }

  std::vector<Notification> Told() {
    std::vector<Notification> rows = All(office_.store().NotificationsCreated(Timestamp(), kEndOfTime, Drills::kTaken));
    std::erase_if(rows, [](const Notification& row) { return !row.message.drill; });
    return rows;
  }

  RunningOffice office_;
};

TEST_F(DrillTest, TellsTheSamePeopleAsARealOneWouldAndMarksEverything) {
  Begin();
  ASSERT_EQ(Played().size(), 1U);
  const Incident incident = Played()[0];
  EXPECT_EQ(incident.id, "drill-2026-0711-01");
  EXPECT_EQ(incident.number, "演0711-01");
  EXPECT_EQ(incident.title, std::string(kDrillMark) + kGrave);
  EXPECT_EQ(incident.drill, 1);
  EXPECT_EQ(incident.level, 2);
  EXPECT_EQ(incident.told, (std::vector<std::string>{"zhang", "li"}));

  office_.Wait(minutes(40));
  Action sign{.kind = ActionKind::kAcknowledge, .person = "zhang", .entered_by = "zhang"};
  office_.Do(incident.id, sign);
  EXPECT_EQ(Told().size(), 4U) << "the first page, two steps of the chain, and that it is signed for";
  for (const Notification& row : Told()) {
    EXPECT_TRUE(row.message.drill);
    EXPECT_EQ(row.state, DeliveryState::kDelivered);
    EXPECT_THAT(row.message.number, StartsWith("演"));
  }
  std::vector<std::string> texts;
  for (const Incident& one : Played()) {
    for (const TimelineEntry& entry : All(office_.store().Timeline(one.id))) texts.push_back(entry.text);
  }
  EXPECT_THAT(texts, Each(StartsWith(std::string(kDrillMark))));
  EXPECT_EQ(Played().size(), 1U);
  EXPECT_EQ(DrillOf(office_.store().FindDocument("drill:1/3")->document.id), 1);
  Result<Proof> proof = Prove(office_.store());
  EXPECT_THAT(proof->findings, IsEmpty());
}

// Everything() is made of what leaves drills out when nothing is said, as reports, briefs and figures are.
TEST_F(DrillTest, ChangesNothingOfWhatTheOfficeKnowsTellsOrLearns) {
  RunningOffice without;
  without.ReadBaselines();
  Rng rng(3);
  const char* const titles[] = {kGrave, "某市金桥商场遭顾客投诉退费难", "某市第三小学食堂食物中毒获通报", "某市举办消夏晚会"};
  for (int round = 0; round < 40; ++round) {
    if (round % 10 == 2) {
      // Whatever is open is signed for, so that the exercise may begin.
      for (RunningOffice* office : {&office_, &without}) {
        for (const Incident& incident : office->Incidents()) {
          if (AwaitsSignature(incident)) office->Do(incident.id, {.kind = ActionKind::kAcknowledge, .person = "li", .entered_by = "li"});
        }
      }
      (void)office_.engine().StartDrill(AnOrder(), office_.now());
    }
    const std::string title = titles[rng.Below(4)] + std::to_string(rng.Below(3));
    const Duration wait = minutes(static_cast<int64_t>(1 + rng.Below(120)));
    for (RunningOffice* office : {&office_, &without}) {
      office->Read(round % 2 == 0 ? "news" : "forum", {ADocument().Titled(title)});
      // Both look at the same moments, however often the drill wakes the one.
      for (Duration left = wait; left > Duration(0); left -= minutes(1)) {
        office->SetTime(office->now() + minutes(1));
        office->Turn();
      }
    }
  }

  EXPECT_GT(office_.store().AllDrills()->size(), 1U);
  EXPECT_GT(Told().size(), 10U);
  EXPECT_EQ(FirstDifference(Known(office_), Known(without)), "");
  ASSERT_EQ(office_.store().Baselines()->size(), without.store().Baselines()->size());
  for (size_t i = 0; i < office_.store().Baselines()->size(); ++i) {
    EXPECT_EQ((*office_.store().Baselines())[i].baseline.counts, (*without.store().Baselines())[i].baseline.counts);
  }
  std::vector<Happening> counted = office_.engine().TakeHappenings();
  EXPECT_EQ(counted.size(), without.engine().TakeHappenings().size());
}

TEST_F(DrillTest, IsNeverFoldedWithARealStoryOfTheSameWords) {
  Begin();
  office_.Read("news", {ADocument().Titled(kGrave).Id("real")});
  ASSERT_EQ(office_.Incidents().size(), 1U);
  EXPECT_EQ(office_.Incidents()[0].id, "2026-0711-01") << "its number is the day's first";
  EXPECT_EQ(office_.store().FindDocument("news/real")->story, "news/real");
  EXPECT_EQ(office_.store().FindDocument("drill:1/1")->story, "drill:1/1");
  EXPECT_EQ(office_.store().FindDocument("news/real")->copy_of, "");
}

// The same seed gives the same drill; `restarts` only says whether the daemon is killed on the way.
std::vector<std::string> Live(uint64_t seed, bool restarts) {
  Rng rng(seed);
  Rng when(seed + 100);
  RunningOffice office;
  office.ReadBaselines();
  DrillOrder order = AnOrder();
  for (int i = 0; i < 12; ++i) {
    order.scenario.documents.push_back(Says(minutes(21 + i * 7), i % 3 == 0 ? "news" : "某号" + std::to_string(i),
                                            i % 2 == 0 ? kGrave : "某市青年公园多人食物中毒，" + std::to_string(i) + "人住院"));
  }
  EXPECT_TRUE(office.engine().StartDrill(order, office.now()).ok());
  for (int i = 0; i < 40; ++i) {
    if (restarts && when.Below(2) == 0) office.Restart();
    office.Wait(minutes(static_cast<int64_t>(1 + rng.Below(8))));
    std::vector<Incident> open = All(office.store().OpenIncidents(Drills::kTaken));
    if (rng.Below(4) != 0 || open.empty()) continue;
    Action note{.kind = ActionKind::kNote, .person = "zhang", .entered_by = "zhang", .note = "已电话核实"};
    EXPECT_TRUE(office.engine().Act(open[rng.Below(open.size())].id, note, office.now()).ok());
  }
  EXPECT_TRUE(office.engine().StopDrill("zhang", "演练完毕", office.now()).ok());
  office.Wait(minutes(2));
  std::vector<std::string> lines;
  for (const Incident& incident : All(office.store().IncidentsOpened(Timestamp(), kEndOfTime, Drills::kTaken))) {
    lines.push_back(Dump(ToJson(incident)));
    for (const TimelineEntry& entry : All(office.store().Timeline(incident.id))) lines.push_back(Dump(ToJson(entry)));
  }
  for (const Notification& row : All(office.store().NotificationsCreated(Timestamp(), kEndOfTime, Drills::kTaken))) {
    lines.push_back(Dump(ToJson(row)));
  }
  for (const JudgementRecord& row : All(office.store().JudgementsOfDrill(1))) {
    lines.push_back(row.story + " risk " + std::to_string(row.card.risk_milli));
  }
  return lines;
}

TEST(DrillRestartTest, AKillInTheMiddleMakesNoDifference) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const std::vector<std::string> through = Live(seed, false);
    ASSERT_GT(through.size(), 15U);
    ASSERT_EQ(FirstDifference(through, Live(seed, true)), "");
  }
}

TEST_F(DrillTest, OnlyOneRunsAtATime) {
  Begin();
  EXPECT_EQ(Refused(AnOrder()), "演练1“校园餐演习”正在进行，结束后才能开始新的演练");
  office_.Restart();
  EXPECT_EQ(Refused(AnOrder()), "演练1“校园餐演习”正在进行，结束后才能开始新的演练");
  ASSERT_TRUE(office_.engine().StopDrill("li", "演练完毕", office_.now()).ok());
  EXPECT_EQ(Begin().number, 2);
}

TEST_F(DrillTest, EndsWithItsIncidentsAndTellsThoseWhoWereTold) {
  Begin();
  const std::string id = Played()[0].id;
  ASSERT_TRUE(office_.engine().StopDrill("li", "演练完毕", office_.now()).ok());
  office_.Turn();
  EXPECT_EQ(Played()[0].state, IncidentState::kClosed);
  EXPECT_EQ(Played()[0].close_reason, "演练结束");
  EXPECT_EQ(office_.store().Timeline(id)->back().text, "【演练】演练1结束（演练完毕），事件随之办结。");
  ASSERT_FALSE(Told().empty());
  EXPECT_EQ(Told().back().message.kind, MessageKind::kClosed);
  EXPECT_EQ(Told().back().state, DeliveryState::kDelivered);
  const size_t told = Told().size();
  office_.Wait(hours(48));
  EXPECT_EQ(Told().size(), told) << "nothing rings any more, and what was still to come does not";
  Result<Incident> late = office_.engine().Act(id, {.kind = ActionKind::kReopen, .person = "li", .entered_by = "li"}, office_.now());
  EXPECT_EQ(late.error().message, "演练1已经结束，它的事件不再变动");
  EXPECT_EQ(office_.engine().StopDrill("li", "再来", office_.now()).error().message, "没有正在进行的演练");
  EXPECT_EQ((*office_.store().LastAudit())->action, "drill.stop");
}

TEST_F(DrillTest, EndsByItselfADayAfterItsLastDocument) {
  Begin();
  office_.Wait(minutes(20) + hours(24));
  const Drill over = office_.store().AllDrills()->back();
  ASSERT_TRUE(over.ended_at);
  EXPECT_EQ(over.end_reason, "到时自动结束");
  EXPECT_EQ(over.ended_by, "system");
}

TEST_F(DrillTest, GivesWayToARealOneThatIsGrave) {
  Begin();
  office_.Read("news", {ADocument().Titled(kGrave)});
  const Drill over = office_.store().AllDrills()->back();
  ASSERT_TRUE(over.ended_at);
  EXPECT_EQ(over.end_reason, "真实舆情事件0711-01发生，实战优先");
  EXPECT_EQ(over.ended_at, office_.now());
  EXPECT_EQ(Played()[0].state, IncidentState::kClosed);

  EXPECT_EQ(Refused(AnOrder()), "舆情事件0711-01尚未签收，实战优先，现在不能开始演练");
  office_.Do("2026-0711-01", {.kind = ActionKind::kAcknowledge, .person = "li", .entered_by = "li"});
  Begin();
}

TEST_F(DrillTest, TheRealPageLeavesBeforeWhateverTheDrillHasWaiting) {
  ASSERT_TRUE(office_.engine().StartDrill(AnOrder(), office_.now()).ok());
  ASSERT_TRUE(office_.engine().Tick(office_.now()).ok());  // the drill's pages are in its outbox, nothing has left
  ASSERT_FALSE(office_.store().OutboxRows(Drills::kTaken)->empty());
  ASSERT_TRUE(office_.engine().Ingest(AnIntake(office_.classifier(), "news", {ADocument().Titled(kGrave)}, office_.now()), office_.now()).ok());
  for (const Outgoing& out : All(office_.engine().TakeSends(office_.now()))) {
    EXPECT_FALSE(out.row.message.drill) << out.row.id;
    EXPECT_EQ(out.row.message.number, "0711-01");
  }
}

TEST_F(DrillTest, AMirrorGetsEveryMessageAndNobodyElseDoes) {
  Begin(AnOrder("screen"));
  office_.Wait(hours(2));
  ASSERT_TRUE(office_.engine().StopDrill("li", "演练完毕", office_.now()).ok());
  office_.Turn();
  ASSERT_EQ(Told().size(), 4U);
  for (const Notification& row : Told()) {
    EXPECT_EQ(row.channel, "screen");
    EXPECT_TRUE(row.mirrored);
    EXPECT_THAT(row.receivers, IsEmpty());
    ASSERT_FALSE(row.message.lines.empty());
    EXPECT_THAT(row.message.lines.back(), StartsWith("本应通知："));
  }
  EXPECT_EQ(Told()[0].message.lines.back(), "本应通知：张某、李某（group群，响铃）");
  EXPECT_EQ(Played()[0].told, (std::vector<std::string>{"zhang", "li", "qian"})) << "the chain is climbed as it would be";
}

TEST_F(DrillTest, RefusesAMirrorThatIsNotThere) {
  EXPECT_EQ(Refused(AnOrder("nowhere")), "没有名为 nowhere 的通道，不能作演练的镜像通道");
  Config config = AnOffice();
  config.channels[1].type = ChannelType::kSmtp;
  office_.Restart(config);
  EXPECT_EQ(Refused(AnOrder("screen")), "通道 screen 只能发给个人，不能作演练的镜像通道");
  config.channels[1].type = ChannelType::kHttpTemplate;
  config.channels[1].http_template.body = "{{number}}";
  office_.Restart(config);
  EXPECT_EQ(Refused(AnOrder()), "通道 screen 的模板没有显示【演练】的字段（head、text、level_name、drill），补上才能开始演练");
}

TEST_F(DrillTest, RefusesAScenarioThatNoRuleFinds) {
  DrillOrder order = AnOrder();
  order.scenario.documents = {Says(minutes(0), "news", "某市举办消夏晚会")};
  EXPECT_EQ(Refused(order), "情景中没有一篇信息命中监测规则，演练不会触发任何事件");
}

}  // namespace
}  // namespace fenghuo
