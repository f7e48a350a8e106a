#include "daemon/crawl/crawler.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/crawl/fetch_memory.h"
#include "tests/daemon/crawl/crawler_world.h"

namespace fenghuo {
namespace {

TEST(CrawlerTest, HandsOverWhatEverySourceAnswers) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());

  crawler.Start(Sources(5), {});
  std::vector<FetchedBody> fetched = inbox.WaitFor(5);
  crawler.Stop();

  EXPECT_EQ(fetched[0].response.body, "<rss/>");
  EXPECT_EQ(fetched[0].report.source, fetched[0].source->id);
  EXPECT_EQ(fetched[0].report.status, 200);
  EXPECT_GE(fetched[0].report.started_at, kStart);
  EXPECT_GE(fetched[0].report.finished_at, fetched[0].report.started_at);
  EXPECT_EQ(Pages(transport)[0].headers.Get("User-Agent"), "fenghuo-test");
}

TEST(CrawlerTest, ComesRoundAgainWithTheValidatorsThatWereStored) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());

  crawler.Start(Sources(1), {});
  crawler.Update(Stored(inbox.WaitFor(1)[0]));
  std::vector<FetchedBody> fetched = inbox.WaitFor(2);
  crawler.Stop();

  EXPECT_TRUE(fetched[1].report.not_modified);
  EXPECT_EQ(Pages(transport)[1].headers.Get("If-None-Match"), "\"1\"");
  EXPECT_GE(fetched[1].report.started_at - fetched[0].report.started_at, minutes(9));
}

TEST(CrawlerTest, WaitsWhenTheCoreDoesNotAcknowledge) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(3), transport, clock, inbox.Callback());

  crawler.Start(Sources(20), {});
  std::vector<FetchedBody> fetched = inbox.WaitFor(3);
  Settle();
  EXPECT_EQ(inbox.size(), 3u);

  crawler.Update(Stored(fetched[0]));
  inbox.WaitFor(4);
  Settle();
  EXPECT_EQ(inbox.size(), 4u);
}

TEST(CrawlerTest, SourcesThatHangLeaveTheOthersTheirTurn) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  HangingTransport transport;
  Inbox inbox;
  Crawler crawler(Options(3), transport, clock, inbox.Callback());
  std::vector<SourceConfig> sources = Sources(3);
  for (int i = 0; i < 50; ++i)
    sources.push_back(ASource("h" + std::to_string(i), "http://hang" + std::to_string(i) + ".example/"));

  crawler.Start(sources, {});
  inbox.WaitFor(3);
  for (const FetchedBody& fetched : inbox.WaitFor(3)) crawler.Update(Stored(fetched));
  inbox.WaitFor(6);
  crawler.Stop();

  EXPECT_EQ(transport.hanging.load(), 50);
}

TEST(CrawlerTest, FetchesInFullWhereTheUrlHasChanged) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start(Sources(1), {});
  SourceRecord stored = Stored(inbox.WaitFor(1)[0]);

  crawler.Reconfigure(Options().crawl, {ASource("s0", "http://moved.example/feed")});
  crawler.Update(stored);
  std::vector<FetchedBody> fetched = inbox.WaitFor(2);
  crawler.Update(Stored(fetched[1]));
  inbox.WaitFor(3);
  crawler.Stop();

  std::vector<HttpRequest> requests = Pages(transport);
  EXPECT_EQ(requests[1].url, "http://moved.example/feed");
  EXPECT_EQ(requests[1].headers.Find("If-None-Match"), nullptr);
  EXPECT_NE(requests[2].headers.Find("If-None-Match"), nullptr);
}

// The first request to the new URL comes to nothing, so the second has no validators either, whoever sent them.
TEST(CrawlerTest, GoesOnAskingInFullUntilTheNewUrlWasRead) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  std::atomic<int> asked = 0;
  FakeTransport transport([&asked](const HttpRequest& request) {
    HttpResponse response = GoodAnswer(request);
    if (!IsRobots(request) && ++asked == 2) response.status = 503;
    return response;
  });
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start(Sources(1), {});
  SourceRecord stored = Stored(inbox.WaitFor(1)[0]);

  crawler.Reconfigure(Options().crawl, {ASource("s0", "http://moved.example/feed")});
  crawler.Update(stored);
  inbox.WaitFor(2);
  stored.failures = 1;
  crawler.Update(stored);
  std::vector<FetchedBody> fetched = inbox.WaitFor(3);
  crawler.Update(Stored(fetched[2]));
  inbox.WaitFor(4);
  crawler.Stop();

  std::vector<HttpRequest> requests = Pages(transport);
  EXPECT_EQ(requests[1].headers.Find("If-None-Match"), nullptr);
  EXPECT_EQ(requests[2].headers.Find("If-None-Match"), nullptr);
  EXPECT_NE(requests[3].headers.Find("If-None-Match"), nullptr);
}

