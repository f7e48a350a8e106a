#include <gmock/gmock.h>

#include "tests/storage/store_fixture.h"

namespace fenghuo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(StoreTest, GivesEveryKindOfRowBackAfterItWasClosed) {
  Rng rng(1);
  auto document = RandomRecord<DocumentRecord>(rng);
  auto source = RandomRecord<SourceRecord>(rng);
  auto story = RandomRecord<Story>(rng);
  auto judgement = RandomRecord<JudgementRecord>(rng);
  auto incident = RandomRecord<Incident>(rng);
  auto notification = RandomRecord<Notification>(rng);
  auto session = RandomRecord<SessionRecord>(rng);
  auto cursor = RandomRecord<ReplayCursor>(rng);
  Batch batch;
  batch.PutDocument(document);
  batch.PutSource(source);
  batch.PutStory(story);
  batch.PutJudgement(judgement);
  batch.PutIncident(incident);
  batch.PutNotification(notification);
  batch.PutSession(session);
  batch.PutReplayCursor(cursor);
  batch.PutSetting("author_key", std::string("\0\xff", 2));
  Commit(std::move(batch));

  Reopen();

  EXPECT_TRUE(SameFields(*store_->FindDocument(document.document.id), document));
  EXPECT_TRUE(SameFields(*store_->FindSource(source.id), source));
  EXPECT_TRUE(SameFields(*store_->FindStory(story.id), story));
  EXPECT_TRUE(SameFields(*store_->FindJudgement(judgement.story), judgement));
  EXPECT_TRUE(SameFields(*store_->FindIncident(incident.id), incident));
  EXPECT_TRUE(SameFields(*store_->FindNotification(notification.id), notification));
  EXPECT_TRUE(SameFields(store_->Sessions()->at(0), session));
  EXPECT_TRUE(SameFields(*store_->FindReplayCursor(), cursor));
  EXPECT_EQ(*store_->FindSetting("author_key"), std::string("\0\xff", 2));
}

// What counts or compares says nothing of drills, and must get nothing of them.
TEST_F(StoreTest, LeavesDrillsOutUnlessTheyAreAskedFor) {
  CommitOne([](Batch& batch) {
    batch.PutDocument(ADocument("news/1", At(0)));
    batch.PutDocument(ADocument("drill:1/1", At(1)));
    batch.PutIncident(AnIncident("real", At(0)));
    Incident played = AnIncident("played", At(1));
    played.drill = 1;
    batch.PutIncident(played);
    batch.PutNotification(ANotification("real", At(0)));
    Notification page = ANotification("played", At(1));
    page.message.drill = true;
    batch.PutNotification(page);
    JudgementRecord judgement;
    for (const char* story : {"news/1", "drill:1/1", "drill:12/1"}) {
      judgement.story = story;
      batch.PutJudgement(judgement);
    }
  });
  const auto documents = [this](Drills drills) {
    std::vector<std::string> ids;
    EXPECT_TRUE(store_->ForEachDocument(At(0), At(9), [&](const DocumentRecord& record) {
      ids.push_back(record.document.id);
      return true;
    }, drills).ok());
    return ids;
  };

  EXPECT_THAT(Ids(*store_->IncidentsOpened(At(0), At(9))), ElementsAre("real"));
  EXPECT_THAT(Ids(*store_->OpenIncidents()), ElementsAre("real"));
  EXPECT_THAT(Ids(*store_->NotificationsCreated(At(0), At(9))), ElementsAre("real"));
  EXPECT_THAT(Ids(*store_->OutboxRows()), ElementsAre("real"));
  EXPECT_THAT(documents(Drills::kLeftOut), ElementsAre("news/1"));
  ASSERT_EQ(store_->Judgements()->size(), 1U);

  EXPECT_THAT(Ids(*store_->IncidentsOpened(At(0), At(9), Drills::kTaken)), ElementsAre("real", "played"));
  EXPECT_THAT(Ids(*store_->OpenIncidents(Drills::kTaken)), ElementsAre("real", "played"));
  EXPECT_THAT(Ids(*store_->NotificationsCreated(At(0), At(9), Drills::kTaken)), ElementsAre("real", "played"));
  EXPECT_THAT(Ids(*store_->OutboxRows(Drills::kTaken)), ElementsAre("real", "played"));
  EXPECT_THAT(documents(Drills::kTaken), ElementsAre("news/1", "drill:1/1"));
  EXPECT_EQ(store_->Judgements(Drills::kTaken)->size(), 3U);
  ASSERT_EQ(store_->JudgementsOfDrill(1)->size(), 1U) << "and nothing of drill 12";
  EXPECT_EQ(store_->JudgementsOfDrill(1)->at(0).story, "drill:1/1");
}

