#include "daemon/core/sources.h"

#include <gtest/gtest.h>

#include "daemon/core/intake_budget.h"
#include "daemon/core/source_news.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

class SourcesTest : public testing::Test {
 protected:
  SourcesTest() { office_.ReadBaselines(); }

  // Its alarms and closing notes so far.
  std::pair<size_t, size_t> Told() {
    return {office_.NotificationsOf(MessageKind::kSourceAlarm).size(), office_.NotificationsOf(MessageKind::kSourceClear).size()};
  }

  // Two empty answers, with no turn of the engine.
  void Break(const std::string& source) {
    for (int i = 0; i < 2; ++i) Give(source, {});
  }
  void Mend(const std::string& source) { Give(source, {ADocument().Titled("恢复" + std::to_string(ToUnixMillis(office_.now())))}); }
  void Give(const std::string& source, const std::vector<ADocument>& documents) {
    ASSERT_TRUE(office_.engine().Ingest(AnIntake(office_.classifier(), source, documents, office_.now()), office_.now()).ok());
  }

  // The others keep bringing news, so that only one source is in trouble.
  void ReadOthers() {
    std::string minute = std::to_string(ToUnixSeconds(office_.now()));
    office_.Read("forum", {ADocument().Titled("论坛第" + minute + "帖")});
    office_.Read("board", {ADocument().Titled("热榜第" + minute + "条")});
  }

  using Counts = std::pair<size_t, size_t>;
  RunningOffice office_;
};

TEST_F(SourcesTest, ASourceThatAnswersWithAnEmptyFeedIsAlarmedOnceAndClosedOnce) {
  for (int i = 0; i < 12; ++i) {
    office_.Wait(minutes(10));
    office_.Read("news", {});
  }
  EXPECT_EQ(Told(), Counts(1, 0));
  EXPECT_NE(office_.NotificationsOf(MessageKind::kSourceAlarm)[0].message.lines.at(0).find("某市新闻：无内容"), std::string::npos);
  for (int i = 0; i < 3; ++i) {
    office_.Wait(minutes(10));
    office_.Read("news", {ADocument().Titled("某市新闻恢复")});
  }
  EXPECT_EQ(Told(), Counts(1, 1));
}

TEST_F(SourcesTest, ASourceThatFailsIsAlarmedOnceAndClosedOnceAlsoAcrossARestart) {
  for (int i = 0; i < 12; ++i) {
    office_.Wait(minutes(10));
    office_.ReadFails("news");
    if (i % 4 == 3) office_.Restart();
  }
  EXPECT_EQ(Told(), Counts(1, 0));
  office_.Read("news", {ADocument().Titled("某市新闻恢复")});
  office_.Wait(hours(1));
  EXPECT_EQ(Told(), Counts(1, 1));
  Result<std::vector<Outage>> outages = office_.store().Outages(Morning(), office_.now());
  ASSERT_EQ(outages->size(), 1u);
  EXPECT_TRUE(outages->at(0).to.has_value());
}

TEST_F(SourcesTest, ASourceThatBringsTooMuchInADayIsRefusedUntilMidnightWithAnAlarm) {
  AddToBudget("news", kIntakeBytesADayMax - 6000, office_.engine().core(), office_.now());
  EXPECT_EQ(office_.Read("news", {ADocument().Titled("第一篇").WithText(std::string(5000, 'a'))}).documents_new, 1);
  const std::vector<ADocument> beyond = {ADocument().Id("2").Titled("第二篇")};
  for (int i = 0; i < 3; ++i) {
    office_.Wait(minutes(10));
    IngestReport refused = office_.Read("news", beyond);
    EXPECT_EQ(refused.documents_new, 0);
    EXPECT_EQ(refused.documents_refused, 1);
    EXPECT_EQ(office_.Read("forum", {ADocument().Titled("论坛第" + std::to_string(i) + "帖")}).documents_new, 1);
  }
  office_.Wait(minutes(10));

  EXPECT_FALSE(office_.store().FindDocument("news/2").ok());
  EXPECT_EQ(Told(), Counts(1, 0));
  EXPECT_NE(office_.NotificationsOf(MessageKind::kSourceAlarm)[0].message.lines.at(0).find(
                "某市新闻：内容过大（今日收录量已达256MB上限，暂停收录，次日零时自动恢复）"),
            std::string::npos)
      << office_.NotificationsOf(MessageKind::kSourceAlarm)[0].message.lines.at(0);
  office_.WaitUntil(Morning() + hours(14) + minutes(5));  // past midnight
  EXPECT_EQ(office_.Read("news", beyond).documents_new, 1);
  office_.Wait(minutes(10));
  EXPECT_EQ(Told(), Counts(1, 1));
}

