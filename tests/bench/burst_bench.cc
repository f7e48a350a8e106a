// Bursts in five-minute counts of a rule: how many of some hundred injected cascades each test finds within six hours and within a day,
// at one false alarm for a rule and week (science.md 1.3). The traffic and the cascades are made here; what says that they are as hard as
// real ones is that the windowed Gaussian finds as many as it did there.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/rng.h"
#include "keywords/heat/baseline.h"
#include "keywords/heat/rising.h"

namespace fenghuo {
namespace {

constexpr int kSlotsADay = 288;
constexpr int kWarmUpDays = 35;
constexpr uint64_t kCleanSeries = 60;
constexpr int kCleanWeeks = 8;
constexpr uint64_t kInjected = 600;  // series a cell

// --- traffic ---

double Normal(Rng& rng) {
  return std::sqrt(-2 * std::log(1 - rng.Fraction())) * std::cos(2 * M_PI * rng.Fraction());
}

// Marsaglia and Tsang (2000), for a shape above one; the mean is one.
double Gamma(Rng& rng, double shape) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = Normal(rng);
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - rng.Fraction()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v / shape;
  }
}

int Poisson(Rng& rng, double mean) {
  int count = 0;
  for (double left = std::exp(-mean), product = 1 - rng.Fraction(); product > left; product *= 1 - rng.Fraction()) ++count;
  return count;
}

// What a rule finds: day and night 6 : 1, weekends 0.65, a slow drift, and hours that differ by a variance of 0.35.
class Traffic {
 public:
  Traffic(double an_hour, uint64_t seed) : rng_(seed), an_hour_(an_hour), phase_(rng_.Fraction()) {}

  int Next() {
    if (slot_ % 12 == 0) hour_ = Gamma(rng_, 1 / 0.35);
    const double day = static_cast<double>(slot_) / kSlotsADay;
    const double clock = std::exp(0.5 * std::log(6.0) * std::cos(2 * M_PI * (day - 15.0 / 24)));
    const double weekend = slot_ / kSlotsADay % 7 >= 5 ? 0.65 : 1;
    const double drift = std::exp(0.25 * std::sin(2 * M_PI * (day / 42 + phase_)));
    ++slot_;
    return Poisson(rng_, an_hour_ / 12 * clock / 1.21 * weekend / 0.9 * drift * hour_);
  }

 private:
  Rng rng_;
  double an_hour_;
  double phase_;
  double hour_ = 1;
  int64_t slot_ = 0;
};

// When the mentions of a cascade come. Shares and minutes of the median cascade are those of science.md 1.4 (3rd repost after 0.9 minutes,
// 10th 4.2, 50th 33, 100th 95, of about 280; half after 3.6 hours, 90 % after 28.5).
double MinuteOf(double share) {
  constexpr std::array<double, 8> kShares = {0, 0.011, 0.036, 0.18, 0.36, 0.5, 0.9, 1};
  constexpr std::array<double, 8> kMinutes = {0.3, 0.9, 4.2, 33, 95, 216, 1710, 6000};
  size_t i = 1;
  while (share > kShares[i]) ++i;
  const double part = (share - kShares[i - 1]) / (kShares[i] - kShares[i - 1]);
  return kMinutes[i - 1] * std::pow(kMinutes[i] / kMinutes[i - 1], part);
}

// Minutes of the first `mentions` mentions, in no order, none at `end` or after it. Cascades are slower or faster by a factor (the 10th
// comes within 15 minutes for 74 % of them and within an hour for 89 %), and some mentions follow another one within minutes.
std::vector<double> Cascade(Rng& rng, size_t mentions, double end) {
  constexpr double kSlower = 2.2;  // deviation of the logarithm
  constexpr double kFollowing = 0.15;
  constexpr double kFollowMinutes = 3;
  constexpr int kTriesMax = 100'000;
  const double slower = std::exp(kSlower * Normal(rng));
  std::vector<double> minutes;
  for (int tries = 0; minutes.size() < mentions && tries < kTriesMax; ++tries) {
    double minute = MinuteOf(rng.Fraction()) * slower;
    if (!minutes.empty() && rng.Fraction() < kFollowing) {
      minute = minutes[rng.Below(minutes.size())] - kFollowMinutes * std::log(1 - rng.Fraction());
    }
    if (minute < end) minutes.push_back(minute);
  }
  return minutes;
}

