#include "base/rng.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(RngTest, GivesTheNumbersOfItsSeedOnEveryMachine) {
  // First outputs of SplitMix64 for seed 1234567, as published with the reference code.
  Rng rng(1234567);
  EXPECT_EQ(rng.Next(), 6457827717110365317ULL);
  EXPECT_EQ(rng.Next(), 3203168211198807973ULL);
}

TEST(RngTest, JittersWithinItsShare) {
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    Duration wait = rng.Jitter(seconds(100), 0.1);
    EXPECT_GE(wait, seconds(90));
    EXPECT_LE(wait, seconds(110));
  }
}

}  // namespace
}  // namespace fenghuo
