#include <gtest/gtest.h>

#include "daemon/crawl/feed/feed.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

Timestamp Now() { return *ParseRfc3339("2026-07-11T04:00:00Z"); }

SourceConfig ASource() {
  SourceConfig source;
  source.id = "city-news";
  source.tier = Tier::kCity;
  source.region = "我市";
  source.lang = "zh";
  source.tags = {"local"};
  return source;
}

FeedEntry AnEntry(std::string title, std::string id = "", std::string link = "") {
  FeedEntry entry;
  entry.title = std::move(title);
  entry.id = std::move(id);
  entry.link = std::move(link);
  return entry;
}

std::vector<Document> Adapt(std::vector<FeedEntry> entries, const SourceConfig& source = ASource(), std::string_view key = "key") {
  Feed feed;
  feed.entries = std::move(entries);
  return ToDocuments(feed, source, Now(), key);
}

TEST(ToDocumentsTest, CarriesWhatTheSourceIs) {
  std::vector<Document> documents = Adapt({AnEntry("<b>食品</b>&nbsp;安全", "g1", "http://x.test/1?utm_source=a")});

  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].id, "city-news/g1");
  EXPECT_EQ(documents[0].source, "city-news");
  EXPECT_EQ(documents[0].title, "食品 安全");
  EXPECT_EQ(documents[0].url, "http://x.test/1?utm_source=a");
  EXPECT_EQ(documents[0].tier, Tier::kCity);
  EXPECT_EQ(documents[0].region, "我市");
  EXPECT_EQ(documents[0].lang, "zh");
  EXPECT_EQ(documents[0].tags, std::vector<std::string>{"local"});
  EXPECT_EQ(documents[0].fetched_at, Now());
  EXPECT_FALSE(documents[0].observation);
}

// Attack row P6.
TEST(ToDocumentsTest, P6IdentityIsScopedByTheSource) {
  SourceConfig other = ASource();
  other.id = "other";

  EXPECT_EQ(Adapt({AnEntry("t", "city-news/g1")}, other)[0].id, "other/city-news/g1");
}

TEST(ToDocumentsTest, P6WithoutAnIdTheCanonicalUrlThenAHashNamesIt) {
  EXPECT_EQ(Adapt({AnEntry("t", "", "HTTP://X.test/a?spm=1#b")})[0].id, "city-news/http://x.test/a");
  EXPECT_EQ(Adapt({AnEntry("t", "http://x.test/a?utm_medium=rss")})[0].id, "city-news/http://x.test/a");
  std::string hashed = Adapt({AnEntry("同一标题")})[0].id;
  EXPECT_EQ(hashed.size(), std::string("city-news/#").size() + 16);
  EXPECT_EQ(hashed, Adapt({AnEntry("同一标题")})[0].id);
  EXPECT_NE(hashed, Adapt({AnEntry("另一标题")})[0].id);
}

TEST(ToDocumentsTest, P6AnIdThatDifferentEntriesShareNamesNone) {
  std::vector<Document> documents = Adapt({AnEntry("a", "same", "http://x.test/a"), AnEntry("b", "same", "http://x.test/b")});

  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].id, "city-news/http://x.test/a");
  EXPECT_EQ(documents[1].id, "city-news/http://x.test/b");
}

TEST(ToDocumentsTest, P6TheSameEntryTwiceIsOneDocument) {
  EXPECT_EQ(Adapt({AnEntry("a", "same", "http://x.test/a"), AnEntry("a", "same", "http://x.test/a")}).size(), 1U);
}

TEST(ToDocumentsTest, P6EntriesOfASiteThatRoutesByFragmentKeepTheirPlace) {
  std::vector<Document> documents = Adapt({AnEntry("a", "", "https://x.test/#/detail/0"), AnEntry("b", "", "https://x.test/#/detail/1")});

  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].id, "city-news/https://x.test/#/detail/0");
  EXPECT_EQ(documents[1].id, "city-news/https://x.test/#/detail/1");
}

TEST(ToDocumentsTest, P6AUrlThatEntriesOfDifferentTitlesShareNamesNone) {
  std::vector<Document> home = Adapt({AnEntry("甲", "", "http://x.test/"), AnEntry("乙", "", "http://x.test/"), AnEntry("丙", "", "http://x.test/")});
  std::vector<Document> tracked = Adapt({AnEntry("甲", "", "http://x.test/v?from=1"), AnEntry("乙", "", "http://x.test/v?from=2")});
  std::vector<Document> ids = Adapt({AnEntry("甲", "http://x.test/v?from=1"), AnEntry("乙", "http://x.test/v?from=2")});

  ASSERT_EQ(home.size(), 3U);
  EXPECT_EQ(home[0].id, Adapt({AnEntry("甲")})[0].id);
  EXPECT_EQ(tracked.size(), 2U);
  EXPECT_EQ(ids.size(), 2U);
}

TEST(ToDocumentsTest, P6PostsWithoutTitleAreToldApartByTheirText) {
  FeedEntry first = AnEntry("", "", "http://x.test/");
  first.summary = "第一条";
  FeedEntry second = first;
  second.summary = "第二条";

  EXPECT_EQ(Adapt({first, second}).size(), 2U);
  EXPECT_EQ(Adapt({first, first}).size(), 1U);
}