TEST(CrawlerTest, DoesNotBelieveThatANewUrlIsUnchanged) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  FakeTransport transport([](const HttpRequest& request) {
    HttpResponse response = GoodAnswer(request);
    if (request.url.starts_with("http://moved.example/feed")) response.status = 304;
    return response;
  });
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start(Sources(1), {});
  SourceRecord stored = Stored(inbox.WaitFor(1)[0]);

  crawler.Reconfigure(Options().crawl, {ASource("s0", "http://moved.example/feed")});
  crawler.Update(stored);
  std::vector<FetchedBody> fetched = inbox.WaitFor(2);
  crawler.Stop();

  EXPECT_EQ(fetched[1].report.health, SourceHealth::kFailing);
  EXPECT_EQ(fetched[1].report.reason, "服务器对未带条件的请求仍回答“未修改”（304），内容无法核实");
}

TEST(CrawlerTest, HandsOverASourceThatWasDroppedWhileItWasFetched) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer, Answering::kHeld);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start(Sources(1), {});
  AwaitThePage(transport);

  crawler.Reconfigure(Options().crawl, {});
  transport.Release();

  EXPECT_EQ(inbox.WaitFor(1)[0].source->id, "s0");
  crawler.Update(Stored(inbox.WaitFor(1)[0]));
  Settle();
  EXPECT_EQ(Pages(transport).size(), 1u);
}

TEST(CrawlerTest, DropsWhatComesAfterItWasStopped) {
  ScaledClock clock(kStart, 1000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer, Answering::kHeld);
  Inbox inbox;
  {
    Crawler crawler(Options(), transport, clock, inbox.Callback());
    crawler.Start(Sources(1), {});
    AwaitThePage(transport);
  }

  transport.Release();

  EXPECT_EQ(inbox.size(), 0u);
}

TEST(CrawlerTest, StopsWhileNothingIsDue) {
  SystemClock clock;
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  crawler.Start({}, {});

  crawler.Stop();
  crawler.Stop();
}

TEST(CrawlerTest, AsksAHostAtItsGapWhateverTheClockRunsAt) {
  ScaledClock clock(kStart, 100, std::chrono::steady_clock::now());
  std::mutex mutex;
  std::vector<Timestamp> asked;
  FakeTransport transport([&](const HttpRequest& request) {
    std::lock_guard<std::mutex> lock(mutex);
    asked.push_back(clock.Now());
    return GoodAnswer(request);
  });
  Inbox inbox;
  CrawlerOptions options = Options();
  options.crawl.host_gap = seconds(5);
  Crawler crawler(options, transport, clock, inbox.Callback());
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 6; ++i) sources.push_back(ASource("s" + std::to_string(i), "http://one.example/" + std::to_string(i)));

  crawler.Start(sources, {});
  inbox.WaitFor(6);
  crawler.Stop();

  for (size_t i = 1; i < asked.size(); ++i) EXPECT_GE(asked[i] - asked[i - 1], seconds(5));
}

TEST(CrawlerTest, FetchesInFullWhatIsReadOtherwiseSinceItWasLastRead) {
  ScaledClock clock(kStart, 10'000, std::chrono::steady_clock::now());
  FakeTransport transport(GoodAnswer);
  Inbox inbox;
  Crawler crawler(Options(), transport, clock, inbox.Callback());
  std::vector<SourceConfig> sources = Sources(2);
  std::vector<SourceRecord> records(2);
  for (size_t i = 0; i < 2; ++i) {
    records[i].id = sources[i].id;
    records[i].etag = "\"1\"";
    records[i].last_full_at = kStart;
    records[i].body_hash = 7;
    records[i].read_as = ReadAs(sources[i]);
  }
  sources[1].url = "http://moved.example/feed";

  crawler.Start(sources, records);
  inbox.WaitFor(2);
  crawler.Stop();

  for (const HttpRequest& request : Pages(transport)) {
    EXPECT_EQ(request.headers.Find("If-None-Match") == nullptr, request.url == "http://moved.example/feed") << request.url;
  }
}

}  // namespace
}  // namespace fenghuo
