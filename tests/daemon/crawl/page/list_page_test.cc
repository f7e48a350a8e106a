#include "daemon/crawl/page/list_page.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-07-12T00:00:00Z");

constexpr std::string_view kNotices = R"html(<html lang=zh><head><title>通知公告</title><base href="/art/"></head><body>
<ul class="news"><li class=head>标题</li>
<li><a href="2026/1.html">关于一批次食品<b>不合格</b>情况的通告</a><span>2026-07-11</span></li>
<li><a href="../b/2.html" title="">关于召回的公告</a><span>[07-10]</span><em>1.2万</em></li>
<li><a href="javascript:void(0)">更多</a></li></ul></body></html>)html";

SourceConfig Notices() {
  SourceConfig source;
  source.id = "notices";
  source.type = SourceType::kPage;
  source.lang = "zh";
  source.page.Edit().entries = "ul.news > li:not(.head)";
  source.page.Edit().title = {"a::attr(title)", "a"};
  source.page.Edit().url = {"a::attr(href)"};
  source.page.Edit().published = {"span"};
  source.page.Edit().heat = {"em"};
  return source;
}

std::string Refusal(const ParsedBody& parsed) {
  return parsed.failure ? std::string(Name(parsed.failure->problem)) + ": " + parsed.failure->reason : "none";
}

TEST(ListPageTest, ReadsEntriesBySelectors) {
  ParsedBody parsed = ParseListPage(kNotices, Notices(), {.url = "http://bureau.test/notices/", .content_type = ""});
  ASSERT_TRUE(parsed.feed);

  EXPECT_EQ(parsed.feed->version, "html");
  EXPECT_EQ(parsed.feed->title, "通知公告");
  EXPECT_EQ(parsed.feed->language, "zh");
  ASSERT_EQ(parsed.feed->entries.size(), 3U);
  EXPECT_EQ(parsed.feed->entries[0].title, "关于一批次食品不合格情况的通告");
  EXPECT_EQ(parsed.feed->entries[0].link, "http://bureau.test/art/2026/1.html");
  EXPECT_EQ(parsed.feed->entries[0].published, "2026-07-11");
  EXPECT_EQ(parsed.feed->entries[1].title, "关于召回的公告");  // an empty title attribute is no title
  EXPECT_EQ(parsed.feed->entries[1].link, "http://bureau.test/b/2.html");
  EXPECT_EQ(parsed.feed->entries[1].heat, 12000);
  EXPECT_FALSE(parsed.feed->entries[0].rank);  // no hot list
}

TEST(ListPageTest, GivesDocumentsWithTheDateOfTheirLine) {
  ParsedBody parsed = ParseListPage(kNotices, Notices(), {.url = "http://bureau.test/notices/", .content_type = ""});
  ASSERT_TRUE(parsed.feed);

  std::vector<Document> documents = ToDocuments(*parsed.feed, Notices(), kNow, "");

  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].id, "notices/http://bureau.test/art/2026/1.html");
  EXPECT_EQ(FormatRfc3339(*documents[0].published_at), "2026-07-10T16:00:00Z");
  EXPECT_EQ(documents[2].url, "");  // no script is followed
}

TEST(ListPageTest, CountsPlacesOnAHotListOnly) {
  SourceConfig source = Notices();
  source.kind = DocumentKind::kHotlist;
  source.page.Edit().pinned = "a[title]";
  ParsedBody parsed = ParseListPage(kNotices, source, {.url = "http://bureau.test/notices/", .content_type = ""});
  ASSERT_TRUE(parsed.feed);

  EXPECT_EQ(parsed.feed->entries[0].rank, 1);
  EXPECT_TRUE(parsed.feed->entries[1].pinned);
  EXPECT_FALSE(parsed.feed->entries[1].rank);
  EXPECT_EQ(parsed.feed->entries[2].rank, 2);
}

TEST(ListPageTest, SaysWhyAPageHoldsNoEntry) {
  SourceConfig source = Notices();
  FeedHint hint{.url = "http://bureau.test/", .content_type = ""};

  EXPECT_EQ(Refusal(ParseListPage("<html><title>首页</title><p>改版</p></html>", source, hint)),
            "empty_body: no element of the page is an entry by \"ul.news > li:not(.head)\"");
  EXPECT_EQ(Refusal(ParseListPage("<ul class=news><li><li></ul>", source, hint)),
            "empty_body: none of the 2 entries by \"ul.news > li:not(.head)\" has a title");
  EXPECT_EQ(Refusal(ParseListPage("<html><title>用户登录</title><form></form></html>", source, hint)),
            "login_wall: a login page instead of a feed, titled \"用户登录\"");
  EXPECT_EQ(Refusal(ParseListPage(" \n", source, hint)), "empty_body: the body is empty");
  EXPECT_EQ(Refusal(ParseListPage("%PDF-1.4", source, hint)), "not_a_feed: a PDF document instead of a feed");
}

TEST(ListPageTest, TakesTwoThousandEntriesAtMost) {
  std::string html = "<ul class=news>";
  for (int i = 0; i < 3000; ++i) html += "<li><a href=/" + std::to_string(i) + ">t</a></li>";
  ParsedBody parsed = ParseListPage(html, Notices(), {.url = "http://bureau.test/", .content_type = ""});
  ASSERT_TRUE(parsed.feed);
  EXPECT_EQ(parsed.feed->entries.size(), 2000U);
  EXPECT_TRUE(parsed.feed->cut);
}

}  // namespace
}  // namespace fenghuo
