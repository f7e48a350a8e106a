#include "keywords/heat/baseline.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/rng.h"

namespace fenghuo {
namespace {

const Timestamp kMonday = *ParseRfc3339("2026-07-06T00:00:00Z");

// `count` documents in the hour that begins at `hour`.
void Find(Baseline& baseline, Timestamp hour, int64_t count) {
  for (int64_t i = 0; i < count; ++i) CountDocument(baseline, Zone::Utc(), hour + minutes(i % 60));
}

// So many documents every day at 20:00, none at other times.
Baseline EveningRule(int days, int64_t count) {
  Baseline baseline;
  for (int day = 0; day < days; ++day) Find(baseline, kMonday + hours(24 * day + 20), count);
  return baseline;
}

double Expected(const Baseline& baseline, Timestamp at) {
  return static_cast<double>(ExpectedAt(baseline, Zone::Utc(), at).expected_milli) / 1000;
}

BurstInput Seen(int64_t observed, int64_t expected_milli, int64_t spread_milli = 350) {
  return {"r", observed, expected_milli, spread_milli, false};
}

// -log10 P(NB(mean, 1/spread) >= observed), term by term from the definition.
double ObviousScore(const BurstInput& input) {
  long double mean = static_cast<long double>(input.expected_milli) / 1000;
  long double shape = 1000 / static_cast<long double>(input.spread_milli);
  long double tail = 0;
  for (int64_t k = input.observed; k < input.observed + 20'000; ++k) {
    long double term = std::lgamma(static_cast<long double>(k) + shape) - std::lgamma(shape) -
                       std::lgamma(static_cast<long double>(k) + 1) + shape * std::log(shape / (shape + mean)) +
                       static_cast<long double>(k) * std::log(mean / (shape + mean));
    tail += std::exp(term);
  }
  return static_cast<double>(-std::log10(tail));
}

TEST(BaselineTest, LearnsTheHourOfTheDay) {
  Baseline baseline = EveningRule(28, 12);

  EXPECT_GT(Expected(baseline, kMonday + hours(24 * 28 + 20)), 6) << "half of the twelve: all other hours say none";
  EXPECT_LT(Expected(baseline, kMonday + hours(24 * 28 + 4)), 1);
}

TEST(BaselineTest, TellsTheWeekendFromWorkingDays) {
  Baseline baseline;
  for (int day = 0; day < 56; ++day) {
    bool weekend = day % 7 >= 5;
    for (int hour = 0; hour < 24; ++hour) Find(baseline, kMonday + hours(24 * day + hour), weekend ? 2 : 10);
  }

  EXPECT_NEAR(Expected(baseline, kMonday + hours(24 * 56 + 12)), 10, 2);
  EXPECT_NEAR(Expected(baseline, kMonday + hours(24 * 61 + 12)), 2, 1);
}

TEST(BaselineTest, TakesTheHoursOfTheOfficeNotOfGreenwich) {
  Zone zone = *Zone::Load("Asia/Shanghai");
  Baseline baseline;
  for (int day = 0; day < 28; ++day) {
    for (int i = 0; i < 12; ++i) CountDocument(baseline, zone, kMonday + hours(24 * day + 12));
  }

  BurstInput evening = ExpectedAt(baseline, zone, *ParseRfc3339("2026-08-03T20:00:00+08:00"));

  EXPECT_GT(evening.expected_milli, 6'000);
}

TEST(BaselineTest, SaysThatItLearnsForSevenDaysAndExpectsMuchMeanwhile) {
  Baseline baseline = EveningRule(1, 1);
  Timestamp first_hour = kMonday + hours(20);

  EXPECT_TRUE(ExpectedAt(baseline, Zone::Utc(), first_hour + hours(7 * 24 - 1)).learning);
  EXPECT_FALSE(ExpectedAt(baseline, Zone::Utc(), first_hour + hours(7 * 24)).learning);
  EXPECT_GE(Expected(baseline, first_hour + hours(3)), 2.4);
  EXPECT_LT(Expected(baseline, first_hour + hours(7 * 24)), 0.1);
}

TEST(BaselineTest, DoesNotLearnABurst) {
  Baseline baseline;
  for (int hour = 0; hour < 24 * 28; ++hour) Find(baseline, kMonday + hours(hour), 3);
  Timestamp night = kMonday + hours(24 * 28);
  double before = Expected(baseline, night + hours(2));

  Find(baseline, night, 500);
  Find(baseline, night + hours(1), 500);

  EXPECT_LT(Expected(baseline, night + hours(2)), before * 1.25);
}

TEST(BaselineTest, ForgetsWithinWeeksWhatNoLongerComes) {
  Baseline baseline;
  for (int hour = 0; hour < 24 * 28; ++hour) Find(baseline, kMonday + hours(hour), 3);
  Timestamp end = kMonday + hours(24 * 28);

  EXPECT_GT(Expected(baseline, end), 2);
  EXPECT_LT(Expected(baseline, end + hours(24 * 14)), 1);
}

TEST(BaselineTest, CountsWhatCameLateInTheHourThatIsOpen) {
  Baseline baseline;
  Find(baseline, kMonday + hours(5), 2);
  CountDocument(baseline, Zone::Utc(), kMonday + hours(4));

  EXPECT_EQ(baseline.hour, kMonday + hours(5));
  EXPECT_EQ(baseline.count, 3);
}

TEST(BaselineTest, GoesOnAfterYearsOfSilence) {
  Baseline baseline = EveningRule(7, 5);
  Find(baseline, kMonday + hours(24 * 3650), 1);

  EXPECT_EQ(baseline.hour, kMonday + hours(24 * 3650));
  EXPECT_EQ(baseline.count, 1);
}

TEST(BurstScoreTest, IsTheTailOfTheNegativeBinomialDistribution) {
  for (int64_t expected : {50, 300, 2'400, 6'200, 40'000}) {
    for (int64_t spread : {50, 350, 2'000}) {
      for (int64_t observed : {3, 5, 12, 37, 100}) {
        BurstInput input = Seen(observed, expected, spread);
        if (observed * 1000 <= expected) continue;
        double obvious = std::min(ObviousScore(input), 20.0);
        EXPECT_NEAR(static_cast<double>(BurstScoreMilli(input)) / 1000, obvious, 0.0011)
            << observed << " where " << expected << " are usual, spread " << spread;
      }
    }
  }
}

TEST(BurstScoreTest, IsNothingWithoutABaselineForFewAndForTheUsual) {
  BurstInput none = Seen(100, 1'000);
  none.rule.clear();

  EXPECT_EQ(BurstScoreMilli(none), 0);
  EXPECT_EQ(BurstScoreMilli(Seen(2, 50)), 0);
  EXPECT_EQ(BurstScoreMilli(Seen(6, 6'200)), 0);
}

// Hours of a rule that finds `mean` documents an hour by chance alone, with the spread of real traffic.
int64_t Chance(Rng& rng, double mean) {
  constexpr double kSpread = 0.35;
  // Gamma by a sum of exponentials is a whole shape; 3 is near 1 / 0.35.
  double rate = 0;
  for (int i = 0; i < 3; ++i) rate -= std::log(1 - static_cast<double>(rng.Below(1u << 30)) / (1u << 30)) * mean * kSpread;
  double left = std::exp(-rate);
  double u = static_cast<double>(rng.Below(1u << 30)) / (1u << 30);
  int64_t count = 0;
  for (double sum = left; sum < u && count < 1000; sum += left) left *= rate / static_cast<double>(++count);
  return count;
}

TEST(BurstScoreTest, RaisesLessThanOneFalseAlarmARuleAndWeek) {
  constexpr int kWeeks = 30;
  for (double mean : {0.5, 3.0, 30.0}) {
    Rng rng(17);
    Baseline baseline;
    int alarms = 0;
    for (int hour = 0; hour < 24 * 7 * kWeeks; ++hour) {
      Timestamp at = kMonday + hours(hour);
      BurstInput input = ExpectedAt(baseline, Zone::Utc(), at + minutes(59));
      input.rule = "r";
      input.observed = Chance(rng, mean);
      alarms += BurstScoreMilli(input) >= 3'500 ? 1 : 0;
      Find(baseline, at, input.observed);
    }
    EXPECT_LT(alarms, kWeeks) << "at " << mean << " an hour";
  }
}

}  // namespace
}  // namespace fenghuo
