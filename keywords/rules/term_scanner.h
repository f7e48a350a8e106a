// A TermScanner finds every occurrence of thousands of terms in one pass over a folded text.
//
//   TermScanner scanner({"食物中毒", "中毒"});
//   std::vector<TermHit> hits;
//   scanner.Scan(Fold(text), hits);      // both terms, overlapping
//
// A window of two characters is hashed into a bitmap; few places of a text pass it, and only from those a trie is walked. A
// pair of Chinese characters is so selective that this beats byte automata by far (reference: performance.md 1).
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_RULES_TERM_SCANNER_H_
#define FENGHUO_KEYWORDS_RULES_TERM_SCANNER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

// Term number `term` stands at bytes [begin, end).
struct TermHit {
  uint32_t term = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const TermHit&, const TermHit&) = default;
};

class TermScanner {
 public:
  // A term's number is its place in the list. Each is folded, has at least two code points and is there once; anything else
  // is the caller's mistake and stops the program.
  explicit TermScanner(const std::vector<std::string>& terms);

  // Adds every occurrence to `hits`, by begin, then by end. `folded` is what Fold returned (valid UTF-8), below 4 GiB.
  void Scan(std::string_view folded, std::vector<TermHit>& hits) const;

 private:
  // Open addressing from 64-bit keys to node numbers; 0 is "not there".
  class NodeMap {
   public:
    void Reserve(size_t keys);
    uint32_t& Slot(uint64_t key);
    uint32_t Find(uint64_t key) const;

   private:
    std::vector<uint64_t> keys_;
    std::vector<uint32_t> nodes_;
    unsigned shift_ = 64;
  };

  struct Node {
    uint32_t term = kNoTerm;  // the term that ends here
    bool goes_on = false;     // longer terms begin like this
  };
  static constexpr uint32_t kNoTerm = UINT32_MAX;

  void Add(uint32_t number, std::string_view term);
  bool MayStart(uint64_t pair) const;
  void Walk(std::string_view folded, uint32_t at, std::vector<TermHit>& hits) const;
  // Both stop where a few bytes are left, and say where.
  size_t ScanInOnePhase(std::string_view folded, std::vector<TermHit>& hits) const;
  size_t ScanInTwoPhases(std::string_view folded, std::vector<TermHit>& hits) const;

  std::vector<uint64_t> bitmap_;  // one bit for each hashed pair that begins a term
  unsigned bitmap_shift_ = 64;
  NodeMap pairs_;  // first two characters → node
  NodeMap edges_;  // node and next character → node
  std::vector<Node> nodes_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_TERM_SCANNER_H_
