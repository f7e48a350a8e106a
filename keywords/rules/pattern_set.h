// A PatternSet holds the regular expressions of all rules and runs only those whose required words stand in a text.
//
//   PatternSet patterns;
//   Result<uint32_t> number = patterns.Add("[0-9]+名学生.{0,8}送医");
//   std::vector<std::string> atoms = patterns.Compile();          // words for the term scanner
//   for (uint32_t n : patterns.Candidates(atoms_found)) patterns.FindAll(n, text, hits);
//
// RE2 2022-06 (its FilteredRE2 derives the atoms). Linear time, whatever the expression; the time that an expression may take on
// one text is bounded as well: see FindAll. A pattern without a required word of five bytes is run on every text and counted by
// `unfiltered`. RE2::Set is not used: it answers "no" when it is out of memory.
//
// Immutable after Compile: any number of threads may call the const functions.

#ifndef FENGHUO_KEYWORDS_RULES_PATTERN_SET_H_
#define FENGHUO_KEYWORDS_RULES_PATTERN_SET_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace fenghuo {

class PatternSet {
 public:
  enum class Outcome { kDone, kGaveUp };
  // Bytes [first, second) of a text.
  using Place = std::pair<uint32_t, uint32_t>;

  PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  // The number of the pattern; the same for the same pattern. kInvalid, with the words that follow `pattern "…" `, when RE2
  // refuses it, when it needs more than 1 MiB, when it matches the empty text, or for what FoldPattern refuses.
  Result<uint32_t> Add(const std::string& pattern);

  // Call once, when all are added. The words of which candidates need some, folded and distinct, at least two characters each.
  std::vector<std::string> Compile();

  size_t size() const { return numbers_.size(); }
  // Patterns that are run on every text.
  size_t unfiltered() const { return unfiltered_; }

  // The patterns that may match a text in which just these atoms (numbers into Compile's answer) stand; in order.
  std::vector<uint32_t> Candidates(const std::vector<int>& atoms_found) const;

  // Adds the leftmost, non-overlapping, non-empty matches in a folded text. Linear is not quick enough for everything: RE2 leaves
  // its fast automaton when memory is short, and a search for the next match may read to the end again. So the work, program
  // size times bytes left for each search, is bounded by 2^26 (below a second). Beyond it the places found so far stand; a text
  // too large for even the first search gives kGaveUp. Only thousands of characters without any stop get there.
  Outcome FindAll(uint32_t pattern, std::string_view folded, std::vector<Place>& places) const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
  std::map<std::string, uint32_t> numbers_;
  size_t unfiltered_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_PATTERN_SET_H_
