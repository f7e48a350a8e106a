#include <gtest/gtest.h>

#include <optional>

#include "keywords/grading/grade.h"

namespace fenghuo {
namespace {

TEST(MergeGradesTest, KeepsTheTimesOfTheStoryWhoseLevelWinsAndTheLaterBurst) {
  const Timestamp start = FromUnixSeconds(1'800'000'000);
  GradeState yellow{.level = 3, .peak = 2, .level_since = start, .below_since = start + hours(1), .burst_at = start + hours(3)};
  GradeState orange{.level = 2, .peak = 2, .level_since = start + hours(2), .below_since = std::nullopt, .burst_at = start};

  for (const GradeState& merged : {MergeGrades(yellow, orange), MergeGrades(orange, yellow)}) {
    EXPECT_EQ(merged.level, 2);
    EXPECT_EQ(merged.level_since, start + hours(2));
    EXPECT_EQ(merged.below_since, std::nullopt);
    EXPECT_EQ(merged.burst_at, start + hours(3));
    EXPECT_EQ(merged.peak, 2);
  }
}

TEST(MergeGradesTest, CountsAsFallingOnlyFromWhenBothOfOneLevelFell) {
  const Timestamp start = FromUnixSeconds(1'800'000'000);
  GradeState falling{.level = 3, .peak = 3, .level_since = start, .below_since = start + hours(1), .burst_at = {}};
  GradeState later{.level = 3, .peak = 3, .level_since = start + hours(1), .below_since = start + hours(2), .burst_at = {}};
  GradeState held{.level = 3, .peak = 3, .level_since = start + hours(1), .below_since = std::nullopt, .burst_at = {}};

  EXPECT_EQ(MergeGrades(falling, later).below_since, start + hours(2));
  EXPECT_EQ(MergeGrades(falling, held).below_since, std::nullopt);
  EXPECT_EQ(MergeGrades(held, falling).level_since, start);
}

}  // namespace
}  // namespace fenghuo
