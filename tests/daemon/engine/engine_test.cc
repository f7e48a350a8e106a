#include "daemon/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "daemon/core/audit.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr const char* kGrave = "某市第三小学多名学生食物中毒，12人住院";

ManualReport AReport() {
  ManualReport report;
  report.origin.entered_by = "zhang";
  report.origin.source = "记者来电";
  report.title = "记者询问某超市过期食品";
  report.level = 2;
  report.category = "食品";
  report.departments = {"catering"};
  return report;
}

class EngineTest : public testing::Test {
 protected:
  EngineTest() { office_.ReadBaselines(); }

  // A message to the leader that the robot refuses for good.
  Notification ADeadLetter() {
    Result<IngestReport> report =
        office_.engine().Ingest(AnIntake(office_.classifier(), "news", {ADocument().Titled(kGrave)}, office_.now()), office_.now());
    EXPECT_TRUE(report.ok());
    Result<std::vector<Outgoing>> sends = office_.engine().TakeSends(office_.now());
    EXPECT_FALSE(sends->empty());
    DeliveryResult refused = Delivered(sends->front());
    refused.outcome.kind = OutcomeKind::kPermanent;
    refused.outcome.reason = "拒收";
    EXPECT_TRUE(office_.engine().Settle(refused, office_.now()).ok());
    Result<Notification> row = office_.store().FindNotification(sends->front().row.id);
    EXPECT_EQ(row->state, DeliveryState::kDead);
    return *row;
  }

  RunningOffice office_;
};

TEST_F(EngineTest, GivesNoNumberTwiceWhenTheClockIsPutBackOverMidnight) {
  Timestamp before_midnight = Morning() + hours(14) - minutes(1);
  for (Timestamp at : {before_midnight, before_midnight + minutes(2), before_midnight}) {
    office_.SetTime(at);
    ASSERT_TRUE(office_.engine().OpenByHand(AReport(), at).ok());
  }

  std::set<std::string> ids;
  for (const Incident& incident : office_.Incidents()) ids.insert(incident.id);
  EXPECT_EQ(ids.size(), 3u);
}

TEST_F(EngineTest, AnIncidentOpenedByHandTellsPeopleLikeAnyOther) {
  Result<Incident> opened = office_.engine().OpenByHand(AReport(), office_.now());
  ASSERT_TRUE(opened.ok());
  office_.Turn();
  ASSERT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(office_.Incidents()[0].manual->source, "记者来电");
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kFirst).size(), 1u);
  Result<std::optional<AuditRecord>> audit = office_.store().LastAudit();
  EXPECT_EQ((*audit)->action, "incident.open");
}

TEST_F(EngineTest, AStoryWithAnIncidentGetsNoSecondOneByHand) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  ManualReport report = AReport();
  report.story = office_.Incidents()[0].story;
  Result<Incident> opened = office_.engine().OpenByHand(report, office_.now());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(opened.error().message, "该话题已有舆情事件 " + office_.Incidents()[0].id);
}

TEST_F(EngineTest, AStoryThatNoRuleFoundCanBeOpenedByHandAndKeepsThatIncidentWhenARuleFindsIt) {
  office_.Read("news", {ADocument().Titled("某市第三小学今日停课原因不明").Id("1")});
  ManualReport report = AReport();
  report.story = office_.store().FindDocument("news/1")->story;
  Result<Incident> opened = office_.engine().OpenByHand(report, office_.now());
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  office_.Read("news", {ADocument().Titled("某市第三小学今日停课原因不明，传学生食物中毒住院").Id("1")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(office_.Incidents()[0].id, opened->id);
}

TEST_F(EngineTest, AnIncidentByHandOfAStoryThatIsNotThereIsRefused) {
  ManualReport report = AReport();
  report.story = "nowhere";
  Result<Incident> opened = office_.engine().OpenByHand(report, office_.now());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(opened.error().message, "没有编号为 nowhere 的话题");
}

TEST_F(EngineTest, ADeadLetterReplayedIsANewRowThatNamesTheOldOneOnce) {
  Notification dead = ADeadLetter();
  Result<Notification> again = office_.engine().ReplayDeadLetter(dead.id, "zhang", office_.now());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->id, dead.id + "-again");
  EXPECT_EQ(again->replays, dead.id);
  EXPECT_EQ(again->attempts, 0);
  EXPECT_EQ(office_.store().FindNotification(dead.id)->state, DeliveryState::kDead) << "the old row stays as it was";
  Result<Notification> twice = office_.engine().ReplayDeadLetter(dead.id, "zhang", office_.now());
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().message, "这条通知已经重发过：" + dead.id + "-again");
  office_.Turn();
  EXPECT_EQ(office_.store().FindNotification(again->id)->state, DeliveryState::kDelivered);
}

