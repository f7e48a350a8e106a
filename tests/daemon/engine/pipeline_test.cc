#include "daemon/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "daemon/core/incidents.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr const char* kPoisoning = "某市第三小学多名学生食物中毒";
constexpr const char* kGrave = "某市第三小学多名学生食物中毒，12人住院";

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() { office_.ReadBaselines(); }

  DocumentRecord Stored(const std::string& id) {
    Result<DocumentRecord> record = office_.store().FindDocument(id);
    EXPECT_TRUE(record.ok()) << id;
    return record.ok() ? *record : DocumentRecord();
  }

  std::vector<std::string> TimelineKinds(const std::string& incident) {
    std::vector<std::string> kinds;
    Result<std::vector<TimelineEntry>> entries = office_.store().Timeline(incident);
    for (const TimelineEntry& entry : *entries) kinds.push_back(entry.kind);
    return kinds;
  }

  RunningOffice office_;
};

TEST_F(PipelineTest, SeenAgainWithOtherNumbersIsANewObservationNotANewDocument) {
  IngestReport first = office_.Read("board", {ADocument().Titled(kPoisoning).Id("1").Ranked(30, 1000)});
  office_.Wait(minutes(10));
  IngestReport second = office_.Read("board", {ADocument().Titled(kPoisoning).Id("1").Ranked(8, 90'000)});
  EXPECT_EQ(first.documents_new, 1);
  EXPECT_EQ(second.documents_new, 0);
  EXPECT_EQ(second.documents_seen_again, 1);
  Result<std::vector<Observation>> observations = office_.store().Observations("board/1");
  ASSERT_EQ(observations->size(), 2u);
  EXPECT_EQ(observations->front().rank, 30);
  EXPECT_EQ(observations->back().rank, 8);
  EXPECT_EQ(Stored("board/1").version, 1);
}

TEST_F(PipelineTest, AChangedTitleIsMatchedAgainAndBothVersionsAreKept) {
  office_.Read("news", {ADocument().Titled("某市第三小学今日停课").Id("1")});
  EXPECT_TRUE(office_.Incidents().empty());
  IngestReport report = office_.Read("news", {ADocument().Titled(kPoisoning).Id("1")});
  EXPECT_EQ(report.documents_changed, 1);
  EXPECT_EQ(report.incidents_opened, 1);
  EXPECT_EQ(Stored("news/1").version, 2);
  EXPECT_EQ(Stored("news/1").document.title, kPoisoning);
  Result<std::vector<DocumentRecord>> versions = office_.store().DocumentVersions("news/1", 100);
  ASSERT_EQ(versions->size(), 1u);
  EXPECT_EQ(versions->front().document.title, "某市第三小学今日停课");
}

TEST_F(PipelineTest, OfADocumentThatChangesAllTheTimeTheFirstVersionTheFirstFoundAndTheLastOnesAreKept) {
  office_.Read("news", {ADocument().Titled("某市第三小学今日停课").Id("1")});
  office_.Read("news", {ADocument().Titled(kPoisoning).Id("1")});
  int64_t dropped = 0;
  for (int edit = 3; edit <= 42; ++edit) {
    dropped += office_.Read("news", {ADocument().Titled("第" + std::to_string(edit) + "次修改").Id("1")}).versions_dropped;
  }

  std::vector<int> kept;
  Result<std::vector<DocumentRecord>> versions = office_.store().DocumentVersions("news/1", 100);
  for (const DocumentRecord& earlier : *versions) kept.push_back(earlier.version);
  ASSERT_EQ(kept.size(), 22u);
  EXPECT_EQ(kept[0], 1);
  EXPECT_EQ(kept[1], 2);
  EXPECT_EQ((*versions)[1].document.title, kPoisoning);
  EXPECT_EQ(kept[2], 22);
  EXPECT_EQ(kept.back(), 41);
  EXPECT_EQ(dropped, 19);
  EXPECT_EQ(VersionsDropped(Stored("news/1")), 19);
}

TEST_F(PipelineTest, OfALongDocumentThatChangesAllTheTimeNoMoreThanItsShareOfTheDiskIsKept) {
  const std::string long_text(300'000, 'a');
  for (int edit = 1; edit <= 30; ++edit) {
    office_.Read("news", {ADocument().Titled("一份长公告").Id("1").WithText(std::to_string(edit) + long_text)});
  }

  Result<std::vector<DocumentRecord>> versions = office_.store().DocumentVersions("news/1", 100);
  ASSERT_EQ(versions->size(), 7u) << "the first, and as many as 2 MiB hold";
  EXPECT_EQ(versions->front().version, 1);
  EXPECT_EQ(versions->back().version, 29);
  EXPECT_EQ(VersionsDropped(Stored("news/1")), 22);
}

TEST_F(PipelineTest, AShadowRuleIsKeptWithTheDocumentAndNobodyIsTold) {
  IngestReport report = office_.Read("news", {ADocument().Titled("天价月饼引热议").Id("1")});
  EXPECT_EQ(report.documents_matched, 0);
  EXPECT_TRUE(office_.Incidents().empty());
  EXPECT_TRUE(Stored("news/1").matches.empty());
  ASSERT_EQ(Stored("news/1").shadow_matches.size(), 1u);
  EXPECT_EQ(Stored("news/1").shadow_matches[0].rule, "trial");
  EXPECT_TRUE(Stored("news/1").shadow_matches[0].shadow);
}

TEST_F(PipelineTest, FirstKnowledgeOfAChangedDocumentStaysTheFirst) {
  Timestamp first = office_.now();
  office_.Read("news", {ADocument().Titled("某市第三小学今日停课").Id("1")});
  office_.Wait(hours(1));
  office_.Read("news", {ADocument().Titled(kPoisoning).Id("1")});
  EXPECT_EQ(Stored("news/1").document.fetched_at, first);
}

TEST_F(PipelineTest, AChangedDocumentThatLeavesItsStoryIsNewToTheOther) {
  office_.Read("news", {ADocument().Titled("市图书馆周日开放夜间阅览室").Id("1")});
  office_.Wait(hours(24 * 15));
  Timestamp changed = office_.now();
  office_.Read("news", {ADocument().Titled(kPoisoning).Id("1")});
  std::vector<Incident> incidents = office_.Incidents();
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_EQ(incidents[0].first_seen, changed);
  EXPECT_EQ(incidents[0].first_source, "某市新闻");
  const JudgementRecord& judgement = office_.engine().core().state.judgements().at(incidents[0].story);
  EXPECT_EQ(judgement.heat.documents, 1);
  EXPECT_GT(judgement.card.heat_milli, 0);
}

TEST_F(PipelineTest, OneStoryIsOneIncident) {
  office_.Read("news", {ADocument().Titled(kPoisoning)});
  office_.Wait(minutes(5));
  office_.Read("forum", {ADocument().Titled(kPoisoning)});
  office_.Read("board", {ADocument().Titled("某市第三小学多名学生食物中毒最新通报")});
  EXPECT_EQ(office_.Incidents().size(), 1u);
}

TEST_F(PipelineTest, AReprintAddsHeatNotMessages) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  size_t told = office_.Notifications().size();
  ASSERT_GT(told, 0u);
  const JudgementRecord before = office_.engine().core().state.judgements().at(office_.Incidents()[0].story);
  office_.Wait(minutes(1));
  office_.Read("forum", {ADocument().Titled(kGrave)});
  const JudgementRecord& after = office_.engine().core().state.judgements().at(before.story);
  EXPECT_EQ(office_.Notifications().size(), told);
  EXPECT_EQ(after.heat.documents, 2);
  EXPECT_EQ(after.heat.copies_total, 1);
  EXPECT_GT(after.card.heat_milli, before.card.heat_milli);
}

TEST_F(PipelineTest, ARaisedLevelNotifiesAtOnceWhateverWasSentBefore) {
  office_.Read("news", {ADocument().Titled(kPoisoning).Id("1")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  ASSERT_NE(office_.Incidents()[0].level, 2);
  office_.Wait(minutes(3));
  office_.Read("forum", {ADocument().Titled(kGrave).Id("2")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(office_.Incidents()[0].level, 2);
  std::vector<Notification> raised = office_.NotificationsOf(MessageKind::kRaised);
  ASSERT_FALSE(raised.empty());
  EXPECT_EQ(raised[0].created_at, office_.now());
  EXPECT_EQ(raised[0].urgency, Urgency::kRing);
  EXPECT_EQ(raised[0].state, DeliveryState::kDelivered);
}

TEST_F(PipelineTest, AFallingLevelIsWrittenLaterAndRingsNobody) {
  office_.Read("news", {ADocument().Titled(kGrave)});
  Incident incident = office_.Incidents()[0];
  ASSERT_EQ(incident.level, 2);
  office_.Do(incident.id, {.kind = ActionKind::kAcknowledge, .person = "zhang", .entered_by = "zhang"});
  office_.Do(incident.id, {.kind = ActionKind::kNote, .person = "zhang", .entered_by = "zhang", .note = "已到现场"});
  office_.Wait(hours(23));
  EXPECT_EQ(office_.Incidents()[0].level, 2) << "the floor holds for 24 hours";
  office_.Wait(hours(24 * 2));
  EXPECT_NE(office_.Incidents()[0].level, 2);
  std::vector<std::string> kinds = TimelineKinds(incident.id);
  auto lowered = std::find(kinds.begin(), kinds.end(), "lowered");
  ASSERT_NE(lowered, kinds.end());
  EXPECT_EQ(std::find(lowered, kinds.end(), "notified"), kinds.end());
}

TEST_F(PipelineTest, TwoStoriesWithIncidentsThatBecomeOneLeaveTheOlderIncident) {
  // Both open on their own; a person's merge of the stories is what the index does when they grow alike.
  office_.Read("news", {ADocument().Titled("城东菜场摊主遭顾客投诉短斤缺两")});
  office_.Wait(minutes(30));
  office_.Read("forum", {ADocument().Titled("幼儿园食物中毒家长围堵园长办公室")});
  std::vector<Incident> before = office_.Incidents();
  ASSERT_EQ(before.size(), 2u);
  Core& core = office_.engine().core();
  std::string taken = before[0].story;
  std::string into = before[1].story;
  std::string older = before[0].id;
  ASSERT_TRUE(core.state.stories().Merge(taken, into));
  JoinIncidents(older, into, core, office_.now());
  core.state.DropJudgement(taken);
  ASSERT_TRUE(core.state.Commit().ok());
  std::vector<Incident> after = office_.Incidents();
  EXPECT_NE(after[0].state, IncidentState::kMerged);
  EXPECT_EQ(after[1].state, IncidentState::kMerged);
  EXPECT_EQ(after[1].merged_into, older);
  EXPECT_EQ(after[0].story, into);
  EXPECT_EQ(core.state.judgements().at(into).incident, older);
}

TEST_F(PipelineTest, EachPartOfALongFetchIsABatchAndTheLastHoldsTheSource) {
  std::vector<ADocument> documents;
  for (int i = 0; i < 250; ++i) documents.push_back(ADocument().Titled("某市新闻第" + std::to_string(i) + "条").Id(std::to_string(i)));
  uint64_t before = office_.store().sequence();
  Intake intake = AnIntake(office_.classifier(), "news", documents, office_.now());
  Result<IngestReport> report = office_.engine().Ingest(intake, office_.now());
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->documents_new, 250);
  EXPECT_EQ(office_.store().sequence() - before, 3u);
}

TEST_F(PipelineTest, SmallFetchesThatWaitTogetherShareABatch) {
  std::vector<Intake> intakes;
  for (int i = 0; i < 25; ++i) {
    std::string source = i % 2 == 0 ? "news" : "forum";
    std::vector<ADocument> documents(5);
    for (int k = 0; k < 5; ++k) {
      std::string number = std::to_string(5 * i + k);
      documents[static_cast<size_t>(k)].Titled("某市新闻第" + number + "条").Id(number);
    }
    intakes.push_back(AnIntake(office_.classifier(), source, documents, office_.now()));
  }
  uint64_t before = office_.store().sequence();
  Result<IngestReport> report = office_.engine().Ingest(intakes, office_.now());
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->documents_new, 125);
  EXPECT_EQ(office_.store().sequence() - before, 2u) << "a hundred documents, and the rest";
  EXPECT_FALSE(Stored("news/124").story.empty());
}

TEST_F(PipelineTest, ADocumentThatTwoWaitingFetchesBringIsSeenAgain) {
  auto fetched = [&](const char* title) {
    return AnIntake(office_.classifier(), "news", {ADocument().Titled(title).Id("1")}, office_.now());
  };
  std::vector<Intake> intakes = {fetched("某市第三小学今日停课"), fetched("某市第三小学今日停课"), fetched("某市第三小学明日停课")};
  Result<IngestReport> report = office_.engine().Ingest(intakes, office_.now());
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->documents_new, 1);
  EXPECT_EQ(report->documents_seen_again, 1);
  EXPECT_EQ(report->documents_changed, 1);
  EXPECT_EQ(Stored("news/1").version, 2);
}

TEST_F(PipelineTest, ADocumentThatComesTwiceInOneFetchIsOneDocument) {
  IngestReport report = office_.Read(
      "news", {ADocument().Titled("某市第三小学今日停课").Id("1"), ADocument().Titled("某市第三小学今日停课").Id("1")});
  EXPECT_EQ(report.documents_new, 1);
  EXPECT_EQ(report.documents_seen_again, 1);
  EXPECT_FALSE(Stored("news/1").story.empty());
}

TEST(FirstReadTest, IsABaselineAndOpensNoIncident) {
  RunningOffice office;
  IngestReport report = office.Read("news", {ADocument().Titled(kGrave).Id("1"), ADocument().Titled("旧闻").Id("2")});
  EXPECT_EQ(report.documents_new, 2);
  EXPECT_EQ(report.incidents_opened, 0);
  office.Wait(hours(1));
  EXPECT_TRUE(office.Incidents().empty());
  office.Read("news", {ADocument().Titled(kGrave).Id("1"), ADocument().Titled("某市第九中学食物中毒致多人住院").Id("3")});
  EXPECT_EQ(office.Incidents().size(), 1u) << "what comes after the first read is news";
}

TEST(FirstReadTest, OfAnEmptyFeedIsNotTheBaselineYet) {
  RunningOffice office;
  office.Read("news", {});
  office.Wait(minutes(10));
  office.Read("news", {ADocument().Titled(kGrave)});
  EXPECT_TRUE(office.Incidents().empty());
}

}  // namespace
}  // namespace fenghuo
