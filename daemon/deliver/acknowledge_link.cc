#include "daemon/deliver/acknowledge_link.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/check.h"
#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

// version (1), expiry in Unix seconds (4, big-endian), nonce (8), length of the incident's id (1), incident, person; then the MAC (16).
constexpr char kVersion = 'a';  // also keeps these MACs apart from others made with the same key
constexpr size_t kSecondBytes = 4;
constexpr size_t kNonceBytes = 8;
constexpr size_t kFixedBytes = 1 + kSecondBytes + kNonceBytes + 1;
constexpr size_t kMacBytes = 16;  // 128 of 256 bits: RFC 2104, 5
constexpr size_t kTokenBytesMax = 512;
constexpr size_t kIncidentBytesMax = 64;

std::string Packed(const AcknowledgeLink& link) {
  std::string out(1, kVersion);
  const auto second = static_cast<uint32_t>(std::clamp<int64_t>(ToUnixSeconds(link.expires_at), 0, UINT32_MAX));
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((second >> shift) & 0xFF);
  out += link.nonce;
  out += static_cast<char>(link.incident.size());
  return out + link.incident + link.person;
}

std::optional<AcknowledgeLink> ReadLink(std::string_view bytes) {
  if (bytes.size() < kFixedBytes || bytes[0] != kVersion) return std::nullopt;
  uint32_t second = 0;
  for (char byte : bytes.substr(1, kSecondBytes)) second = second << 8 | static_cast<unsigned char>(byte);
  const auto length = static_cast<size_t>(static_cast<unsigned char>(bytes[kFixedBytes - 1]));
  const std::string_view ids = bytes.substr(kFixedBytes);
  if (length > kIncidentBytesMax || length > ids.size()) return std::nullopt;
  return AcknowledgeLink{.incident = std::string(ids.substr(0, length)),
                         .person = std::string(ids.substr(length)),
                         .expires_at = FromUnixSeconds(second),
                         .nonce = std::string(bytes.substr(1 + kSecondBytes, kNonceBytes))};
}

std::string Mac(std::string_view key, std::string_view packed) { return HmacSha256(key, packed).substr(0, kMacBytes); }

}  // namespace

std::string SignAcknowledgeLink(const AcknowledgeLink& link, std::string_view key) {
  CHECK(key.size() == kAcknowledgeKeyBytes, "the key of acknowledge links has 32 bytes");
  CHECK(link.nonce.size() == kNonceBytes, "the nonce of an acknowledge link is one of AcknowledgeNonce()");
  CHECK(link.incident.size() <= kIncidentBytesMax, "the id of an incident has at most 64 bytes");
  const std::string packed = Packed(link);
  return Base64Url(packed + Mac(key, packed));
}

Result<AcknowledgeLink> VerifyAcknowledgeLink(std::string_view token, std::string_view key, Timestamp now) {
  CHECK(key.size() == kAcknowledgeKeyBytes, "the key of acknowledge links has 32 bytes");
  const Error refused = Invalid("签收链接无效，请登录后按编号签收或致电值班室");
  if (token.size() > kTokenBytesMax) return refused;
  const std::optional<std::string> bytes = FromBase64Url(token);
  if (!bytes || bytes->size() < kMacBytes) return refused;
  const std::string_view packed = std::string_view(*bytes).substr(0, bytes->size() - kMacBytes);
  if (!EqualInConstantTime(std::string_view(*bytes).substr(packed.size()), Mac(key, packed))) return refused;
  std::optional<AcknowledgeLink> link = ReadLink(packed);
  if (!link) return refused;
  if (now >= link->expires_at) return Invalid("签收链接已过期，请登录后按编号签收或致电值班室");
  return *std::move(link);
}

std::string AcknowledgeNonce(std::string_view notification_id, std::string_view key) {
  return HmacSha256(key, "nonce:" + std::string(notification_id)).substr(0, kNonceBytes);
}

std::string AcknowledgeUrl(std::string_view public_url, std::string_view token) {
  if (public_url.empty()) return "";
  while (public_url.ends_with('/')) public_url.remove_suffix(1);
  return std::string(public_url) + std::string(kAcknowledgePath) + std::string(token);
}

}  // namespace fenghuo
