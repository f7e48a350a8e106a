// Single pages that the crawler reads beside its sources.

#include <gtest/gtest.h>

#include "tests/daemon/crawl/crawler_world.h"

namespace fenghuo {
namespace {

Errand AnErrand(int number) {
  Document entry;
  entry.source = "s0";
  entry.id = "s0/" + std::to_string(number);
  entry.url = "http://hang" + std::to_string(number) + ".example/";
  return ForArticle(entry);
}

TEST(CrawlerTest, SinglePagesHaveAQuarterOfWhatIsUnderWayAtMost) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  HangingTransport transport;
  Inbox inbox;
  Crawler crawler(Options(8), transport, clock, inbox.Callback());
  crawler.Start(Sources(3), {});
  std::vector<Errand> errands;
  for (int i = 0; i < 50; ++i) errands.push_back(AnErrand(i));

  EXPECT_TRUE(crawler.Follow(errands).empty());
  for (const FetchedBody& fetched : inbox.WaitFor(3)) crawler.Update(Stored(fetched));
  inbox.WaitFor(6);

  EXPECT_EQ(transport.hanging.load(), 2);
  EXPECT_EQ(crawler.errands_waiting(), 50u);
}

TEST(CrawlerTest, HandsOverASinglePageOnceAndTellsWhatFindsNoRoom) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  SourceConfig source = Sources(1)[0];
  source.every = hours(24);
  crawler.Start({source}, {});
  inbox.WaitFor(1);
  std::vector<Errand> errands;
  for (int i = 0; i < 203; ++i) errands.push_back(AnErrand(i));
  Errand stranger = AnErrand(1);
  stranger.source = "gone";
  stranger.id = "gone/1";

  EXPECT_TRUE(crawler.Follow({stranger}).empty());
  std::vector<Errand> no_room = crawler.Follow(errands);
  ASSERT_EQ(no_room.size(), 3u);
  EXPECT_EQ(no_room[0].source, "s0");
  for (size_t i = 0; i < 20; ++i) {
    FetchedBody page = inbox.WaitFor(i + 2)[i + 1];
    ASSERT_TRUE(page.errand);
    EXPECT_EQ(page.response.final_url, page.errand->url);
    crawler.Done(page.errand->id);
  }
  crawler.Stop();
  EXPECT_LE(crawler.errands_waiting(), 180u);
}

TEST(CrawlerTest, AsksForNoSinglePageBeforeItsSourceMayBeAsked) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  SourceRecord told_to_wait;
  told_to_wait.id = "s0";
  told_to_wait.retry_at = kStart + minutes(10);
  crawler.Start(Sources(1), {told_to_wait});

  crawler.Follow({AnErrand(1)});

  for (const FetchedBody& fetched : inbox.WaitFor(2)) EXPECT_GE(fetched.report.started_at, *told_to_wait.retry_at);
}

TEST(CrawlerTest, DropsTheSinglePagesOfASourceThatIsGone) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  HangingTransport transport;
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start(Sources(1), {});
  crawler.Follow({AnErrand(1), AnErrand(2)});

  crawler.Reconfigure(Options().crawl, {});

  EXPECT_EQ(crawler.errands_waiting(), 0u);
}

}  // namespace
}  // namespace fenghuo
