#include "daemon/core/retention.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr Duration kDay = hours(24);

// Unmatched documents for two days, matched ones for ten; stories are closed after one day, watched ones after three.
Config AForgetfulOffice() {
  Config config = AnOffice();
  config.retention = {.unmatched = 2 * kDay, .matched = 10 * kDay};
  config.stories.age_max = kDay;
  config.stories.age_max_watched = 3 * kDay;
  for (SourceConfig& source : config.sources) source.silent_after.reset();
  return config;
}

class RetentionTest : public testing::Test {
 protected:
  RetentionTest() : office_(AForgetfulOffice(), disk_) { office_.ReadBaselines(); }

  bool Knows(const std::string& document) { return office_.store().FindDocument(document).ok(); }
  std::vector<AuditRecord> Rounds() {
    std::vector<AuditRecord> rounds;
    Result<std::vector<AuditRecord>> all = office_.store().AuditRecords(1, 1000);
    for (const AuditRecord& record : *all) {
      if (record.action == "retention.remove") rounds.push_back(record);
    }
    return rounds;
  }
  // What the source showed before is not there any more.
  void ReadOther(const std::string& source) {
    office_.Wait(minutes(1));
    office_.Read(source, {ADocument().Titled("Later " + std::to_string(++others_))});
  }
  bool StandsInAFile(const std::string& text) {
    std::vector<std::string> names;
    rocksdb::IODebugContext* none = nullptr;
    EXPECT_TRUE(disk_->GetChildren("/store", {}, &names, none).ok());
    for (const std::string& name : names) {
      std::optional<std::string> bytes = disk_->ReadWhole("/store/" + name);
      if (bytes && bytes->find(text) != std::string::npos) return true;
    }
    return false;
  }

  std::shared_ptr<FaultFileSystem> disk_ = std::make_shared<FaultFileSystem>(1);
  RunningOffice office_;
  int others_ = 0;
};

TEST_F(RetentionTest, AnUnmatchedDocumentGoesWithAllThatIsKnownOfItAndAMatchedOneStays) {
  office_.Read("news", {ADocument().Id("1").Ranked(3, 900), ADocument().Id("2").Titled("演练：食物中毒应急")});
  office_.Wait(minutes(10));
  office_.Read("news", {ADocument().Id("1").Titled("某市举办第二届图书节").Ranked(2, 950)});
  ReadOther("news");
  ASSERT_EQ(office_.store().DocumentVersions("news/1", 100)->size(), 1u);
  ASSERT_EQ(office_.store().Observations("news/1")->size(), 2u);
  std::string story = office_.store().FindDocument("news/1")->story;

  office_.Wait(kDay);
  EXPECT_TRUE(Knows("news/1"));
  office_.Wait(2 * kDay);

  EXPECT_FALSE(Knows("news/1"));
  EXPECT_TRUE(office_.store().DocumentVersions("news/1", 100)->empty());
  EXPECT_TRUE(office_.store().Observations("news/1")->empty());
  EXPECT_TRUE(office_.store().StoryMembers(story)->empty());
  EXPECT_FALSE(office_.store().FindStory(story).ok());
  EXPECT_TRUE(Knows("news/2"));
}

TEST_F(RetentionTest, EveryListCanStillBeReadAfterwards) {
  for (int i = 0; i < 700; ++i) office_.Read("news", {ADocument().Titled("Notice " + std::to_string(i))});
  ReadOther("news");
  office_.Wait(4 * kDay);
  Result<Page<DocumentRecord>> left = office_.store().ListDocuments("", 1000);
  ASSERT_TRUE(left.ok()) << left.error().message;
  EXPECT_EQ(left->rows.size(), 3u) << "what each of the three sources shows now";
  Result<Page<Story>> stories = office_.store().ListStories("", 1000);
  ASSERT_TRUE(stories.ok()) << stories.error().message;
  EXPECT_LE(stories->rows.size(), 3u);
}

TEST_F(RetentionTest, WhatItsSourceStillShowsStaysSoThatItDoesNotComeBackAsNews) {
  office_.Read("news", {ADocument().Id("pinned"), ADocument().Id("other").Titled("Weather")});
  office_.Wait(20 * kDay);
  EXPECT_TRUE(Knows("news/pinned"));
  IngestReport again = office_.Read("news", {ADocument().Id("pinned"), ADocument().Id("new").Titled("Road works")});
  EXPECT_EQ(again.documents_new, 1);
  office_.Wait(4 * kDay);
  EXPECT_TRUE(Knows("news/pinned"));
  EXPECT_FALSE(Knows("news/other"));
}

