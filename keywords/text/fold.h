// Folding makes texts comparable: NFKC, case folding, width, and traditional to simplified characters.
//
//   std::string folded = Fold("ＡＢＣ罐車");      // "abc罐车"
//   FoldedText text = FoldWithOffsets(title);
//   text.OriginalOffset(3);                       // where byte 3 of text.folded came from
//
// Rules and documents are folded the same way, so the character-level mapping is right for matching; it is not for display.
// Pinyin inserted behind the character that it is a reading of disappears (keywords/text/readings.h); the span of 监管 in 监(jiān)管
// is all of it, and that of a term which ends with 监 reaches to the bracket's end. Zero-width characters, soft hyphens and bidi
// controls disappear; runs of white space become one space. Source: Unicode NFKC_Casefold (UAX 31) then ICU's Hant-Hans by
// character (repeated until it stays; 苧 and 苎, which ICU maps to each other, both become 苎). Bad UTF-8 becomes U+FFFD, one for
// each bad byte. Folding folded text changes nothing.
//
// A character keeps at most 64 of the combining marks behind it: more is an attack on the reader (and, unbounded, on the
// quadratic ordering of marks), never writing.
//
// Immutable tables, built at first use: any number of threads may call these at once.

#ifndef FENGHUO_KEYWORDS_TEXT_FOLD_H_
#define FENGHUO_KEYWORDS_TEXT_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

std::string Fold(std::string_view text);

struct FoldedText {
  std::string folded;
  // For each byte of `folded`, and one past it, the byte of the original it came from. One entry more than bytes.
  std::vector<uint32_t> offsets;

  uint32_t OriginalOffset(size_t folded_byte) const { return offsets[folded_byte]; }

  // One past the original characters that made folded bytes [begin, end); never cuts a character whose other half made bytes
  // behind `end` ("㎏" is "kg": the "k" alone ends behind "㎏").
  uint32_t OriginalEnd(size_t begin, size_t end) const {
    while (end > begin && end < folded.size() && offsets[end] == offsets[end - 1]) ++end;
    return offsets[end];
  }
};

// The same result as Fold, with the way back.
FoldedText FoldWithOffsets(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_FOLD_H_
