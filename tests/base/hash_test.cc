#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>

namespace fenghuo {
namespace {

TEST(HashTest, NeverChangesBecauseItIsStored) {
  EXPECT_EQ(Hex64(Hash64("")), "2d06800538d394c2");
  EXPECT_EQ(Hex64(Hash64("烽火")), "602b249a41a8cba2");
  EXPECT_EQ(Hex64(Hash64(std::string(1000, 'x'))), "c0a4877b962cba82");
}

TEST(HashTest, TellsTheNumbersToAMillionApart) {
  std::set<uint64_t> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(Hash64(std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000u);
}

TEST(HashTest, WritesSixteenDigits) { EXPECT_EQ(Hex64(255), "00000000000000ff"); }

}  // namespace
}  // namespace fenghuo
