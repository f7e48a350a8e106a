// HeadWords gives the words that say what a document is about: those of its title, and of the beginning of its text.
//
//   for (const HeadWord& head : HeadWords(document)) ...
//
// A word of the title weighs twice one of the text. Each word once, in order of first appearance; at most 64.
//
// Thread-safe, as Words() is.

#ifndef FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_
#define FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "keywords/document.h"

namespace fenghuo {

struct HeadWord {
  std::string word;
  int64_t weight = 0;
};

std::vector<HeadWord> HeadWords(const Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_
