// A Baseline is what a rule usually finds, by the hour of the day and by working day or weekend; a burst is a count that such a
// baseline makes unlikely.
//
//   MoveTo(baseline, zone, now, Between::kQuiet);      // nothing came since
//   baseline.counts.back() += 1;                       // one document now
//   BurstInput usual = UsualAt(baseline, zone);        // usual.windows[2].expected_milli == 6200: about six in an hour at this time
//
// Counts stand in slots of five minutes (of another length where `counts` was made so). A closed hour teaches: a mean of all hours
// with a half-life of 7 days, one for each of 48 seasons that moves over days, so that it does not learn a burst within the hour, and
// how much windows of 5 and 15 minutes, 1 and 3 hours differ beyond chance (the spread, 14 days). What a burst may teach is cut. What
// is expected leans on the season as far as the season has seen enough (a gamma prior around the mean of all hours: a rule with a
// document a day shows no hours of the day). In the first seven days nothing is usual yet: the rule is assumed to be busy, and the
// card says that it learns. Slots in which nobody watched are no quiet ones: they expect nothing, and an hour that was watched for
// less than half teaches nothing (reference: science.md 8.3). All that is kept is made by products and sums, so it is the same on
// every machine.
//
// Values and pure functions: one thread per Baseline.

#ifndef FENGHUO_KEYWORDS_HEAT_BASELINE_H_
#define FENGHUO_KEYWORDS_HEAT_BASELINE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "base/zone.h"
#include "keywords/heat/burst.h"
#include "keywords/heat/rising.h"

namespace fenghuo {

constexpr size_t kSeasons = 48;  // hour of the day, then the same for Saturday and Sunday
constexpr double kNotWatched = -1;

struct Baseline {
  // Of windows of one length: their squared deviations beyond chance, and what these weigh.
  struct Spread {
    double excess = 0;
    double weight = 0;
  };

  double level = 0;                        // documents an hour, over all hours
  std::array<double, kSeasons> seasons{};  // documents an hour of that season
  std::array<Spread, kWindows> spreads{};
  int64_t hours_learned = 0;
  Timestamp slot;                          // the begin of the open slot; nothing was counted before the first one
  std::vector<double> counts = Slots(minutes(5));  // of three hours, the open slot last; kNotWatched where nobody watched
  RisingMemory rising;                     // of the slots that were watched

  // Counts of three hours in which nobody watched. `length` divides an hour.
  static std::vector<double> Slots(Duration length) { return std::vector<double>(static_cast<size_t>(hours(3) / length), kNotWatched); }
};

enum class Between { kQuiet, kUnwatched };

// Opens the slot of `now` and closes those before it; `between` is what those are that were not open yet. Time never goes back.
void MoveTo(Baseline& baseline, const Zone& zone, Timestamp now, Between between);

// What the rule usually finds in windows that end with the open slot; their `observed` is 0.
BurstInput UsualAt(const Baseline& baseline, const Zone& zone);

// What the rule found itself in the last `window` of them.
int64_t FoundIn(const Baseline& baseline, size_t window);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_BASELINE_H_