TEST_F(EngineTest, ADeadLetterIsReplayedInFullAndWithoutTheMarkOfARepeat) {
  Notification dead = ADeadLetter();
  dead.id = "another";
  dead.short_form = true;
  dead.repeat_marked = true;
  office_.engine().core().state.Put(dead);
  office_.Turn();
  Result<Notification> again = office_.engine().ReplayDeadLetter(dead.id, "zhang", office_.now());
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->short_form);
  EXPECT_FALSE(again->repeat_marked);
}

// Of a page that was on its way when zhang signed for its incident.
DeliveryState EndedOnItsWay(OutcomeKind outcome, RunningOffice& office) {
  EXPECT_TRUE(office.engine()
                  .Ingest(AnIntake(office.classifier(), "news", {ADocument().Titled(kGrave)}, office.now()), office.now())
                  .ok());
  std::vector<Outgoing> sends = *office.engine().TakeSends(office.now());
  EXPECT_EQ(sends.size(), 1u);
  Action signature{.kind = ActionKind::kAcknowledge, .person = "zhang"};
  EXPECT_TRUE(office.engine().Act(sends[0].row.message.incident, signature, office.now()).ok());
  DeliveryResult failed = Delivered(sends[0]);
  failed.outcome.kind = outcome;
  EXPECT_TRUE(office.engine().Settle(failed, office.now() + seconds(1)).ok());
  return office.store().FindNotification(sends[0].row.id)->state;
}

TEST_F(EngineTest, APageThatFailsAfterTheSignatureIsNotTriedAgain) {
  EXPECT_EQ(EndedOnItsWay(OutcomeKind::kRetry, office_), DeliveryState::kSuperseded);
}

TEST_F(EngineTest, APageThatComesThroughAfterTheSignatureIsDelivered) {
  EXPECT_EQ(EndedOnItsWay(OutcomeKind::kDelivered, office_), DeliveryState::kDelivered);
}

TEST_F(EngineTest, APageThatIsRefusedAfterTheSignatureGoesByNoOtherChannel) {
  Config config = AnOffice();
  config.channels[0].fallback = "screen";
  RunningOffice office(config);
  office.ReadBaselines();
  EXPECT_EQ(EndedOnItsWay(OutcomeKind::kPermanent, office), DeliveryState::kDead);
  office.Turn();
  EXPECT_EQ(office.NotificationsOf(MessageKind::kFirst).size(), 1u);
}

TEST_F(EngineTest, APageOnItsWayWhenItsIncidentIsMergedIsTriedAgain) {
  Result<IngestReport> read = office_.engine().Ingest(
      AnIntake(office_.classifier(), "news", {ADocument().Titled(kGrave)}, office_.now()), office_.now());
  ASSERT_TRUE(read.ok());
  std::vector<Outgoing> sends = *office_.engine().TakeSends(office_.now());
  ASSERT_EQ(sends.size(), 1u);
  CoreState& state = office_.engine().core().state;
  Decision merged;
  merged.incident = *state.FindIncident(sends[0].row.message.incident);
  merged.incident.state = IncidentState::kMerged;
  merged.merge_pending_into = "2026-0711-09";
  state.Apply(merged, office_.now());
  ASSERT_TRUE(state.Commit().ok());

  DeliveryResult failed = Delivered(sends[0]);
  failed.outcome.kind = OutcomeKind::kRetry;
  ASSERT_TRUE(office_.engine().Settle(failed, office_.now() + seconds(1)).ok());

  EXPECT_EQ(office_.store().FindNotification(sends[0].row.id)->state, DeliveryState::kPending) << "the chain that goes on counts on it";
}

