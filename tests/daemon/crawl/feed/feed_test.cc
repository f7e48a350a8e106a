#include "daemon/crawl/feed/feed.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Feed Read(std::string_view body, const FeedHint& hint = {}) {
  ParsedBody parsed = ParseFeed(body, hint);
  EXPECT_TRUE(parsed.feed) << (parsed.failure ? parsed.failure->reason : "");
  return parsed.feed.value_or(Feed());
}

std::string Refusal(std::string_view body, const FeedHint& hint = {}) {
  ParsedBody parsed = ParseFeed(body, hint);
  EXPECT_NE(parsed.feed.has_value(), parsed.failure.has_value());
  return parsed.failure ? std::string(Name(parsed.failure->problem)) + ": " + parsed.failure->reason : "a feed";
}

std::string Rss(const std::string& items) { return "<rss version=\"2.0\"><channel><title>t</title>" + items + "</channel></rss>"; }

TEST(FeedTest, ReadsRss2) {
  Feed feed = Read(R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>市场监管</title><link>http://news.test/</link><language>zh-cn</language><lastBuildDate>Fri, 11 Jul 2025 09:00:00 +0800</lastBuildDate>
<item><title>问题食品下架</title><link>http://news.test/1</link><guid>g1</guid><pubDate>Fri, 11 Jul 2025 08:30:00 +0800</pubDate>
<dc:creator>记者</dc:creator><category>食品</category><enclosure url="http://news.test/a.mp3" type="audio/mpeg" length="12"/>
<description>&lt;p&gt;通报&lt;/p&gt;</description><content:encoded><![CDATA[<p>全文</p>]]></content:encoded></item></channel></rss>)");

  EXPECT_EQ(feed.version, "rss 2.0");
  EXPECT_EQ(feed.encoding, "utf-8 (declared)");
  EXPECT_EQ(feed.title, "市场监管");
  EXPECT_EQ(feed.link, "http://news.test/");
  EXPECT_EQ(feed.language, "zh-cn");
  EXPECT_EQ(feed.updated, "Fri, 11 Jul 2025 09:00:00 +0800");
  EXPECT_FALSE(feed.recovered);
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "g1");
  EXPECT_EQ(entry.author, "记者");
  EXPECT_EQ(entry.summary, "<p>通报</p>");
  EXPECT_EQ(entry.content, "<p>全文</p>");
  EXPECT_EQ(entry.categories, std::vector<std::string>{"食品"});
  ASSERT_EQ(entry.enclosures.size(), 1U);
  EXPECT_EQ(entry.enclosures[0].length, "12");
}

TEST(FeedTest, ReadsRss1WhereItemsStandBesideTheChannel) {
  Feed feed = Read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://x.test/"><title>RDF</title></channel>
    <item rdf:about="http://x.test/1"><title>一</title><link>http://x.test/1</link><dc:date>2025-07-11</dc:date></item></rdf:RDF>)");

  EXPECT_EQ(feed.version, "rss 1.0");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "http://x.test/1");
  EXPECT_EQ(feed.entries[0].published, "2025-07-11");
}

TEST(FeedTest, ReadsAtomWithItsTextTypesBasesAndLinks) {
  Feed feed = Read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://x.test/blog/" xml:lang="zh">
    <title type="text">1 &lt; 2</title><link rel="self" href="feed"/><link href="."/><updated>2025-07-11T00:00:00Z</updated>
    <author><name>编辑部</name></author>
    <entry><id>urn:1</id><title type="html">&lt;b&gt;粗&lt;/b&gt;</title><link rel="enclosure" href="a.mp3" length="5"/><link href="1"/>
    <published>2025-07-11T01:00:00Z</published><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">甲<br/>乙</div></summary>
    <content type="text">a &lt;b&gt; c</content></entry></feed>)");

  EXPECT_EQ(feed.version, "atom 1.0");
  EXPECT_EQ(feed.link, "http://x.test/blog/");
  EXPECT_EQ(feed.title, "1 < 2");
  EXPECT_EQ(feed.title_kind, TextKind::kPlain);
  EXPECT_EQ(feed.language, "zh");
  EXPECT_EQ(feed.author, "编辑部");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "<b>粗</b>");
  EXPECT_EQ(entry.title_kind, TextKind::kHtml);
  EXPECT_EQ(entry.link, "http://x.test/blog/1");
  EXPECT_EQ(entry.summary, "甲<br/>乙");
  EXPECT_EQ(entry.content, "a <b> c");
  EXPECT_EQ(entry.content_kind, TextKind::kPlain);
  ASSERT_EQ(entry.enclosures.size(), 1U);
  EXPECT_EQ(entry.enclosures[0].url, "http://x.test/blog/a.mp3");
}

