#include "daemon/serve/target.h"

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kTargetBytesMax = 8 * 1024;
constexpr size_t kSegmentsMax = 32;
constexpr size_t kPairsMax = 64;

enum class Plus { kItself, kBlank };

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<std::string> Decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::kBlank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
      int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
      if (high < 0 || low < 0) return Invalid("the address has a % that is not followed by two hexadecimal digits");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos) return Invalid("the address holds a NUL");
  if (!IsValidUtf8(out)) return Invalid("the address is not UTF-8");
  return out;
}

Result<std::vector<std::string>> ReadPath(std::string_view path) {
  std::vector<std::string> segments;
  std::string_view rest = path.substr(1);
  if (rest.empty()) return segments;
  for (;;) {
    size_t slash = rest.find('/');
    Result<std::string> segment = Decode(rest.substr(0, slash), Plus::kItself);
    if (!segment.ok()) return segment.error();
    if (*segment == "." || *segment == "..") return Invalid("the address has a . or .. segment");
    if (segments.size() == kSegmentsMax) return Invalid("the address has more than 32 segments");
    segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return segments;
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace

const std::string* Target::Find(std::string_view name) const {
  auto found = std::find_if(query.begin(), query.end(), [&](const auto& pair) { return pair.first == name; });
  return found == query.end() ? nullptr : &found->second;
}

Result<std::vector<std::pair<std::string, std::string>>> ParseForm(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    size_t end = text.find('&');
    std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    size_t equals = pair.find('=');
    Result<std::string> name = Decode(pair.substr(0, equals), Plus::kBlank);
    if (!name.ok()) return name.error();
    std::string_view encoded = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    Result<std::string> value = Decode(encoded, Plus::kBlank);
    if (!value.ok()) return value.error();
    if (pairs.size() == kPairsMax) return Invalid("the query has more than 64 pairs");
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

Result<Target> ParseTarget(std::string_view text) {
  if (text.empty() || text[0] != '/') return Invalid("the address does not begin with /");
  if (text.size() > kTargetBytesMax) return Invalid("the address is longer than 8 KiB");
  bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!printable) return Invalid("the address holds a byte that must be escaped");
  if (text.find_first_of("\\#") != std::string_view::npos) return Invalid("the address holds a \\ or a #");
  size_t question = text.find('?');
  Result<std::vector<std::string>> path = ReadPath(text.substr(0, question));
  if (!path.ok()) return path.error();
  Target target{std::move(*path), {}};
  if (question == std::string_view::npos) return target;
  auto query = ParseForm(text.substr(question + 1));
  if (!query.ok()) return query.error();
  target.query = std::move(*query);
  return target;
}

std::string EscapeSegment(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '-' || c == '_' || c == '~' || c == '.') {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

}  // namespace fenghuo