TEST_F(EngineTest, OnlyADeadLetterCanBeReplayed) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  std::string id = office_.NotificationsOf(MessageKind::kFirst)[0].id;
  Result<Notification> again = office_.engine().ReplayDeadLetter(id, "zhang", office_.now());
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().message, "只能重发未送达的通知，这一条的状态是 delivered");
}

class ChannelTroubleTest : public testing::Test {
 protected:
  // What is sent now by these channels is refused for the channel's sake.
  static void Break(const std::set<std::string>& channels, RunningOffice& office) {
    ASSERT_TRUE(office.engine().OpenByHand(AReport(), office.now()).ok());
    Result<std::vector<Outgoing>> sends = office.engine().TakeSends(office.now());
    ASSERT_TRUE(sends.ok());
    for (const Outgoing& out : *sends) {
      DeliveryResult result = Delivered(out);
      if (channels.contains(out.channel.id)) {
        result.outcome.kind = OutcomeKind::kRetry;
        result.outcome.channel_broken = true;
        result.outcome.reason = "凭据无效";
      }
      ASSERT_TRUE(office.engine().Settle(result, office.now()).ok());
    }
    ASSERT_TRUE(office.engine().TakeSends(office.now()).ok());
  }
};

TEST_F(ChannelTroubleTest, TellsOfEveryChannelThatBreaksInTheSameMinute) {
  Config config = AnOffice();
  ChannelSpec mail = config.channels.back();
  mail.id = "mail";
  config.channels.push_back(mail);
  config.staff.people[0].contacts.push_back({.channel = "screen", .address = "zhang"});
  config.staff.people[3].contacts = {{.channel = "mail", .address = "he"}};
  RunningOffice office(config);

  Break({"group", "screen"}, office);

  std::set<std::string> first_lines;
  for (const Notification& alarm : office.NotificationsOf(MessageKind::kChannelAlarm)) {
    EXPECT_EQ(alarm.channel, "mail");
    first_lines.insert(alarm.message.lines.at(0));
  }
  EXPECT_EQ(first_lines, (std::set<std::string>{"【通知通道异常】group群：凭据无效", "【通知通道异常】screen群：凭据无效"}));
}

TEST_F(ChannelTroubleTest, TellsInOneMinuteThatAChannelBrokeAndThatItIsBack) {
  Config config = AnOffice();
  config.staff.people[3].contacts = {{.channel = "screen", .address = "he"}};
  RunningOffice office(config);
  Break({"group"}, office);

  office.SetTime(office.now() + seconds(20));
  Break({}, office);

  EXPECT_EQ(office.NotificationsOf(MessageKind::kChannelAlarm).size(), 2u);
}

TEST_F(ChannelTroubleTest, TellsTheDeskWhereOperationsHearByTheBrokenChannelAlone) {
  Config config = AnOffice();
  config.staff.people[3].contacts = {{.channel = "group", .address = "he"}};
  config.staff.people[0].contacts.push_back({.channel = "screen", .address = "zhang"});
  RunningOffice office(config);

  Break({"group"}, office);

  std::vector<Notification> alarms = office.NotificationsOf(MessageKind::kChannelAlarm);
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].channel, "screen");
  EXPECT_EQ(alarms[0].receivers.at(0).person, "zhang");
}

