// A Learner is the weights of one rule's filter while they are learned, click by click; see keywords/relevance/filter.h.
//
//   Learner learner(clicks);
//   int64_t chance = learner.ChanceMilli(clicks[0]);   // before it is learned
//   learner.Take(clicks[0]);
//
// One thread; it takes about 1 MiB and 24 bytes for each gram of the clicks, and is let go of when the filter is made.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_LEARNER_H_
#define FENGHUO_KEYWORDS_RELEVANCE_LEARNER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "keywords/relevance/click.h"

namespace fenghuo {

struct LearnedWeight {
  uint32_t gram = 0;
  double weight = 0;
  double squares = 0;  // of its gradients so far
};

// 1 / (1 + e^-odds) in thousandths.
int64_t ChanceMilliOf(double log_odds);

class Learner {
 public:
  // Makes room for the grams of all of them; learns none yet.
  explicit Learner(std::span<const RelevanceClick> clicks);

  int64_t ChanceMilli(const RelevanceClick& click) const;
  void Take(const RelevanceClick& click);

  double bias() const { return bias_.weight; }
  const std::vector<LearnedWeight>& Weights() const { return weights_; }  // by gram

 private:
  double LogOdds(const RelevanceClick& click) const;

  Timestamp newest_;
  std::vector<uint32_t> places_;  // by gram, into weights_
  std::vector<LearnedWeight> weights_;
  LearnedWeight bias_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_LEARNER_H_
