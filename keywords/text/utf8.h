// UTF-8 one code point at a time, and cutting text without breaking a character.
//
//   for (size_t i = 0; i < text.size();) Use(NextCodePoint(text, i));
//   std::string shorter = CutBytes(text, 2048, "…");
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_UTF8_H_
#define FENGHUO_KEYWORDS_TEXT_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace fenghuo {

// Reads the code point at `at` and moves `at` past it. A bad byte gives U+FFFD and moves by one.
char32_t NextCodePoint(std::string_view text, size_t& at);

void AppendUtf8(char32_t code_point, std::string& out);

bool IsValidUtf8(std::string_view text);

// Every bad sequence becomes U+FFFD.
std::string ToValidUtf8(std::string_view text);

size_t CountCodePoints(std::string_view text);

// At most `bytes_max` bytes with `ending` behind the cut (counted in); cut between graphemes, so no emoji or combining mark
// loses its parts. Text that fits comes back unchanged.
std::string CutBytes(std::string_view text, size_t bytes_max, std::string_view ending);

// The same by code points.
std::string CutCodePoints(std::string_view text, size_t code_points_max, std::string_view ending);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_UTF8_H_
