#include "keywords/relevance/grams.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// Of a text of megabytes only so much is folded: more than the first 512 grams need. A character that is cut is none.
constexpr size_t kBytesFolded = 16 * 1024;

uint32_t NumberOf(char32_t first, char32_t second) {
  uint64_t mixed = (static_cast<uint64_t>(first) << 21 | static_cast<uint64_t>(second)) + 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<uint32_t>((mixed ^ (mixed >> 31)) >> (64 - kGramBits));
}

class Collector {
 public:
  void Take(std::string_view text) {
    const std::string folded = Fold(text.substr(0, kBytesFolded));
    char32_t before = 0;
    for (size_t at = 0; at < folded.size() && grams_.size() < kGramsMax;) {
      const char32_t c = NextCodePoint(folded, at);
      if (!u_isalnum(static_cast<UChar32>(c))) {
        before = 0;
        continue;
      }
      Add(c, 0);
      if (before != 0) Add(before, c);
      before = c;
    }
  }

  std::vector<WrittenGram> TakeGrams() { return std::move(grams_); }

 private:
  void Add(char32_t first, char32_t second) {
    const uint32_t number = NumberOf(first, second);
    if (grams_.size() == kGramsMax || !seen_.insert(number).second) return;
    WrittenGram gram{.number = number, .text = {}};
    AppendUtf8(first, gram.text);
    if (second != 0) AppendUtf8(second, gram.text);
    grams_.push_back(std::move(gram));
  }

  std::set<uint32_t> seen_;
  std::vector<WrittenGram> grams_;
};

}  // namespace

std::vector<WrittenGram> WrittenGramsOf(const Document& document) {
  Collector collector;
  collector.Take(document.title);
  collector.Take(document.text);
  return collector.TakeGrams();
}

std::vector<uint32_t> GramsOf(const Document& document) {
  std::vector<uint32_t> numbers;
  for (const WrittenGram& gram : WrittenGramsOf(document)) numbers.push_back(gram.number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace fenghuo
