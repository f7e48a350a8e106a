#include "keywords/heat/baseline.h"

#include <algorithm>
#include <cmath>

#include "keywords/heat/decay.h"

namespace fenghuo {
namespace {

constexpr int64_t kLearningHours = 7 * 24;
// After so long without a document the time between teaches nothing new; it is skipped.
constexpr Duration kQuietMax = hours(14 * 24);
constexpr double kLevelShare = DecayShare(hours(1), hours(7 * 24));
constexpr double kSpreadShare = DecayShare(hours(1), hours(14 * 24));
constexpr double kSeasonRate = 0.14;  // an hour of a season comes once a day: its mean moves over days
constexpr double kSeasonVisits = 1 / kSeasonRate;  // as many of its hours as that mean is worth
// What the mean of all hours is worth beside them: so many visits, and so many documents where they are rare.
constexpr double kPriorVisits = 2;
constexpr double kPriorDocuments = 2;
constexpr double kPriorLevelMin = 0.1;
// The spread that is assumed, and what that is worth against what was seen.
constexpr double kSpreadUsual = 0.35;
constexpr double kSpreadWeight = 30;
constexpr double kSpreadMin = 0.05;
constexpr double kSpreadMax = 2;
constexpr double kExpectedLearning = 2.4;  // an hour: 0.2 in five minutes
constexpr double kExpectedMin = 0.05;      // an hour
constexpr double kWatchedShareMin = 0.5;
constexpr Duration kCounted = hours(3);
constexpr size_t kSlotsMax = 180;  // of a minute

size_t SeasonOf(const Zone& zone, Timestamp at) {
  const size_t hour = static_cast<size_t>(zone.Local(at).hour);
  return zone.Weekday(at) >= 6 ? 24 + hour : hour;
}

Timestamp HourOf(Timestamp at) { return at - at.time_since_epoch() % hours(1); }
Timestamp SlotOf(Timestamp at, Duration length) { return at - at.time_since_epoch() % length; }

Duration SlotLength(const Baseline& baseline) { return kCounted / static_cast<int64_t>(baseline.counts.size()); }

size_t SlotsIn(const Baseline& baseline, Duration length) {
  return static_cast<size_t>(std::max<int64_t>(1, length / SlotLength(baseline)));
}

// How many hours of a season are among those learned, about.
double VisitsOf(size_t season, int64_t hours_learned) {
  return static_cast<double>(hours_learned) * (season < 24 ? 5.0 : 2.0) / (7 * 24);
}

double MeanOf(const Baseline& baseline, size_t season) {
  const double visits = std::min(VisitsOf(season, baseline.hours_learned), kSeasonVisits);
  const double prior = kPriorVisits + kPriorDocuments / std::max(baseline.level, kPriorLevelMin);
  return (baseline.seasons[season] * visits + baseline.level * prior) / (visits + prior);
}

double SpreadOf(const Baseline::Spread& spread) {
  const double usual = (spread.excess + kSpreadUsual * kSpreadWeight) / (spread.weight + kSpreadWeight);
  return std::clamp(usual, kSpreadMin, kSpreadMax);
}

// What a window may teach at most: the mean, three deviations and five.
double Ceiling(double mean, double spread) { return mean + 3 * std::sqrt(mean + spread * mean * mean) + 5; }

// The mean of an hour, looked up once while slots of the same hour are asked for.
class HourMeans {
 public:
  HourMeans(const Baseline& baseline, const Zone& zone) : baseline_(baseline), zone_(zone) {}

  double Of(Timestamp at) {
    if (HourOf(at) == hour_ && known_) return mean_;
    hour_ = HourOf(at);
    known_ = true;
    return mean_ = MeanOf(baseline_, SeasonOf(zone_, hour_));
  }

  // Of the slot that is so many before the open one.
  double OfSlot(size_t before) { return Of(baseline_.slot - static_cast<int64_t>(before) * SlotLength(baseline_)); }