TEST_F(SourcesTest, WhatASourceShowsAgainUsesUpNothingOfItsDay) {
  const std::vector<ADocument> shown = {ADocument().Titled("第一篇").WithText(std::string(5000, 'a'))};
  office_.Read("news", shown);
  const int64_t once = office_.store().FindSource("news")->bytes_today;
  EXPECT_GT(once, 5000);
  for (int i = 0; i < 5; ++i) office_.Read("news", shown);
  EXPECT_EQ(office_.store().FindSource("news")->bytes_today, once);
}

TEST_F(SourcesTest, ASourceThatHasNothingNewIsSilentOnceAndClosedOnce) {
  for (int hour = 0; hour < 40; ++hour) {
    office_.Wait(hours(1));
    office_.Read("news", {ADocument().Titled("Opening news")});
    ReadOthers();
  }
  EXPECT_EQ(Told(), Counts(1, 0));
  office_.Read("news", {ADocument().Titled("某市新闻又有新内容")});
  office_.Wait(hours(2));
  EXPECT_EQ(Told(), Counts(1, 1));
}

TEST_F(SourcesTest, ATroubleThatIsOverBeforeAnybodyWasToldIsWrittenDownAndNotSent) {
  auto fetch = [&](const std::vector<ADocument>& documents) {
    ASSERT_TRUE(office_.engine().Ingest(AnIntake(office_.classifier(), "news", documents, office_.now()), office_.now()).ok());
  };
  fetch({});
  fetch({});
  fetch({ADocument().Titled("某市新闻恢复")});
  office_.Wait(hours(1));
  EXPECT_EQ(Told(), Counts(0, 0));
  Result<std::optional<AuditRecord>> note = office_.store().LastAudit();
  ASSERT_TRUE(note.ok() && note->has_value());
  EXPECT_EQ((*note)->action, "source.untold");
  EXPECT_EQ((*note)->object, "news");
  EXPECT_EQ((*note)->detail.rfind("无内容（信源可读，但没有任何条目），自", 0), 0u) << (*note)->detail;
  EXPECT_NE((*note)->detail.find("起，通知发出前已恢复，不再通知"), std::string::npos);

  fetch({});
  fetch({});
  office_.Wait(minutes(10));
  EXPECT_EQ(Told(), Counts(1, 0)) << "the next one is told as ever";
}

TEST_F(SourcesTest, ManySourcesThatFailTogetherAreOneAlarm) {
  for (int i = 0; i < 4; ++i) {
    office_.Wait(minutes(10));
    for (const char* source : {"news", "forum", "board"}) {
      Intake intake = AnIntake(office_.classifier(), source, {}, office_.now());
      ASSERT_TRUE(office_.engine().Ingest(intake, office_.now()).ok());
    }
    office_.Turn();
  }
  std::vector<Notification> alarms = office_.NotificationsOf(MessageKind::kSourceAlarm);
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].message.lines.at(0), "【信源异常】3个信源异常");
  EXPECT_EQ(alarms[0].message.lines.at(1), "半数以上信源同时异常，可能是本机网络故障，请先检查本机网络");
}