TEST_F(EngineTest, WhatTimeMakesDueComesOneStepAfterTheOther) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kFirst).size(), 1u) << "desk and leader share the robot";
  office_.Wait(minutes(9));
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kEscalation).empty());
  office_.Wait(minutes(1));
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kEscalation).size(), 1u);
  office_.Wait(minutes(10));
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kEscalation).size(), 2u);
}

TEST_F(EngineTest, APersonIsRungSixTimesANightAndThenGetsTheList) {
  office_.WaitUntil(Morning() + hours(14));  // midnight
  for (int call = 1; call <= 9; ++call) {
    ASSERT_TRUE(office_.engine().OpenByHand(AReport(), office_.now()).ok());
    office_.Wait(minutes(1));
  }
  ASSERT_EQ(office_.Incidents().size(), 9u);
  int rung = 0;
  int lists = 0;
  for (const Notification& row : office_.Notifications()) {
    if (row.created_at < Morning() + hours(14) || row.urgency != Urgency::kRing) continue;
    bool desk = std::any_of(row.receivers.begin(), row.receivers.end(),
                            [](const Receiver& receiver) { return receiver.person == "zhang"; });
    if (!desk) continue;
    if (row.message.kind == MessageKind::kDigest) {
      ++lists;
      EXPECT_EQ(row.message.lines.at(0), "【舆情集中出现】请上线，以下事件不再逐条响铃");
    } else {
      ++rung;
    }
  }
  EXPECT_EQ(rung, 6);
  EXPECT_EQ(lists, 1);
}

TEST_F(EngineTest, EveryActOfAPersonIsALinkOfTheAuditChain) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  std::string id = office_.Incidents()[0].id;
  office_.Do(id, {.kind = ActionKind::kAcknowledge, .person = "zhang", .entered_by = "zhang"});
  office_.Restart();
  office_.Do(id, {.kind = ActionKind::kNote, .person = "li", .entered_by = "li", .note = "已到现场"});
  Result<std::vector<AuditRecord>> records = office_.store().AuditRecords(1, 100);
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(records->at(0).action, "incident.acknowledge");
  EXPECT_EQ(records->at(1).actor, "li");
  EXPECT_EQ(FindBreak(*records, 0, ""), std::nullopt);
}

TEST_F(EngineTest, WhatTheOfficeDidIsCountedOnceAndOnlyWhenItIsKept) {
  office_.engine().TakeHappenings();
  office_.Read("news", {ADocument().Titled(kGrave)});
  std::vector<Happening> opened = office_.engine().TakeHappenings();
  ASSERT_EQ(opened.size(), 1u);
  EXPECT_EQ(opened[0].kind, HappeningKind::kOpened);
  EXPECT_EQ(opened[0].level, 2);

  office_.Wait(minutes(12));
  std::vector<Happening> escalated = office_.engine().TakeHappenings();
  ASSERT_EQ(escalated.size(), 1u);
  EXPECT_EQ(escalated[0].kind, HappeningKind::kEscalated);

  std::string id = office_.Incidents()[0].id;
  office_.Do(id, {.kind = ActionKind::kAcknowledge, .person = "zhang"});
  std::vector<Happening> signed_for = office_.engine().TakeHappenings();
  ASSERT_EQ(signed_for.size(), 1u);
  EXPECT_EQ(signed_for[0].kind, HappeningKind::kAcknowledged);
  EXPECT_EQ(signed_for[0].after_opening, minutes(12));

  EXPECT_FALSE(office_.engine().Act(id, {.kind = ActionKind::kClose, .person = "zhang"}, office_.now()).ok());
  EXPECT_TRUE(office_.engine().TakeHappenings().empty());
}

TEST_F(EngineTest, AChangedConfigurationLeavesWhatHasStartedAlone) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  Config config = AnOffice();
  config.policies.rows.clear();
  office_.engine().Reconfigure(config, *Classifier::Make(config));
  office_.Wait(minutes(10));
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kEscalation).size(), 1u);
}

}  // namespace
}  // namespace fenghuo
