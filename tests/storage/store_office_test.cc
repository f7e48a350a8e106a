// What the store keeps of stories, incidents, notifications and the office.

#include "tests/storage/store_fixture.h"

#include <gmock/gmock.h>

namespace fenghuo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(StoreTest, GivesJudgementsByStoryUntilTheyAreDeleted) {
  CommitOne([](Batch& batch) {
    for (const char* story : {"b", "a", "c"}) {
      JudgementRecord judgement;
      judgement.story = story;
      batch.PutJudgement(judgement);
    }
    batch.DeleteJudgement("c");
  });

  auto judgements = store_->Judgements();

  ASSERT_EQ(judgements->size(), 2u);
  EXPECT_EQ((*judgements)[0].story, "a");
  EXPECT_EQ((*judgements)[1].story, "b");
}

TEST_F(StoreTest, CountsAnIncidentAsOpenUntilItIsOver) {
  CommitOne([](Batch& batch) {
    batch.PutIncident(AnIncident("later", At(2)));
    batch.PutIncident(AnIncident("earlier", At(1)));
    batch.PutIncident(AnIncident("closed", At(0)));
  });
  CommitOne([](Batch& batch) { batch.PutIncident(AnIncident("closed", At(0), IncidentState::kClosed)); });
  EXPECT_THAT(Ids(*store_->OpenIncidents()), ElementsAre("earlier", "later"));

  CommitOne([](Batch& batch) { batch.PutIncident(AnIncident("closed", At(0), IncidentState::kNotified)); });  // 再次升温
  EXPECT_THAT(Ids(*store_->OpenIncidents()), ElementsAre("closed", "earlier", "later"));

  EXPECT_THAT(Ids(*store_->IncidentsOpened(At(0), At(2))), ElementsAre("closed", "earlier"));
  EXPECT_THAT(Ids(store_->ListIncidents("", 10)->rows), ElementsAre("later", "earlier", "closed"));
}

TEST_F(StoreTest, KeepsATimelineInSequence) {
  CommitOne([](Batch& batch) {
    for (int64_t sequence : {2, 10, 1}) batch.PutTimelineEntry(AnEntry("0711-03", sequence));
    batch.PutTimelineEntry(AnEntry("0711-0", 1));
  });

  auto timeline = store_->Timeline("0711-03");

  ASSERT_EQ(timeline->size(), 3u);
  EXPECT_EQ((*timeline)[0].sequence, 1);
  EXPECT_EQ((*timeline)[2].sequence, 10);
}

TEST_F(StoreTest, HasInItsOutboxWhatIsStillToDoByPriorityThenCreation) {
  CommitOne([](Batch& batch) {
    batch.PutNotification(ANotification("digest", At(0), 5));
    batch.PutNotification(ANotification("page-2", At(2), 0));
    batch.PutNotification(ANotification("page-1", At(1), 0));
    for (DeliveryState state : {DeliveryState::kInFlight, DeliveryState::kUnknown, DeliveryState::kAccepted,
                                DeliveryState::kDelivered, DeliveryState::kDead, DeliveryState::kSuperseded,
                                DeliveryState::kMerged}) {
      Notification notification = ANotification(Name(state), At(3));
      notification.state = state;
      batch.PutNotification(notification);
    }
  });
  EXPECT_THAT(Ids(*store_->OutboxRows()), ElementsAre("page-1", "page-2", "in_flight", "unknown", "digest"));

  CommitOne([](Batch& batch) {
    Notification sent = ANotification("page-1", At(1), 0);
    sent.state = DeliveryState::kDelivered;
    batch.PutNotification(sent);
  });
  EXPECT_THAT(Ids(*store_->OutboxRows()), ElementsAre("page-2", "in_flight", "unknown", "digest"));
  EXPECT_EQ(store_->FindNotification("page-1")->state, DeliveryState::kDelivered);
}

