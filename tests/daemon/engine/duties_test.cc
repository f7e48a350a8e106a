#include "daemon/core/duties.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "daemon/core/audit.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

// Of the office's zone, on the day of Morning() or the ones after it.
Timestamp OClock(int hour, int days_later = 0) { return Morning() - hours(10) + hours(24 * days_later + hour); }

bool Holds(const Message& message, const std::string& words) {
  return std::any_of(message.lines.begin(), message.lines.end(),
                     [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

class DutiesTest : public testing::Test {
 protected:
  DutiesTest() { office_.ReadBaselines(); }
  RunningOffice office_;
};

TEST_F(DutiesTest, TheDeskIsToldOnceOfAnIncidentThatNobodyFollows) {
  Decision stranded;
  stranded.incident.id = "2026-0711-09";
  stranded.incident.number = "0711-09";
  stranded.incident.level = 3;
  stranded.incident.state = IncidentState::kNotified;
  office_.engine().core().state.Apply(stranded, office_.now());

  office_.Turn();
  office_.Wait(minutes(30));

  std::vector<Notification> told = office_.NotificationsOf(MessageKind::kDigest);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].message.lines.at(0), "【无人跟进】0711-09没有下一步通知，也没有责任人，请上线处理");
  EXPECT_EQ(told[0].receivers.at(0).person, "zhang");
}

TEST_F(DutiesTest, TheMorningBriefComesEveryDayAlsoWhenNothingHappened) {
  office_.WaitUntil(OClock(9, 3));
  std::vector<Notification> briefs = office_.NotificationsOf(MessageKind::kBrief);
  ASSERT_EQ(briefs.size(), 3u);
  for (int day = 1; day <= 3; ++day) EXPECT_EQ(briefs[static_cast<size_t>(day - 1)].created_at, OClock(8, day));
  EXPECT_TRUE(Holds(briefs[0].message, "无新增舆情事件"));
  EXPECT_FALSE(Holds(briefs[0].message, "审计校验")) << "there is no record yet";
}

TEST_F(DutiesTest, TheMorningBriefTakesTheEndOfTheAuditChainAlong) {
  ASSERT_TRUE(office_.engine().NoteAudit({"zhang", "document.read", "news/1"}, office_.now()).ok());
  office_.WaitUntil(OClock(9, 1));
  std::string anchor = ShownAuditHead(*office_.engine().core().state.last_audit());
  EXPECT_TRUE(anchor.starts_with("1:")) << anchor;
  EXPECT_TRUE(Holds(office_.NotificationsOf(MessageKind::kBrief).at(0).message, "审计校验：" + anchor + "（留存备查）"));
}

TEST_F(DutiesTest, NotesOfManyReadersAreOneCommit) {
  std::vector<AuditNote> lines;
  for (int i = 0; i < 100; ++i) lines.push_back({"zhang", "document.read", "news/" + std::to_string(i)});
  SessionRecord session;
  session.token_hash = std::string(64, 'a');
  SessionChanges sessions;
  sessions.kept = {session};
  const uint64_t before = office_.store().sequence();

  ASSERT_TRUE(office_.engine().Note(lines, sessions, office_.now()).ok());

  EXPECT_EQ(office_.store().sequence(), before + 1);
  EXPECT_EQ(office_.store().LastAudit()->value().object, "news/99");
  EXPECT_EQ(office_.store().LastAudit()->value().sequence, 100);
  EXPECT_EQ(office_.store().Sessions()->size(), 1u);
}

TEST_F(DutiesTest, ADigestIsSentOnlyWhenSomethingIsListed) {
  office_.WaitUntil(OClock(18));
  EXPECT_TRUE(office_.NotificationsOf(MessageKind::kDigest).empty());
}

TEST_F(DutiesTest, ADigestListsWhatCameSinceTheLastOneAndNoneTwice) {
  office_.WaitUntil(OClock(11));
  office_.Read("news", {ADocument().Titled("理发店办卡退费难遭顾客投诉")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  office_.WaitUntil(OClock(18));
  std::vector<Notification> digests = office_.NotificationsOf(MessageKind::kDigest);
  ASSERT_EQ(digests.size(), 1u) << "at 12:00, and not again at 17:00";
  EXPECT_EQ(digests[0].created_at, OClock(12));
  EXPECT_TRUE(Holds(digests[0].message, "理发店办卡退费难遭顾客投诉"));
}

TEST_F(DutiesTest, ADigestTellsOfWhatIsOverdueAlsoWhenNothingIsNew) {
  office_.WaitUntil(OClock(16));
  office_.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  office_.WaitUntil(OClock(17));
  std::vector<Notification> digests = office_.NotificationsOf(MessageKind::kDigest);
  ASSERT_EQ(digests.size(), 1u);
  EXPECT_TRUE(Holds(digests[0].message, "超期未签收1起"));
}

TEST_F(DutiesTest, TheBriefCountsTheDeadLettersOfTheNight) {
  office_.WaitUntil(OClock(23));
  Result<IngestReport> read = office_.engine().Ingest(
      AnIntake(office_.classifier(), "news", {ADocument().Titled("某市第三小学学生食物中毒住院")}, office_.now()), office_.now());
  ASSERT_TRUE(read.ok());
  Result<std::vector<Outgoing>> sends = office_.engine().TakeSends(office_.now());
  ASSERT_EQ(sends->size(), 1u);
  DeliveryResult refused = Delivered(sends->front());
  refused.outcome.kind = OutcomeKind::kPermanent;
  ASSERT_TRUE(office_.engine().Settle(refused, office_.now()).ok());
  office_.WaitUntil(OClock(8, 1));
  std::vector<Notification> briefs = office_.NotificationsOf(MessageKind::kBrief);
  ASSERT_EQ(briefs.size(), 1u);
  EXPECT_TRUE(Holds(briefs[0].message, "未送达1条，请上线查看"));
  office_.WaitUntil(OClock(8, 2));
  EXPECT_FALSE(Holds(office_.NotificationsOf(MessageKind::kBrief).at(1).message, "未送达"));
}

TEST_F(DutiesTest, TheBriefNamesTheChannelsThatAreOutOfOrder) {
  std::vector<std::string> broken = {"group"};
  office_.SetTime(OClock(8, 1));
  SendBriefs(office_.engine().core(), broken, office_.now());
  ASSERT_TRUE(office_.engine().core().state.Commit().ok());
  EXPECT_TRUE(Holds(office_.NotificationsOf(MessageKind::kBrief).at(0).message, "通知通道异常：group"));
}

TEST_F(DutiesTest, DigestsTakenOutOfTheConfigurationAreNeverDueAgain) {
  Config config = AnOffice();
  config.policies.digests.clear();
  office_.engine().Reconfigure(config, *Classifier::Make(config));
  office_.SetTime(OClock(13));
  office_.Turn();
  EXPECT_GT(office_.engine().NextDue(office_.now()), office_.now());
}

TEST_F(DutiesTest, ANewHourOrZoneOfTheBriefCountsFromTheReloadOn) {
  Config config = AnOffice();
  config.policies.morning_brief = {9 * 60};
  office_.engine().Reconfigure(config, *Classifier::Make(config));
  office_.WaitUntil(OClock(10, 1));
  config.zone = *Zone::Load("Asia/Tokyo");
  office_.engine().Reconfigure(config, *Classifier::Make(config));
  office_.WaitUntil(OClock(10, 2));

  std::vector<Notification> briefs = office_.NotificationsOf(MessageKind::kBrief);
  ASSERT_EQ(briefs.size(), 2u);
  EXPECT_EQ(briefs[0].created_at, OClock(9, 1));
  EXPECT_EQ(briefs[1].created_at, OClock(8, 2)) << "nine in Tokyo";
}

TEST_F(DutiesTest, ABriefThatWasMovedWhileTheDaemonWasDownComesAtTheNewHour) {
  Config config = AnOffice();
  config.policies.morning_brief = {9 * 60};
  office_.Restart(config);
  office_.WaitUntil(OClock(10, 1));

  EXPECT_EQ(office_.NotificationsOf(MessageKind::kBrief).at(0).created_at, OClock(9, 1));
}

TEST_F(DutiesTest, AStoryThatIsForgottenIsNoLongerDue) {
  office_.Read("news", {ADocument().Titled("理发店办卡退费难遭顾客投诉")});
  office_.SetTime(Morning() + hours(24 * 60));
  office_.Turn();
  office_.Turn();
  office_.Restart();
  office_.Turn();
  EXPECT_GT(office_.engine().NextDue(office_.now()), office_.now());
}

}  // namespace
}  // namespace fenghuo