// --- the tests ---

class Detector {
 public:
  virtual ~Detector() = default;
  // One more count; its score in thousandths when it is asked for.
  virtual int64_t Take(int count, bool asked) = 0;
};

class SuddenDetector : public Detector {
 public:
  int64_t Take(int count, bool asked) override {
    MoveTo(baseline_, zone_, now_, Between::kQuiet);
    baseline_.counts.back() += count;
    now_ += minutes(5);
    if (!asked) return 0;
    BurstInput input = UsualAt(baseline_, zone_);
    for (size_t i = 0; i < kWindows; ++i) input.windows[i].observed = FoundIn(baseline_, i);
    return FindBurst(input).score_milli;
  }

 private:
  Baseline baseline_;
  Timestamp now_ = *ParseRfc3339("2026-01-05T00:00:00Z");  // a Monday
  const Zone zone_ = Zone::Utc();
};

class RisingDetector : public Detector {
 public:
  int64_t Take(int count, bool) override { return test_.Take(count); }

 private:
  RisingTest test_{minutes(5)};
};

// How many deviations a count is above the mean of the last 6,400, as in the Numenta benchmark.
class GaussianDetector : public Detector {
 public:
  int64_t Take(int count, bool asked) override {
    int64_t score = 0;
    if (asked) {
      const double n = static_cast<double>(window_.size());
      const double mean = sum_ / n;
      score = std::llround(1000 * (count - mean) / std::sqrt(std::max(1e-4, squares_ / n - mean * mean)));
    }
    Add(count, 1);
    window_.push_back(count);
    if (window_.size() <= 6400) return score;
    Add(window_.front(), -1);
    window_.pop_front();
    return score;
  }

 private:
  void Add(int count, int sign) {
    sum_ += sign * count;
    squares_ += sign * static_cast<double>(count) * count;
  }

  std::deque<int> window_;
  double sum_ = 0;
  double squares_ = 0;
};

using MakeDetector = std::function<std::unique_ptr<Detector>()>;

// --- what they find ---

