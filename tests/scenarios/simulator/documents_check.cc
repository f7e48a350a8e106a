#include "tests/scenarios/simulator/documents_check.h"

#include <set>

namespace fenghuo {

void DocumentsCheck::NoteAccepted(const std::vector<Intake>& intakes, const IngestReport& report, const Store& store) {
  int64_t brought = 0;
  std::set<std::string> ids;
  for (const Intake& intake : intakes) {
    brought += static_cast<int64_t>(intake.documents.size());
    for (const JudgedIntake& judged : intake.documents) {
      accepted_.try_emplace(judged.document.id, Accepted{"", findings_.now()}).first->second.title = judged.document.title;
      ids.insert(judged.document.id);
    }
    Result<SourceRecord> source = store.FindSource(intake.fetch.source);
    const bool rejected = intake.fetch.health != SourceHealth::kOk;
    findings_.Expect(source.ok(), "I1", "a fetch of " + intake.fetch.source + " was accepted and left no record");
    findings_.Expect(!rejected || !intake.fetch.reason.empty(), "I1", "a fetch of " + intake.fetch.source + " was rejected without a reason");
    findings_.Expect(!source.ok() || rejected || intake.fetch.not_modified || source->etag == intake.fetch.etag, "I1",
                     "the cursor of " + intake.fetch.source + " does not stand where its fetch was accepted");
  }
  const int64_t counted = report.documents_new + report.documents_changed + report.documents_seen_again;
  findings_.Expect(counted == brought, "I1", std::to_string(brought) + " items were accepted, " + std::to_string(counted) + " are accounted for");
  for (const std::string& id : ids) Expect(store, id, accepted_.at(id));
}

void DocumentsCheck::Expect(const Store& store, const std::string& id, const Accepted& accepted) {
  Result<DocumentRecord> record = store.FindDocument(id);
  findings_.Expect(record.ok(), "I1", id + " was accepted and is not stored");
  if (!record.ok()) return;
  findings_.Expect(record->document.title == accepted.title, "I1", id + " is stored as \"" + record->document.title +
                                                                       "\", what was accepted last is \"" + accepted.title + "\"");
}

void DocumentsCheck::LookAtAll(const Store& store) {
  for (const auto& [id, accepted] : accepted_) Expect(store, id, accepted);
}

std::optional<Timestamp> DocumentsCheck::AcceptedAt(const std::string& document) const {
  auto found = accepted_.find(document);
  if (found == accepted_.end()) return std::nullopt;
  return found->second.first_at;
}

}  // namespace fenghuo
