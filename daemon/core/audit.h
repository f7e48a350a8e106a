// The audit chain: each record's hash covers its stored bytes and the hash before it, so a change anywhere shows.
//
//   Seal(record, last ? last->hash : "");
//   if (std::optional<std::string> broken = FindBreak(records, hash_before)) ...
//
// hash(n) = SHA-256(hash(n-1) || payload(n)); hash(0) is empty. The payload is what storage keeps (storage/README.md).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CORE_AUDIT_H_
#define FENGHUO_DAEMON_CORE_AUDIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/records.h"

namespace fenghuo {

// "312:9f8e7d6c5b4a3f2e": the record's number and how its hash begins, for the morning brief; `fenghuo verify --anchor` takes it.
std::string ShownAuditHead(const AuditRecord& record);

// What ShownAuditHead() once gave, or a longer piece of the hash.
struct AuditAnchor {
  int64_t sequence = 0;
  std::string hash_begins;  // hexadecimal, lower case
};

// kInvalid when it has another form or fewer than 16 digits.
Result<AuditAnchor> ParseAuditAnchor(const std::string& text);

// Lower-case hexadecimal.
std::string AuditHashHex(std::string_view hash);

// Fills payload and hash.
void Seal(AuditRecord& record, std::string_view hash_before);

// The first thing that is wrong with a stretch of the chain, in one sentence; `sequence_before` and `hash_before` belong to the
// record before it (0 and empty at the start).
std::optional<std::string> FindBreak(const std::vector<AuditRecord>& records, int64_t sequence_before,
                                     std::string_view hash_before);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_AUDIT_H_
