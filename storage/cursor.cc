#include "storage/cursor.h"

#include <array>
#include <cstdint>
#include <optional>

#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr size_t kSumBytes = 4;

// RFC 4648 section 5, without padding.
std::string EncodeBase64Url(std::string_view bytes) {
  std::string text;
  uint32_t bits = 0;
  int held = 0;
  for (char byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    for (held += 8; held >= 6; held -= 6) text.push_back(kDigits[bits >> (held - 6) & 63]);
  }
  if (held > 0) text.push_back(kDigits[bits << (6 - held) & 63]);
  return text;
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  std::string bytes;
  uint32_t bits = 0;
  int held = 0;
  for (char digit : text) {
    size_t value = std::string_view(kDigits).find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>(bits >> held & 0xff));
  }
  return bytes;
}

std::string CheckSum(std::string_view bytes) {
  uint64_t hash = Hash64(bytes);
  std::string sum;
  for (size_t i = 0; i < kSumBytes; ++i) sum.push_back(static_cast<char>(hash >> (8 * i) & 0xff));
  return sum;
}

}  // namespace

std::string MakeCursor(PagedList list, std::string_view last_key) {
  std::string bytes(1, static_cast<char>(list));
  bytes.append(last_key);
  return EncodeBase64Url(bytes + CheckSum(bytes));
}

Result<std::string> ReadCursor(PagedList list, std::string_view cursor) {
  Error refusal = Invalid("cursor: is not one that this list gave; ask for the first page without a cursor");
  std::optional<std::string> bytes = DecodeBase64Url(cursor);
  if (!bytes.has_value() || bytes->size() < 1 + kSumBytes) return refusal;
  std::string body = bytes->substr(0, bytes->size() - kSumBytes);
  // Written again it must be the same text: no second spelling of one place.
  if (body[0] != static_cast<char>(list) || MakeCursor(list, std::string_view(body).substr(1)) != cursor) return refusal;
  return body.substr(1);
}

}  // namespace fenghuo