// The scores of series in which nothing happened.
std::vector<std::vector<int64_t>> CleanScores(const MakeDetector& make, double an_hour) {
  std::vector<std::vector<int64_t>> scores;
  for (uint64_t i = 0; i < kCleanSeries; ++i) {
    std::unique_ptr<Detector> detector = make();
    Traffic traffic(an_hour, 1'000 + i);
    for (int slot = 0; slot < kWarmUpDays * kSlotsADay; ++slot) detector->Take(traffic.Next(), false);
    std::vector<int64_t>& row = scores.emplace_back();
    for (int slot = 0; slot < kCleanWeeks * 7 * kSlotsADay; ++slot) row.push_back(detector->Take(traffic.Next(), true));
  }
  return scores;
}

// A rule and week, with a day of silence after each.
double FalseAlarms(const std::vector<std::vector<int64_t>>& scores, int64_t threshold_milli) {
  int alarms = 0;
  for (const std::vector<int64_t>& row : scores) {
    for (size_t slot = 0; slot < row.size(); ++slot) {
      if (row[slot] < threshold_milli) continue;
      ++alarms;
      slot += kSlotsADay - 1;
    }
  }
  return static_cast<double>(alarms) / (static_cast<double>(kCleanSeries) * kCleanWeeks);
}

int64_t ThresholdForOneAWeek(const std::vector<std::vector<int64_t>>& scores) {
  int64_t low = 0;
  int64_t high = 60'000;
  while (low + 1 < high) {
    const int64_t middle = (low + high) / 2;
    (FalseAlarms(scores, middle) > 1 ? low : high) = middle;
  }
  return high;
}

struct Cell {
  size_t mentions;
  double an_hour;
};

struct Found {
  double in_6h = 0;   // percent
  double in_24h = 0;
  double delay = 0;   // median, minutes
};

// The scores of the day after each cascade begins.
std::vector<std::vector<int64_t>> ScoresOf(const MakeDetector& make, const Cell& cell) {
  std::vector<std::vector<int64_t>> scores;
  for (uint64_t i = 0; i < kInjected; ++i) {
    std::unique_ptr<Detector> detector = make();
    Traffic traffic(cell.an_hour, 500'000 + i);
    Rng rng(90'000 + i);
    const int begin = kWarmUpDays * kSlotsADay + static_cast<int>(rng.Below(7 * kSlotsADay));
    for (int slot = 0; slot < begin; ++slot) detector->Take(traffic.Next(), false);
    std::vector<int> counts(kSlotsADay);
    for (double minute : Cascade(rng, cell.mentions, 24 * 60)) ++counts[static_cast<size_t>(minute / 5)];
    std::vector<int64_t>& row = scores.emplace_back();
    for (int count : counts) row.push_back(detector->Take(traffic.Next() + count, true));
  }
  return scores;
}

Found FoundAt(const std::vector<std::vector<int64_t>>& scores, int64_t threshold_milli) {
  std::vector<double> delays;
  for (const std::vector<int64_t>& row : scores) {
    auto alarm = std::find_if(row.begin(), row.end(), [&](int64_t score) { return score >= threshold_milli; });
    if (alarm != row.end()) delays.push_back(5 * static_cast<double>(alarm - row.begin() + 1));
  }
  std::sort(delays.begin(), delays.end());
  const auto within_6h = std::upper_bound(delays.begin(), delays.end(), 6.0 * 60) - delays.begin();
  Found found;
  found.in_6h = 100.0 * static_cast<double>(within_6h) / static_cast<double>(scores.size());
  found.in_24h = 100.0 * static_cast<double>(delays.size()) / static_cast<double>(scores.size());
  if (!delays.empty()) found.delay = delays[delays.size() / 2];
  return found;
}

// --- the table ---

constexpr std::array<Cell, 4> kCells = {{{20, 0.5}, {20, 3}, {50, 3}, {200, 30}}};
// What the issue asks of the sudden test, and what the windowed Gaussian found in science.md 1.3; 0: nothing is asked.
constexpr std::array<double, 4> kGoals = {87, 0, 81, 64};
constexpr std::array<double, 4> kGaussian = {73, 0, 73, 55};
constexpr double kGaussianOff = 5;
constexpr double kThresholdSpreadMax = 1000;

struct Row {
  std::array<Found, 4> found;        // at one false alarm for a rule and week
  std::array<Found, 4> found_fixed;  // at the threshold that the program uses
  std::array<int64_t, 4> thresholds{};
  std::array<double, 4> false_alarms_fixed{};
};

Row Measure(const MakeDetector& make, int64_t fixed_milli) {
  Row row;
  std::map<double, std::vector<std::vector<int64_t>>> clean;  // by volume
  for (size_t i = 0; i < kCells.size(); ++i) {
    auto [known, first] = clean.try_emplace(kCells[i].an_hour);
    if (first) known->second = CleanScores(make, kCells[i].an_hour);
    row.thresholds[i] = ThresholdForOneAWeek(known->second);
    row.false_alarms_fixed[i] = FalseAlarms(known->second, fixed_milli);
    const std::vector<std::vector<int64_t>> scores = ScoresOf(make, kCells[i]);
    row.found[i] = FoundAt(scores, row.thresholds[i]);
    row.found_fixed[i] = FoundAt(scores, fixed_milli);
  }
  return row;
}

void Print(const char* name, const Row& row, bool fixed) {
  std::printf("%-10s", name);
  for (const Found& found : row.found) std::printf("  %3.0f /%3.0f %% /%3.0f min", found.in_6h, found.in_24h, found.delay);
  std::printf("   %.2f %.2f %.2f\n", static_cast<double>(row.thresholds[0]) / 1000, static_cast<double>(row.thresholds[1]) / 1000,
              static_cast<double>(row.thresholds[3]) / 1000);
  if (!fixed) return;
  std::printf("%-10s", "  as used");
  for (const Found& found : row.found_fixed) std::printf("  %3.0f /%3.0f %% /%3.0f min", found.in_6h, found.in_24h, found.delay);
  std::printf("   %.2f %.2f %.2f false alarms a rule and week\n", row.false_alarms_fixed[0], row.false_alarms_fixed[1],
              row.false_alarms_fixed[3]);
}

// One line for each figure, as tests/bench/table.py reads it. How many were missed.
int Judge(const char* ours, const char* goal_of, double value, double goal, const char* says) {
  const bool reached = value >= goal;
  std::printf("%s %.2f (goal %.2f) %s / %s: %s\n", reached ? "ok  " : "MISS", value, goal, ours, goal_of, says);
  return reached ? 0 : 1;
}

int JudgeAll(const Row& gaussian, const Row& sudden) {
  constexpr std::array<const char*, 4> kNames = {"burst/20_on_0.5", "burst/20_on_3", "burst/50_on_3", "burst/200_on_30"};
  int missed = 0;
  for (size_t i = 0; i < kCells.size(); ++i) {
    if (kGoals[i] <= 0) continue;
    const double off = std::abs(gaussian.found[i].in_6h - kGaussian[i]);
    missed += Judge(kNames[i], "science.md_1.3", std::max(0.0, kGaussianOff - off), 0.01,
                    "how much nearer than 5 % the windowed Gaussian is to what it found there");
    missed += Judge(kNames[i], "goal", sudden.found[i].in_6h, kGoals[i],
                    "percent found within 6 h at one false alarm a rule and week");
    missed += Judge(kNames[i], "goal", sudden.found_fixed[i].in_6h, kGoals[i],
                    "percent found within 6 h at the one threshold in use");
    missed += Judge(kNames[i], "one", std::max(0.0, 1.1 - sudden.false_alarms_fixed[i]), 0.01,
                    "1.1 less the false alarms a rule and week at that threshold");
  }
  const auto [low, high] = std::minmax_element(sudden.thresholds.begin(), sudden.thresholds.end());
  missed += Judge("burst/one_threshold", "goal", std::max(0.0, (kThresholdSpreadMax - static_cast<double>(*high - *low)) / 1000), 0.01,
                  "1 less how far the thresholds for all volumes lie apart");
  return missed;
}

}  // namespace
}  // namespace fenghuo

int main() {
  using namespace fenghuo;
  const Row gaussian = Measure([] { return std::make_unique<GaussianDetector>(); }, 0);
  const Row rising = Measure([] { return std::make_unique<RisingDetector>(); }, kRisingAlarmMilli);
  const Row sudden = Measure([] { return std::make_unique<SuddenDetector>(); }, kSuddenAlarmMilli);
  std::printf("Found within 6 h / within 24 h / median delay, of %llu cascades a cell, at one false alarm for a rule and week; the\n"
              "threshold that needs at 0.5, 3 and 30 documents an hour\n",
              static_cast<unsigned long long>(kInjected));
  std::printf("%-10s  20 on 0.5/h            20 on 3/h              50 on 3/h              200 on 30/h\n", "");
  Print("gaussian", gaussian, false);
  Print("rising", rising, true);
  Print("sudden", sudden, true);
  return JudgeAll(gaussian, sudden) == 0 ? 0 : 1;
}
