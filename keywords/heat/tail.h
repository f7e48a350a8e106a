// TailScoreMilli says how unlikely a count is: thousandths of -log10 of the chance that so many or more come by themselves.
//
//   TailScoreMilli({.observed = 37, .expected_milli = 6'200, .spread_milli = 350})   // 2,600: a chance of 10^-2.6
//
// The tail of the negative-binomial distribution with variance = mean + spread x mean^2 (reference: science.md 8.3). Takes and gives
// whole thousandths: what is compared is the same on every machine.
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_HEAT_TAIL_H_
#define FENGHUO_KEYWORDS_HEAT_TAIL_H_

#include <cstdint>

namespace fenghuo {

// How many came, held against what is usual.
struct Volume {
  int64_t observed = 0;
  int64_t expected_milli = 0;
  int64_t spread_milli = 0;  // above zero

  friend bool operator==(const Volume&, const Volume&) = default;
};

// 0 to 20,000. 0 for fewer than three, for the usual and less, and where nothing is expected.
int64_t TailScoreMilli(const Volume& volume);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_TAIL_H_
