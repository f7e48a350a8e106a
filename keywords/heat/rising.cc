#include "keywords/heat/rising.h"

#include <algorithm>
#include <cmath>

#include "keywords/heat/decay.h"

namespace fenghuo {
namespace {

constexpr Duration kShortHalfLife = hours(1);
constexpr Duration kLongHalfLife = hours(48);
constexpr Duration kKept = hours(24 * 14);
constexpr double kRankSpeaks = 200;  // one in so many is 2.3
constexpr int64_t kLeadMaxMilli = 3'000;
// The histogram's.
constexpr int64_t kBinMilli = 200;
constexpr double kGrainMax = 1e6;
constexpr double kStillKept = 0.36;  // a score that came 14 days ago weighs 1 / e

// How many of the scores that are kept are as high, and the highest of them.
struct Rank {
  double higher = 0;
  double kept = 0;
  int64_t highest_milli = 0;
};

// Thousandths of -log10 of the rank, and of the lead over the highest when there is one.
int64_t ScoreMilli(const Rank& rank, int64_t q_milli) {
  const int64_t milli = std::llround(-1000 * std::log10((rank.higher + 1) / (rank.kept + 1)));
  if (rank.higher > 0 || rank.kept < kRankSpeaks) return milli;
  const double lead = 2 * std::log(static_cast<double>(q_milli + 500) / static_cast<double>(rank.highest_milli + 500));
  return milli + std::clamp<int64_t>(std::llround(lead * 1000), 0, kLeadMaxMilli);
}

Rank RankOf(const RisingMemory& memory, size_t bin) {
  Rank rank;
  for (size_t i = 0; i < kRisingBins; ++i) {
    const double weight = static_cast<double>(memory.bins[i]) / memory.grain;
    rank.kept += weight;
    if (i >= bin) rank.higher += weight;
    if (weight >= kStillKept) rank.highest_milli = static_cast<int64_t>(i) * kBinMilli + kBinMilli / 2;
  }
  if (rank.higher < kStillKept) rank.higher = 0;
  return rank;
}

// q of one more step, thousandths.
int64_t Take(RisingAverages& averages, Duration step, double count) {
  const double plain = 1 / static_cast<double>(++averages.steps);
  const double pull = averages.steps == 1 ? count : std::min(count, 8 * averages.two_days + 5);
  averages.last_hour += std::max(DecayShare(step, kShortHalfLife), plain) * (count - averages.last_hour);
  averages.two_days += std::max(DecayShare(step, kLongHalfLife), plain) * (pull - averages.two_days);
  const double q = 4 * std::log((averages.last_hour + 0.5) / (averages.two_days + 0.5));
  return std::max<int64_t>(0, std::llround(q * 1000));
}

}  // namespace

RisingTest::RisingTest(Duration step) : step_(step), kept_max_(static_cast<size_t>(kKept / step)) {}

int64_t RisingTest::Take(double count) {
  const int64_t q = fenghuo::Take(averages_, step_, count);
  const auto higher = sorted_.end() - std::lower_bound(sorted_.begin(), sorted_.end(), q);
  const int64_t score = ScoreMilli({.higher = static_cast<double>(higher),
                                    .kept = static_cast<double>(sorted_.size()),
                                    .highest_milli = sorted_.empty() ? 0 : sorted_.back()},
                                   q);
  kept_.push_back(q);
  sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), q), q);
  if (kept_.size() > kept_max_) {
    sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), kept_.front()));
    kept_.pop_front();
  }
  return score;
}

void TakeStep(RisingMemory& memory, Duration step, double count, Scored scored) {
  memory.bins.resize(kRisingBins);
  const int64_t q = Take(memory.averages, step, count);
  const size_t bin = std::min<size_t>(static_cast<size_t>(q / kBinMilli), kRisingBins - 1);
  if (scored == Scored::kYes) memory.score_milli = ScoreMilli(RankOf(memory, bin), q);
  memory.bins[bin] += static_cast<float>(memory.grain);
  memory.grain *= 1 + static_cast<double>(step.count()) / static_cast<double>(kKept.count());
  if (memory.grain < kGrainMax) return;
  for (float& weight : memory.bins) weight = static_cast<float>(static_cast<double>(weight) / memory.grain);
  memory.grain = 1;
}

}  // namespace fenghuo
