#include "keywords/text/utf8.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// The largest code point border at or below `limit`.
size_t CodePointFloor(std::string_view text, size_t limit) {
  size_t floor = 0;
  for (size_t at = 0; at <= limit && at < text.size();) {
    floor = at;
    NextCodePoint(text, at);
    if (at <= limit) floor = at;
  }
  return floor;
}

// The largest grapheme border at or below `limit`, or the code point border when the first grapheme is larger. Whether a
// place is a border never depends on more than the code point behind it (UAX 29), so the rest of a long text is not looked
// at.
size_t GraphemeFloor(std::string_view text, size_t limit) {
  limit = CodePointFloor(text, limit);
  size_t seen = limit;
  if (seen < text.size()) NextCodePoint(text, seen);
  std::string_view head = text.substr(0, seen);

  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> borders(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  CHECK(U_SUCCESS(status), "ICU has its character break rules built in");
  UText bytes = UTEXT_INITIALIZER;
  utext_openUTF8(&bytes, head.data(), static_cast<int64_t>(head.size()), &status);
  borders->setText(&bytes, status);
  const int32_t at = static_cast<int32_t>(limit);
  const int32_t border = borders->isBoundary(at) ? at : borders->preceding(at);
  utext_close(&bytes);
  CHECK(U_SUCCESS(status), "ICU walks UTF-8 in place");
  return border <= 0 ? limit : static_cast<size_t>(border);
}

size_t ByteOfCodePoint(std::string_view text, size_t code_points) {
  size_t at = 0;
  while (code_points > 0 && at < text.size()) {
    NextCodePoint(text, at);
    --code_points;
  }
  return at;
}

std::string Cut(std::string_view text, size_t limit, std::string_view ending) {
  std::string cut(text.substr(0, GraphemeFloor(text, limit)));
  return cut.append(ending);
}

}  // namespace

void AppendUtf8(char32_t c, std::string& out) {
  const auto add = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
    out.append(kReplacement);
  } else if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | (c >> 6));
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3F));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

bool IsValidUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    // U+FFFD itself takes three bytes; a bad byte takes one.
    if (NextCodePoint(text, at) == 0xFFFD && at == begin + 1) return false;
  }
  return true;
}

std::string ToValidUtf8(std::string_view text) {
  if (IsValidUtf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) AppendUtf8(NextCodePoint(text, at), out);
  return out;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) NextCodePoint(text, at);
  return count;
}

std::string CutBytes(std::string_view text, size_t bytes_max, std::string_view ending) {
  if (text.size() <= bytes_max) return std::string(text);
  if (ending.size() > bytes_max) ending = {};
  return Cut(text, bytes_max - ending.size(), ending);
}

std::string CutCodePoints(std::string_view text, size_t code_points_max, std::string_view ending) {
  if (CountCodePoints(text) <= code_points_max) return std::string(text);
  size_t room = CountCodePoints(ending);
  if (room > code_points_max) {
    ending = {};
    room = 0;
  }
  return Cut(text, ByteOfCodePoint(text, code_points_max - room), ending);
}

}  // namespace fenghuo