TEST_F(StoreTest, SaysWhichRowIsNotThere) {
  EXPECT_EQ(store_->FindDocument("saw-news/1").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->FindDocument("saw-news/1").error().message, "documents: no row \"saw-news/1\"");
  EXPECT_EQ(store_->FindIncident("x").error().message, "incidents: no row \"x\"");
  EXPECT_EQ(store_->FindReplayCursor().error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->FindSetting("digest_sent_at").error().code, ErrorCode::kNotFound);
}

TEST_F(StoreTest, FindsManyDocumentsInTheOrderAsked) {
  CommitOne([](Batch& batch) {
    batch.PutDocument(ADocument("a", At(0)));
    batch.PutDocument(ADocument("b", At(1)));
  });

  auto found = store_->FindDocuments({"b", "missing", "a", "b"});

  ASSERT_TRUE(found.ok()) << found.error().message;
  ASSERT_EQ(found->size(), 4u);
  EXPECT_EQ((*found)[0]->document.id, "b");
  EXPECT_FALSE((*found)[1].has_value());
  EXPECT_EQ((*found)[2]->document.id, "a");
  EXPECT_EQ((*found)[3]->document.id, "b");
  EXPECT_THAT(*store_->FindDocuments({}), IsEmpty());
}

TEST_F(StoreTest, KeepsEarlierVersionsAndObservationsOfOneDocumentOnly) {
  DocumentRecord earlier = ADocument("a", At(0));
  DocumentRecord second = ADocument("a", At(0));
  second.version = 2;
  CommitOne([&](Batch& batch) {
    batch.PutDocumentVersion(second);
    batch.PutDocumentVersion(earlier);
    batch.PutDocumentVersion(ADocument("ab", At(0)));
    for (int64_t minute : {5, 1, 3}) {
      Observation observation;
      observation.at = At(minute);
      observation.rank = minute;
      batch.PutObservation("a", observation);
      batch.PutObservation("ab", observation);
    }
  });

  auto versions = store_->DocumentVersions("a", 100);
  auto observations = store_->Observations("a");

  ASSERT_TRUE(versions.ok() && observations.ok());
  ASSERT_EQ(versions->size(), 2u);
  EXPECT_EQ((*versions)[0].version, 1);
  EXPECT_EQ((*versions)[1].version, 2);
  ASSERT_EQ(observations->size(), 3u);
  EXPECT_EQ((*observations)[0].rank, 1);
  EXPECT_EQ((*observations)[2].rank, 5);
}

TEST_F(StoreTest, ListsDocumentsNewestFirstInPages) {
  CommitOne([](Batch& batch) {
    for (int i = 0; i < 5; ++i) batch.PutDocument(ADocument("d" + std::to_string(i), At(i / 2)));
    batch.PutDocument(ADocument("d0", At(0)));  // seen again
  });

  auto first = store_->ListDocuments("", 2);
  auto second = store_->ListDocuments(first->next, 2);
  auto third = store_->ListDocuments(second->next, 2);

  EXPECT_THAT(Ids(first->rows), ElementsAre("d4", "d3"));
  EXPECT_THAT(Ids(second->rows), ElementsAre("d2", "d1"));
  EXPECT_THAT(Ids(third->rows), ElementsAre("d0"));
  EXPECT_EQ(third->next, "");
  EXPECT_EQ(store_->ListDocuments("", 5)->next, "");
}

