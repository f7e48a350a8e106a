// Values: one version byte, then the row as a protobuf message (storage/schema/).
//
//   std::string bytes;
//   AppendValue(record, bytes);
//   Result<DocumentRecord> back = ParseValue<DocumentRecord>(bytes);
//
// What is read equals what was written in every field, doubles to the bit; absent stays absent. Any bytes may be read:
// kCorrupt says what is wrong with them. Pure functions.

#ifndef FENGHUO_STORAGE_VALUES_H_
#define FENGHUO_STORAGE_VALUES_H_

#include <string>
#include <string_view>
#include <utility>

#include "alerts/drill/drill.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/notification.h"
#include "base/result.h"
#include "keywords/stories/story.h"
#include "storage/records.h"

namespace fenghuo {

// Grows when bytes that an older program wrote would be read wrongly; new fields alone do not need it.
constexpr char kValueVersion = 1;

struct StoryMember {
  Timestamp at;
};

struct WordCounts {
  std::vector<WordCount> counts;
};

struct IndexTotals {
  double documents_total = 0;
  Timestamp decayed_at;
};

void AppendValue(const DocumentRecord& row, std::string& out);
void AppendValue(const Observation& row, std::string& out);
void AppendValue(const Story& row, std::string& out);
void AppendValue(const StoryMember& row, std::string& out);
void AppendValue(const Fingerprint& row, std::string& out);
void AppendValue(const WordCounts& row, std::string& out);
void AppendValue(const IndexTotals& row, std::string& out);
void AppendValue(const JudgementRecord& row, std::string& out);
void AppendValue(const GradeOptions& row, std::string& out);
void AppendValue(const RuleBaseline& row, std::string& out);
void AppendValue(const GradingRecord& row, std::string& out);
void AppendValue(const Incident& row, std::string& out);
void AppendValue(const TimelineEntry& row, std::string& out);
void AppendValue(const Notification& row, std::string& out);
void AppendValue(const SourceRecord& row, std::string& out);
void AppendValue(const ErrandRecord& row, std::string& out);
void AppendValue(const Drill& row, std::string& out);
void AppendValue(const Outage& row, std::string& out);
void AppendValue(const AuditRecord& row, std::string& out);  // version, 32 bytes of hash, payload
void AppendValue(const SessionRecord& row, std::string& out);
void AppendValue(const ReplayCursor& row, std::string& out);
void AppendValue(const RelevanceClick& row, std::string& out);
void AppendValue(const FilterRecord& row, std::string& out);

Result<void> ReadValue(std::string_view value, DocumentRecord& row);
Result<void> ReadValue(std::string_view value, Observation& row);
Result<void> ReadValue(std::string_view value, Story& row);
Result<void> ReadValue(std::string_view value, StoryMember& row);
Result<void> ReadValue(std::string_view value, Fingerprint& row);
Result<void> ReadValue(std::string_view value, WordCounts& row);
Result<void> ReadValue(std::string_view value, IndexTotals& row);
Result<void> ReadValue(std::string_view value, JudgementRecord& row);
Result<void> ReadValue(std::string_view value, GradeOptions& row);
Result<void> ReadValue(std::string_view value, RuleBaseline& row);
Result<void> ReadValue(std::string_view value, GradingRecord& row);
Result<void> ReadValue(std::string_view value, Incident& row);
Result<void> ReadValue(std::string_view value, TimelineEntry& row);
Result<void> ReadValue(std::string_view value, Notification& row);
Result<void> ReadValue(std::string_view value, SourceRecord& row);
Result<void> ReadValue(std::string_view value, ErrandRecord& row);
Result<void> ReadValue(std::string_view value, Drill& row);
Result<void> ReadValue(std::string_view value, Outage& row);
Result<void> ReadValue(std::string_view value, AuditRecord& row);
Result<void> ReadValue(std::string_view value, SessionRecord& row);
Result<void> ReadValue(std::string_view value, ReplayCursor& row);
Result<void> ReadValue(std::string_view value, RelevanceClick& row);
Result<void> ReadValue(std::string_view value, FilterRecord& row);

template <typename Row>
Result<Row> ParseValue(std::string_view value) {
  Row row;
  Result<void> read = ReadValue(value, row);
  if (!read.ok()) return read.error();
  return row;
}

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_VALUES_H_
