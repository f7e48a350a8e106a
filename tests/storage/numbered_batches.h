// Batches with a number: rows of every kind that a decision writes, so that a half of one would show.

#ifndef FENGHUO_TESTS_STORAGE_NUMBERED_BATCHES_H_
#define FENGHUO_TESTS_STORAGE_NUMBERED_BATCHES_H_

#include <algorithm>
#include <string>
#include <vector>

#include "tests/storage/builders.h"

namespace fenghuo {

inline std::string NumberedId(int64_t number) { return "row-" + std::to_string(number); }

inline Batch NumberedBatch(int64_t number) {
  std::string id = NumberedId(number);
  Notification notification = ANotification(id, At(number));
  notification.message.incident = id;
  Batch batch;
  batch.PutDocument(ADocument(id, At(number)));
  batch.PutIncident(AnIncident(id, At(number)));
  batch.PutTimelineEntry(AnEntry(id, 1));
  batch.PutNotification(notification);
  batch.PutAudit(AnAuditRecord(number));
  batch.PutSetting(id, "there");
  return batch;
}

// The same without anything that demands a sync.
inline Batch NumberedPlainBatch(int64_t number) {
  std::string id = NumberedId(number);
  Batch batch;
  batch.PutDocument(ADocument(id, At(number)));
  batch.PutStoryMember("story", id, At(number));
  batch.PutSetting(id, "there");
  return batch;
}

enum class Presence { kWhole, kAbsent, kHalf };

inline Presence PresenceOf(const std::vector<bool>& parts) {
  if (std::find(parts.begin(), parts.end(), false) == parts.end()) return Presence::kWhole;
  return std::find(parts.begin(), parts.end(), true) == parts.end() ? Presence::kAbsent : Presence::kHalf;
}

inline Presence PresenceOfBatch(const Store& store, int64_t number) {
  std::string id = NumberedId(number);
  auto audit = store.AuditRecords(number, 1);
  auto listed = store.IncidentsOpened(At(number), At(number + 1));
  auto created = store.NotificationsCreated(At(number), At(number + 1));
  int documents = 0;
  auto walked = store.ForEachDocument(At(number), At(number + 1), [&](const DocumentRecord&) { return ++documents > 0; });
  auto told = store.NotificationsOf(id);
  auto timeline = store.Timeline(id);
  return PresenceOf({store.FindDocument(id).ok(), walked.ok() && documents == 1, store.FindIncident(id).ok(),
                     listed.ok() && listed->size() == 1, timeline.ok() && timeline->size() == 1,
                     store.FindNotification(id).ok(), created.ok() && created->size() == 1, told.ok() && told->size() == 1,
                     audit.ok() && audit->size() == 1 && (*audit)[0].sequence == number, store.FindSetting(id).ok()});
}

inline Presence PresenceOfPlainBatch(const Store& store, int64_t number) {
  std::string id = NumberedId(number);
  auto members = store.StoryMembers("story");
  bool member = members.ok() && std::find(members->begin(), members->end(), id) != members->end();
  return PresenceOf({store.FindDocument(id).ok(), member, store.FindSetting(id).ok()});
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_NUMBERED_BATCHES_H_
