#include "daemon/crawl/page/alternate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/crawl/page/read_source.h"

namespace fenghuo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Named(const std::string& head) {
  return FeedsNamedBy("<!DOCTYPE html><html><head><meta charset=utf-8>" + head + "</head><body><p>a<br>b</body></html>",
                      "https://news.example/city/index.html");
}

TEST(FeedsNamedByTest, FindsEachFormatOnceInTheOrderOfThePage) {
  EXPECT_THAT(Named(R"(<link rel="alternate" type="application/rss+xml" title="要闻" href="/rss.xml">
                       <link rel='alternate' type='application/atom+xml' href='atom.xml'>
                       <LINK REL="Alternate home" TYPE="application/feed+json; charset=utf-8" HREF="https://other.example/feed?a=1&amp;b=2"/>
                       <link rel="alternate" type="application/rss+xml" href="https://news.example/rss.xml">)"),
              ElementsAre("https://news.example/rss.xml", "https://news.example/city/atom.xml", "https://other.example/feed?a=1&b=2"));
}

TEST(FeedsNamedByTest, StartsFromTheBaseOfThePage) {
  EXPECT_THAT(Named(R"(<base href="https://m.news.example/x/"><link rel="alternate" type="application/rss+xml" href="rss">)"),
              ElementsAre("https://m.news.example/x/rss"));
}

TEST(FeedsNamedByTest, LeavesOutWhatIsNoFeed) {
  const std::string head = R"x(<link rel="stylesheet" href="a.css"><link rel="alternate" hreflang="en" href="/en">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      <link rel="alternatively" type="application/rss+xml" href="/rss.xml">)x";
  EXPECT_THAT(Named(head), IsEmpty());
}

TEST(FeedsNamedByTest, TenAreEnough) {
  std::string head;
  for (int i = 0; i < 1000; ++i) head += "<link rel=alternate type=application/rss+xml href=/" + std::to_string(i) + ">";
  EXPECT_EQ(Named(head).size(), 10U);
}

TEST(FeedsNamedByTest, AreSaidWhenAPageCameInsteadOfAFeed) {
  ParsedBody parsed = ReadSource(SourceConfig(), R"(<!DOCTYPE html><title>清河日报</title><link rel="alternate" type="application/rss+xml" href="/rss.xml">)",
                                {.url = "https://news.example/", .content_type = "text/html"});
  ASSERT_TRUE(parsed.failure);
  EXPECT_EQ(parsed.failure->reason, "an HTML page instead of a feed, titled \"清河日报\"; it names the feed https://news.example/rss.xml");
  EXPECT_THAT(parsed.failure->feeds, ElementsAre("https://news.example/rss.xml"));
}

}  // namespace
}  // namespace fenghuo
