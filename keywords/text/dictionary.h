// HanDictionary holds ICU's Chinese words in a form that is walked a character at a time.
//
//   const HanDictionary* dictionary = HanDictionary::Get();
//   HanDictionary::Node node = dictionary->Child(HanDictionary::kRoot, u'食');
//   if (node != HanDictionary::kNone && dictionary->Cost(node) >= 0) ...      // 食 is a word
//
// The words come from ICU's own data (brkitr/cjdict.dict, a UCharsTrie behind eight numbers: ICU's dictionarydata.h),
// so there is no second dictionary to keep. Get() reads them once, in about 50 ms and 4 MB; it gives null where this
// ICU has another format.
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_DICTIONARY_H_
#define FENGHUO_KEYWORDS_TEXT_DICTIONARY_H_

#include <cstdint>
#include <memory>
#include <vector>

namespace fenghuo {

class HanDictionary {
 public:
  using Node = uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = 0xffffffff;

  static const HanDictionary* Get();

  // kNone when no word goes on with this character.
  Node Child(Node node, char16_t character) const;

  // How unlikely the word that ends here is, 0 to 255; -1 when none ends here.
  int Cost(Node node) const { return costs_[node]; }

 private:
  HanDictionary() = default;
  static std::unique_ptr<const HanDictionary> Read();
  static size_t StepBit(Node node, char16_t character);

  // Children of a node stand together, by character.
  std::vector<char16_t> characters_;
  std::vector<int16_t> costs_;
  std::vector<Node> first_children_;  // one more than there are nodes
  std::vector<Node> of_root_;         // by character, from kHanFirst
  std::vector<uint64_t> steps_;       // a bit for each step below the root, by StepBit(): most steps tried are none
};

inline constexpr char16_t kHanFirst = 0x3400;
inline constexpr char16_t kHanLast = 0x9fff;

// Of the BMP's unified ideographs, without the hexagrams between their two blocks.
inline bool IsUnifiedHan(char16_t unit) {
  return unit >= kHanFirst && unit <= kHanLast && (unit < 0x4dc0 || unit > 0x4dff);
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_DICTIONARY_H_
