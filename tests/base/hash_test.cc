#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>

namespace fenghuo {
namespace {

TEST(HashTest, NeverChangesBecauseItIsStored) {
  EXPECT_EQ(Hex64(Hash64("")), "f52a15e9a9b5e89b");
  EXPECT_EQ(Hex64(Hash64("烽火")), Hex64(Hash64("烽火")));
}

TEST(HashTest, TellsTheNumbersToAMillionApart) {
  std::set<uint64_t> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(Hash64(std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000u);
}

TEST(HashTest, WritesSixteenDigits) { EXPECT_EQ(Hex64(255), "00000000000000ff"); }

}  // namespace
}  // namespace fenghuo
