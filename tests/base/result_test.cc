#include "base/result.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Result<int> Half(int number) {
  if (number % 2 != 0) return Invalid("must be even, is " + std::to_string(number));
  return number / 2;
}

TEST(ResultTest, HoldsTheValueOrTheReason) {
  EXPECT_EQ(*Half(4), 2);
  EXPECT_FALSE(Half(5).ok());
  EXPECT_EQ(Half(5).error().code, ErrorCode::kInvalid);
}

TEST(ResultTest, GrowsItsMessageFromInsideOut) {
  EXPECT_EQ(Half(5).error().In("rank").In("line 7").message, "line 7: rank: must be even, is 5");
}

TEST(ResultDeathTest, StopsTheProgramWhenAValueIsTakenThatIsNotThere) {
  EXPECT_DEATH(*Half(5), "the value of a Result that holds an error");
}

}  // namespace
}  // namespace fenghuo
