#include "tests/scenarios/simulator/audit_check.h"

#include <sodium.h>

#include <vector>

#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr size_t kRecordsAtOnce = 1000;

std::string Sha256(const std::string& bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

}  // namespace

void AuditCheck::Follow(const Store& store, int64_t& sequence, std::string& hash) {
  for (bool more = true; more;) {
    Result<std::vector<AuditRecord>> records = store.AuditRecords(sequence + 1, kRecordsAtOnce);
    findings_.Expect(records.ok(), "I5", "the audit chain cannot be read");
    if (!records.ok()) return;
    for (const AuditRecord& record : *records) {
      findings_.Expect(record.sequence == sequence + 1, "I5",
                       "audit record " + std::to_string(record.sequence) + " follows " + std::to_string(sequence));
      findings_.Expect(Sha256(hash + record.payload) == record.hash, "I5",
                       "the hash of audit record " + std::to_string(record.sequence) + " does not fit");
      sequence = record.sequence;
      hash = record.hash;
    }
    more = records->size() == kRecordsAtOnce;
  }
}

void AuditCheck::Look(const Store& store) { Follow(store, sequence_, hash_); }

void AuditCheck::LookAtAll(const Store& store) {
  int64_t sequence = 0;
  std::string hash;
  Follow(store, sequence, hash);
  findings_.Expect(sequence >= sequence_, "I5", "the audit chain ended at " + std::to_string(sequence_) + ", now at " + std::to_string(sequence));
  sequence_ = sequence;
  hash_ = hash;
  Result<std::optional<AuditRecord>> head = store.AuditHead();
  findings_.Expect(head.ok() && (*head ? (*head)->sequence : 0) == sequence, "I5", "the audit chain does not end where its head is kept");
}

void AuditCheck::LookAtTimeline(const Store& store, const Incident& incident) {
  Result<std::vector<TimelineEntry>> entries = store.Timeline(incident.id);
  findings_.Expect(entries.ok(), "I5", "the timeline of " + incident.id + " cannot be read");
  if (!entries.ok()) return;
  std::string whole;
  int64_t expected = 1;
  for (const TimelineEntry& entry : *entries) {
    findings_.Expect(entry.sequence == expected++, "I5", "the timeline of " + incident.id + " has a gap before " + std::to_string(entry.sequence));
    whole += Dump(ToJson(entry)) + "\n";
  }
  findings_.Expect(expected == incident.next_entry, "I5", "the timeline of " + incident.id + " does not end at its incident's last entry");
  std::string& before = timelines_[incident.id];
  findings_.Expect(whole.starts_with(before), "I5", "the timeline of " + incident.id + " was changed after it was written");
  before = std::move(whole);
}

}  // namespace fenghuo
