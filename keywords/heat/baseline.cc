#include "keywords/heat/baseline.h"

#include <algorithm>
#include <cmath>

namespace fenghuo {
namespace {

constexpr int64_t kLearningHours = 7 * 24;
// After so many hours without a document the hours between teach nothing new; they are skipped.
constexpr int64_t kQuietHoursMax = 14 * 24;
constexpr double kLevelHalfLifeHours = 7 * 24;
constexpr double kSpreadHalfLifeHours = 14 * 24;
constexpr double kSeasonRate = 0.14;   // an hour of a season comes once a day: its mean moves over days
constexpr double kSeasonVisits = 1 / kSeasonRate;  // as many of its hours as that mean is worth
// What the mean of all hours is worth beside them: so many visits, and so many documents where they are rare.
constexpr double kPriorVisits = 2;
constexpr double kPriorDocuments = 2;
constexpr double kPriorLevelMin = 0.1;
constexpr double kSpreadSeenMax = 4;
constexpr double kSpreadMin = 0.05;
constexpr double kSpreadMax = 2;
constexpr double kSpreadTaught = 0.5;     // below this mean an hour says nothing about the spread
constexpr double kExpectedLearning = 2.4; // an hour: 0.2 in five minutes
constexpr double kExpectedMin = 0.05;
constexpr int64_t kObservedMin = 3;
constexpr int64_t kScoreMax = 20'000;
constexpr int kTailTermsMax = 2000;

size_t SeasonOf(const Zone& zone, Timestamp at) {
  size_t hour = static_cast<size_t>(zone.Local(at).hour);
  return zone.Weekday(at) >= 6 ? 24 + hour : hour;
}

Timestamp HourOf(Timestamp at) { return at - at.time_since_epoch() % hours(1); }

double RateOf(double half_life_hours) { return 1 - std::exp2(-1 / half_life_hours); }

// How many hours of a season are among those learned, about.
double VisitsOf(size_t season, int64_t hours_learned) {
  return static_cast<double>(hours_learned) * (season < 24 ? 5.0 : 2.0) / (7 * 24);
}

double MeanOf(const Baseline& baseline, size_t season) {
  double visits = std::min(VisitsOf(season, baseline.hours_learned), kSeasonVisits);
  double prior = kPriorVisits + kPriorDocuments / std::max(baseline.level, kPriorLevelMin);
  return (baseline.seasons[season] * visits + baseline.level * prior) / (visits + prior);
}

// What an hour may teach at most: the mean, three deviations and five.
double Ceiling(double mean, double spread) { return mean + 3 * std::sqrt(mean + spread * mean * mean) + 5; }

// The open hour is over. The first of a mean's hours make a plain mean.
void Close(Baseline& baseline, const Zone& zone) {
  size_t season = SeasonOf(zone, baseline.hour);
  double mean = MeanOf(baseline, season);
  double count = std::min(static_cast<double>(baseline.count), Ceiling(mean, baseline.spread));
  if (mean >= kSpreadTaught) {
    double seen = std::clamp(((count - mean) * (count - mean) - mean) / (mean * mean), 0.0, kSpreadSeenMax);
    baseline.spread += RateOf(kSpreadHalfLifeHours) * (seen - baseline.spread);
    baseline.spread = std::clamp(baseline.spread, kSpreadMin, kSpreadMax);
  }
  double season_rate = std::max(kSeasonRate, 1 / (VisitsOf(season, baseline.hours_learned) + 1));
  baseline.seasons[season] += season_rate * (count - baseline.seasons[season]);
  double rate = std::max(RateOf(kLevelHalfLifeHours), 1 / static_cast<double>(baseline.hours_learned + 1));
  baseline.level += rate * (count - baseline.level);
  ++baseline.hours_learned;
  baseline.count = 0;
  baseline.hour += hours(1);
}

void CloseUntil(Baseline& baseline, const Zone& zone, Timestamp now) {
  Timestamp hour = HourOf(now);
  if (baseline.hour == Timestamp()) baseline.hour = hour;
  for (int64_t closed = 0; baseline.hour < hour && closed < kQuietHoursMax; ++closed) Close(baseline, zone);
  baseline.hour = std::max(baseline.hour, hour);
}

}  // namespace

void CountDocument(Baseline& baseline, const Zone& zone, Timestamp now) {
  CloseUntil(baseline, zone, now);
  ++baseline.count;
}

BurstInput ExpectedAt(Baseline baseline, const Zone& zone, Timestamp now) {
  CloseUntil(baseline, zone, now);
  BurstInput input;
  input.learning = baseline.hours_learned < kLearningHours;
  double expected = MeanOf(baseline, SeasonOf(zone, now));
  expected = std::max(expected, input.learning ? kExpectedLearning : kExpectedMin);
  input.expected_milli = std::llround(expected * 1000);
  input.spread_milli = std::llround(baseline.spread * 1000);
  return input;
}

int64_t BurstScoreMilli(const BurstInput& input) {
  double mean = static_cast<double>(input.expected_milli) / 1000;
  double seen = static_cast<double>(input.observed);
  if (input.rule.empty() || input.observed < kObservedMin || input.spread_milli <= 0 || seen <= mean) return 0;
  double shape = 1000 / static_cast<double>(input.spread_milli);
  double share = mean / (mean + shape);
  // The logarithm of the first term of the tail, then the tail as a multiple of it.
  int sign = 0;
  double first = lgamma_r(seen + shape, &sign) - lgamma_r(shape, &sign) - lgamma_r(seen + 1, &sign) + seen * std::log(share) +
                 shape * std::log1p(-share);
  double term = 1;
  double tail = 1;
  for (int i = 0; i < kTailTermsMax && term > tail * 1e-9; ++i) {
    term *= share * (seen + i + shape) / (seen + i + 1);
    tail += term;
  }
  double score = -(first + std::log(tail)) / std::log(10.0);
  return std::clamp<int64_t>(std::llround(score * 1000), 0, kScoreMax);
}

}  // namespace fenghuo
