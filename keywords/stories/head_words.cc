#include "keywords/stories/head_words.h"

#include <algorithm>
#include <functional>
#include <string_view>

#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"
#include "keywords/text/words.h"

namespace fenghuo {
namespace {

constexpr int64_t kTitleWeight = 2;
constexpr int64_t kLeadWeight = 1;
constexpr size_t kTitleCharactersMax = 120;
constexpr size_t kLeadCharactersMax = 200;  // news says it in the first sentence or two
constexpr size_t kWordsMax = 64;

std::string FoldedBeginning(const std::string& text, size_t characters_max) {
  // Four bytes hold any character: cut before folding, so that a book as text costs no more than its beginning.
  std::string folded = Fold(std::string_view(text).substr(0, characters_max * 4));
  size_t end = 0;
  for (size_t i = 0; i < characters_max && end < folded.size(); ++i) NextCodePoint(folded, end);
  folded.resize(end);
  return folded;
}

// What the forms of an English word have in common, by their commonest endings: rates and rate, fed's and fed, closing and closed.
// Other words stay as they are.
std::string_view Stem(std::string_view word) {
  const bool english = std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
  if (!english) return word;
  if (word.ends_with("'s")) word.remove_suffix(2);
  const bool plural = word.size() >= 4 && word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
  if (plural) word.remove_suffix(1);
  if (word.size() >= 6 && word.ends_with("ing")) return word.substr(0, word.size() - 3);
  if (word.size() >= 5 && word.ends_with("ed")) return word.substr(0, word.size() - 2);
  if (word.size() >= 5 && word.ends_with("e")) return word.substr(0, word.size() - 1);
  return word;
}

}  // namespace

HeadText::HeadText(const Document& document)
    : title_(FoldedBeginning(document.title, kTitleCharactersMax)), lead_(FoldedBeginning(document.text, kLeadCharactersMax)) {
  Take(title_, kTitleWeight);
  Take(lead_, kLeadWeight);
}

void HeadText::Take(std::string_view folded, int64_t weight) {
  for (std::string_view word : Words(folded)) {
    if (words_.size() == kWordsMax) return;
    Add(Stem(word), weight);
  }
}

void HeadText::Add(std::string_view word, int64_t weight) {
  static_assert(kWordsMax < kSlots, "there is always a free slot");
  size_t slot = std::hash<std::string_view>()(word) % kSlots;
  for (; slots_[slot] != 0; slot = (slot + 1) % kSlots) {
    if (words_[slots_[slot] - size_t{1}].word == word) return;
  }
  words_.push_back({word, weight});
  slots_[slot] = static_cast<uint8_t>(words_.size());
}

}  // namespace fenghuo