TEST(FeedTest, ReadsAtom03) {
  Feed feed = Read(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry><title mode="escaped" type="text/html">
    &lt;i&gt;x&lt;/i&gt;</title><issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified>
    <content type="application/octet-stream" mode="base64">5paH5a2X</content></entry></feed>)");

  EXPECT_EQ(feed.version, "atom 0.3");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "<i>x</i>");
  EXPECT_EQ(feed.entries[0].published, "2004-01-01T00:00:00Z");
  EXPECT_EQ(feed.entries[0].updated, "2004-01-02T00:00:00Z");
  EXPECT_EQ(feed.entries[0].content, "文字");
}

TEST(FeedTest, TakesMediaTitlesAndDescriptionsWhereThereAreNoOthers) {
  constexpr const char* kMedia = "<media:group><media:content><media:title>题</media:title>"
                                 "<media:description>述</media:description></media:content></media:group>";
  std::string space = " xmlns:media=\"http://search.yahoo.com/mrss/\"";

  Feed atom = Read("<feed xmlns=\"http://www.w3.org/2005/Atom\"" + space + "><entry><id>1</id>" + kMedia + "</entry></feed>");
  Feed rss = Read("<rss version=\"2.0\"" + space + "><channel><item>" + kMedia + "</item></channel></rss>");

  for (const Feed& feed : {atom, rss}) {
    ASSERT_EQ(feed.entries.size(), 1U);
    EXPECT_EQ(feed.entries[0].title, "题");
    EXPECT_EQ(feed.entries[0].summary, "述");
  }
}

TEST(FeedTest, ReadsChannelDefinitionFormat) {
  Feed feed = Read(R"(<CHANNEL HREF="http://x.test/" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>频道</TITLE><ABSTRACT>简介</ABSTRACT>
    <ITEM HREF="http://x.test/1" LASTMOD="2004-04-07T10:00Z"><TITLE>一</TITLE><ABSTRACT>摘要</ABSTRACT></ITEM></CHANNEL>)");

  EXPECT_EQ(feed.version, "cdf");
  EXPECT_EQ(feed.title, "频道");
  EXPECT_EQ(feed.link, "http://x.test/");
  EXPECT_EQ(feed.updated, "2004-04-06T23:05:43-05:00");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].link, "http://x.test/1");
  EXPECT_EQ(feed.entries[0].updated, "2004-04-07T10:00Z");
  EXPECT_EQ(feed.entries[0].title, "一");
  EXPECT_EQ(feed.entries[0].summary, "摘要");
}

TEST(FeedTest, TakesRssNamesInAnyCase) {
  Feed feed = Read("<RSS version='2.0'><Channel><TiTlE>t</TiTlE><ITEM><LINK>http://x.test/1</LINK><pubdate>d</pubdate></ITEM></Channel></RSS>");

  EXPECT_EQ(feed.title, "t");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].link, "http://x.test/1");
  EXPECT_EQ(feed.entries[0].published, "d");
}

TEST(FeedTest, AGuidIsTheLinkUnlessItSaysThatItIsNone) {
  Feed feed = Read(Rss("<item><guid>http://x.test/1</guid></item><item><guid isPermaLink='false'>http://x.test/2</guid></item>"
                       "<item><guid>http://x.test/3</guid><link>http://x.test/three</link></item><item><guid>g4</guid></item>"));

  ASSERT_EQ(feed.entries.size(), 4U);
  EXPECT_EQ(feed.entries[0].link, "http://x.test/1");
  EXPECT_EQ(feed.entries[1].link, "");
  EXPECT_EQ(feed.entries[2].link, "http://x.test/three");
  EXPECT_EQ(feed.entries[3].link, "");
}

TEST(FeedTest, ADublinCoreDateIsOfThePublicationAndTheChange) {
  const std::string dc = "<dc:date>2026-07-01T08:00:00Z</dc:date>";

  Feed feed = Read(Rss("<item><title>a</title>" + dc + "</item><item><title>b</title><pubDate>Wed, 01 Jul 2026 07:00:00 GMT</pubDate>" +
                       dc + "</item>"));

  EXPECT_EQ(feed.entries[0].published, "2026-07-01T08:00:00Z");
  EXPECT_EQ(feed.entries[0].updated, "2026-07-01T08:00:00Z");
  EXPECT_EQ(feed.entries[1].published, "Wed, 01 Jul 2026 07:00:00 GMT");
  EXPECT_EQ(feed.entries[1].updated, "2026-07-01T08:00:00Z");
}

