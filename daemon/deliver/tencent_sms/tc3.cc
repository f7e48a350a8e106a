#include "daemon/deliver/tencent_sms/tc3.h"

#include "daemon/deliver/hmac.h"

namespace fenghuo {

Tc3Signature SignTc3(const Tc3Call& call, const Tc3Key& key, Timestamp now) {
  const std::string second = std::to_string(ToUnixSeconds(now));
  const std::string date = FormatRfc3339(FromUnixSeconds(ToUnixSeconds(now))).substr(0, 10);  // in UTC
  const std::string service(call.service);
  const std::string names = "content-type;host";
  Tc3Signature made;
  made.payload_hash = Hex(Sha256(call.body));
  const std::string canonical = "POST\n/\n\ncontent-type:" + std::string(call.content_type) + "\nhost:" + std::string(call.host) +
                                "\n\n" + names + "\n" + made.payload_hash;
  made.canonical_hash = Hex(Sha256(canonical));
  const std::string scope = date + "/" + service + "/tc3_request";
  const std::string text = "TC3-HMAC-SHA256\n" + second + "\n" + scope + "\n" + made.canonical_hash;
  const std::string of_day = HmacSha256("TC3" + std::string(key.secret), date);
  const std::string of_service = HmacSha256(of_day, service);
  made.signature = Hex(HmacSha256(HmacSha256(of_service, "tc3_request"), text));
  made.authorization = "TC3-HMAC-SHA256 Credential=" + std::string(key.id) + "/" + scope + ", SignedHeaders=" + names +
                       ", Signature=" + made.signature;
  return made;
}

}  // namespace fenghuo
