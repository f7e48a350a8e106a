#include "daemon/crawl/errands.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Errand AnEntry(const std::string& source, int number) {
  Document entry;
  entry.source = source;
  entry.id = source + "/" + std::to_string(number);
  entry.url = "https://www.saw.example/" + std::to_string(number);
  entry.title = "第" + std::to_string(number) + "篇";
  return ForArticle(entry);
}

FetchReport Failed(int status) {
  FetchReport report;
  report.status = status;
  report.health = SourceHealth::kFailing;
  return report;
}

TEST(ErrandsTest, TakesSoManyOfASourceAndLeavesTheOthersTheirRoom) {
  Errands queue;
  for (size_t i = 0; i < Errands::kPerSourceMax; ++i) EXPECT_EQ(queue.Add(AnEntry("saw", static_cast<int>(i))), ErrandRoom::kTaken);
  EXPECT_EQ(queue.Add(AnEntry("saw", -1)), ErrandRoom::kNoRoom);
  EXPECT_EQ(queue.Add(AnEntry("city", 1)), ErrandRoom::kTaken);

  queue.Remove("saw/7");
  EXPECT_EQ(queue.Add(AnEntry("saw", -1)), ErrandRoom::kTaken);
}

TEST(ErrandsTest, TakesSoManyInAll) {
  Errands queue;
  for (size_t i = 0; i < Errands::kMax; ++i) {
    ASSERT_EQ(queue.Add(AnEntry("s" + std::to_string(i / Errands::kPerSourceMax), static_cast<int>(i))), ErrandRoom::kTaken);
  }
  EXPECT_EQ(queue.Add(AnEntry("other", 1)), ErrandRoom::kNoRoom);
  EXPECT_EQ(queue.size(), Errands::kMax);
}

TEST(ErrandsTest, KeepsTheNewerTitleOfAnEntryThatWaits) {
  Errands queue;
  queue.Add(AnEntry("saw", 1));
  Errand corrected = AnEntry("saw", 1);
  corrected.entry->title = "更正后的标题";

  EXPECT_EQ(queue.Add(corrected), ErrandRoom::kKnown);
  EXPECT_EQ(queue.Find("saw/1")->entry->title, "更正后的标题");
  EXPECT_EQ(queue.size(), 1u);
}

TEST(ErrandsTest, TriesThriceWhatTheServerFailed) {
  Errands queue;
  queue.Add(AnEntry("saw", 1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(503)), minutes(10));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(0)), hours(1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(503)), std::nullopt);
}

TEST(ErrandsTest, WaitsAsLongAsTheServerSaysButNotForEver) {
  Errands queue;
  queue.Add(AnEntry("saw", 1));
  FetchReport busy = Failed(429);
  busy.retry_after = minutes(20);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", busy), minutes(20));
  busy.retry_after = hours(500);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", busy), hours(1));
}

TEST(ErrandsTest, TriesOnceWhatIsNotThereOrMayNotBeRead) {
  Errands queue;
  queue.Add(AnEntry("saw", 1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(404)), std::nullopt);
  FetchReport forbidden;
  forbidden.health = SourceHealth::kRobots;
  EXPECT_EQ(queue.TryAgainAfter("saw/1", forbidden), std::nullopt);
  forbidden.robots_unreachable_since = FromUnixSeconds(1'800'000'000);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", forbidden), minutes(10)) << "its robots.txt may come yet";
}

TEST(ErrandsTest, APageHasTheMannersOfItsListAndItsConsentOnItsOwnSiteOnly) {
  SourceConfig list;
  list.id = "saw";
  list.url = "https://www.saw.com.cn/list";
  list.robots_waiver = "看见网书面同意";
  Errand entry = AnEntry("saw", 1);

  entry.url = "https://news.saw.com.cn/1.html";
  EXPECT_EQ(PageOf(entry, list).robots_waiver, "看见网书面同意");
  EXPECT_EQ(PageOf(entry, list).id, "saw/1");
  EXPECT_EQ(PageOf(entry, list).url, "https://news.saw.com.cn/1.html");
  entry.url = "https://www.other.com.cn/1.html";
  EXPECT_EQ(PageOf(entry, list).robots_waiver, "");
}

TEST(ErrandsTest, APageOfAListInsideTheOfficeIsInsideOnItsOwnOriginOnly) {
  SourceConfig list;
  list.id = "tickets";
  list.url = "http://10.1.2.3/list";
  list.inner = true;
  Errand entry = AnEntry("tickets", 1);

  entry.url = "http://10.1.2.3/1.html";
  EXPECT_TRUE(PageOf(entry, list).inner);
  for (const char* other : {"http://10.1.2.3:9200/1.html", "https://10.1.2.3/1.html", "http://10.1.2.4/1.html"}) {
    entry.url = other;
    EXPECT_FALSE(PageOf(entry, list).inner) << other;
  }
}

}  // namespace
}  // namespace fenghuo
