// What the core makes of the pages behind entries: the text that a list does not give.

#include <gtest/gtest.h>

#include "daemon/core/pages.h"
#include "daemon/core/source_news.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

Config AnOfficeThatFollows() {
  Config config = AnOffice();
  config.sources[0].follow = true;
  config.sources[0].board.Edit().next_url = "https://news.example/?page={page}";
  return config;
}

class FollowTest : public testing::Test {
 protected:
  FollowTest() : office_(AnOfficeThatFollows()) {
    office_.ReadBaselines();
    office_.Wait(minutes(10));
  }

  static ADocument AnEntry() { return ADocument().Id("1").Titled("关于某食堂的情况说明").At("https://news.example/1"); }

  // What the page behind the entry gave.
  IngestReport ReadPage(const ADocument& document, const std::string& failure = "") {
    Intake intake;
    intake.fetch.source = "news";
    intake.errand = ErrandReport{.id = "news/1", .failure = failure};
    if (failure.empty()) intake.documents.push_back(office_.classifier().Judge(document.From("news", office_.now())));
    Result<IngestReport> report = office_.engine().Ingest(intake, office_.now());
    EXPECT_TRUE(report.ok());
    office_.Turn();
    return report.ok() ? *report : IngestReport();
  }

  // Of a list that goes on with a second page.
  static ListPage SecondPage() { return {.url = "https://news.example/?page=2", .number = 2, .first_read = false}; }
  Intake AListThatGoesOn(const std::vector<ADocument>& documents) {
    Intake intake = AnIntake(office_.classifier(), "news", documents, office_.now());
    intake.next_page = SecondPage();
    return intake;
  }
  static Intake TheSecondPage() {
    Intake intake;
    intake.fetch.source = "news";
    intake.errand = ErrandReport{.id = "news?2", .failure = ""};
    intake.page = SecondPage();
    return intake;
  }
  std::vector<std::string> Rows() {
    std::vector<std::string> ids;
    const Result<std::vector<ErrandRecord>> rows = office_.store().Errands();
    for (const ErrandRecord& row : *rows) ids.push_back(row.id);
    return ids;
  }
  std::vector<std::string> Unfinished() {
    std::vector<std::string> urls;
    const Result<std::vector<Errand>> unfinished = UnfinishedPages(office_.engine().core(), office_.now());
    for (const Errand& errand : *unfinished) urls.push_back(errand.url);
    return urls;
  }

  DocumentRecord Stored() { return *office_.store().FindDocument("news/1"); }
  SourceRecord Source() { return office_.engine().core().state.SourceOf("news"); }

  RunningOffice office_;
};

TEST_F(FollowTest, ATitleIsKeptAtOnceAndItsPageIsWanted) {
  IngestReport report = office_.Read("news", {AnEntry()});
  EXPECT_EQ(report.documents_new, 1);
  ASSERT_EQ(report.to_follow.size(), 1u);
  EXPECT_EQ(report.to_follow[0].id, "news/1");
  EXPECT_EQ(Stored().version, 1);
  EXPECT_TRUE(office_.Incidents().empty()) << "the title alone says nothing";
}

TEST_F(FollowTest, TheTextOfThePageIsAChangedVersionThatIsMatchedAndGraded) {
  office_.Read("news", {AnEntry()});

  IngestReport report = ReadPage(AnEntry().WithText("某市某食堂发生食物中毒，30人住院治疗。"));

  EXPECT_EQ(report.documents_new, 0);
  EXPECT_EQ(report.documents_changed, 1);
  EXPECT_TRUE(report.to_follow.empty());
  EXPECT_EQ(Stored().version, 2);
  EXPECT_EQ(Stored().document.text, "某市某食堂发生食物中毒，30人住院治疗。");
  EXPECT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(Source().articles.read, 1);
}

TEST_F(FollowTest, AListThatNamesTheEntryAgainLeavesItsText) {
  office_.Read("news", {AnEntry()});
  ReadPage(AnEntry().WithText("某市某食堂发生食物中毒。"));

  IngestReport report = office_.Read("news", {AnEntry()});

  EXPECT_EQ(report.documents_seen_again, 1);
  EXPECT_TRUE(report.to_follow.empty());
  EXPECT_EQ(Stored().version, 2);
  EXPECT_EQ(Stored().document.text, "某市某食堂发生食物中毒。");
}

TEST_F(FollowTest, ANewTitleIsMatchedWithTheTextThatIsThere) {
  office_.Read("news", {AnEntry()});
  ReadPage(AnEntry().WithText("30人住院治疗。"));
  EXPECT_TRUE(office_.Incidents().empty());

  IngestReport report = office_.Read("news", {AnEntry().Titled("某市某食堂食物中毒情况说明")});

  EXPECT_EQ(report.documents_changed, 1);
  EXPECT_TRUE(report.to_follow.empty()) << "a page is read once";
  EXPECT_EQ(Stored().document.title, "某市某食堂食物中毒情况说明");
  EXPECT_EQ(Stored().document.text, "30人住院治疗。");
  ASSERT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(office_.Incidents()[0].levels.back().level, 2) << "食物中毒 stands in the title, 住院 in the text";
}

