#include "daemon/crawl/article_queue.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Document AnEntry(const std::string& source, int number) {
  Document entry;
  entry.source = source;
  entry.id = source + "/" + std::to_string(number);
  entry.url = "https://www.saw.example/" + std::to_string(number);
  entry.title = "第" + std::to_string(number) + "篇";
  return entry;
}

FetchReport Failed(int status) {
  FetchReport report;
  report.status = status;
  report.health = SourceHealth::kFailing;
  return report;
}

TEST(ArticleQueueTest, TakesSoManyOfASourceAndLeavesTheOthersTheirRoom) {
  ArticleQueue queue;
  for (size_t i = 0; i < ArticleQueue::kPerSourceMax; ++i) EXPECT_EQ(queue.Add(AnEntry("saw", static_cast<int>(i))), ArticleRoom::kTaken);
  EXPECT_EQ(queue.Add(AnEntry("saw", -1)), ArticleRoom::kNoRoom);
  EXPECT_EQ(queue.Add(AnEntry("city", 1)), ArticleRoom::kTaken);

  queue.Remove("saw/7");
  EXPECT_EQ(queue.Add(AnEntry("saw", -1)), ArticleRoom::kTaken);
}

TEST(ArticleQueueTest, TakesSoManyInAll) {
  ArticleQueue queue;
  for (size_t i = 0; i < ArticleQueue::kMax; ++i) {
    ASSERT_EQ(queue.Add(AnEntry("s" + std::to_string(i / ArticleQueue::kPerSourceMax), static_cast<int>(i))), ArticleRoom::kTaken);
  }
  EXPECT_EQ(queue.Add(AnEntry("other", 1)), ArticleRoom::kNoRoom);
  EXPECT_EQ(queue.size(), ArticleQueue::kMax);
}

TEST(ArticleQueueTest, KeepsTheNewerTitleOfAnEntryThatWaits) {
  ArticleQueue queue;
  queue.Add(AnEntry("saw", 1));
  Document corrected = AnEntry("saw", 1);
  corrected.title = "更正后的标题";

  EXPECT_EQ(queue.Add(corrected), ArticleRoom::kKnown);
  EXPECT_EQ(queue.Find("saw/1")->title, "更正后的标题");
  EXPECT_EQ(queue.size(), 1u);
}

TEST(ArticleQueueTest, TriesThriceWhatTheServerFailed) {
  ArticleQueue queue;
  queue.Add(AnEntry("saw", 1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(503)), minutes(10));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(0)), hours(1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(503)), std::nullopt);
}

TEST(ArticleQueueTest, WaitsAsLongAsTheServerSaysButNotForEver) {
  ArticleQueue queue;
  queue.Add(AnEntry("saw", 1));
  FetchReport busy = Failed(429);
  busy.retry_after = minutes(20);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", busy), minutes(20));
  busy.retry_after = hours(500);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", busy), hours(1));
}

TEST(ArticleQueueTest, TriesOnceWhatIsNotThereOrMayNotBeRead) {
  ArticleQueue queue;
  queue.Add(AnEntry("saw", 1));
  EXPECT_EQ(queue.TryAgainAfter("saw/1", Failed(404)), std::nullopt);
  FetchReport forbidden;
  forbidden.health = SourceHealth::kRobots;
  EXPECT_EQ(queue.TryAgainAfter("saw/1", forbidden), std::nullopt);
  forbidden.robots_unreachable_since = FromUnixSeconds(1'800'000'000);
  EXPECT_EQ(queue.TryAgainAfter("saw/1", forbidden), minutes(10)) << "its robots.txt may come yet";
}

TEST(ArticleQueueTest, APageHasTheMannersOfItsListAndItsConsentOnItsOwnSiteOnly) {
  SourceConfig list;
  list.id = "saw";
  list.url = "https://www.saw.com.cn/list";
  list.robots_waiver = "看见网书面同意";
  Document entry = AnEntry("saw", 1);

  entry.url = "https://news.saw.com.cn/1.html";
  EXPECT_EQ(PageOf(entry, list).robots_waiver, "看见网书面同意");
  EXPECT_EQ(PageOf(entry, list).id, "saw/1");
  EXPECT_EQ(PageOf(entry, list).url, "https://news.saw.com.cn/1.html");
  entry.url = "https://www.other.com.cn/1.html";
  EXPECT_EQ(PageOf(entry, list).robots_waiver, "");
}

}  // namespace
}  // namespace fenghuo
