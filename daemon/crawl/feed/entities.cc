#include "daemon/crawl/feed/entities.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <map>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kNameMax = 12;  // "&thetasym;" is the longest of HTML 4

std::map<std::string, char32_t, std::less<>> MakeNames() {
  std::map<std::string, char32_t, std::less<>> names;
  constexpr unsigned kHighest = 9830;  // &diams;
  for (unsigned value = 1; value <= kHighest; ++value) {
    if (const htmlEntityDesc* entity = htmlEntityValueLookup(value)) names.emplace(entity->name, value);
  }
  names.emplace("apos", U'\'');
  return names;
}

bool MayStandInText(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code < 0xD800 || (code > 0xDFFF && code < 0x110000 && (code & 0xFFFE) != 0xFFFE);
}

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

// `digits` behind "&#", up to the semicolon.
char32_t ReadNumber(std::string_view digits) {
  char32_t base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return 0;
  char32_t code = 0;
  for (char c : digits) {
    auto digit = static_cast<char32_t>(DigitValue(c));
    if (digit >= base) return 0;
    code = std::min<char32_t>(code * base + digit, 0x110000);
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFD;  // as HTML has it
  code = FromC1(code);
  return MayStandInText(code) ? code : 0;
}

}  // namespace

char32_t FromC1(char32_t code) {
  constexpr char16_t kWindows[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return code >= 0x80 && code < 0xA0 ? kWindows[code - 0x80] : code;
}

char32_t ReadReference(std::string_view text, size_t& at) {
  static const std::map<std::string, char32_t, std::less<>> names = MakeNames();
  std::string_view rest = text.substr(at + 1, kNameMax);
  size_t length = rest.find(';');
  if (length == std::string_view::npos || length == 0) return 0;
  std::string_view name = rest.substr(0, length);
  char32_t code = 0;
  if (name[0] == '#') {
    code = ReadNumber(name.substr(1));
  } else if (auto found = names.find(name); found != names.end()) {
    code = found->second;
  }
  if (code != 0) at += length + 2;
  return code;
}

std::string DecodeReferences(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  while (at < text.size()) {
    size_t mark = text.find('&', at);
    if (mark == std::string_view::npos) mark = text.size();
    out.append(text.substr(at, mark - at));
    at = mark;
    if (at == text.size()) break;
    if (char32_t code = ReadReference(text, at)) {
      AppendUtf8(code, out);
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace fenghuo
