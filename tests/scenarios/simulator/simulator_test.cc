// The office for a day, from many seeds: every invariant holds, and a seed gives the same day again.
//
//   SEEDS=10000 build/dev/tests/scenarios/simulator/simulator_long_test
//
// See a seed that broke one again with: build/dev/tests/scenarios/simulator/simulate --seed N --trace

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "tests/scenarios/simulator/simulation.h"

namespace fenghuo {
namespace {

uint64_t SeedsWanted() {
  const char* text = std::getenv("SEEDS");
  return text == nullptr ? FENGHUO_SIMULATED_SEEDS : std::strtoull(text, nullptr, 10);
}

// What a day was made of, so that nobody takes an empty world for a good one.
struct Sum {
  uint64_t seeds = 0;
  int64_t incidents = 0;
  int64_t received = 0;
  int64_t actions = 0;
  int64_t silenced = 0;
  int64_t deaths = 0;
};

void Add(const SimulationResult& result, Sum& sum) {
  ++sum.seeds;
  sum.incidents += static_cast<int64_t>(result.incidents);
  sum.received += result.received;
  sum.actions += result.actions;
  sum.silenced += result.silenced;
  sum.deaths += result.deaths;
}

TEST(SimulatorTest, KeepsEveryInvariantForADayFromEverySeed) {
  Sum sum;
  for (uint64_t seed = FENGHUO_FIRST_SEED; seed < FENGHUO_FIRST_SEED + SeedsWanted(); ++seed) {
    const SimulationResult result = Simulation({.seed = seed}).Run();
    ASSERT_TRUE(result.findings.empty()) << Explain(result);
    Add(result, sum);
  }
  std::printf("%llu seeds x 1 day: %lld incidents, %lld messages received, %lld actions of people, %lld silenced messages, %lld deaths of the daemon\n",
              static_cast<unsigned long long>(sum.seeds), static_cast<long long>(sum.incidents), static_cast<long long>(sum.received),
              static_cast<long long>(sum.actions), static_cast<long long>(sum.silenced), static_cast<long long>(sum.deaths));
  EXPECT_GE(sum.incidents, static_cast<int64_t>(sum.seeds));
  EXPECT_GE(sum.received, 10 * static_cast<int64_t>(sum.seeds));
  EXPECT_GE(sum.actions, 5 * static_cast<int64_t>(sum.seeds));
  EXPECT_TRUE(sum.silenced > 0 || sum.seeds < 60) << "nobody silenced anything";
  EXPECT_GE(2 * sum.deaths, static_cast<int64_t>(sum.seeds));
}

}  // namespace
}  // namespace fenghuo
