#include "keywords/heat/baseline.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/rng.h"
#include "keywords/heat/alarm.h"

namespace fenghuo {
namespace {

const Timestamp kMonday = *ParseRfc3339("2026-07-06T00:00:00Z");

void FindOne(Baseline& baseline, const Zone& zone, Timestamp at) {
  MoveTo(baseline, zone, at, Between::kQuiet);
  baseline.counts.back() += 1;
}

// `count` documents in the hour that begins at `hour`, and all of it watched.
void Find(Baseline& baseline, Timestamp hour, int64_t count) {
  MoveTo(baseline, Zone::Utc(), hour, Between::kQuiet);
  for (int64_t i = 0; i < count; ++i) FindOne(baseline, Zone::Utc(), hour + minutes(60 * i / count));
}

// So many documents every day at 20:00, none at other times.
Baseline EveningRule(int days, int64_t count) {
  Baseline baseline;
  for (int day = 0; day < days; ++day) Find(baseline, kMonday + hours(24 * day + 20), count);
  return baseline;
}

BurstInput UsualLater(Baseline baseline, const Zone& zone, Timestamp at) {
  MoveTo(baseline, zone, at, Between::kQuiet);
  return UsualAt(baseline, zone);
}

// In the hour that begins at `hour`.
double Expected(const Baseline& baseline, Timestamp hour, size_t window = kHourWindow) {
  return static_cast<double>(UsualLater(baseline, Zone::Utc(), hour + minutes(55)).windows[window].expected_milli) / 1000;
}

// -log10 P(NB(mean, 1/spread) >= observed), term by term from the definition.
double ObviousScore(const Volume& input) {
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
    for (int i = 0; i < 12; ++i) FindOne(baseline, zone, kMonday + hours(24 * day + 12));
  }

  BurstInput evening = UsualLater(baseline, zone, *ParseRfc3339("2026-08-03T20:55:00+08:00"));

