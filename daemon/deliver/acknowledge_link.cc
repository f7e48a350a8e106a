#include "daemon/deliver/acknowledge_link.h"

#include <charconv>
#include <optional>
#include <vector>

#include "base/check.h"
#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

constexpr std::string_view kVersion = "a1";  // also keeps these MACs apart from others made with the same key
constexpr size_t kTokenBytesMax = 2048;
constexpr size_t kNonceBytes = 16;

// Each field with its length in front, so that no two links have the same bytes.
std::string Packed(const AcknowledgeLink& link) {
  std::string out;
  const std::string second = std::to_string(ToUnixSeconds(link.expires_at));
  for (std::string_view field : {kVersion, std::string_view(link.incident), std::string_view(link.action),
                                 std::string_view(link.person), std::string_view(second), std::string_view(link.nonce)}) {
    out += std::to_string(field.size()) + ":" + std::string(field);
  }
  return out;
}

std::optional<std::vector<std::string>> Unpacked(std::string_view bytes) {
  std::vector<std::string> fields;
  while (!bytes.empty()) {
    size_t length = 0;
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), length);
    const auto digits = static_cast<size_t>(end - bytes.data());
    if (error != std::errc() || digits == bytes.size() || *end != ':' || length > bytes.size() - digits - 1) return std::nullopt;
    fields.emplace_back(bytes.substr(digits + 1, length));
    bytes.remove_prefix(digits + 1 + length);
  }
  return fields;
}

std::optional<AcknowledgeLink> ReadLink(std::string_view bytes) {
  const std::optional<std::vector<std::string>> fields = Unpacked(bytes);
  if (!fields || fields->size() != 6 || (*fields)[0] != kVersion) return std::nullopt;
  const std::string& second = (*fields)[4];
  int64_t expires = 0;
  const auto [end, error] = std::from_chars(second.data(), second.data() + second.size(), expires);
  if (error != std::errc() || end != second.data() + second.size()) return std::nullopt;
  return AcknowledgeLink{(*fields)[1], (*fields)[2], (*fields)[3], FromUnixSeconds(expires), (*fields)[5]};
}

}  // namespace

std::string SignAcknowledgeLink(const AcknowledgeLink& link, std::string_view key) {
  CHECK(key.size() == kAcknowledgeKeyBytes, "the key of acknowledge links has 32 bytes");
  const std::string packed = Packed(link);
  return Base64Url(packed) + "." + Base64Url(HmacSha256(key, packed));
}

Result<AcknowledgeLink> VerifyAcknowledgeLink(std::string_view token, std::string_view key, Timestamp now) {
  CHECK(key.size() == kAcknowledgeKeyBytes, "the key of acknowledge links has 32 bytes");
  const Error refused = Invalid("签收链接无效，请登录后按编号签收或致电值班室");
  const size_t dot = token.find('.');
  if (token.size() > kTokenBytesMax || dot == std::string_view::npos) return refused;
  const std::optional<std::string> packed = FromBase64Url(token.substr(0, dot));
  const std::optional<std::string> mac = FromBase64Url(token.substr(dot + 1));
  if (!packed || !mac || !EqualInConstantTime(*mac, HmacSha256(key, *packed))) return refused;
  std::optional<AcknowledgeLink> link = ReadLink(*packed);
  if (!link) return refused;
  if (now >= link->expires_at) return Invalid("签收链接已过期，请登录后按编号签收或致电值班室");
  return *std::move(link);
}

std::string AcknowledgeNonce(std::string_view notification_id, std::string_view key) {
  const std::string mac = HmacSha256(key, "nonce:" + std::string(notification_id));
  return Base64Url(std::string_view(mac).substr(0, kNonceBytes));
}

std::string AcknowledgeUrl(std::string_view public_url, std::string_view token) {
  if (public_url.empty()) return "";
  while (public_url.ends_with('/')) public_url.remove_suffix(1);
  return std::string(public_url) + std::string(kAcknowledgePath) + std::string(token);
}

}  // namespace fenghuo
