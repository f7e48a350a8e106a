// Inserted readings are the Pinyin that somebody has written behind a character to get past a filter: 监(jiān)管, 监jiān管.
//
//   std::vector<ByteRange> ranges = FindReadings(folded, LatinLetters::kSome);   // "监(jiān)管" -> {{3, 10}}
//
// Only what is a reading of the character before is one: any of its readings, 行(xíng) and 行(háng), with any tone or none, or with
// a digit for it: 监(jian1)管. v and ü are the same. Repeated ones go together: 监(jiān)(jian)管. Where a bracket is lost or both
// are, the letters must be the whole word up to a bracket or a Chinese character, and have a tone or be three or more: 我爱AI技术
// keeps its AI. Known are the characters from U+4E00 to U+9FFF.
//
// Immutable tables, built at first use in some 5 ms: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_READINGS_H_
#define FENGHUO_KEYWORDS_TEXT_READINGS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace fenghuo {

struct ByteRange {
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// Letters of two bytes such as ā, which only a text of many languages or one with tones has.
enum class LatinLetters { kNone, kSome };
constexpr bool IsLatinLead(char byte) { return static_cast<unsigned char>(byte) >= 0xC3 && static_cast<unsigned char>(byte) <= 0xC9; }

// False of most texts without letters of two bytes, and soon. kReadingRoom bytes behind the text are read as well.
bool MayHoldReadings(std::string_view folded);
constexpr size_t kReadingRoom = 16;

// In order; they neither touch nor overlap. `letters`: whether the text has any.
std::vector<ByteRange> FindReadings(std::string_view folded, LatinLetters letters);

// Whether the folded character has this reading: a syllable in small letters without tone, v for ü.
bool HasReading(char32_t character, std::string_view syllable);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_READINGS_H_
