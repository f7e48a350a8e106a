// A Baseline is what a rule usually finds in an hour, by the hour of the day and by working day or weekend; a burst is a count that
// such a baseline makes unlikely.
//
//   CountDocument(baseline, zone, now);
//   BurstInput input = ExpectedAt(baseline, zone, now);   // input.expected_milli == 6200: about six an hour at this time
//   input.observed = 37;
//   int64_t score = BurstScoreMilli(input);               // 6500: a chance of 10^-6.5
//
// Closed hours teach it: a mean of all hours with a half-life of 7 days, and one for each of 48 seasons that moves over days, so that
// it does not learn a burst within the hour; what a burst may teach is cut. What is expected leans on the season as far as
// the season has seen enough (a gamma prior around the mean of all hours: a rule with a document a day shows no hours of the day). The
// spread says how much hours differ beyond chance, and the score is -log10 of the negative-binomial tail (reference: science.md
// 1.2 and 8.3, here with one scale, the last hour). In the first seven days nothing is usual yet: the rule is assumed to be busy, and
// the card says that it learns. Hours in which nobody watched count as quiet ones.
// Expectation, spread and score are rounded to 1/1000 and kept as integers: what is compared is the same on every machine.
//
// Values and pure functions: one thread per Baseline.

#ifndef FENGHUO_KEYWORDS_HEAT_BASELINE_H_
#define FENGHUO_KEYWORDS_HEAT_BASELINE_H_

#include <array>
#include <cstdint>
#include <string>

#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

constexpr size_t kSeasons = 48;  // hour of the day, then the same for Saturday and Sunday

struct Baseline {
  double level = 0;          // documents an hour, over all hours
  std::array<double, kSeasons> seasons{};  // documents an hour of that season
  double spread = 0.35;      // overdispersion: variance = mean + spread x mean^2
  int64_t hours_learned = 0;
  Timestamp hour;            // the begin of the open hour; nothing was counted before the first one
  int64_t count = 0;         // in the open hour
};

// Closes the hours that are over and counts one document.
void CountDocument(Baseline& baseline, const Zone& zone, Timestamp now);

// What a story is held against, and what it was that was held.
struct BurstInput {
  std::string rule;            // whose baseline; empty: there is none
  int64_t observed = 0;        // documents of the story that a rule found, in the last hour
  int64_t expected_milli = 0;  // what the rule usually finds in such an hour, thousandths
  int64_t spread_milli = 0;
  bool learning = false;       // fewer than seven days were learned
};

// Expectation, spread and whether it still learns, at `now`; hours that are over by then count.
BurstInput ExpectedAt(Baseline baseline, const Zone& zone, Timestamp now);

// Thousandths of -log10 of the chance that so many or more come by themselves; 0 to 20,000. 0 for fewer than three documents.
int64_t BurstScoreMilli(const BurstInput& input);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_BASELINE_H_
