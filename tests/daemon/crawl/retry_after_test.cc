#include "daemon/crawl/retry_after.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-11-20T08:00:00Z");

TEST(RetryAfterTest, ReadsSecondsAndDates) {
  EXPECT_EQ(ParseRetryAfter("120", kNow), Duration(seconds(120)));
  EXPECT_EQ(ParseRetryAfter("0", kNow), Duration(0));
  EXPECT_EQ(ParseRetryAfter("Fri, 20 Nov 2026 08:05:00 GMT", kNow), Duration(minutes(5)));
}

TEST(RetryAfterTest, StaysBetweenNothingAndADay) {
  EXPECT_EQ(ParseRetryAfter("Fri, 20 Nov 2026 07:00:00 GMT", kNow), Duration(0));
  EXPECT_EQ(ParseRetryAfter("Sat, 20 Nov 2027 08:00:00 GMT", kNow), Duration(hours(24)));
  EXPECT_EQ(ParseRetryAfter("86401", kNow), Duration(hours(24)));
  EXPECT_EQ(ParseRetryAfter("99999999999999999999999", kNow), Duration(hours(24)));
}

TEST(RetryAfterTest, IsAbsentWhenItIsNeither) {
  for (const char* value : {"", "-1", "1.5", "soon", "Fri, 20 Xyz 2026 08:05:00 GMT", "Fri, 31 Feb 2026 08:05:00 GMT",
                            "Fri, 20 Nov 2026 08:05:00 CST", "Friday, 20-Nov-26 08:05:00 GMT"}) {
    EXPECT_EQ(ParseRetryAfter(value, kNow), std::nullopt) << value;
  }
}

}  // namespace
}  // namespace fenghuo