TEST(ToDocumentsTest, P6TrackingAloneMakesNoSecondDocument) {
  std::vector<Document> documents = Adapt({AnEntry("同题", "", "http://x.test/v?from=1"), AnEntry("同题", "", "http://x.test/v?from=2")});

  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].id, "city-news/http://x.test/v");
}

TEST(ToDocumentsTest, P6AnEntryWithAnIdOfItsOwnTakesNoUrlFromAnother) {
  std::vector<Document> documents = Adapt({AnEntry("甲", "g1", "http://x.test/"), AnEntry("乙", "", "http://x.test/")});

  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].id, "city-news/g1");
  EXPECT_EQ(documents[1].id, "city-news/http://x.test/");
}

TEST(ToDocumentsTest, P6ARelativeDateLeavesTheIdAsItIsAtTheNextFetch) {
  auto id = [](const char* date, Duration later) {
    Feed feed;
    feed.entries = {AnEntry("同一标题")};
    feed.entries[0].published = date;
    return ToDocuments(feed, ASource(), Now() + later, "")[0].id;
  };

  for (const char* date : {"3小时前", "昨天 08:30", "刚刚"}) EXPECT_EQ(id(date, hours(0)), id(date, hours(5))) << date;
  EXPECT_EQ(id("2026-07-10 08:30", hours(0)), id("2026-07-10 08:30", hours(5)));
  EXPECT_NE(id("2026-07-10 08:30", hours(0)), id("2026-07-09 08:30", hours(0)));
}

TEST(ToDocumentsTest, P6TheIdOfADatedEntryIsTheOneThatArchivesHold) {
  FeedEntry entry = AnEntry("同一标题");
  entry.published = "2026-07-10T08:30:00+08:00";

  EXPECT_EQ(Adapt({entry})[0].id, "city-news/#2326ef4ef3e033f5");
}

