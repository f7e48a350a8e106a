#include "keywords/heat/rising.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/rng.h"
#include "keywords/heat/alarm.h"

namespace fenghuo {
namespace {

const Timestamp kStart = *ParseRfc3339("2026-07-06T00:00:00Z");

std::vector<double> ASeries(uint64_t seed, int steps, double an_hour) {
  Rng rng(seed);
  std::vector<double> counts;
  for (int i = 0; i < steps; ++i) {
    double mean = an_hour / 12 * (1 + 0.7 * std::sin(i * 2 * M_PI / 288));
    double count = 0;
    for (double left = std::exp(-mean), product = 1 - rng.Fraction(); product > left; product *= 1 - rng.Fraction()) ++count;
    counts.push_back(count);
  }
  return counts;
}

// science.md 1.2, line by line, over a whole series.
std::vector<double> ObviousScores(const std::vector<double>& counts) {
  std::vector<double> scores;
  std::vector<double> kept;
  double s = 0;
  double l = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    const double n = static_cast<double>(i + 1);
    const double capped = i == 0 ? counts[0] : std::min(counts[i], 8 * l + 5);
    s += std::max(1 - std::exp2(-1.0 / 12), 1 / n) * (counts[i] - s);
    l += std::max(1 - std::exp2(-1.0 / 576), 1 / n) * (capped - l);
    const double q = std::round(std::max(0.0, 4 * std::log((s + 0.5) / (l + 0.5))) * 1000) / 1000;
    const size_t from = kept.size() > 4032 ? kept.size() - 4032 : 0;
    double g = 0;
    double max = 0;
    for (size_t k = from; k < kept.size(); ++k) {
      g += kept[k] >= q ? 1 : 0;
      max = std::max(max, kept[k]);
    }
    const double size = static_cast<double>(kept.size() - from);
    double score = -std::log10((g + 1) / (size + 1));
    if (g == 0 && size >= 200) score += std::min(3.0, std::max(0.0, 2 * std::log((q + 0.5) / (max + 0.5))));
    scores.push_back(score);
    kept.push_back(q);
  }
  return scores;
}

TEST(RisingTest, IsTheRecipe) {
  std::vector<double> counts = ASeries(5, 6'000, 40);
  for (size_t i = 5'000; i < 5'020; ++i) counts[i] += 60;
  std::vector<double> obvious = ObviousScores(counts);
  RisingTest rising(minutes(5));

  for (size_t i = 0; i < counts.size(); ++i) {
    ASSERT_NEAR(static_cast<double>(rising.Take(counts[i])) / 1000, obvious[i], 0.0021) << "step " << i;
  }
  EXPECT_GT(*std::max_element(obvious.begin() + 5'000, obvious.begin() + 5'020), 3.5) << "the burst must stand out";
}

TEST(RisingTest, GivesAFirstCountNoScoreHoweverLarge) {
  RisingTest rising(minutes(5));

  EXPECT_EQ(rising.Take(1'000'000), 0);
  EXPECT_LT(rising.Take(0), 1'000);
}

TEST(RisingTest, RingsWhatGrowsOverHours) {
  std::vector<double> counts = ASeries(7, 288 * 20, 24);
  for (size_t i = 288 * 18; i < 288 * 18 + 36; ++i) counts[i] += 8;
  RisingTest rising(minutes(5));
  Alarm alarm({.score_milli = kRisingAlarmMilli});
  std::vector<size_t> rang;

  for (size_t i = 0; i < counts.size(); ++i) {
    if (alarm.Rings(rising.Take(counts[i]), kStart + minutes(5 * static_cast<int64_t>(i))) && i > 288 * 14) rang.push_back(i);
  }

  EXPECT_TRUE(std::any_of(rang.begin(), rang.end(), [](size_t i) { return i >= 288 * 18 && i < 288 * 18 + 36; }));
  EXPECT_LE(rang.size(), 2u);
}

TEST(RisingMemoryTest, GivesNearlyWhatTheWholeListGives) {
  std::vector<double> counts = ASeries(11, 288 * 30, 30);
  for (size_t i = 288 * 25; i < 288 * 25 + 24; ++i) counts[i] += 12;
  RisingTest list(minutes(5));
  RisingMemory memory;
  int near = 0;

  for (size_t i = 0; i < counts.size(); ++i) {
    const int64_t score = list.Take(counts[i]);
    TakeStep(memory, minutes(5), counts[i]);
    near += std::abs(score - memory.score_milli) <= 300 ? 1 : 0;
    if (i == 288 * 25 + 23) {
      EXPECT_GE(memory.score_milli, kRisingAlarmMilli);
    }
  }

  EXPECT_GT(near, 288 * 30 * 9 / 10);
}

TEST(RisingMemoryTest, ForgetsHowHighItOnceWas) {
  RisingMemory memory;
  for (int i = 0; i < 288 * 10; ++i) TakeStep(memory, minutes(5), 2);
  for (int i = 0; i < 12; ++i) TakeStep(memory, minutes(5), 100);
  auto second_wave = [&](int days) {
    RisingMemory later = memory;
    for (int i = 0; i < 288 * days; ++i) TakeStep(later, minutes(5), 2);
    for (int i = 0; i < 12; ++i) TakeStep(later, minutes(5), 20);
    return later.score_milli;
  };

  EXPECT_GT(second_wave(20), second_wave(5) + 300);
}

TEST(RisingMemoryTest, StaysInBoundsOverAYear) {
  RisingMemory memory;
  for (int i = 0; i < 288 * 365; ++i) TakeStep(memory, minutes(5), i % 7);

  EXPECT_LT(memory.grain, 1e6);
  EXPECT_LT(memory.score_milli, 3'000);
  TakeStep(memory, minutes(5), 1e12);
  EXPECT_GT(memory.score_milli, 3'000);
}

TEST(AlarmTest, IsSilentForADayAfterItRang) {
  Alarm alarm({.score_milli = 2'000});

  EXPECT_FALSE(alarm.Rings(1'999, kStart));
  EXPECT_TRUE(alarm.Rings(2'000, kStart));
  EXPECT_FALSE(alarm.Rings(9'000, kStart + hours(24) - minutes(5)));
  EXPECT_TRUE(alarm.Rings(2'000, kStart + hours(24)));
}

TEST(AlarmTest, RingsAgainForWhatIsFarLessLikely) {
  Alarm alarm({.score_milli = 3'000, .repeat_milli = 2'000});

  EXPECT_TRUE(alarm.Rings(3'100, kStart));
  EXPECT_FALSE(alarm.Rings(5'099, kStart + hours(1)));
  EXPECT_TRUE(alarm.Rings(5'100, kStart + hours(2)));
  EXPECT_FALSE(alarm.Rings(5'100, kStart + hours(25)));
}

}  // namespace
}  // namespace fenghuo