TEST(FeedTest, TakesKeywordsOfPodcastsForCategories) {
  Feed feed = Read(Rss("<item><title>a</title><itunes:keywords>食品, 安全 ,</itunes:keywords></item>"));

  EXPECT_EQ(feed.entries[0].categories, (std::vector<std::string>{"食品", "安全"}));
}

TEST(FeedTest, TakesAnAtomLinkThatIsWrittenBetweenItsTags) {
  Feed feed = Read(R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="enclosure">http://x.test/a.mp3</link>
    <link rel="alternate">http://x.test/1</link></entry></feed>)");

  EXPECT_EQ(feed.entries[0].link, "http://x.test/1");
  ASSERT_EQ(feed.entries[0].enclosures.size(), 1U);
  EXPECT_EQ(feed.entries[0].enclosures[0].url, "http://x.test/a.mp3");
}

TEST(FeedTest, ReadsAtomContentInBase64WhenItsTypeIsNoText) {
  Feed feed = Read(R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="application/x-custom">test</title>
    <content type="video/mp4">aGVsbG8=</content></entry><entry><content type="html"><div>&lt;p&gt;x&lt;/p&gt;</div></content></entry></feed>)");

  EXPECT_EQ(feed.entries[0].title, "test");
  EXPECT_EQ(feed.entries[0].content, "hello");
  EXPECT_EQ(feed.entries[1].content, "<p>x</p>");
}

// Feeds that were Windows-1252 and got called Latin-1 on the way hold C1 controls where letters were meant.
TEST(FeedTest, ReadsC1ControlsAsTheLettersOfWindows1252) {
  Feed feed = Read("<rss version='2.0'><channel><title>don\xC2\x92t &#147;x&#148;</title></channel></rss>");

  EXPECT_EQ(feed.title, "don’t “x”");
}

TEST(FeedTest, NumbersOutsideUnicodeAreReplacementCharacters) {
  EXPECT_EQ(Read("<rss version='2.0'><channel><title>a &#1114112; b &#55296; c</title></channel></rss>").title, "a \uFFFD b \uFFFD c");
}

// A description that is never closed must not swallow the fields and entries behind it.
TEST(FeedTest, P8AFieldThatIsNeverClosedEndsWhereTheNextOneBegins) {
  Feed feed = Read("<rss version='2.0'><channel><title>t<link>http://x.test/</link><description>站点<language>zh</language>"
                   "<item><title>一</title><description><p>甲<guid>g1</guid></item><item><title>二</title></item></channel></rss>");

  EXPECT_EQ(feed.title, "t");
  EXPECT_EQ(feed.link, "http://x.test/");
  EXPECT_EQ(feed.language, "zh");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "g1");
  EXPECT_EQ(feed.entries[1].title, "二");
  EXPECT_TRUE(feed.recovered);
}

TEST(FeedTest, ReadsAJsonFeedThatLostItsHead) {
  EXPECT_EQ(Read(R"({"items": [{"id": 7, "content_text": "问题食品"}, {"id": [1], "url": "http://x.test/2"}]})").entries[0].id, "7");
  EXPECT_EQ(Refusal(R"({"items": [{"id": 7, "name": "x"}]})"), "not_a_feed: JSON without \"version\" and \"items\": not a JSON Feed");
}

TEST(FeedTest, ReadsJsonFeed) {
  Feed feed = Read(R"({"version":"https://jsonfeed.org/version/1.1","title":"JSON 源","home_page_url":"http://x.test/","language":"zh",
    "items":[{"id":42,"url":"http://x.test/42","title":"a < b","content_html":"<p>文</p>","date_published":"2025-07-11T00:00:00Z",
    "authors":[{"name":"甲"},{"name":"乙"}],"tags":["食品"],"attachments":[{"url":"http://x.test/v.mp4","size_in_bytes":9}]}]})");

  EXPECT_EQ(feed.version, "json feed 1.1");
  EXPECT_EQ(feed.title, "JSON 源");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "42");
  EXPECT_EQ(feed.entries[0].title_kind, TextKind::kPlain);
  EXPECT_EQ(feed.entries[0].author, "甲, 乙");
  EXPECT_EQ(feed.entries[0].content, "<p>文</p>");
  EXPECT_EQ(feed.entries[0].enclosures[0].length, "9");
}

