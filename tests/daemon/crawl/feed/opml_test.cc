#include "daemon/crawl/feed/opml.h"

#include <gtest/gtest.h>

#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

std::vector<OpmlFeed> Read(std::string_view bytes) {
  Result<std::vector<OpmlFeed>> feeds = ReadOpml(bytes);
  EXPECT_TRUE(feeds.ok()) << feeds.error().message;
  return feeds.ok() ? *std::move(feeds) : std::vector<OpmlFeed>();
}

TEST(OpmlTest, ReadsFeedsWithTheirFoldersInOrder) {
  std::vector<OpmlFeed> feeds = Read(R"(<opml version="2.0"><head><title>t</title></head><body>
    <outline text="媒体"><outline text="本地"><outline text="清河日报" type="rss" xmlUrl="https://a.example/rss?x=1&amp;y=2"/></outline></outline>
    <outline title="晚报" xmlurl="https://b.example/feed"/><outline xmlUrl="https://c.example/"/></body></opml>)");

  ASSERT_EQ(feeds.size(), 3U);
  EXPECT_EQ(feeds[0].title, "清河日报");
  EXPECT_EQ(feeds[0].url, "https://a.example/rss?x=1&y=2");
  EXPECT_EQ(feeds[0].folder, "媒体/本地");
  EXPECT_EQ(feeds[1].title, "晚报");
  EXPECT_EQ(feeds[1].folder, "");
  EXPECT_EQ(feeds[2].title, "https://c.example/");
}

// Attack row P12.
TEST(OpmlTest, P12KeepsWebAddressesOnceAndExpandsNothing) {
  std::vector<OpmlFeed> feeds = Read(R"x(<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>
    <outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="javascript:alert(1)"/><outline text="&x;" xmlUrl="https://a.example/1"/>
    <outline xmlUrl="https://a.example/1"/></body></opml>)x");

  ASSERT_EQ(feeds.size(), 1U);
  EXPECT_EQ(feeds[0].title.find("root:"), std::string::npos);
}

TEST(OpmlTest, P12ManyAndDeepOutlinesAreCapped) {
  std::string many = "<opml><body>";
  for (size_t i = 0; i <= kOpmlFeedsMax; ++i) many += "<outline xmlUrl=\"https://a.example/" + std::to_string(i) + "\"/>";
  std::string deep = "<opml><body>";
  for (int i = 0; i < 100000; ++i) deep += "<outline text='a'>";

  EXPECT_EQ(ReadOpml(many + "</body></opml>").error().message, "more than 10000 feeds");
  EXPECT_TRUE(ReadOpml(deep).ok());
  EXPECT_EQ(ReadOpml("<rss/>").error().message, "no OPML: the root element is \"rss\"");
}

TEST(OpmlTest, LongTitlesAboveManyFeedsAreCut) {
  std::string opml = "<opml><body>";
  for (int i = 0; i < 100; ++i) opml += "<outline text='" + std::string(100000, "abcdefghijklmnopqrstuvwxyz"[i % 26]) + "'>";
  for (int i = 0; i < 1000; ++i) opml += "<outline xmlUrl='https://a.example/" + std::to_string(i) + "'/>";

  std::vector<OpmlFeed> feeds = Read(opml);
  ASSERT_EQ(feeds.size(), 1000U);
  EXPECT_LT(feeds.back().folder.size(), 1400U);
  EXPECT_TRUE(feeds.back().folder.ends_with("vvv…"));  // the nearest
}

TEST(OpmlTest, ReadsWhatItWrites) {
  SourceConfig feed;
  feed.name = "清河\"日报\" <A&B>";
  feed.url = "https://a.example/rss?x=1&y=2";
  feed.region = "清河市";
  SourceConfig board;
  board.type = SourceType::kBoard;
  board.url = "https://b.example/";

  std::vector<OpmlFeed> feeds = Read(WriteOpml("清河", {feed, board}));

  ASSERT_EQ(feeds.size(), 1U);
  EXPECT_EQ(feeds[0].title, feed.name);
  EXPECT_EQ(feeds[0].url, feed.url);
  EXPECT_EQ(feeds[0].folder, "清河市");
}

TEST(OpmlTest, ReadsTheFilesOfAnotherReader) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/feeds/newsboat-testdata.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;

  int read = 0;
  for (const auto& [path, bytes] : *files) {
    if (!path.ends_with(".opml")) continue;
    EXPECT_EQ(ReadOpml(bytes).ok(), path.find("opml-element-missing") == std::string::npos) << path;
    ++read;
  }
  EXPECT_GE(read, 6);
}

}  // namespace
}  // namespace fenghuo
