#include "daemon/net/http_headers.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(HttpHeadersTest, FindsANameInAnyCase) {
  HttpHeaders headers({{"ETag", "\"1\""}, {"Retry-After", "120"}});

  ASSERT_NE(headers.Find("etag"), nullptr);
  EXPECT_EQ(*headers.Find("RETRY-AFTER"), "120");
  EXPECT_EQ(headers.Find("Date"), nullptr);
  EXPECT_EQ(headers.Get("Date"), "");
}

TEST(HttpHeadersTest, GivesTheFirstOfTwoLinesWithOneName) {
  HttpHeaders headers;
  headers.Add("Via", "a");
  headers.Add("via", "b");

  EXPECT_EQ(headers.Get("Via"), "a");
  EXPECT_EQ(headers.size(), 2u);
}

TEST(HttpHeadersTest, AppendsAFoldedRestToTheLastLine) {
  HttpHeaders headers;
  headers.Continue("nothing to continue");
  headers.Add("X", "one");
  headers.Continue("two");

  EXPECT_EQ(headers.Get("x"), "one two");
  EXPECT_EQ(headers.size(), 1u);
}

}  // namespace
}  // namespace fenghuo
