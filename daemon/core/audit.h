// The audit chain: each record's hash covers its stored bytes and the hash before it, so a change anywhere shows.
//
//   record.hash = ChainHash(last ? last->hash : "", record);
//
// hash(n) = SHA-256(hash(n-1) || payload(n)); hash(0) is empty. The payload is what storage keeps (storage/README.md).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CORE_AUDIT_H_
#define FENGHUO_DAEMON_CORE_AUDIT_H_

#include <string>
#include <string_view>

#include "storage/records.h"

namespace fenghuo {

// 32 bytes.
std::string ChainHash(std::string_view before, const AuditRecord& record);
std::string ChainHashOfPayload(std::string_view before, std::string_view payload);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_AUDIT_H_
