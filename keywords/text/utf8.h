// UTF-8 one code point at a time, and cutting text without breaking a character.
//
//   for (size_t i = 0; i < text.size();) Use(NextCodePoint(text, i));
//   std::string shorter = CutBytes(text, 2048, "…");
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_UTF8_H_
#define FENGHUO_KEYWORDS_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fenghuo {

// Reads the code point at `at` and moves `at` past it. A bad byte gives U+FFFD and moves by one; so does each byte of a
// sequence that is cut short, too long for its value, a surrogate or beyond U+10FFFF. `at` must be inside `text`.
char32_t NextCodePoint(std::string_view text, size_t& at);

void AppendUtf8(char32_t code_point, std::string& out);

bool IsValidUtf8(std::string_view text);

// Every bad sequence becomes U+FFFD.
std::string ToValidUtf8(std::string_view text);

size_t CountCodePoints(std::string_view text);

// At most `bytes_max` bytes with `ending` behind the cut (counted in); cut between graphemes, so no emoji or combining mark
// loses its parts. Text that fits comes back unchanged. A first grapheme that is larger than the room is cut between code
// points, so that a pile of combining marks cannot blank a message; an ending larger than the room is left out.
std::string CutBytes(std::string_view text, size_t bytes_max, std::string_view ending);

// The same by code points.
std::string CutCodePoints(std::string_view text, size_t code_points_max, std::string_view ending);

// Inline: folding and the matcher call it for every character they read.
inline char32_t NextCodePoint(std::string_view text, size_t& at) {
  constexpr char32_t kBad = 0xFFFD;
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  const auto follows = [&](size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  const size_t i = at++;
  const uint32_t lead = byte(i);
  if (lead < 0x80) return lead;
  if (lead >= 0xE0 && lead < 0xF0) {
    if (!follows(i + 1) || !follows(i + 2)) return kBad;
    const uint32_t c = ((lead & 0x0F) << 12) | ((byte(i + 1) & 0x3F) << 6) | (byte(i + 2) & 0x3F);
    if (c < 0x800 || (c >= 0xD800 && c < 0xE000)) return kBad;
    at = i + 3;
    return c;
  }
  if (lead >= 0xC2 && lead < 0xE0) {
    if (!follows(i + 1)) return kBad;
    at = i + 2;
    return ((lead & 0x1F) << 6) | (byte(i + 1) & 0x3F);
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    if (!follows(i + 1) || !follows(i + 2) || !follows(i + 3)) return kBad;
    const uint32_t c =
        ((lead & 0x07) << 18) | ((byte(i + 1) & 0x3F) << 12) | ((byte(i + 2) & 0x3F) << 6) | (byte(i + 3) & 0x3F);
    if (c < 0x10000 || c > 0x10FFFF) return kBad;
    at = i + 4;
    return c;
  }
  return kBad;
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_UTF8_H_