TEST_F(StoreTest, ListsNotificationsByTimeAndByIncident) {
  CommitOne([](Batch& batch) {
    for (int i = 0; i < 4; ++i) {
      Notification notification = ANotification("n" + std::to_string(i), At(i));
      if (i != 1) notification.message.incident = "0711-03";
      batch.PutNotification(notification);
    }
  });

  auto page = store_->ListNotifications("", 3);

  EXPECT_THAT(Ids(page->rows), ElementsAre("n3", "n2", "n1"));
  EXPECT_THAT(Ids(store_->ListNotifications(page->next, 3)->rows), ElementsAre("n0"));
  EXPECT_THAT(Ids(*store_->NotificationsOf("0711-03")), ElementsAre("n0", "n2", "n3"));
  EXPECT_THAT(Ids(*store_->NotificationsOf("0711-0")), IsEmpty());
  EXPECT_THAT(Ids(*store_->NotificationsCreated(At(1), At(3))), ElementsAre("n1", "n2"));
}

TEST_F(StoreTest, GivesTheOutagesThatTouchATime) {
  auto outage = [](const std::string& source, Timestamp from, std::optional<Timestamp> to) {
    Outage row;
    row.source = source;
    row.from = from;
    row.to = to;
    return row;
  };
  CommitOne([&](Batch& batch) {
    batch.PutOutage(outage("over-before", At(0), At(10)));
    batch.PutOutage(outage("into", At(5), At(11)));
    batch.PutOutage(outage("across", At(1), At(50)));
    batch.PutOutage(outage("ended-since", At(2), std::nullopt));
    batch.PutOutage(outage("still-open", At(3), std::nullopt));
    batch.PutOutage(outage("after", At(20), std::nullopt));
  });
  CommitOne([&](Batch& batch) { batch.PutOutage(outage("ended-since", At(2), At(12))); });

  auto outages = store_->Outages(At(10), At(20));

  std::vector<std::string> sources;
  for (const Outage& row : *outages) sources.push_back(row.source);
  EXPECT_THAT(sources, ElementsAre("across", "ended-since", "still-open", "into"));
  EXPECT_EQ((*outages)[1].to, At(12));
}

TEST_F(StoreTest, ReadsTheAuditChainInOrderAndItsLastLink) {
  EXPECT_EQ(*store_->LastAudit(), std::nullopt);
  CommitOne([](Batch& batch) {
    for (int64_t sequence : {1, 2, 3, 300}) batch.PutAudit(AnAuditRecord(sequence));
  });

  auto records = store_->AuditRecords(2, 2);

  ASSERT_EQ(records->size(), 2u);
  EXPECT_TRUE(SameFields((*records)[0], AnAuditRecord(2)));
  EXPECT_EQ((*records)[1].sequence, 3);
  EXPECT_EQ((*store_->LastAudit())->sequence, 300);
  EXPECT_THAT(*store_->AuditRecords(1, 0), IsEmpty());
}

TEST_F(StoreTest, KeepsThePagesThatAreStillToBeReadUntilTheyAreDeleted) {
  CommitOne([](Batch& batch) {
    batch.PutErrand({.id = "news/1", .source = "news", .url = "https://news.example/1", .since = FromUnixSeconds(7)});
    batch.PutErrand({.id = "api?2", .source = "api", .url = "https://api.example/?2", .list_page = 2, .first_read = true, .since = {}});
  });
  CommitOne([](Batch& batch) { batch.DeleteErrand("news/1"); });

  ASSERT_EQ(store_->Errands()->size(), 1u);
  EXPECT_EQ(store_->Errands()->at(0).id, "api?2");
}

TEST_F(StoreTest, ForgetsASessionThatWasDeleted) {
  SessionRecord session;
  session.token_hash = "ab12";
  CommitOne([&](Batch& batch) { batch.PutSession(session); });
  CommitOne([](Batch& batch) { batch.DeleteSession("ab12"); });

  EXPECT_THAT(*store_->Sessions(), IsEmpty());
}

}  // namespace
}  // namespace fenghuo
