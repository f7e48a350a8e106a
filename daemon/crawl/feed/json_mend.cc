#include "daemon/crawl/feed/json_mend.h"

#include <algorithm>
#include <charconv>

namespace fenghuo {
namespace {

constexpr size_t kLongDigits = 19;
constexpr size_t kEscapeBytes = 6;  // of \uD83D

// The unit that "\uXXXX" at the start of `text` stands for; -1 when there is none.
int UnitAt(std::string_view text) {
  if (text.size() < kEscapeBytes || !text.starts_with("\\u")) return -1;
  int unit = 0;
  auto [end, error] = std::from_chars(text.data() + 2, text.data() + kEscapeBytes, unit, 16);
  return error == std::errc() && end == text.data() + kEscapeBytes ? unit : -1;
}

bool IsHigh(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLow(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

// Appends the escape at the start of `text`, mended; how many bytes it had.
size_t TakeEscape(std::string_view text, std::string& out) {
  constexpr std::string_view kKnown = "\"\\/bfnrt";
  const int unit = UnitAt(text);
  if (IsHigh(unit) && IsLow(UnitAt(text.substr(kEscapeBytes)))) {
    out += text.substr(0, 2 * kEscapeBytes);
    return 2 * kEscapeBytes;
  }
  if (unit >= 0) {
    out += IsHigh(unit) || IsLow(unit) ? "\\ufffd" : text.substr(0, kEscapeBytes);
    return kEscapeBytes;
  }
  if (text.size() > 1 && kKnown.find(text[1]) != std::string_view::npos) {
    out += text.substr(0, 2);
    return 2;
  }
  return 1;  // what stands behind the backslash is itself
}

// From behind a string's first quote to behind its last.
size_t TakeString(std::string_view text, std::string& out) {
  size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\\') {
      at += TakeEscape(text.substr(at), out);
      continue;
    }
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    ++at;
    if (c == '"') break;
  }
  return at;
}

// The digits at the start of `text`; a whole number that fits no 64 bits becomes a string: it is somebody's id. How many bytes they
// had, or 0.
size_t TakeDigits(std::string_view text, std::string& out) {
  const size_t sign = text.starts_with('-') ? 1 : 0;
  const size_t end = std::min(text.find_first_not_of("0123456789", sign), text.size());
  const bool goes_on = !out.empty() && std::string_view(".eE+").find(out.back()) != std::string_view::npos;
  const bool ends = end == text.size() || std::string_view(".eE").find(text[end]) == std::string_view::npos;
  if (end == sign) return 0;
  const char* quote = ends && !goes_on && end - sign >= kLongDigits ? "\"" : "";
  out.append(quote).append(text.substr(0, end)).append(quote);
  return end;
}

}  // namespace

std::string MendJson(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (const size_t number = TakeDigits(text.substr(at), out)) {
      at += number;
      continue;
    }
    const char c = text[at];
    ++at;
    if (c == ',') {
      size_t next = text.find_first_not_of(" \t\r\n", at);
      if (next != std::string_view::npos && (text[next] == '}' || text[next] == ']')) continue;
    }
    out += c;
    if (c == '"') at += TakeString(text.substr(at), out);
  }
  return out;
}

}  // namespace fenghuo
