#include "storage/keys.h"

#include <limits>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr uint64_t kSignBit = uint64_t{1} << 63;
constexpr size_t kPrintableBytesMax = 120;

void AppendBigEndian(uint64_t number, int bytes, std::string& key) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) key.push_back(static_cast<char>((number >> shift) & 0xff));
}

uint64_t ReadBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

void AppendNumber(int64_t number, std::string& key) {
  AppendBigEndian(static_cast<uint64_t>(number) ^ kSignBit, 8, key);
}

void AppendTime(Timestamp at, std::string& key) { AppendNumber(ToUnixMillis(at), key); }

void AppendText(std::string_view text, std::string& key) {
  CHECK(text.size() <= std::numeric_limits<uint32_t>::max(), "a text of 4 GiB reaches a key");
  AppendBigEndian(text.size(), 4, key);
  key.append(text);
}

std::string TimePrefix(Timestamp at) {
  std::string key;
  AppendTime(at, key);
  return key;
}

std::string TimedKey(Timestamp at, std::string_view id) {
  std::string key;
  key.reserve(8 + id.size());
  AppendTime(at, key);
  key.append(id);
  return key;
}

std::string OwnerPrefix(std::string_view owner) {
  std::string key;
  key.reserve(4 + owner.size() + 8);
  AppendText(owner, key);
  return key;
}

std::string NumberedKey(std::string_view owner, int64_t number) {
  std::string key = OwnerPrefix(owner);
  AppendNumber(number, key);
  return key;
}

std::string ObservationKey(std::string_view document, Timestamp at) { return NumberedKey(document, ToUnixMillis(at)); }

std::string MemberKey(std::string_view story, std::string_view document) { return OwnerPrefix(story).append(document); }

std::string DueKey(int priority, Timestamp created_at, std::string_view id) {
  std::string key;
  AppendNumber(priority, key);
  AppendTime(created_at, key);
  return key.append(id);
}

std::string OwnedTimedKey(std::string_view owner, Timestamp at, std::string_view id) {
  std::string key = OwnerPrefix(owner);
  AppendTime(at, key);
  return key.append(id);
}

std::string OutageKey(std::optional<Timestamp> to, Timestamp from, std::string_view source) {
  std::string key;
  AppendNumber(to.has_value() ? ToUnixMillis(*to) : std::numeric_limits<int64_t>::max(), key);
  AppendTime(from, key);
  return key.append(source);
}

std::string NumberKey(int64_t number) {
  std::string key;
  AppendNumber(number, key);
  return key;
}

std::string PrefixEnd(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

std::string PrintableKey(std::string_view key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string shown;
  for (char c : key) {
    if (shown.size() >= kPrintableBytesMax) return shown + "…";
    unsigned char byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '\\' && c != '"') {
      shown.push_back(c);
    } else {
      shown.append("\\x").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return shown;
}

std::optional<int64_t> KeyReader::TakeNumber() {
  if (rest_.size() < 8) return std::nullopt;
  uint64_t number = ReadBigEndian(rest_.substr(0, 8)) ^ kSignBit;
  rest_.remove_prefix(8);
  return static_cast<int64_t>(number);
}

std::optional<Timestamp> KeyReader::TakeTime() {
  std::optional<int64_t> millis = TakeNumber();
  if (!millis.has_value()) return std::nullopt;
  return FromUnixMillis(*millis);
}

std::optional<std::string_view> KeyReader::TakeText() {
  if (rest_.size() < 4) return std::nullopt;
  uint64_t length = ReadBigEndian(rest_.substr(0, 4));
  if (rest_.size() - 4 < length) return std::nullopt;
  std::string_view text = rest_.substr(4, length);
  rest_.remove_prefix(4 + length);
  return text;
}

}  // namespace fenghuo
