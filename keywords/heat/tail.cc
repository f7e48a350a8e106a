#include "keywords/heat/tail.h"

#include <algorithm>
#include <cmath>

namespace fenghuo {
namespace {

constexpr int64_t kObservedMin = 3;
constexpr int64_t kScoreMax = 20'000;
constexpr int kTailTermsMax = 2000;

}  // namespace

int64_t TailScoreMilli(const Volume& volume) {
  const double mean = static_cast<double>(volume.expected_milli) / 1000;
  const double seen = static_cast<double>(volume.observed);
  if (volume.observed < kObservedMin || volume.spread_milli <= 0 || mean <= 0 || seen <= mean) return 0;
  const double shape = 1000 / static_cast<double>(volume.spread_milli);
  const double share = mean / (mean + shape);
  // The logarithm of the first term of the tail, then the tail as a multiple of it.
  int sign = 0;
  const double first = lgamma_r(seen + shape, &sign) - lgamma_r(shape, &sign) - lgamma_r(seen + 1, &sign) +
                       seen * std::log(share) + shape * std::log1p(-share);
  double term = 1;
  double tail = 1;
  for (int i = 0; i < kTailTermsMax && term > tail * 1e-9; ++i) {
    term *= share * (seen + i + shape) / (seen + i + 1);
    tail += term;
  }
  const double score = -(first + std::log(tail)) / std::log(10.0);
  return std::clamp<int64_t>(std::llround(score * 1000), 0, kScoreMax);
}

}  // namespace fenghuo
