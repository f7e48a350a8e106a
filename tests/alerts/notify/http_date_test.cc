#include "alerts/notify/http_date.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(HttpDateTest, ReadsTheFormOfTheRfc) {
  ASSERT_TRUE(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"));
  EXPECT_EQ(FormatRfc3339(*ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")), "1994-11-06T08:49:37Z");
  EXPECT_EQ(FormatRfc3339(*ParseHttpDate("Sat, 29 Feb 2028 00:00:00 GMT")), "2028-02-29T00:00:00Z");
}

TEST(HttpDateTest, RefusesEverythingElse) {
  for (const char* text :
       {"", "120", "Sun, 06 Nov 1994 08:49:37 CST", "Sun, 31 Feb 2026 08:49:37 GMT", "Sun, 06 Nvo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 ovD 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "2026-07-10T18:26:00Z"}) {
    EXPECT_FALSE(ParseHttpDate(text)) << text;
  }
}

}  // namespace
}  // namespace fenghuo
