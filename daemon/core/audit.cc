#include "daemon/core/audit.h"

#include <sodium.h>

#include <charconv>

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

constexpr size_t kAnchorDigits = 16;  // 64 bits: enough against rewriting, short enough to read out

}  // namespace

std::string AuditHashHex(std::string_view hash) {
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(hash.data()), hash.size());
  text.pop_back();
  return text;
}

std::string ShownAuditHead(const AuditRecord& record) {
  return std::to_string(record.sequence) + ":" + AuditHashHex(record.hash).substr(0, kAnchorDigits);
}

Result<AuditAnchor> ParseAuditAnchor(const std::string& text) {
  AuditAnchor anchor;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), anchor.sequence);
  size_t digits = static_cast<size_t>(end - text.data()) + 1;
  if (problem == std::errc() && anchor.sequence > 0 && digits < text.size() && *end == ':') anchor.hash_begins = text.substr(digits);
  bool hex = anchor.hash_begins.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!hex || anchor.hash_begins.size() < kAnchorDigits || anchor.hash_begins.size() > 2 * crypto_hash_sha256_BYTES) {
    return Invalid("--anchor: must be as in a morning brief, such as 312:9f8e7d6c5b4a3f2e, is \"" + text + "\"");
  }
  return anchor;
}

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
