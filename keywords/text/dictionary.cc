#include "keywords/text/dictionary.h"

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <string>
#include <utility>

namespace fenghuo {
namespace {

// Of ICU's DictionaryData.
constexpr int kTrieOffset = 0;
constexpr int kTrieType = 4;
constexpr int kTransform = 5;
constexpr int32_t kTrieTypeMask = 7;
constexpr int32_t kUCharsTrie = 1;

constexpr int kStepBits = 21;  // 256 KB: stays in a second-level cache, and about one bit in ten is set

struct Entry {
  std::u16string word;
  int16_t cost;
};

struct CloseData {
  void operator()(UDataMemory* memory) const { udata_close(memory); }
};

bool IsHanOnly(const icu::UnicodeString& word) {
  for (int32_t i = 0; i < word.length(); ++i) {
    if (!IsUnifiedHan(word[i])) return false;
  }
  return !word.isEmpty();
}

// In the order of their characters; empty when this ICU keeps them otherwise.
std::vector<Entry> ReadEntries() {
  UErrorCode code = U_ZERO_ERROR;
  std::unique_ptr<UDataMemory, CloseData> data(udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &code));
  if (U_FAILURE(code)) return {};
  const auto* numbers = static_cast<const int32_t*>(udata_getMemory(data.get()));
  if ((numbers[kTrieType] & kTrieTypeMask) != kUCharsTrie || numbers[kTransform] != 0) return {};
  const auto* trie = static_cast<const char16_t*>(udata_getMemory(data.get())) + numbers[kTrieOffset] / 2;
  icu::UCharsTrie::Iterator words(icu::ConstChar16Ptr(trie), 0, code);
  std::vector<Entry> entries;
  while (U_SUCCESS(code) && words.next(code)) {
    const icu::UnicodeString& word = words.getString();
    if (!IsHanOnly(word)) continue;
    entries.push_back({{word.getBuffer(), static_cast<size_t>(word.length())}, static_cast<int16_t>(words.getValue())});
  }
  if (U_FAILURE(code)) return {};
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.word < b.word; });
  return entries;
}

}  // namespace

const HanDictionary* HanDictionary::Get() {
  static const std::unique_ptr<const HanDictionary> dictionary = Read();
  return dictionary.get();
}

// Level by level, so that the children of a node are made one after the other.
std::unique_ptr<const HanDictionary> HanDictionary::Read() {
  const std::vector<Entry> entries = ReadEntries();
  if (entries.empty()) return nullptr;
  struct Span {
    size_t begin;  // entries that start with the node's characters
    size_t end;
  };
  std::unique_ptr<HanDictionary> made(new HanDictionary);  // NOLINT: private constructor
  std::vector<Span> level = {{0, entries.size()}};
  made->characters_.push_back(0);
  made->costs_.push_back(-1);
  for (size_t depth = 0; !level.empty(); ++depth) {
    std::vector<Span> next;
    for (Span span : level) {
      made->first_children_.push_back(static_cast<Node>(made->characters_.size()));
      while (span.begin < span.end && entries[span.begin].word.size() == depth) ++span.begin;
      while (span.begin < span.end) {
        const char16_t character = entries[span.begin].word[depth];
        size_t end = span.begin;
        while (end < span.end && entries[end].word[depth] == character) ++end;
        made->characters_.push_back(character);
        made->costs_.push_back(entries[span.begin].word.size() == depth + 1 ? entries[span.begin].cost : int16_t{-1});
        next.push_back({span.begin, end});
        span.begin = end;
      }
    }
    level = std::move(next);
  }
  made->first_children_.push_back(static_cast<Node>(made->characters_.size()));
  made->of_root_.assign(kHanLast - kHanFirst + 1, kNone);
  for (Node child = made->first_children_[kRoot]; child < made->first_children_[kRoot + 1]; ++child) {
    made->of_root_[made->characters_[child] - kHanFirst] = child;
  }
  made->steps_.assign((size_t{1} << kStepBits) / 64, 0);
  for (Node node = 1; node < made->costs_.size(); ++node) {
    for (Node child = made->first_children_[node]; child < made->first_children_[node + 1]; ++child) {
      const size_t bit = StepBit(node, made->characters_[child]);
      made->steps_[bit / 64] |= uint64_t{1} << bit % 64;
    }
  }
  return made;
}

size_t HanDictionary::StepBit(Node node, char16_t character) {
  constexpr uint64_t kGolden = 0x9e3779b97f4a7c15ULL;
  return (((uint64_t{node} << 16) | character) * kGolden) >> (64 - kStepBits);
}

HanDictionary::Node HanDictionary::Child(Node node, char16_t character) const {
  if (!IsUnifiedHan(character)) return kNone;
  if (node == kRoot) return of_root_[character - kHanFirst];
  if (const size_t bit = StepBit(node, character); (steps_[bit / 64] >> bit % 64 & 1) == 0) return kNone;
  const auto begin = characters_.begin() + first_children_[node];
  const auto end = characters_.begin() + first_children_[node + 1];
  const auto found = std::lower_bound(begin, end, character);
  return found != end && *found == character ? static_cast<Node>(found - characters_.begin()) : kNone;
}

}  // namespace fenghuo