TEST_F(FollowTest, ASourceThatDoesNotFollowMayTakeItsTextBack) {
  office_.Read("forum", {ADocument().Id("1").Titled("某市论坛帖子").At("https://forum.example/1").WithText("第一版")});
  IngestReport report = office_.Read("forum", {ADocument().Id("1").Titled("某市论坛帖子").At("https://forum.example/1")});
  EXPECT_EQ(report.documents_changed, 1);
  EXPECT_TRUE(report.to_follow.empty());
  EXPECT_EQ(office_.store().FindDocument("forum/1")->document.text, "");
}

TEST_F(FollowTest, WhatASourceHeldAtItsFirstReadIsNotFollowed) {
  Config config = AnOfficeThatFollows();
  config.sources[1].follow = true;
  RunningOffice office(config);
  EXPECT_TRUE(office.Read("news", {AnEntry()}).to_follow.empty());
  office.Wait(minutes(10));
  EXPECT_TRUE(office.Read("news", {AnEntry()}).to_follow.empty());
  EXPECT_TRUE(UnfinishedPages(office.engine().core(), office.now())->empty());
}

TEST_F(FollowTest, ARestartFindsThePagesThatAreStillUnread) {
  office_.Read("news", {AnEntry(), ADocument().Id("2").Titled("某市召开会议").At("https://news.example/2"),
                        ADocument().Id("3").Titled("某市没有网址的通知")});
  ReadPage(AnEntry().WithText("正文"));

  office_.Restart();

  Result<std::vector<Errand>> unread = UnfinishedPages(office_.engine().core(), office_.now());
  ASSERT_TRUE(unread.ok());
  ASSERT_EQ(unread->size(), 1u);
  EXPECT_EQ(unread->at(0).id, "news/2");
  office_.Wait(hours(25));
  EXPECT_TRUE(UnfinishedPages(office_.engine().core(), office_.now())->empty()) << "yesterday's page is let go";
}

TEST_F(FollowTest, ARestartDoesNotAskAgainForAPageThatFailedForGood) {
  office_.Read("news", {AnEntry()});
  ReadPage(AnEntry(), "服务器返回 HTTP 404");

  office_.Restart();

  EXPECT_TRUE(UnfinishedPages(office_.engine().core(), office_.now())->empty());
  EXPECT_EQ(Source().articles.misses, 1) << "so its source does not drift by restarts";
}

TEST_F(FollowTest, ARestartGoesOnWithTheFurtherPageThatWasToBeRead) {
  ASSERT_TRUE(office_.engine().Ingest(AListThatGoesOn({AnEntry().WithText("正文")}), office_.now()).ok());

  office_.Restart();
  Result<std::vector<Errand>> unfinished = UnfinishedPages(office_.engine().core(), office_.now());
  ASSERT_EQ(unfinished->size(), 1u);
  EXPECT_EQ(unfinished->at(0).id, "news?2");
  EXPECT_EQ(unfinished->at(0).list_page->url, "https://news.example/?page=2");
  EXPECT_EQ(unfinished->at(0).list_page->number, 2);

  ASSERT_TRUE(office_.engine().Ingest(TheSecondPage(), office_.now()).ok());
  office_.Restart();
  EXPECT_TRUE(Unfinished().empty());
}

TEST_F(FollowTest, AFurtherPageIsWantedWithTheFirstDocumentsThatGiveRiseToItWhateverWriteFails) {
  const std::vector<ADocument> more_than_a_batch = [] {
    std::vector<ADocument> documents;
    for (size_t i = 0; i <= kDocumentsPerBatch; ++i) documents.push_back(ADocument().Id(std::to_string(i)).WithText("正文"));
    return documents;
  }();
  int cut_between = 0;
  for (int n = 1; n <= 100; ++n) {
    auto disk = std::make_shared<FaultFileSystem>(1);
    RunningOffice office(AnOfficeThatFollows(), disk);
    office.ReadBaselines();
    Intake intake = AnIntake(office.classifier(), "news", more_than_a_batch, office.now());
    intake.next_page = SecondPage();
    disk->Plan({.call = DiskCall::kAppend, .kind = FileKind::kLog, .n = n});
    const bool whole = office.engine().Ingest(intake, office.now()).ok();
    disk->Clear();
    office.Restart();
    const bool first_part = office.store().FindDocument("news/0").ok();
    EXPECT_EQ(office.store().Errands()->size(), first_part ? 1u : 0u) << "write " << n;
    if (whole) break;
    cut_between += first_part ? 1 : 0;
  }
  EXPECT_GT(cut_between, 0) << "no write failed between the parts: this shows nothing";
}

TEST_F(FollowTest, APageThatWasReadAfterItWasWantedIsNotWantedAnyMore) {
  const std::vector<Intake> intakes = {AListThatGoesOn({AnEntry().WithText("正文")}), TheSecondPage()};

  Result<IngestReport> report = office_.engine().Ingest(intakes, office_.now());

  EXPECT_TRUE(report->to_follow.empty());
  EXPECT_TRUE(Rows().empty());
}