 private:
  const Baseline& baseline_;
  const Zone& zone_;
  Timestamp hour_;
  double mean_ = 0;
  bool known_ = false;
};

struct Sum {
  double count = 0;
  double expected = 0;
  double watched = 0;  // slots
};

// Of `slots` slots, the last of which is `before` the open one.
Sum Add(const Baseline& baseline, HourMeans& means, size_t before, size_t slots) {
  Sum sum;
  const double slots_an_hour = static_cast<double>(SlotsIn(baseline, hours(1)));
  for (size_t i = before; i < before + slots && i < baseline.counts.size(); ++i) {
    const double count = baseline.counts[baseline.counts.size() - 1 - i];
    if (count < 0) continue;
    sum.count += count;
    sum.expected += means.OfSlot(i) / slots_an_hour;
    ++sum.watched;
  }
  return sum;
}

// The hour that has just been closed, in windows of one length; one that is longer ends with it and counts by its share.
void LearnSpread(Baseline& baseline, HourMeans& means, size_t window) {
  const size_t slots = SlotsIn(baseline, kWindowLengths[window]);
  const size_t hour = SlotsIn(baseline, hours(1));
  const double share = slots > hour ? static_cast<double>(hour) / static_cast<double>(slots) : 1;
  Baseline::Spread& spread = baseline.spreads[window];
  const double usual = SpreadOf(spread);
  spread.excess *= 1 - kSpreadShare;
  spread.weight *= 1 - kSpreadShare;
  for (size_t before = 0; before < std::max(hour, slots); before += slots) {
    const Sum sum = Add(baseline, means, before, slots);
    const double off = std::min(sum.count, Ceiling(sum.expected, usual)) - sum.expected;
    spread.excess += share * (off * off - sum.expected);
    spread.weight += share * sum.expected * sum.expected;
  }
}

// The open slot is the last of its hour. The first of a mean's hours make a plain mean.
void CloseHour(Baseline& baseline, const Zone& zone) {
  const size_t slots = SlotsIn(baseline, hours(1));
  HourMeans means(baseline, zone);
  const Sum sum = Add(baseline, means, 0, slots);
  const double watched = sum.watched / static_cast<double>(slots);
  if (watched < kWatchedShareMin) return;
  for (size_t window = 0; window < kWindows; ++window) LearnSpread(baseline, means, window);
  const size_t season = SeasonOf(zone, HourOf(baseline.slot));
  const double ceiling = Ceiling(MeanOf(baseline, season), SpreadOf(baseline.spreads[kHourWindow]));
  const double count = std::min(sum.count / watched, ceiling);
  const double season_share = std::max(kSeasonRate, 1 / (VisitsOf(season, baseline.hours_learned) + 1));
  baseline.seasons[season] += season_share * (count - baseline.seasons[season]);
  const double share = std::max(kLevelShare, 1 / static_cast<double>(baseline.hours_learned + 1));
  baseline.level += share * (count - baseline.level);
  ++baseline.hours_learned;
}

}  // namespace

void MoveTo(Baseline& baseline, const Zone& zone, Timestamp now, Between between) {
  // What an older program stored begins anew.
  const size_t slots = baseline.counts.size();
  const bool sound = slots > 0 && slots <= kSlotsMax && kCounted % static_cast<int64_t>(slots) == Duration(0) && slots % 3 == 0;
  if (!sound) baseline.counts = Baseline::Slots(minutes(5));
  const Duration length = SlotLength(baseline);
  const Timestamp slot = SlotOf(now, length);
  if (baseline.slot == Timestamp() || !sound) {
    baseline.slot = slot;
    baseline.counts.back() = 0;
  }
  const Timestamp stop = std::min(slot, baseline.slot + kQuietMax);
  while (baseline.slot < stop) {
    const Timestamp next = baseline.slot + length;
    const bool last = next == stop || between == Between::kUnwatched;
    if (baseline.counts.back() >= 0) TakeStep(baseline.rising, length, baseline.counts.back(), last ? Scored::kYes : Scored::kNo);
    if (HourOf(next) != HourOf(baseline.slot)) CloseHour(baseline, zone);
    baseline.slot = next;
    baseline.counts.erase(baseline.counts.begin());
    baseline.counts.push_back(between == Between::kQuiet || next == slot ? 0 : kNotWatched);
  }
  if (baseline.slot >= slot) return;
  baseline.slot = slot;
  baseline.counts.back() = 0;
}

BurstInput UsualAt(const Baseline& baseline, const Zone& zone) {
  BurstInput usual;
  usual.learning = baseline.hours_learned < kLearningHours;
  const double least = (usual.learning ? kExpectedLearning : kExpectedMin) / static_cast<double>(SlotsIn(baseline, hours(1)));
  usual.rising_milli = baseline.rising.score_milli;
  HourMeans means(baseline, zone);
  for (size_t window = 0; window < kWindows; ++window) {
    const Sum sum = Add(baseline, means, 0, SlotsIn(baseline, kWindowLengths[window]));
    const double expected = std::max(sum.expected, least * sum.watched);
    usual.windows[window] = {0, std::llround(expected * 1000), std::llround(SpreadOf(baseline.spreads[window]) * 1000)};
  }
  return usual;
}

int64_t FoundIn(const Baseline& baseline, size_t window) {
  double found = 0;
  const size_t slots = std::min(SlotsIn(baseline, kWindowLengths[window]), baseline.counts.size());
  for (size_t i = baseline.counts.size() - slots; i < baseline.counts.size(); ++i) found += std::max(0.0, baseline.counts[i]);
  return std::llround(found);
}

}  // namespace fenghuo
