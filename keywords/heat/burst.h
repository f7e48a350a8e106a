// A burst is a volume that is unlikely for a rule at this time, or that has been rising for hours as hardly ever in two weeks.
//
//   BurstInput input = UsualAt(baseline, zone);   // keywords/heat/baseline.h
//   input.windows[2].volume.observed = 37;
//   Burst burst = FindBurst(input);               // {.score_milli = 2'600, .window = 2}
//
// "Sudden" is the most unlikely of four windows, by one threshold for rules of every volume (reference: science.md 1.3, 8.3).
//
// Pure functions.

#ifndef FENGHUO_KEYWORDS_HEAT_BURST_H_
#define FENGHUO_KEYWORDS_HEAT_BURST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/time.h"
#include "keywords/heat/tail.h"

namespace fenghuo {

constexpr size_t kWindows = 4;
constexpr std::array<Duration, kWindows> kWindowLengths = {minutes(5), minutes(15), hours(1), hours(3)};
constexpr size_t kHourWindow = 2;
constexpr int64_t kSuddenAlarmMilli = 3'000;   // at most one false alarm for a rule and week: tests/bench/burst_bench.cc
constexpr int64_t kRisingUnlikelyMilli = 1'500;  // what rises must be so unlikely as well

// What is held against what.
struct BurstInput {
  std::string rule = {};                    // whose baseline; empty: there is none
  std::array<Volume, kWindows> windows = {};  // the last 5 and 15 minutes, 1 and 3 hours
  bool learning = false;                    // fewer than seven days were learned
  int64_t rising_milli = 0;                 // the rule's score of the rising test, where this is what makes it rise

  friend bool operator==(const BurstInput&, const BurstInput&) = default;
};

struct Burst {
  int64_t score_milli = 0;       // -log10 of the chance, thousandths
  size_t window = kHourWindow;   // the one that gave it; an hour when none did
  bool sudden = false;
  bool rising = false;           // and not likely by itself either
};

Burst FindBurst(const BurstInput& input);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_BURST_H_