TEST_F(FollowTest, APageThatIsWantedAfterItWasReadIsReadAgain) {
  const std::vector<Intake> intakes = {TheSecondPage(), AListThatGoesOn({AnEntry().WithText("正文")})};

  Result<IngestReport> report = office_.engine().Ingest(intakes, office_.now());

  ASSERT_EQ(report->to_follow.size(), 1u);
  EXPECT_EQ(report->to_follow[0].id, "news?2");
  EXPECT_EQ(Rows(), std::vector<std::string>{"news?2"});
}

TEST_F(FollowTest, ARestartAsksForNoPageOfAnotherSiteWhereAnEntryHasMoved) {
  office_.Read("news", {AnEntry()});
  office_.Read("news", {AnEntry().Titled("关于某食堂的情况说明（更新）").At("https://other.example/admin")});
  ASSERT_EQ(Rows(), std::vector<std::string>{"news/1"});

  office_.Restart();

  EXPECT_TRUE(Unfinished().empty());
}

TEST_F(FollowTest, ARestartAsksForNoPageOfAnEntryWhoseTextHasComeMeanwhile) {
  office_.Read("news", {AnEntry()});
  office_.Read("news", {AnEntry().WithText("正文")});
  ASSERT_EQ(Rows(), std::vector<std::string>{"news/1"});

  office_.Restart();

  EXPECT_TRUE(Unfinished().empty());
}

TEST_F(FollowTest, ARestartAsksForNoFurtherPageOfASiteThatTheSourceHasLeft) {
  ASSERT_TRUE(office_.engine().Ingest(AListThatGoesOn({AnEntry().WithText("正文")}), office_.now()).ok());
  Config moved = AnOfficeThatFollows();
  moved.sources[0].url = "https://moved.example/feed";

  office_.Restart(moved);

  EXPECT_TRUE(Unfinished().empty());
}

TEST_F(FollowTest, WhatIsLetGoIsGoneFromTheStoreWithTheNextCommit) {
  office_.Read("news", {AnEntry()});
  office_.Wait(hours(25));
  office_.Restart();
  ASSERT_EQ(Rows(), std::vector<std::string>{"news/1"});

  EXPECT_TRUE(Unfinished().empty());
  office_.Turn();

  EXPECT_TRUE(Rows().empty());
}

TEST_F(FollowTest, PagesOfASourceThatIsGoneAreLetGo) {
  office_.Read("news", {AnEntry()});
  Config without = AnOfficeThatFollows();
  std::erase_if(without.sources, [](const SourceConfig& source) { return source.id == "news"; });
  office_.engine().Reconfigure(without, office_.engine().core().classifier);
  EXPECT_TRUE(UnfinishedPages(office_.engine().core(), office_.now())->empty());
}

TEST_F(FollowTest, OneDeadPageIsCountedAndNothingMore) {
  office_.Read("news", {AnEntry()});
  ReadPage(AnEntry().WithText("正文"));
  ReadPage(AnEntry(), "服务器返回 HTTP 404");
  office_.Read("news", {AnEntry()});
  EXPECT_EQ(Source().health, SourceHealth::kOk);
  EXPECT_EQ(Source().articles.failed, 1);
  EXPECT_EQ(Source().articles.last_failure, "服务器返回 HTTP 404");
}

TEST_F(FollowTest, ASourceWhosePagesGiveNoTextAnyMoreHasDriftedUntilOneDoes) {
  office_.Read("news", {AnEntry()});
  ReadPage(AnEntry().WithText("正文"));
  for (int i = 0; i < 5; ++i) ReadPage(AnEntry(), "网页中没有找到正文");

  office_.Read("news", {AnEntry()});
  EXPECT_EQ(Source().health, SourceHealth::kDrifted);
  EXPECT_EQ(Source().health_reason, "条目可读，但最近5篇的网页都没有读到正文：网页中没有找到正文");
  office_.Read("news", {AnEntry()});
  office_.Wait(kNewsWait);
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kSourceAlarm).size(), 1u);

  ReadPage(AnEntry().WithText("正文"));
  office_.Read("news", {AnEntry()});
  EXPECT_EQ(Source().health, SourceHealth::kOk);
  office_.Wait(kNewsInterval);
  EXPECT_EQ(office_.NotificationsOf(MessageKind::kSourceClear).size(), 1u);
}

TEST_F(FollowTest, PagesThatFindNoRoomAreCounted) {
  IngestReport report = office_.Read("news", {AnEntry()});
  ASSERT_TRUE(office_.engine().NoteNoRoom(report.to_follow).ok());
  office_.Restart();
  EXPECT_EQ(Source().articles.no_room, 1);
  EXPECT_TRUE(UnfinishedPages(office_.engine().core(), office_.now())->empty());
}

}  // namespace
}  // namespace fenghuo
