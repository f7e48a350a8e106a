// Records with everything that does not matter filled in.

#ifndef FENGHUO_TESTS_STORAGE_BUILDERS_H_
#define FENGHUO_TESTS_STORAGE_BUILDERS_H_

#include <string>

#include "storage/store.h"

namespace fenghuo {

inline Timestamp At(int64_t minute) { return FromUnixSeconds(1'800'000'000 + 60 * minute); }

inline DocumentRecord ADocument(const std::string& id, Timestamp first_seen) {
  DocumentRecord record;
  record.document.id = id;
  record.document.source = "saw-news";
  record.document.title = "某校食堂抽检不合格";
  record.document.text = "某市市场监管局通报，某校食堂一批次餐具抽检不合格。";
  record.document.fetched_at = first_seen;
  record.first_seen = first_seen;
  record.last_seen = first_seen;
  return record;
}

inline Incident AnIncident(const std::string& id, Timestamp opened_at, IncidentState state = IncidentState::kDetected) {
  Incident incident;
  incident.id = id;
  incident.opened_at = opened_at;
  incident.state = state;
  return incident;
}

inline TimelineEntry AnEntry(const std::string& incident, int64_t sequence) {
  TimelineEntry entry;
  entry.incident = incident;
  entry.sequence = sequence;
  entry.text = "第" + std::to_string(sequence) + "条。";
  return entry;
}

inline Notification ANotification(const std::string& id, Timestamp created_at, int priority = 4) {
  Notification notification;
  notification.id = id;
  notification.created_at = created_at;
  notification.priority = priority;
  return notification;
}

inline AuditRecord AnAuditRecord(int64_t sequence) {
  AuditRecord record;
  record.sequence = sequence;
  record.actor = "li";
  record.action = "incident.acknowledge";
  record.payload = AuditPayload(record);
  record.hash = std::string(32, static_cast<char>(sequence));
  return record;
}

inline SourceRecord ASource(const std::string& id) {
  SourceRecord record;
  record.id = id;
  return record;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_BUILDERS_H_