  EXPECT_GT(evening.windows[kHourWindow].expected_milli, 6'000);
}

TEST(BaselineTest, SaysThatItLearnsForSevenDaysAndExpectsMuchMeanwhile) {
  Baseline baseline = EveningRule(1, 1);
  Timestamp first_hour = kMonday + hours(20);

  EXPECT_TRUE(UsualLater(baseline, Zone::Utc(), first_hour + hours(7 * 24 - 1)).learning);
  EXPECT_FALSE(UsualLater(baseline, Zone::Utc(), first_hour + hours(7 * 24)).learning);
  EXPECT_NEAR(Expected(baseline, first_hour + hours(3)), 2.4, 0.001);
  EXPECT_NEAR(Expected(baseline, first_hour + hours(3), 0), 0.2, 0.001);
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

TEST(BaselineTest, ExpectsInThreeHoursWhatItsHoursExpect) {
  Baseline baseline;
  for (int day = 0; day < 28; ++day) {
    for (int hour = 0; hour < 24; ++hour) Find(baseline, kMonday + hours(24 * day + hour), hour < 8 ? 1 : 12);
  }
  Timestamp nine = kMonday + hours(24 * 28 + 9);
  double sum = Expected(baseline, nine - hours(2)) + Expected(baseline, nine - hours(1)) + Expected(baseline, nine);

  EXPECT_NEAR(Expected(baseline, nine, 3), sum, 2);  // the hours between are quiet for it
  EXPECT_LT(sum, 30) << "two of the hours are day, one is night";
  EXPECT_NEAR(Expected(baseline, nine, 0), Expected(baseline, nine) / 12, 0.001);
}

TEST(BaselineTest, CountsWhatCameLateInTheSlotThatIsOpen) {
  Baseline baseline;
  Find(baseline, kMonday + hours(5), 2);
  FindOne(baseline, Zone::Utc(), kMonday + hours(4));

  EXPECT_EQ(baseline.slot, kMonday + hours(5) + minutes(30));
  EXPECT_EQ(baseline.counts.back(), 2);
  EXPECT_EQ(FoundIn(baseline, kHourWindow), 3);
}

TEST(BaselineTest, GoesOnAfterYearsOfSilence) {
  Baseline baseline = EveningRule(7, 5);
  Find(baseline, kMonday + hours(24 * 3650), 1);

  EXPECT_EQ(baseline.slot, kMonday + hours(24 * 3650));
  EXPECT_EQ(FoundIn(baseline, 3), 1);
}

TEST(BaselineTest, SaysTheSameAfterOneMoveAsAfterManyOverTheSameTime) {
  Baseline steps = EveningRule(20, 12);
  Baseline leap = steps;
  const Timestamp end = steps.slot + hours(24 * 3);
  for (Timestamp at = steps.slot; at <= end; at += minutes(5)) MoveTo(steps, Zone::Utc(), at, Between::kQuiet);
  MoveTo(leap, Zone::Utc(), end, Between::kQuiet);

  EXPECT_EQ(UsualAt(leap, Zone::Utc()), UsualAt(steps, Zone::Utc()));
  EXPECT_EQ(leap.rising.score_milli, steps.rising.score_milli);

  Baseline down = leap;
  MoveTo(leap, Zone::Utc(), end + hours(5), Between::kUnwatched);
  EXPECT_EQ(UsualAt(leap, Zone::Utc()).rising_milli, leap.rising.score_milli);
  MoveTo(down, Zone::Utc(), end + minutes(5), Between::kUnwatched);
  EXPECT_EQ(leap.rising.score_milli, down.rising.score_milli) << "of the last slot that was watched";
}

TEST(BaselineTest, LearnsNothingFromHoursInWhichNobodyWatched) {
  Baseline watched;
  for (int hour = 0; hour < 24 * 28; ++hour) Find(watched, kMonday + hours(hour), 6);
  Baseline blind = watched;
  Timestamp later = kMonday + hours(24 * 35);

  MoveTo(watched, Zone::Utc(), later, Between::kQuiet);
  MoveTo(blind, Zone::Utc(), later, Between::kUnwatched);

  EXPECT_LT(Expected(watched, later), 4);
  EXPECT_NEAR(Expected(blind, later), 6, 0.3);
  EXPECT_EQ(blind.hours_learned, 24 * 28);
}

TEST(BaselineTest, ExpectsNothingOfSlotsInWhichNobodyWatched) {
  Baseline baseline;
  for (int hour = 0; hour < 24 * 28; ++hour) Find(baseline, kMonday + hours(hour), 6);
  Timestamp back = kMonday + hours(24 * 28 + 5);

  MoveTo(baseline, Zone::Utc(), back, Between::kUnwatched);
  BurstInput usual = UsualAt(baseline, Zone::Utc());

  EXPECT_EQ(usual.windows[3].expected_milli, usual.windows[0].expected_milli);
  EXPECT_NEAR(static_cast<double>(usual.windows[0].expected_milli), 500, 50);
}

TEST(BaselineTest, BeginsAnewWhatAnOlderProgramStored) {
  Baseline baseline = EveningRule(28, 12);
  baseline.counts = {1, 2};

  FindOne(baseline, Zone::Utc(), kMonday + hours(24 * 28));

  EXPECT_EQ(FoundIn(baseline, 3), 1);
  EXPECT_GT(Expected(baseline, kMonday + hours(24 * 28 + 20)), 6) << "what it learned stays";
}

TEST(TailScoreTest, IsTheTailOfTheNegativeBinomialDistribution) {
  for (int64_t expected : {50, 300, 2'400, 6'200, 40'000}) {
    for (int64_t spread : {50, 350, 2'000}) {
      for (int64_t observed : {3, 5, 12, 37, 100}) {
        Volume input{observed, expected, spread};
        if (observed * 1000 <= expected) continue;
        double obvious = std::min(ObviousScore(input), 20.0);
        EXPECT_NEAR(static_cast<double>(TailScoreMilli(input)) / 1000, obvious, 0.0011)
            << observed << " where " << expected << " are usual, spread " << spread;
      }
    }
  }
}

TEST(TailScoreTest, IsNothingForFewForTheUsualAndWhereNothingIsExpected) {
  EXPECT_EQ(TailScoreMilli({2, 50, 350}), 0);
  EXPECT_EQ(TailScoreMilli({6, 6'200, 350}), 0);
  EXPECT_EQ(TailScoreMilli({100, 0, 350}), 0);
  EXPECT_EQ(TailScoreMilli({}), 0);
}

// By how much an hour differs from others of its kind: a gamma variable of mean 1 and about the spread of real traffic, 0.35, as a sum
// of three exponentials.
double Varied(Rng& rng) {
  double sum = 0;
  for (int i = 0; i < 3; ++i) sum -= std::log(1 - rng.Fraction()) / 3;
  return sum;
}

double Chance(Rng& rng, double mean) {
  int count = 0;
  for (double left = std::exp(-mean), product = 1 - rng.Fraction(); product > left; product *= 1 - rng.Fraction()) ++count;
  return count;
}

TEST(FindBurstTest, RaisesAboutOneFalseAlarmARuleAndWeekOrFewer) {
  constexpr int kFirstWeeks = 4;
  constexpr int kWeeks = 24;
  for (double mean : {0.5, 3.0, 30.0}) {
    Rng rng(17);
    Baseline baseline;
    Alarm alarm({.score_milli = kSuddenAlarmMilli});
    int alarms = 0;
    for (int hour = 0; hour < 24 * 7 * (kFirstWeeks + kWeeks); ++hour) {
      const double spread = Varied(rng);
      for (int slot = 0; slot < 12; ++slot) {
        Timestamp at = kMonday + hours(hour) + minutes(5 * slot);
        MoveTo(baseline, Zone::Utc(), at, Between::kQuiet);
        baseline.counts.back() = Chance(rng, mean / 12 * spread);
        BurstInput input = UsualAt(baseline, Zone::Utc());
        for (size_t i = 0; i < kWindows; ++i) input.windows[i].observed = FoundIn(baseline, i);
        alarms += alarm.Rings(FindBurst(input).score_milli, at) && hour >= 24 * 7 * kFirstWeeks ? 1 : 0;
      }
    }
    EXPECT_LT(alarms, kWeeks * 5 / 4) << "at " << mean << " an hour";
  }
}

}  // namespace
}  // namespace fenghuo
