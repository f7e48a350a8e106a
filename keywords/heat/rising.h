// "Rising" is the test for what grows over hours: the average of the last hour is higher above that of the last two days than it was in
// nearly all of the last 14 days.
//
//   RisingTest rising(minutes(5));
//   int64_t score_milli = rising.Take(37);      // one count a step, in time order
//   if (score_milli >= kRisingAlarmMilli) ...   // among the top 0.5 % of the last 14 days
//
// The recipe of science.md 1.2, to the letter: S is an average with a half-life of one hour, L one of two days that no count above
// 8 L + 5 can pull; q = max(0, 4 ln((S + 0.5) / (L + 0.5))); the score is -log10 of the rank of q among those kept, and, when none of
// them is as high, up to 3 more by how far it is above the highest. Two things the recipe leaves open: both averages begin as plain
// means, and a lead over the highest counts only once the rank alone could speak (200 scores), so that a first count is no alarm.
// RisingTest keeps all scores of 14 days and is for a series; RisingMemory keeps a histogram of them that forgets, the same work for every
// step and 0.7 kB, for the daemon's rules. Averages and histogram are made by products and sums; q and the score are rounded to 1/1000.
//
// Values, pure functions and one class: one thread per object.

#ifndef FENGHUO_KEYWORDS_HEAT_RISING_H_
#define FENGHUO_KEYWORDS_HEAT_RISING_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "base/time.h"

namespace fenghuo {

constexpr int64_t kRisingAlarmMilli = 2'300;
constexpr size_t kRisingBins = 160;

struct RisingAverages {
  double last_hour = 0;  // documents a step
  double two_days = 0;
  int64_t steps = 0;
};

class RisingTest {
 public:
  explicit RisingTest(Duration step);
  // The score of this step in thousandths, 0 to about 8,000.
  int64_t Take(double count);

 private:
  Duration step_;
  RisingAverages averages_;
  size_t kept_max_;
  std::deque<int64_t> kept_;     // q of the last 14 days, in time order
  std::vector<int64_t> sorted_;  // the same, rising
};

struct RisingMemory {
  RisingAverages averages;
  std::vector<float> bins;  // how often q was in [n, n + 1) fifths; empty before the first step
  double grain = 1;         // what one step adds now: it grows, so that what is old weighs less
  int64_t score_milli = 0;  // of the last step
};

enum class Scored { kNo, kYes };

// One more step. Scored, its score is in the memory afterwards, else that of an earlier step: of many steps at once only the last is asked.
void TakeStep(RisingMemory& memory, Duration step, double count, Scored scored = Scored::kYes);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_RISING_H_
