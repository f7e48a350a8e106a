#include "keywords/stories/head_words.h"

#include <string_view>
#include <unordered_map>

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

}  // namespace

std::vector<HeadWord> HeadWords(const Document& document) {
  std::vector<HeadWord> heads;
  std::unordered_map<std::string, size_t> places;
  const auto add = [&](const std::string& text, size_t characters_max, int64_t weight) {
    if (text.empty() || heads.size() == kWordsMax) return;
    // Four bytes hold any character: cut before folding, so that a book as text costs no more than its beginning.
    const std::string_view beginning = std::string_view(text).substr(0, characters_max * 4);
    for (std::string& word : Words(CutCodePoints(Fold(beginning), characters_max, ""))) {
      if (places.contains(word) || heads.size() == kWordsMax) continue;
      places.emplace(word, heads.size());
      heads.push_back({std::move(word), weight});
    }
  };
  add(document.title, kTitleCharactersMax, kTitleWeight);
  add(document.text, kLeadCharactersMax, kLeadWeight);
  return heads;
}

}  // namespace fenghuo
