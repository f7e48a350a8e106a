// A TermVector says how much of each word is in a text or a story: unit vectors of documents, and their sums.
//
//   TermVector centroid = first;                    // both with weights in 1/1024
//   centroid.Add(second);
//   query.Load(first);
//   uint64_t likeness = query.Dot(centroid);         // over both lengths: their cosine
//
// Weights are whole numbers and so are norms and products, so a sum is the same in every order and in every restart.
//
// One thread, like any value.

#ifndef FENGHUO_KEYWORDS_STORIES_TERM_VECTOR_H_
#define FENGHUO_KEYWORDS_STORIES_TERM_VECTOR_H_

#include <cstdint>
#include <vector>

#include "keywords/stories/vocabulary.h"

namespace fenghuo {

// The length of a document's vector, in units of its weights.
inline constexpr int64_t kUnitLength = 1024;

struct Term {
  WordId word = 0;
  int32_t weight = 0;  // above 0
};

class TermVector {
 public:
  TermVector() = default;

  // Takes each word once, in any order; weights below 1 are left out.
  explicit TermVector(std::vector<Term> terms);

  // Adds and halves everything when a weight becomes so large that a norm could overflow: a cosine does not notice.
  void Add(const TermVector& other);

  // Keeps the heaviest `terms_max`, of equal weights those that spell first. Returns the words that went.
  std::vector<WordId> Shrink(size_t terms_max, const Vocabulary& vocabulary);

  // Heaviest first, of equal weights as they spell.
  std::vector<Term> Heaviest(size_t terms_max, const Vocabulary& vocabulary) const;

  int32_t WeightOf(WordId word) const;  // 0 when it is not there
  uint64_t NormSquared() const { return norm_squared_; }
  const std::vector<Term>& terms() const { return terms_; }  // by word number
  bool empty() const { return terms_.empty(); }
  size_t size() const { return terms_.size(); }

 private:
  void Measure();

  std::vector<Term> terms_;
  uint64_t norm_squared_ = 0;
};

// A Query is one vector laid out by word number, for comparing it with hundreds of others: no search, one look for each
// of their terms.
//
//   query.Load(words);
//   if (query.Dot(story.centroid) > …) ...
class Query {
 public:
  void Load(TermVector vector);

  const TermVector& vector() const { return vector_; }
  int32_t WeightOf(WordId word) const { return word < weights_.size() ? weights_[word] : 0; }
  uint64_t Dot(const TermVector& other) const;

 private:
  TermVector vector_;
  std::vector<int32_t> weights_;  // 0 but for the words of vector_
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_TERM_VECTOR_H_
