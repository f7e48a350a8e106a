#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "storage/batch_rows.h"
#include "storage/keys.h"
#include "storage/meta.h"
#include "storage/store.h"

namespace fenghuo {

Batch::Batch() = default;
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

Batch::Rows& Batch::rows() {
  if (rows_ == nullptr) rows_ = std::make_unique<Rows>();
  return *rows_;
}

bool Batch::empty() const { return rows_ == nullptr || rows_->size() == 0; }
size_t Batch::bytes() const { return rows_ == nullptr ? 0 : rows_->bytes(); }

void Batch::PutDocument(const DocumentRecord& record) {
  rows().Put(Family::kDocuments, record.document.id, record);
  const std::string by_time = TimedKey(record.first_seen, record.document.id);
  rows().PutIndex(Family::kTimeIndex, by_time);
  // One that no filter and nobody ever said anything about was never in the tray.
  if (record.relevance) rows().SetIndex(Family::kTray, by_time, record.relevance->place == RelevancePlace::kTray);
}

void Batch::PutDocumentVersion(const DocumentRecord& earlier) {
  rows().Put(Family::kVersions, NumberedKey(earlier.document.id, earlier.version), earlier);
}

void Batch::PutObservation(const std::string& document, const Observation& observation) {
  rows().Put(Family::kObservations, ObservationKey(document, observation.at), observation);
}

void Batch::DeleteDocumentVersion(const std::string& id, int version) {
  rows().Delete(Family::kVersions, NumberedKey(id, version));
}

void Batch::DeleteDocument(const DocumentRecord& record, const std::vector<int>& versions,
                           const std::vector<Observation>& observations) {
  const std::string& id = record.document.id;
  rows().Delete(Family::kDocuments, id);
  rows().Delete(Family::kTimeIndex, TimedKey(record.first_seen, id));
  if (record.relevance) rows().Delete(Family::kTray, TimedKey(record.first_seen, id));
  for (int version : versions) DeleteDocumentVersion(id, version);
  for (const Observation& observation : observations) {
    rows().Delete(Family::kObservations, ObservationKey(id, observation.at));
  }
}

void Batch::PutSource(const SourceRecord& record) { rows().Put(Family::kSources, record.id, record); }

void Batch::PutOutage(const Outage& outage) {
  if (outage.to.has_value()) rows().Delete(Family::kOutages, OutageKey(std::nullopt, outage.from, outage.source));
  rows().Put(Family::kOutages, OutageKey(outage.to, outage.from, outage.source), outage);
}

void Batch::PutStory(const Story& story) { rows().Put(Family::kStories, story.id, story); }

void Batch::DeleteStory(const std::string& story) { rows().Delete(Family::kStories, story); }

void Batch::PutStoryMember(const std::string& story, const std::string& document, Timestamp at) {
  rows().Put(Family::kMembers, MemberKey(story, document), StoryMember{at});
}

void Batch::DeleteStoryMember(const std::string& story, const std::string& document) {
  rows().Delete(Family::kMembers, MemberKey(story, document));
}

void Batch::PutFingerprint(const Fingerprint& fingerprint) {
  rows().Put(Family::kFingerprints, fingerprint.document, fingerprint);
}

void Batch::DeleteFingerprint(const std::string& document) { rows().Delete(Family::kFingerprints, document); }

void Batch::PutWords(int64_t row, std::vector<WordCount> words) {
  rows().Put(Family::kWords, NumberKey(row), WordCounts{std::move(words)});
}

void Batch::DeleteWords(int64_t row) { rows().Delete(Family::kWords, NumberKey(row)); }

void Batch::PutIndexTotals(double documents_total, Timestamp decayed_at) {
  rows().Put(Family::kMeta, kIndexTotalsKey, IndexTotals{documents_total, decayed_at});
}

void Batch::PutJudgement(const JudgementRecord& judgement) {
  rows().Put(Family::kJudgements, judgement.story, judgement);
}

void Batch::DeleteJudgement(const std::string& story) { rows().Delete(Family::kJudgements, story); }

void Batch::PutGradeOptions(const GradeOptions& options) {
  rows().Put(Family::kGradeOptions, Hex64(GradeOptionsId(options)), options);
}

void Batch::PutGrading(const GradingRecord& grading) {
  rows().Put(Family::kGradings, NumberedKey(grading.incident, grading.change), grading);
}

void Batch::PutBaseline(const RuleBaseline& baseline) { rows().Put(Family::kBaselines, baseline.rule, baseline); }

void Batch::PutClick(const RelevanceClick& click) {
  rows().Put(Family::kClicks, NumberedKey(click.rule, click.sequence), click);
  rows().DemandSync();
}

void Batch::DeleteClick(const std::string& rule, int64_t sequence) { rows().Delete(Family::kClicks, NumberedKey(rule, sequence)); }

void Batch::PutFilter(const FilterRecord& record) { rows().Put(Family::kFilters, record.rule, record); }

void Batch::PutIncident(const Incident& incident) {
  std::string by_time = TimedKey(incident.opened_at, incident.id);
  rows().Put(Family::kIncidents, incident.id, incident);
  rows().PutIndex(Family::kIncidentTimes, by_time);
  rows().SetIndex(Family::kOpenIncidents, by_time, !IsOver(incident.state));
  rows().DemandSync();
}

void Batch::PutTimelineEntry(const TimelineEntry& entry) {
  rows().Put(Family::kTimeline, NumberedKey(entry.incident, entry.sequence), entry);
  rows().DemandSync();
}

void Batch::PutNotification(const Notification& notification) {
  const std::string& id = notification.id;
  bool due = !IsFinal(notification.state) && notification.state != DeliveryState::kAccepted;
  rows().Put(Family::kOutbox, id, notification);
  rows().SetIndex(Family::kOutboxDue, DueKey(notification.priority, notification.created_at, id), due);
  rows().PutIndex(Family::kOutboxTimes, TimedKey(notification.created_at, id));
  if (!notification.message.incident.empty()) {
    rows().PutIndex(Family::kOutboxByIncident,
                    OwnedTimedKey(notification.message.incident, notification.created_at, id));
  }
  rows().DemandSync();
}

void Batch::PutAudit(const AuditRecord& record) {
  CHECK(record.payload == AuditPayload(record), "an audit record whose payload is not its own reaches the store");
  rows().Put(Family::kAudit, NumberKey(record.sequence), record);
  rows().Put(Family::kMeta, kAuditHeadKey, record);
  rows().DemandSync();
}

void Batch::PutSession(const SessionRecord& session) { rows().Put(Family::kSessions, session.token_hash, session); }

void Batch::DeleteSession(const std::string& token_hash) { rows().Delete(Family::kSessions, token_hash); }

void Batch::PutErrand(const ErrandRecord& errand) { rows().Put(Family::kErrands, errand.id, errand); }

void Batch::PutDrill(const Drill& drill) {
  rows().Put(Family::kDrills, NumberKey(drill.number), drill);
  rows().DemandSync();
}

void Batch::DeleteErrand(const std::string& id) { rows().Delete(Family::kErrands, id); }

void Batch::PutReplayCursor(const ReplayCursor& cursor) { rows().Put(Family::kMeta, kReplayCursorKey, cursor); }

void Batch::PutSetting(const std::string& name, const std::string& value) {
  rows().PutBytes(Family::kSettings, name, value);
}

}  // namespace fenghuo
