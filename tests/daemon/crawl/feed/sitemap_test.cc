#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/formats.h"

namespace fenghuo {
namespace {

constexpr std::string_view kNews = R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://paper.test/</loc><lastmod>2026-07-11</lastmod></url>
<url><loc> http://paper.test/1?a=1&amp;b=2 </loc><lastmod>2026-07-11T09:00:00+08:00</lastmod>
 <n:news><n:publication><n:name>清河日报</n:name><n:language>zh</n:language></n:publication>
 <n:publication_date>2026-07-11T08:30:00+08:00</n:publication_date><n:title>某超市召回问题食品</n:title>
 <n:keywords>食品安全, 召回,</n:keywords></n:news></url></urlset>)";

std::string Refusal(std::string_view body) {
  ParsedBody parsed = ParseFeed(body, {});
  return parsed.failure ? std::string(Name(parsed.failure->problem)) + ": " + parsed.failure->reason : "none";
}

TEST(SitemapTest, GivesTheArticlesOfANewsSitemap) {
  ParsedBody parsed = ParseFeed(kNews, {});
  ASSERT_TRUE(parsed.feed);

  EXPECT_EQ(parsed.feed->version, "sitemap");
  EXPECT_EQ(parsed.feed->title, "清河日报");
  EXPECT_EQ(parsed.feed->language, "zh");
  ASSERT_EQ(parsed.feed->entries.size(), 1U) << "a page without a title is no news";
  const FeedEntry& entry = parsed.feed->entries.front();
  EXPECT_EQ(entry.title, "某超市召回问题食品");
  EXPECT_EQ(entry.link, "http://paper.test/1?a=1&b=2");
  EXPECT_EQ(entry.published, "2026-07-11T08:30:00+08:00");
  EXPECT_EQ(entry.updated, "2026-07-11T09:00:00+08:00");
  EXPECT_THAT(entry.categories, testing::ElementsAre("食品安全", "召回"));
}

TEST(SitemapTest, KeepsTheNewestOfTooManyArticles) {
  std::string body = "<urlset>";
  for (int i = 0; i < 2100; ++i) {
    std::string minute = std::to_string(1'700'000'000 + i * 60);
    body += "<url><loc>http://paper.test/" + std::to_string(i) + "</loc><news><title>t</title><publication_date>" + minute +
            "</publication_date></news></url>";
  }
  ParsedBody parsed = ParseFeed(body + "</urlset>", {});
  ASSERT_TRUE(parsed.feed);

  EXPECT_TRUE(parsed.feed->cut);
  ASSERT_EQ(parsed.feed->entries.size(), kEntriesMax);
  EXPECT_EQ(parsed.feed->entries.front().link, "http://paper.test/100");
  EXPECT_EQ(parsed.feed->entries.back().link, "http://paper.test/2099");
}

TEST(SitemapTest, SaysWhatAnotherSitemapLacks) {
  EXPECT_EQ(Refusal("<sitemapindex><sitemap><loc>http://paper.test/news.xml</loc></sitemap></sitemapindex>"),
            "not_a_feed: a sitemap of sitemaps: name one of them as the source, such as http://paper.test/news.xml");
  EXPECT_EQ(Refusal("<urlset><url><loc>http://paper.test/1</loc></url><url><loc>http://paper.test/2</loc></url></urlset>"),
            "not_a_feed: a sitemap of 2 pages without titles: a news sitemap (news:title) is needed");
}

TEST(SitemapTest, IsAnEmptyFeedWhenItHoldsNothing) {
  ParsedBody parsed = ParseFeed("<urlset></urlset>", {});
  ASSERT_TRUE(parsed.feed);
  EXPECT_TRUE(parsed.feed->entries.empty());
}

}  // namespace
}  // namespace fenghuo
