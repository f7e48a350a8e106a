#include "daemon/deliver/aliyun_sms/acs3.h"

#include "daemon/deliver/hmac.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

std::string CanonicalQuery(const std::map<std::string, std::string>& query) {
  std::string line;
  for (const auto& [name, value] : query) line += (line.empty() ? "" : "&") + PercentEncode(name) + "=" + PercentEncode(value);
  return line;
}

Acs3Signature SignAcs3(const Acs3Call& call, std::string_view body_hash, const Acs3Key& key) {
  std::map<std::string, std::string> headers = call.headers;
  headers["host"] = call.host;
  std::string lines;
  std::string names;
  for (const auto& [name, value] : headers) {
    lines += name + ":" + value + "\n";
    names += (names.empty() ? "" : ";") + name;
  }
  const std::string canonical =
      call.method + "\n/\n" + CanonicalQuery(call.query) + "\n" + lines + "\n" + names + "\n" + std::string(body_hash);
  Acs3Signature made;
  made.canonical_hash = Hex(Sha256(canonical));
  made.signature = Hex(HmacSha256(key.secret, "ACS3-HMAC-SHA256\n" + made.canonical_hash));
  made.authorization = "ACS3-HMAC-SHA256 Credential=" + std::string(key.id) + ",SignedHeaders=" + names + ",Signature=" + made.signature;
  return made;
}

}  // namespace fenghuo
