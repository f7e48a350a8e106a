#include "keywords/heat/burst.h"

#include "keywords/heat/rising.h"

namespace fenghuo {

Burst FindBurst(const BurstInput& input) {
  Burst burst;
  for (size_t window = 0; window < kWindows; ++window) {
    const int64_t score_milli = TailScoreMilli(input.windows[window]);
    if (score_milli <= burst.score_milli) continue;
    burst.score_milli = score_milli;
    burst.window = window;
  }
  burst.sudden = burst.score_milli >= kSuddenAlarmMilli;
  burst.rising = input.rising_milli >= kRisingAlarmMilli && burst.score_milli >= kRisingUnlikelyMilli;
  return burst;
}

}  // namespace fenghuo
