#include "daemon/deliver/signature.h"

#include <optional>

#include "base/check.h"
#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr size_t kSecretBytesLeast = 24;
constexpr size_t kSecretBytesMost = 64;

}  // namespace

std::string PercentEncode(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                       c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::string SignDingtalk(std::string_view secret, Timestamp now) {
  const std::string millis = std::to_string(ToUnixMillis(now));
  const std::string mac = HmacSha256(secret, millis + "\n" + std::string(secret));
  return "timestamp=" + millis + "&sign=" + PercentEncode(Base64(mac));
}

std::string SignFeishu(std::string_view secret, std::string_view body, Timestamp now) {
  CHECK(body.size() > 2 && body.front() == '{', "a rendered body is a JSON object with fields");
  const std::string second = std::to_string(ToUnixSeconds(now));
  const std::string sign = Base64(HmacSha256(second + "\n" + std::string(secret), ""));
  return R"({"timestamp":")" + second + R"(","sign":")" + sign + "\"," + std::string(body.substr(1));
}

Result<WebhookSignature> SignWebhook(const std::vector<std::string>& secrets, const WebhookMessage& message, Timestamp now) {
  CHECK(message.id.find('.') == std::string_view::npos, "a dot in the id would let one message pass for another");
  WebhookSignature signature{std::string(message.id), std::to_string(ToUnixSeconds(now)), ""};
  const std::string signed_bytes = signature.id + "." + signature.timestamp + "." + std::string(message.body);
  for (size_t i = 0; i < secrets.size(); ++i) {
    std::string_view secret = secrets[i];
    std::optional<std::string> key;
    if (secret.starts_with(kSecretPrefix)) key = FromBase64(secret.substr(kSecretPrefix.size()));
    if (!key || key->size() < kSecretBytesLeast || key->size() > kSecretBytesMost) {
      return Invalid("line " + std::to_string(i + 1) + ": must be whsec_ and Base64 of 24 to 64 bytes");
    }
    if (!signature.signature.empty()) signature.signature += ' ';
    signature.signature += "v1," + Base64(HmacSha256(*key, signed_bytes));
  }
  if (signature.signature.empty()) return Invalid("holds no secret");
  return signature;
}

}  // namespace fenghuo