TEST_F(RetentionTest, WhatAnIncidentHoldsStaysWhenItIsOverAndItsStoryIsForgotten) {
  office_.Read("news", {ADocument().Id("evidence").Titled("某校学生食物中毒")});
  office_.Read("forum", {ADocument().Id("copy").Titled("某校学生食物中毒")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  std::string incident = office_.Incidents()[0].id;
  office_.Do(incident, {.kind = ActionKind::kAcknowledge, .person = "zhang", .entered_by = "zhang", .note = "已核实"});
  ReadOther("news");
  ReadOther("forum");
  office_.SetTime(office_.now() + 40 * kDay);
  office_.Wait(kDay);
  EXPECT_TRUE(Knows("news/evidence"));
  EXPECT_TRUE(Knows("forum/copy"));
  EXPECT_TRUE(office_.store().FindStory(office_.store().FindDocument("news/evidence")->story).ok());
}

TEST_F(RetentionTest, WhatItSaidBeforeItWasEditedOutOfAnIncidentStaysAsItsEvidence) {
  office_.Read("news", {ADocument().Id("edited").Titled("某校学生食物中毒")});
  office_.Read("forum", {ADocument().Id("other").Titled("某校学生食物中毒家长讨说法")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  office_.SetTime(office_.now() + 3 * kDay);
  office_.Read("news", {ADocument().Id("edited").Titled("图书节开幕")});
  ASSERT_TRUE(office_.store().FindDocument("news/edited")->matches.empty());
  ReadOther("news");
  office_.SetTime(office_.now() + 20 * kDay);
  office_.Wait(kDay);
  EXPECT_TRUE(Knows("news/edited"));
  EXPECT_EQ(office_.store().DocumentVersions("news/edited", 100)->size(), 1u);
}

TEST_F(RetentionTest, AMatchedDocumentWithoutIncidentGoesAfterItsOwnTime) {
  Config config = AForgetfulOffice();
  config.grading.thresholds = {0, 1000, 1000, 1000, 1000};
  config.grading.floors.clear();
  office_.Restart(config);
  office_.Read("news", {ADocument().Id("hit").Titled("理发店办卡退费难遭顾客投诉")});
  ASSERT_EQ(office_.Incidents().size(), 0u);
  ASSERT_FALSE(office_.store().FindDocument("news/hit")->matches.empty());
  ReadOther("news");
  office_.Wait(9 * kDay);
  EXPECT_TRUE(Knows("news/hit"));
  office_.Wait(2 * kDay);
  EXPECT_FALSE(Knows("news/hit"));
}

TEST_F(RetentionTest, EachRoundThatRemovedSomethingLeavesItsCountAndDigestInTheAuditTrail) {
  office_.Read("news", {ADocument().Id("1")});
  ReadOther("news");
  office_.Wait(4 * kDay);
  std::vector<AuditRecord> rounds = Rounds();
  ASSERT_EQ(rounds.size(), 1u);
  EXPECT_EQ(rounds[0].actor, "system");
  // news/1, what the source showed before it, and the story of the first.
  std::string counts = "unmatched 2, matched 0, stories 1, sha256 ";
  EXPECT_TRUE(rounds[0].detail.starts_with(counts)) << rounds[0].detail;
  EXPECT_EQ(rounds[0].detail.size(), counts.size() + 64);
  Removed removed = office_.engine().TakeRemoved();
  EXPECT_EQ(removed.unmatched, 2);
  EXPECT_EQ(office_.engine().TakeRemoved().total(), 0);
}

TEST_F(RetentionTest, ARoundThatAStopInterruptsIsDoneAtTheNextStart) {
  std::vector<ADocument> many;
  for (int i = 0; i < 900; ++i) many.push_back(ADocument().Titled("Notice " + std::to_string(i)));
  for (int i = 0; i < 9; ++i) {
    office_.Read("news", {many.begin() + 100 * i, many.begin() + 100 * (i + 1)});
    office_.Wait(minutes(1));
  }
  ReadOther("news");
  office_.SetTime(office_.now() + 4 * kDay);
  for (int step = 0; step < 3; ++step) office_.Turn();
  size_t left = office_.store().ListDocuments("", 2000)->rows.size();
  EXPECT_GT(left, 3u);
  EXPECT_LT(left, 904u);
  office_.Restart();
  office_.Wait(minutes(10));
  EXPECT_EQ(office_.store().ListDocuments("", 2000)->rows.size(), 3u);
}

TEST_F(RetentionTest, NoFileHoldsWhatWasRemovedOncePurged) {
  const std::string canary = "Kanarienvogel";
  office_.Read("news", {ADocument().Id("1").Titled("某市举办" + canary + "展").WithText("展品 " + canary)});
  ASSERT_TRUE(office_.store().Flush().ok());
  ReadOther("news");
  EXPECT_TRUE(StandsInAFile(canary));
  office_.SetTime(office_.now() + 160 * kDay);  // the counts of words fade by half in 30 days
  office_.Wait(kDay);
  Result<bool> purged = office_.store().Purge();
  ASSERT_TRUE(purged.ok()) << purged.error().message;
  EXPECT_TRUE(*purged);
  EXPECT_FALSE(StandsInAFile(canary));
}

TEST_F(RetentionTest, APurgeThatIsCancelledSaysSo) {
  office_.store().CancelPurge();
  Result<bool> purged = office_.store().Purge();
  ASSERT_TRUE(purged.ok()) << purged.error().message;
  EXPECT_FALSE(*purged);
}

}  // namespace
}  // namespace fenghuo