TEST(ToDocumentsTest, P3OnlyALanguageTagIsTakenForTheLanguage) {
  SourceConfig source = ASource();
  source.lang.clear();
  auto language = [&source](std::string written) {
    Feed feed;
    feed.language = std::move(written);
    feed.entries = {AnEntry("t")};
    return ToDocuments(feed, source, Now(), "")[0].lang;
  };

  for (const char* tag : {"zh", "zh-CN", "zh_CN", "de-CH-1901", "sl-Latn-IT-nedis"}) EXPECT_EQ(language(tag), tag);
  for (const std::string& other : {std::string(100'000, 'z'), std::string("简体中文"), std::string("z"), std::string("zh-"),
                                   std::string("-zh"), std::string("zh--cn"), std::string("zh cn")}) {
    EXPECT_EQ(language(other), "") << other.substr(0, 20);
  }
}

TEST(ToDocumentsTest, P6AnEndlessIdIsCut) {
  std::string id = Adapt({AnEntry("a", std::string(100000, 'i'))})[0].id;

  EXPECT_LT(id.size(), 600U);
  EXPECT_NE(id, Adapt({AnEntry("a", std::string(100001, 'i'))})[0].id);
}

TEST(ToDocumentsTest, ShowsAuthorsOfMediaAndOfficialSourcesOnly) {
  FeedEntry entry = AnEntry("t");
  entry.author = "张三";
  SourceConfig posts = ASource();
  posts.kind = DocumentKind::kPost;
  SourceConfig official = posts;
  official.official = true;
  SourceConfig blog = ASource();
  blog.tier = Tier::kSelfMedia;

  EXPECT_EQ(Adapt({entry})[0].author, "张三");
  EXPECT_EQ(Adapt({entry}, official)[0].author, "张三");
  for (const SourceConfig& source : {posts, blog}) {
    Document document = Adapt({entry}, source)[0];
    EXPECT_EQ(document.author, "");
    EXPECT_EQ(document.author_hash.size(), 64U);
    EXPECT_EQ(document.author_hash.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(document.author_hash, Adapt({entry}, source, "another key")[0].author_hash);
    EXPECT_EQ(Adapt({entry}, source, "")[0].author_hash, "");
  }
}

TEST(ToDocumentsTest, AnEntryWithoutAuthorIsByTheFeeds) {
  Feed feed;
  feed.author = "编辑部";
  feed.entries = {AnEntry("t")};

  EXPECT_EQ(ToDocuments(feed, ASource(), Now(), "")[0].author, "编辑部");
}

// Attack row P7.
TEST(ToDocumentsTest, P7DatesInTheFutureAreNotBelieved) {
  auto published = [](const char* date) {
    FeedEntry entry = AnEntry("t");
    entry.published = date;
    std::optional<Timestamp> at = Adapt({entry})[0].published_at;
    return at ? FormatRfc3339(*at) : "nothing";
  };

  EXPECT_EQ(published("2026-07-11T04:59:00Z"), "2026-07-11T04:59:00Z");
  EXPECT_EQ(published("2026-07-11T05:01:00Z"), "nothing");
  EXPECT_EQ(published("2099-01-01"), "nothing");
  EXPECT_EQ(published("31 Feb 2026"), "nothing");
  EXPECT_EQ(published("2026-07-11 08:30:00"), "2026-07-11T00:30:00Z");  // Beijing, for a Chinese source
}

TEST(ToDocumentsTest, TakesTheDateOfChangeWhenThereIsNoOther) {
  FeedEntry entry = AnEntry("t");
  entry.updated = "2026-07-10T00:00:00Z";

  EXPECT_EQ(Adapt({entry})[0].published_at, ParseRfc3339("2026-07-10T00:00:00Z").ok() ? *ParseRfc3339("2026-07-10T00:00:00Z") : Now());
}

TEST(ToDocumentsTest, PlainTextIsNotReadAsHtml) {
  FeedEntry entry = AnEntry("a <b> & c");
  entry.title_kind = TextKind::kPlain;

  EXPECT_EQ(Adapt({entry})[0].title, "a <b> & c");
}

TEST(ToDocumentsTest, BlankTextIsNoDocument) {
  FeedEntry entry = AnEntry(" ");
  entry.title_kind = entry.summary_kind = TextKind::kPlain;
  entry.summary = " \n";

  EXPECT_EQ(Adapt({entry}).size(), 0U);
}

TEST(ToDocumentsTest, TextIsTheContentElseTheSummary) {
  FeedEntry entry = AnEntry("t");
  entry.summary = "<p>摘要</p>";
  EXPECT_EQ(Adapt({entry})[0].text, "摘要");
  entry.content = "<p>全文</p>";
  EXPECT_EQ(Adapt({entry})[0].text, "全文");
}

TEST(ToDocumentsTest, APostWithoutTitleIsCalledByItsFirstWords) {
  FeedEntry entry = AnEntry("", "p1");
  entry.content = "在菜市场买到的" + std::string(300, 'x');

  Document document = Adapt({entry})[0];

  EXPECT_EQ(CountCodePoints(document.title), 60U);
  EXPECT_TRUE(document.title.starts_with("在菜市场买到的"));
}

TEST(ToDocumentsTest, NothingToReadIsNoDocument) { EXPECT_EQ(Adapt({AnEntry("<img src=x>", "g")}).size(), 0U); }

// Attack row P3.
TEST(ToDocumentsTest, P3LongTitlesAndTextsAreCut) {
  std::string title;
  for (int i = 0; i < 5000; ++i) title += "长";
  FeedEntry entry = AnEntry(title);
  entry.content = std::string(3 * 1024 * 1024, 'x');

  Document document = Adapt({entry})[0];

  EXPECT_EQ(CountCodePoints(document.title), 1000U);
  EXPECT_TRUE(document.title.ends_with("…"));
  EXPECT_LE(document.text.size(), 1024U * 1024U);
  EXPECT_TRUE(document.text.ends_with("…"));
}

// Attack row P9.
TEST(ToDocumentsTest, P9OnlyWebAddressesAreKept) {
  EXPECT_EQ(Adapt({AnEntry("t", "g", "javascript:alert(1)")})[0].url, "");
  EXPECT_EQ(Adapt({AnEntry("t", "g", "//evil.test/x")})[0].url, "");
  EXPECT_EQ(Adapt({AnEntry("t", "http://x.test/permalink")})[0].url, "http://x.test/permalink");
}

TEST(ToDocumentsTest, ABoardsEntryBringsAnObservation) {
  SourceConfig board = ASource();
  board.kind = DocumentKind::kHotlist;
  FeedEntry entry = AnEntry("上榜");
  entry.id = "上榜";
  entry.rank = 3;
  entry.heat = 2721882;
  FeedEntry advertisement = AnEntry("广告");
  advertisement.advertising = true;

  std::vector<Document> documents = Adapt({entry, advertisement}, board);

  ASSERT_TRUE(documents[0].observation);
  EXPECT_EQ(documents[0].id, "city-news/上榜");
  EXPECT_EQ(documents[0].observation->at, Now());
  EXPECT_EQ(documents[0].observation->rank, 3);
  EXPECT_EQ(documents[0].observation->heat, 2721882);
  EXPECT_FALSE(documents[0].observation->comments);
  EXPECT_EQ(documents[1].tags, (std::vector<std::string>{"local", "advertising"}));
  EXPECT_FALSE(documents[1].observation->rank);
}

TEST(ToDocumentsTest, AnEntryThatIsPinnedAndListedKeepsItsPlace) {
  SourceConfig board = ASource();
  board.kind = DocumentKind::kHotlist;
  FeedEntry pinned = AnEntry("同一条", "同一条");
  pinned.pinned = true;
  FeedEntry listed = AnEntry("同一条", "同一条");
  listed.rank = 5;

  for (const auto& entries : {std::vector{pinned, listed}, std::vector{listed, pinned}}) {
    std::vector<Document> documents = Adapt(entries, board);
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_EQ(documents[0].observation->rank, 5);
    EXPECT_EQ(documents[0].tags, std::vector<std::string>{"local"});
  }
}

}  // namespace
}  // namespace fenghuo
