// Any bytes as the token of a link: only what we signed is believed.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "daemon/deliver/acknowledge_link.h"
#include "daemon/deliver/hmac.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fenghuo;
  const std::string key(32, 'k');
  const Timestamp now = FromUnixSeconds(1'783'707'960);
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (VerifyAcknowledgeLink(bytes, key, now).ok()) std::abort();
  // The same bytes under a MAC of ours: the reader of fields itself.
  Result<AcknowledgeLink> link = VerifyAcknowledgeLink(Base64Url(bytes + HmacSha256(key, bytes).substr(0, 16)), key, now);
  if (link.ok() && link->expires_at <= now) std::abort();
  return 0;
}