TEST_F(StoreTest, RefusesForeignCursorsAndEmptyPages) {
  CommitOne([](Batch& batch) {
    for (int i = 0; i < 3; ++i) batch.PutDocument(ADocument("d" + std::to_string(i), At(i)));
  });
  std::string cursor = store_->ListDocuments("", 1)->next;

  EXPECT_EQ(store_->ListIncidents(cursor, 1).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(store_->ListStories("../../etc/passwd", 1).error().message,
            "cursor: is not one that this list gave; ask for the first page without a cursor");
  EXPECT_EQ(store_->ListDocuments("", 0).error().message, "limit: must be at least 1, is 0");
}

TEST_F(StoreTest, WalksThroughTheDocumentsOfATimeUntilTheVisitorHasEnough) {
  CommitOne([](Batch& batch) {
    for (int i = 0; i < 250; ++i) batch.PutDocument(ADocument(std::to_string(1000 + i), At(i)));
  });
  std::vector<std::string> seen;

  ASSERT_TRUE(store_
                  ->ForEachDocument(At(10), At(230),
                                    [&](const DocumentRecord& record) {
                                      seen.push_back(record.document.id);
                                      return true;
                                    })
                  .ok());
  EXPECT_EQ(seen.size(), 220u);
  EXPECT_EQ(seen.front(), "1010");
  EXPECT_EQ(seen.back(), "1229");

  int visits = 0;
  ASSERT_TRUE(store_->ForEachDocument(At(0), At(250), [&](const DocumentRecord&) { return ++visits < 100; }).ok());
  EXPECT_EQ(visits, 100);
  ASSERT_TRUE(store_->ForEachDocument(At(5), At(5), [&](const DocumentRecord&) { return ++visits < 0; }).ok());
  EXPECT_EQ(visits, 100);
}

TEST_F(StoreTest, GivesTheMembersOfAStoryByTime) {
  CommitOne([](Batch& batch) {
    batch.PutStoryMember("s", "late", At(9));
    batch.PutStoryMember("s", "early", At(1));
    batch.PutStoryMember("s", "gone", At(2));
    batch.PutStoryMember("s2", "other", At(0));
  });
  CommitOne([](Batch& batch) { batch.DeleteStoryMember("s", "gone"); });

  EXPECT_THAT(*store_->StoryMembers("s"), ElementsAre("early", "late"));
  EXPECT_THAT(*store_->StoryMembers("none"), IsEmpty());
}

TEST_F(StoreTest, ListsStoriesByIdInPages) {
  CommitOne([](Batch& batch) {
    for (const char* id : {"c", "a", "b"}) {
      Story story;
      story.id = id;
      batch.PutStory(story);
    }
  });

  auto first = store_->ListStories("", 2);
  auto second = store_->ListStories(first->next, 2);

  EXPECT_THAT(Ids(first->rows), ElementsAre("a", "b"));
  EXPECT_THAT(Ids(second->rows), ElementsAre("c"));
  EXPECT_EQ(second->next, "");
}

TEST_F(StoreTest, LoadsWhatTheStoryIndexWroteAndNotWhatItForgot) {
  Rng rng(3);
  auto story = RandomRecord<Story>(rng);
  auto kept = RandomRecord<Fingerprint>(rng);
  auto forgotten = RandomRecord<Fingerprint>(rng);
  CommitOne([&](Batch& batch) {
    batch.PutStory(story);
    batch.PutFingerprint(kept);
    batch.PutFingerprint(forgotten);
    batch.PutWords(1, {{"暴雨", 2}});
    batch.PutWords(2, {{"罐车", 1}, {"食堂", 7}});
    batch.PutIndexTotals(1.0 / 3, At(4));
  });
  CommitOne([&](Batch& batch) {
    batch.DeleteFingerprint(forgotten.document);
    batch.DeleteWords(1);
    batch.PutWords(3, {{"罐车", 0.1 + 0.2}, {"食堂", 0}});
  });

  auto rows = store_->LoadStoryIndex([](const Story&) { return true; });

  ASSERT_TRUE(rows.ok()) << rows.error().message;
  ASSERT_EQ(rows->stories.size(), 1u);
  EXPECT_TRUE(SameFields(rows->stories[0], story));
  ASSERT_EQ(rows->fingerprints.size(), 1u);
  EXPECT_TRUE(SameFields(rows->fingerprints[0], kept));
  ASSERT_EQ(rows->words.size(), 1u);
  EXPECT_EQ(rows->words[0].word, "罐车");
  EXPECT_EQ(rows->words[0].documents, 0.1 + 0.2);
  EXPECT_THAT(rows->word_rows, testing::ElementsAre(2, 3));
  EXPECT_EQ(rows->words_written, 4u);
  EXPECT_EQ(rows->documents_total, 1.0 / 3);
  EXPECT_EQ(rows->decayed_at, At(4));
}

TEST_F(StoreTest, CountsItsCommitsForEver) {
  EXPECT_EQ(store_->sequence(), 0u);
  CommitOne([](Batch& batch) { batch.PutSetting("a", "1"); });
  Commit(Batch());
  CommitOne([](Batch& batch) { batch.PutSetting("a", "2"); });
  EXPECT_EQ(store_->sequence(), 2u);

  Reopen();

  EXPECT_EQ(store_->sequence(), 2u);
}

TEST_F(StoreTest, KeepsTheLaterOfTwoPutsInOneBatch) {
  CommitOne([](Batch& batch) {
    batch.PutIncident(AnIncident("i", At(0)));
    batch.PutIncident(AnIncident("i", At(0), IncidentState::kClosed));
    batch.PutSetting("s", "1");
    batch.PutSetting("s", "");
  });

  EXPECT_THAT(*store_->OpenIncidents(), IsEmpty());
  EXPECT_EQ(*store_->FindSetting("s"), "");
}

TEST_F(StoreTest, LeavesABatchEmptyThatWasCommitted) {
  Batch batch;
  EXPECT_TRUE(batch.empty());
  batch.PutSetting("name", "value");
  EXPECT_FALSE(batch.empty());
  EXPECT_EQ(batch.bytes(), 9u);
  Commit(std::move(batch));
  EXPECT_TRUE(batch.empty());  // NOLINT: the contract of a moved-from Batch
  EXPECT_EQ(batch.bytes(), 0u);

  batch.PutSetting("name", "again");
  Commit(std::move(batch));

  EXPECT_EQ(*store_->FindSetting("name"), "again");
}

// Ids come from feeds.
TEST_F(StoreTest, KeepsRowsWithHostileIdsApart) {
  std::vector<std::string> ids = {"",
                                  std::string(1, '\0'),
                                  std::string(2, '\0'),
                                  "\xff\xff\xff\xff",
                                  std::string(100'000, 'x'),
                                  std::string("a\0b", 3),
                                  "a",
                                  "\n\"%s",
                                  "../../etc/passwd"};
  CommitOne([&](Batch& batch) {
    for (size_t i = 0; i < ids.size(); ++i) {
      DocumentRecord record = ADocument(ids[i], At(static_cast<int64_t>(i)));
      record.version = static_cast<int>(i);
      batch.PutDocument(record);
      batch.PutDocumentVersion(record);
      batch.PutStoryMember(ids[i], ids[i], At(0));
    }
  });

  for (size_t i = 0; i < ids.size(); ++i) {
    auto found = store_->FindDocument(ids[i]);
    ASSERT_TRUE(found.ok()) << i << ": " << found.error().message;
    EXPECT_EQ(found->version, static_cast<int>(i));
    EXPECT_EQ(store_->DocumentVersions(ids[i], 100)->size(), 1u) << i;
    EXPECT_THAT(*store_->StoryMembers(ids[i]), ElementsAre(ids[i])) << i;
  }
  std::vector<std::string> listed;
  std::string cursor;
  do {
    auto page = store_->ListDocuments(cursor, 1);
    ASSERT_TRUE(page.ok()) << page.error().message;
    listed.push_back(page->rows.at(0).document.id);
    cursor = page->next;
  } while (!cursor.empty());
  std::reverse(listed.begin(), listed.end());
  EXPECT_EQ(listed, ids);
}

TEST_F(StoreTest, TellsFiguresForTheMetrics) {
  CommitOne([](Batch& batch) {
    for (int i = 0; i < 10; ++i) batch.PutDocument(ADocument(std::to_string(i), At(i)));
  });
  ASSERT_TRUE(store_->Flush().ok());

  Store::Figures figures = store_->ReadFigures();

  EXPECT_EQ(figures.rows.at("documents"), 10u);
  EXPECT_EQ(figures.rows.at("time_index"), 10u);
  EXPECT_EQ(figures.rows.at("outbox"), 0u);
  EXPECT_GT(figures.live_bytes, 1000u);
  EXPECT_EQ(figures.background_errors, 0u);
}

using StoreDeathTest = StoreTest;

TEST_F(StoreDeathTest, StopsWhenADecisionIsCommittedWithoutSync) {
  auto commit = [&](auto put) {
    Batch batch;
    put(batch);
    (void)store_->Commit(std::move(batch), Sync::kNo);
  };
  const char* sentence = "an incident, notification or audit record is committed without sync";
  EXPECT_DEATH(commit([](Batch& batch) { batch.PutIncident(AnIncident("i", At(0))); }), sentence);
  EXPECT_DEATH(commit([](Batch& batch) { batch.PutTimelineEntry(AnEntry("i", 1)); }), sentence);
  EXPECT_DEATH(commit([](Batch& batch) { batch.PutNotification(ANotification("n", At(0))); }), sentence);
  EXPECT_DEATH(commit([](Batch& batch) { batch.PutAudit(AnAuditRecord(1)); }), sentence);
}

TEST_F(StoreDeathTest, StopsAtAnAuditRecordWhosePayloadIsNotItsOwn) {
  AuditRecord record = AnAuditRecord(1);
  record.actor = "somebody else";
  Batch batch;
  EXPECT_DEATH(batch.PutAudit(record), "an audit record whose payload is not its own reaches the store");
}

}  // namespace
}  // namespace fenghuo
