#include "base/log.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(LogTest, WritesASentenceAndQuotedFields) {
  EXPECT_EQ(FormatLogLine("source is quiet", {{"source", "saw-news"}, {"hours", "3"}}),
            "source is quiet source=\"saw-news\" hours=\"3\"");
}

TEST(LogTest, KeepsTextFromTheWebOnItsLine) {
  EXPECT_EQ(FormatLogLine("title", {{"text", "a\r\n\x1b[31m\"b\\"}}), "title text=\"a\\x0d\\x0a\\x1b[31m\\\"b\\\\\"");
}

}  // namespace
}  // namespace fenghuo
