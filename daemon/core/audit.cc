#include "daemon/core/audit.h"

#include <sodium.h>

#include "storage/store.h"

namespace fenghuo {
namespace {

std::string ChainHash(std::string_view before, std::string_view payload) {
  std::string bytes = std::string(before) + std::string(payload);
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return hash;
}

}  // namespace

void Seal(AuditRecord& record, std::string_view hash_before) {
  record.payload = AuditPayload(record);
  record.hash = ChainHash(hash_before, record.payload);
}

std::optional<std::string> FindBreak(const std::vector<AuditRecord>& records, int64_t sequence_before,
                                     std::string_view hash_before) {
  std::string before(hash_before);
  for (const AuditRecord& record : records) {
    std::string where = "audit record " + std::to_string(record.sequence);
    if (record.sequence != sequence_before + 1) {
      return where + " follows record " + std::to_string(sequence_before) + ": records are missing";
    }
    if (ChainHash(before, record.payload) != record.hash) return where + " was changed after it was written";
    sequence_before = record.sequence;
    before = record.hash;
  }
  return std::nullopt;
}

}  // namespace fenghuo
