#include "base/time.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(TimeTest, ReadsAnyOffsetAndWritesUtc) {
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20T08:00:00+08:00")), "2026-11-20T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20t08:00:00z")), "2026-11-20T08:00:00Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20 08:00:00.25Z")), "2026-11-20T08:00:00.250Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("1969-12-31T23:59:59-00:30")), "1970-01-01T00:29:59Z");
}

TEST(TimeTest, TakesALeapSecondAsTheEndOfItsMinute) {
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2016-12-31T23:59:60Z")), "2016-12-31T23:59:59.999Z");
}

TEST(TimeTest, SaysWhatItFoundInsteadOfATime) {
  for (const char* text : {"", "2026", "2026-02-30T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T08:00:00",
                           "2026-11-20T08:00:00.Z", "2026-11-20T08:00:00Zx", "2026-11-20T08:00:00+25:00"}) {
    Result<Timestamp> at = ParseRfc3339(text);
    ASSERT_FALSE(at.ok()) << text;
    EXPECT_EQ(at.error().message, "must be a time such as 2026-11-20T08:00:00Z, is \"" + std::string(text) + "\"");
  }
}

}  // namespace
}  // namespace fenghuo
