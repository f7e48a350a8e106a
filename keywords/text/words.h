// Words of a text, for stories: dictionary words of Chinese, words of other scripts.
//
//   std::string folded = Fold(title);
//   for (std::string_view word : Words(folded)) ...          // each a part of `folded`
//
// Expects folded text. Punctuation, single-character function words and bare numbers are left out. ICU's dictionary break
// iterator (its "zh" data) decides the borders, so the result is fixed by the ICU version. What its dictionary does not know
// (names, new words) it leaves as single characters: those come as overlapping pairs, "中储粮" as 中储 and 储粮, and one that
// follows a word as a pair with that word's last character, "油罐车" as 油罐 and 罐车, so that 罐车 alone is found in it.
//
// Thread-safe: each thread keeps an iterator of its own.

#ifndef FENGHUO_KEYWORDS_TEXT_WORDS_H_
#define FENGHUO_KEYWORDS_TEXT_WORDS_H_

#include <string_view>
#include <vector>

namespace fenghuo {

std::vector<std::string_view> Words(std::string_view folded);

// Whether Words() found this one as a whole, and did not put it together from characters that the dictionary left alone.
bool IsDictionaryWord(std::string_view word);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_WORDS_H_
