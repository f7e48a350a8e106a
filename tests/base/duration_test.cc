#include "base/duration.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(DurationTest, ReadsEachUnitAndTheirSums) {
  EXPECT_EQ(*ParseDuration("500ms"), milliseconds(500));
  EXPECT_EQ(*ParseDuration("30s"), seconds(30));
  EXPECT_EQ(*ParseDuration("1h30m"), minutes(90));
  EXPECT_EQ(*ParseDuration("7d"), hours(168));
  EXPECT_EQ(*ParseDuration("0s"), Duration(0));
}

TEST(DurationTest, WritesWhatItReads) {
  for (const char* text : {"0s", "500ms", "30s", "1h30m", "7d", "1d1h1m1s1ms"}) {
    EXPECT_EQ(FormatDuration(*ParseDuration(text)), text);
  }
}

TEST(DurationTest, SaysWhatItFoundInsteadOfALength) {
  for (const char* text : {"", "10", "m", "5x", "1m1h", "1m1m", "-5s", "99999999999999999999s", "4000d"}) {
    Result<Duration> length = ParseDuration(text);
    ASSERT_FALSE(length.ok()) << text;
    EXPECT_EQ(length.error().message,
              "must be a length of time such as 30s, 10m, 4h or 7d, is \"" + std::string(text) + "\"");
  }
}

}  // namespace
}  // namespace fenghuo
