// A RelevanceFilter says how likely a document that a rule found concerns the office, as the officers' clicks on that rule taught it.
//
//   RelevanceFilter filter = RelevanceFilter::Learn(clicks);            // of one rule, in the order of their sequence
//   int64_t chance = filter.Score(GramsOf(document));                   // thousandths
//   if (filter.CallsOff(chance)) ... filter.Explain(document, 6) ...    // the characters that weighed most
//
// A logistic regression over grams (keywords/relevance/grams.h), each 1 / sqrt(their number), learned in one pass: AdaGrad with rate 0.5
// and 0.01 under the root; an older click weighs half as much for every 60 days that it is older than the newest (science 7). One pass is
// 0.4 points of precision behind five at 400 clicks, and in one pass each click can be judged before it is learned, so that the
// figures of the standing are of documents that the filter had not seen.
//
// When it may act. It suggests from 30 clicks on, at least 10 of each kind. It acts when at least two people have clicked and, of the
// last 100 judged clicks, at least 10 were called off, at most 5 % of them were relevant, and at most 5 % of the relevant ones were
// called off; the highest of the thresholds 0.5, 0.4, 0.3, 0.2, 0.1, 0.05 for which that holds. It steps back when at least two relevant
// ones were called off and they are over 10 % of those called off or of the relevant ones: what is sent back from the tray and what is
// sampled from it are clicks too. After that it needs 20 fresh clicks and all of the above.
//
// The same clicks in the same order give the same weights. A weight that is not 0 takes 4 bytes; at most 16,384 of them, the
// strongest, are kept: 64 KiB a rule, and nothing for a rule without clicks.
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_FILTER_H_
#define FENGHUO_KEYWORDS_RELEVANCE_FILTER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "keywords/document.h"
#include "keywords/relevance/click.h"

namespace fenghuo {

constexpr int64_t kSuggestFromClicks = 30;
constexpr int64_t kOfEachKindMin = 10;
constexpr int64_t kSuggestBelowMilli = 300;  // where no threshold is good enough to act by
constexpr int64_t kFreshClicks = 20;
constexpr size_t kFilterWeightsMax = 16'384;

class RelevanceFilter {
 public:
  // It has seen nothing: every score is 1,000, nothing is called off.
  RelevanceFilter() = default;

  // `drifted_after`: the sequence of the newest click when its share in the tray was found to have drifted
  // (keywords/relevance/share_watch.h); 0: it never was.
  static RelevanceFilter Learn(std::span<const RelevanceClick> clicks, int64_t drifted_after = 0);

  // The chance in thousandths that a document of these grams is relevant; 1,000 while it learns.
  int64_t Score(std::span<const uint32_t> grams) const;
  // Whether that chance is low enough to call the document off-topic. Only one that acts() may move it.
  bool CallsOff(int64_t chance_milli) const;
  bool acts() const { return standing_.mode == FilterMode::kActs; }

  // The grams of the document that weighed most for its being off-topic when it is called so, else for its being relevant; at most
  // `most`, the strongest first, a character only where no pair around it is there already.
  std::vector<WeighedGram> Explain(const Document& document, size_t most) const;

  const FilterStanding& standing() const { return standing_; }
  // Gram in the upper 18 bits, weight in the lower 14, rising.
  const std::vector<uint32_t>& weights() const { return weights_; }

 private:
  int64_t WeightOf(uint32_t gram) const;

  std::vector<uint32_t> weights_;
  int64_t bias_ = 0;
  FilterStanding standing_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_FILTER_H_
