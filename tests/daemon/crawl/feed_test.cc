#include "daemon/crawl/feed.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(FeedTest, ReadsRss2) {
  ParsedBody parsed = ParseFeed(R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>市场监管</title><link>http://news.test/</link>
<item><title>问题食品下架</title><link>http://news.test/1</link><guid>g1</guid><pubDate>Fri, 11 Jul 2025 08:30:00 +0800</pubDate>
<description>&lt;p&gt;通报&lt;/p&gt;</description></item></channel></rss>)", {});

  ASSERT_TRUE(parsed.feed);
  EXPECT_EQ(parsed.feed->version, "rss 2.0");
  EXPECT_EQ(parsed.feed->encoding, "utf-8 (declared)");
  ASSERT_EQ(parsed.feed->entries.size(), 1U);
  EXPECT_EQ(parsed.feed->entries[0].summary, "<p>通报</p>");
  EXPECT_FALSE(parsed.feed->recovered);
}

}  // namespace
}  // namespace fenghuo