TEST(FeedTest, ReadsAFeedBehindWhiteSpaceAMarkAndAServersWarning) {
  EXPECT_EQ(Read("\xEF\xBB\xBF" + Rss("<item><title>a</title></item>")).entries.size(), 1U);
  EXPECT_EQ(Read("\n\n  <?xml version='1.0'?>" + Rss("<item><title>a</title></item>")).entries.size(), 1U);
  Feed feed = Read("Warning: mysql_connect() in /x.php<br>" + Rss("<item><title>a</title></item>"));
  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.recovered);
}

TEST(FeedTest, AFeedWithoutEntriesIsAFeed) {
  EXPECT_EQ(Read("<rss version=\"2.0\"><channel><title>t</title></channel></rss>").entries.size(), 0U);
  EXPECT_EQ(Read("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>").entries.size(), 0U);
  EXPECT_EQ(Read(R"({"version":"https://jsonfeed.org/version/1","title":"t","items":[]})").entries.size(), 0U);
}

TEST(FeedTest, ATruncatedFeedKeepsItsWholeEntriesOnly) {
  std::string whole = Rss("<item><title>one</title></item><item><title>two and more</title></item>");

  Feed feed = Read(whole.substr(0, whole.find("and more")));

  EXPECT_TRUE(feed.recovered);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "one");
}

TEST(FeedTest, SaysWhyABodyIsNoFeed) {
  EXPECT_EQ(Refusal(""), "empty_body: the body is empty");
  EXPECT_EQ(Refusal(" \r\n\t"), "empty_body: the body holds white space only");
  EXPECT_EQ(Refusal("<!DOCTYPE html><html><head><title>404 &amp; more</title></head><body>gone</body></html>"),
            "not_a_feed: an HTML page instead of a feed, titled \"404 & more\"");
  EXPECT_EQ(Refusal("<html><body>hello</body></html>"), "not_a_feed: an HTML page instead of a feed");
  EXPECT_EQ(Refusal("<html><head><title>用户登录</title></head></html>"),
            "login_wall: a login page instead of a feed, titled \"用户登录\"");
  EXPECT_EQ(Refusal("<html><title>首页</title><form><input name=u><input type=\"password\" name=p></form></html>"),
            "login_wall: a login page instead of a feed, titled \"首页\"");
  EXPECT_EQ(Refusal("<html><head><title></title></head><script>window.location.replace('https://passport.x.test/sso?x')</script></html>"),
            "login_wall: a login page instead of a feed");
  EXPECT_EQ(Refusal("<catalog><book/></catalog>"), "not_a_feed: XML with the root element \"catalog\": no feed format has it");
  EXPECT_EQ(Refusal("just words"), "not_a_feed: neither XML nor JSON: it begins with \"just words\"");
  EXPECT_EQ(Refusal("[1,2]"), "not_a_feed: JSON that is no object: not a JSON Feed");
  EXPECT_EQ(Refusal("{\"a\":1}"), "not_a_feed: JSON without \"version\" and \"items\": not a JSON Feed");
  EXPECT_EQ(Refusal("{\"a\":"), "ill_formed: ill-formed JSON: The JSON document has an improper structure: missing or "
                                "superfluous commas, braces, missing keys, etc.");
  EXPECT_EQ(Refusal("<rss version=\"2.0\"><channel><title>cut of"),
            "ill_formed: the feed breaks off before its first whole entry: line 1: Premature end of data in tag title line 1");
  EXPECT_EQ(Refusal("x", {.url = "", .content_type = "text/xml; charset=utf-7"}), "bad_charset: the charset \"utf-7\" is refused");
  EXPECT_EQ(Refusal("<rss>\xFF\xFF\xFF\xFF\xFF</rss>", {.url = "", .content_type = "text/xml; charset=utf-8"}),
            "bad_charset: the text is not utf-8: 5 of 16 characters make no sense");
}

// Attack row P10.
TEST(FeedTest, P10AnArchiveIsRefused) {
  EXPECT_EQ(Refusal("PK\x03\x04" + Rss("<item><title>a</title></item>")), "not_a_feed: a ZIP archive instead of a feed");
  EXPECT_EQ(Refusal("\x1F\x8B\x08 rest"), "not_a_feed: gzip data that nobody unpacked instead of a feed");
}

// Attack row P1.
TEST(FeedTest, P1AFeedThatDeclaresEntitiesIsReadWithoutThem) {
  Feed feed = Read("<!DOCTYPE rss [<!ENTITY a \"boom\"><!ENTITY b \"&a;&a;\">]>" +
                   Rss("<item><title>&b; &nbsp;价格</title><link>http://x.test/?a=1&amp;b=2</link></item>"));

  EXPECT_TRUE(feed.recovered);
  EXPECT_EQ(feed.entries[0].title, "&b; \u00A0价格");
  EXPECT_EQ(feed.entries[0].link, "http://x.test/?a=1&b=2");
}

// Attack row P2.
TEST(FeedTest, P2DeepNestingIsRefusedOrCut) {
  std::string json(100000, '[');
  std::string object;
  for (int i = 0; i < 100000; ++i) object += "{\"a\":";
  std::string deep = "<rss version='2.0'><channel><item><title>first</title></item><item><description>";
  for (int i = 0; i < 100000; ++i) deep += "<b>";

  EXPECT_EQ(Refusal(json).substr(0, 10), "ill_formed");
  EXPECT_EQ(Refusal(object).substr(0, 10), "ill_formed");
  EXPECT_EQ(Read(deep).entries[0].title, "first");
}

// Attack row P3.
TEST(FeedTest, P3OfTooManyEntriesTheNewestStay) {
  std::string items;
  for (int i = 0; i < 3000; ++i) {
    items += "<item><title>n" + std::to_string(i) + "</title><pubDate>" + std::to_string(1700000000 + i * 60) + "</pubDate></item>";
  }

  Feed feed = Read(Rss(items));

  EXPECT_TRUE(feed.cut);
  ASSERT_EQ(feed.entries.size(), 2000U);
  EXPECT_EQ(feed.entries.front().title, "n1000");
  EXPECT_EQ(feed.entries.back().title, "n2999");
}

TEST(FeedTest, P3EnclosuresAndCategoriesOfAnEntryAreCapped) {
  std::string many = "<item><title>x</title>";
  for (int i = 0; i < 10000; ++i) many += "<enclosure url='http://x.test/" + std::to_string(i) + "'/><category>c</category>";

  Feed feed = Read(Rss(many + "</item>"));

  EXPECT_EQ(feed.entries[0].enclosures.size(), 100U);
  EXPECT_EQ(feed.entries[0].categories.size(), 100U);
}

// Attack row P8.
TEST(FeedTest, P3EnclosuresThatAtomLinksGiveAnRssItemAreCapped) {
  std::string links;
  for (int i = 0; i < 1000; ++i) links += "<atom:link rel=\"enclosure\" href=\"/" + std::to_string(i) + ".mp3\"/>";
  Feed feed = Read("<rss xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><item><title>t</title>" + links + "</item></channel></rss>");

  EXPECT_EQ(feed.entries[0].enclosures.size(), 100U);
}

TEST(FeedTest, P4OfManyLinksTheLastThatSaysSomethingIsMadeAbsolute) {
  std::string links;
  for (int i = 0; i < 100'000; ++i) links += "<link>p" + std::to_string(i) + "</link>";
  std::string base(8000, 'b');
  Feed feed = Read("<rss xml:base=\"http://x.test/" + base + "/\"><channel>" + links + "<item><title>t</title>" + links +
                   "<link/></item></channel></rss>");

  EXPECT_EQ(feed.entries[0].link, "http://x.test/" + base + "/p99999");
  EXPECT_EQ(feed.link, "http://x.test/" + base + "/p99999");
}

TEST(FeedTest, P8FeedsThatCrashedOtherReadersAreReadOrRefused) {
  EXPECT_EQ(Read("<rss version=\"2.0\"><item><title>no channel</title></item></rss>").entries.size(), 1U);
  EXPECT_EQ(Read(Rss("<item><title>a</title><enclosure/></item>")).entries[0].enclosures.size(), 0U);
  EXPECT_EQ(Read(Rss("<item><ul><li>x</ul></ul><title>list</title></item><item><title>b</title></item>")).entries.size(), 2U);
  EXPECT_EQ(Read(Rss("<item><title><![CDATA[a <![CDATA[b]]> c]]></title></item><item><title>d</title></item>")).entries.size(), 2U);
  EXPECT_EQ(Read(Rss("<item><link></link><title/><guid/></item>")).entries[0].link, "");
  EXPECT_EQ(Read(Rss("<item><title>👨‍👩‍👧‍👦</title></item>")).entries[0].title, "👨‍👩‍👧‍👦");
  std::string marks = "a";
  for (int i = 0; i < 100000; ++i) marks += "\u0301";
  EXPECT_EQ(Read(Rss("<item><title>" + marks + "</title></item>")).entries.size(), 1U);
}

}  // namespace
}  // namespace fenghuo
