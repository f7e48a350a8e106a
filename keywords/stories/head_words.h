// A HeadText gives the words that say what a document is about: those of its title, and of the beginning of its text.
//
//   HeadText text(document);
//   for (const HeadWord& head : text.words()) ...
//
// A word of the title weighs twice one of the text. Each word once, in order of first appearance; at most 64.
//
// Thread-safe, as Words() is.

#ifndef FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_
#define FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "keywords/document.h"

namespace fenghuo {

struct HeadWord {
  std::string_view word;  // a part of the HeadText
  int64_t weight = 0;
};

class HeadText {
 public:
  explicit HeadText(const Document& document);
  HeadText(const HeadText&) = delete;
  HeadText& operator=(const HeadText&) = delete;

  const std::vector<HeadWord>& words() const { return words_; }

 private:
  void Take(std::string_view folded, int64_t weight);
  void Add(std::string_view word, int64_t weight);

  static constexpr size_t kSlots = 256;  // four times the words

  std::string title_;  // folded
  std::string lead_;
  std::vector<HeadWord> words_;
  std::array<uint8_t, kSlots> slots_ = {};  // by hash: one more than the place in words_; 0 is free
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_HEAD_WORDS_H_
