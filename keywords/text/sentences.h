// Sentences cuts a text into the units in which a rule looks for words that belong together.
//
//   for (TextRange range : Sentences(text)) Use(text.substr(range.begin, range.end - range.begin));
//
// Give it the *original* text: folding turns line ends into spaces, and a line end is a border. Borders stand behind 。！？ and
// their kin (with the closing quotes and brackets that follow), at line ends, and behind a full stop that ends a Latin word. A
// semicolon is no border: the subject before it often belongs to what comes after. Pages without punctuation would be one
// sentence, so one of more than 250 characters is cut behind the next comma, semicolon or space.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_SENTENCES_H_
#define FENGHUO_KEYWORDS_TEXT_SENTENCES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "keywords/text/fold.h"

namespace fenghuo {

// Bytes [begin, end).
struct TextRange {
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const TextRange&, const TextRange&) = default;
};

// In order, without gaps: every byte is in one range. Empty for an empty text.
std::vector<TextRange> Sentences(std::string_view text);

// Whether the sentence ends its line, and with it the paragraph. `sentence` is one of the ranges above.
bool EndsLine(std::string_view sentence);

// The same ranges in the folded text. A range of which nothing is left (a line of white space) is empty.
std::vector<TextRange> FoldedRanges(const FoldedText& folded, const std::vector<TextRange>& original);

// Without white space at either end: a sentence as it is quoted.
std::string_view TrimSpace(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_SENTENCES_H_
