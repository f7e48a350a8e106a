// Many hosts on loopback, each with several sources, fetched by the real crawler over the real transport: nobody is asked twice within the
// gap, for robots.txt neither, nor by two connections at once, and what has not changed is asked for conditionally.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "daemon/crawl/crawler.h"
#include "daemon/crawl/fetch.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kHosts = 24;
constexpr int kSourcesAHost = 3;
constexpr double kSpeed = 20;
constexpr Duration kGap = seconds(1);       // 50 ms of real time
constexpr Duration kCadence = seconds(10);  // half a second of real time

// One host: how many it talks to at once, and when each request came.
struct Host {
  std::atomic<int> talking = 0;
  std::atomic<int> most = 0;
  std::atomic<int> full = 0;
  std::atomic<int> conditional = 0;
  std::atomic<int> robots = 0;
  std::mutex mutex;
  std::vector<Steady::time_point> asked;
  std::unique_ptr<FakeServer> server;

  void Serve(FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      int now = ++talking;
      if (now > most) most = now;
      {
        std::lock_guard<std::mutex> lock(mutex);
        asked.push_back(Steady::now());
      }
      bool robots_wanted = PathOf(*request) == "GET /robots.txt";
      bool unchanged = HeaderOf(*request, "if-none-match").has_value();
      ++(robots_wanted ? robots : unchanged ? conditional : full);
      peer.Wait(milliseconds(5));
      --talking;
      if (robots_wanted) {
        if (!peer.Send(Reply("404 Not Found", ""))) return;
        continue;
      }
      const char* etag = "ETag: \"1\"\r\n";
      bool sent = peer.Send(unchanged ? "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
                                      : Reply("200 OK", "<rss><channel/></rss>", etag));
      if (!sent) return;
    }
  }

  Duration LeastGap() {
    std::lock_guard<std::mutex> lock(mutex);
    Duration least = hours(1);
    for (size_t i = 1; i < asked.size(); ++i) {
      least = std::min(least, std::chrono::duration_cast<Duration>(asked[i] - asked[i - 1]));
    }
    return least;
  }
};

TEST(PolitenessTest, EveryHostIsAskedGentlyByOneConnectionAndConditionally) {
  std::vector<std::unique_ptr<Host>> hosts;
  std::vector<const FakeServer*> servers;
  std::vector<SourceConfig> sources;
  for (int i = 0; i < kHosts; ++i) {
    auto host = std::make_unique<Host>();
    host->server = std::make_unique<FakeServer>([raw = host.get()](FakeConnection& peer) { raw->Serve(peer); },
                                                FakeServerOptions{.address = "127.0.1." + std::to_string(i + 1)});
    for (int j = 0; j < kSourcesAHost; ++j) {
      SourceConfig source;
      source.id = std::to_string(i) + "-" + std::to_string(j);
      source.url = host->server->Url("/" + source.id);
      source.every = kCadence;
      sources.push_back(source);
    }
    servers.push_back(host->server.get());
    hosts.push_back(std::move(host));
  }
  ScaledClock clock(FromUnixSeconds(1'800'000'000), kSpeed, std::chrono::steady_clock::now());
  auto transport = TransportTo(servers);
  CrawlerOptions options{.crawl = {}, .unacknowledged_max = 200, .seed = 5};
  options.crawl.host_gap = kGap;
  {
    Crawler* out = nullptr;
    Crawler crawler(options, *transport, clock, [&](FetchedBody fetched) {
      EXPECT_EQ(fetched.report.health, SourceHealth::kOk) << fetched.report.reason;
      SourceRecord record;
      record.id = fetched.source->id;
      record.etag = "\"1\"";
      record.last_full_at = fetched.report.finished_at;
      out->Update(record);
    });
    out = &crawler;
    crawler.Start(sources, {});
    std::this_thread::sleep_for(seconds(5));
  }

  int full = 0;
  int conditional = 0;
  for (const auto& host : hosts) {
    EXPECT_EQ(host->most.load(), 1);
    EXPECT_EQ(host->robots.load(), 1);
    EXPECT_GE(host->LeastGap(), Duration(static_cast<int64_t>(static_cast<double>(kGap.count()) / kSpeed)));
    full += host->full.load();
    conditional += host->conditional.load();
  }
  EXPECT_EQ(full, kHosts * kSourcesAHost);
  EXPECT_GT(conditional, 4 * full);
}

}  // namespace
}  // namespace fenghuo