TEST_F(SourcesTest, SourcesThatFailOneAfterAnotherWithinTheWaitAreOneAlarmAlsoAcrossARestart) {
  for (const char* source : {"news", "forum", "board"}) {
    Break(source);
    office_.Wait(seconds(10));
    if (source == std::string("forum")) office_.Restart();
  }
  EXPECT_EQ(Told(), Counts(1, 0)) << "half a minute after the first";
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kSourceAlarm)[0].message.lines.at(0), "【信源异常】3个信源异常");
}

TEST_F(SourcesTest, AfterAMessageTheNextWaitsForFiveMinutesAndNamesAllOfThem) {
  Break("news");
  office_.Wait(minutes(1));
  ASSERT_EQ(Told(), Counts(1, 0));
  Break("forum");
  office_.Wait(minutes(2));
  Break("board");
  office_.Wait(minutes(1));
  EXPECT_EQ(Told(), Counts(1, 0));
  office_.Wait(minutes(2));
  ASSERT_EQ(Told(), Counts(2, 0));
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kSourceAlarm)[1].message.lines.at(0), "【信源异常】2个信源异常");
}

TEST_F(SourcesTest, SourcesThatComeBackTogetherAreOneClosingNoteWithTheLengthOfEach) {
  for (const char* source : {"news", "forum"}) Break(source);
  office_.Wait(minutes(10));
  ASSERT_EQ(Told(), Counts(1, 0));
  for (const char* source : {"news", "forum"}) {
    Mend(source);
    office_.Wait(seconds(10));
  }
  EXPECT_EQ(Told(), Counts(1, 0));
  office_.Wait(minutes(5));
  ASSERT_EQ(Told(), Counts(1, 1));
  const std::vector<std::string> lines = office_.NotificationsOf(MessageKind::kSourceClear)[0].message.lines;
  EXPECT_EQ(lines.at(0), "【信源恢复】2个信源已恢复");
  EXPECT_NE(lines.at(2).find("已恢复，中断10分（无内容）"), std::string::npos) << lines.at(2);
}

TEST_F(SourcesTest, ASourceThatDiesAgainBeforeItsClosingNoteWasSentIsToldOnce) {
  Break("news");
  office_.Wait(minutes(1));
  Mend("news");
  office_.Wait(seconds(10));
  Break("news");
  office_.Wait(hours(1));
  EXPECT_EQ(Told(), Counts(1, 0)) << "for operations it was never back";
  Mend("news");
  office_.Wait(hours(1));
  EXPECT_EQ(Told(), Counts(1, 1));
}

TEST_F(SourcesTest, ASourceAlarmGoesToOperationsNotToTheDesk) {
  for (int i = 0; i < 3; ++i) office_.Read("news", {});
  office_.Wait(kNewsWait);
  std::vector<Notification> alarms = office_.NotificationsOf(MessageKind::kSourceAlarm);
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].channel, "screen");
  EXPECT_EQ(alarms[0].receivers.at(0).person, "he");
}

TEST_F(SourcesTest, ImpairedWatchingForHalfAnHourIsOneLineToTheDeskAndOneWhenOver) {
  for (int i = 0; i < 3; ++i) office_.Read("news", {});
  Timestamp since = office_.now();
  office_.Wait(minutes(29));
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kImpaired).empty());
  office_.Wait(hours(3));
  std::vector<Notification> impaired = office_.NotificationsOf(MessageKind::kImpaired);
  ASSERT_EQ(impaired.size(), 1u);
  EXPECT_EQ(impaired[0].receivers.at(0).person, "zhang");
  EXPECT_LE(impaired[0].created_at, since + minutes(40));
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kRestored).empty());
  office_.Read("news", {ADocument().Titled("某市新闻恢复")});
  office_.Wait(hours(1));
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kRestored).size(), 1u);
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kImpaired).size(), 1u);
}

TEST_F(SourcesTest, AShortImpairmentTellsTheDeskNothing) {
  for (int i = 0; i < 3; ++i) office_.Read("news", {});
  office_.Wait(minutes(20));
  office_.Read("news", {ADocument().Titled("某市新闻恢复")});
  office_.Wait(hours(2));
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kImpaired).empty());
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kRestored).empty());
}

}  // namespace
}  // namespace fenghuo
