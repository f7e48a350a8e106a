// DecayShare is the share of an average that one step replaces, for an exponentially weighted average with a half-life.
//
//   average += DecayShare(minutes(5), hours(24 * 7)) * (value - average);
//
// Added up as a series of products: the last bit is the same on every machine, which std::exp2 does not promise. What is learned with
// it may be stored.
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_HEAT_DECAY_H_
#define FENGHUO_KEYWORDS_HEAT_DECAY_H_

#include "base/time.h"

namespace fenghuo {

// 1 - 2^(-step / half_life). `step` may be at most eight half-lives.
constexpr double DecayShare(Duration step, Duration half_life) {
  constexpr double kLn2 = 0.69314718055994530942;
  constexpr int kTermsMax = 60;
  const double x = kLn2 * static_cast<double>(step.count()) / static_cast<double>(half_life.count());
  double share = 0;
  double term = -1;
  for (int n = 1; n <= kTermsMax; ++n) {
    term *= -x / n;
    if (share + term == share) break;  // nor would the smaller ones behind it
    share += term;
  }
  return share;
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_DECAY_H_
