// What the crawler does with the robots.txt of its hosts, seen from the transport and from what it hands over.

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/crawl/crawler.h"
#include "tests/daemon/net/fake_transport.h"

namespace fenghuo {
namespace {

const Timestamp kStart = *ParseRfc3339("2026-11-20T08:00:00Z");
constexpr double kSpeed = 20'000;

SourceConfig ASource(const std::string& id, const std::string& url) {
  SourceConfig source;
  source.id = id;
  source.url = url;
  source.every = minutes(10);
  return source;
}

HttpResponse AnAnswer(const HttpRequest& request, int status, const std::string& body = "") {
  HttpResponse response;
  response.status = status;
  response.body = body;
  response.final_url = request.url;
  return response;
}

bool IsRobots(const HttpRequest& request) { return request.url.ends_with("/robots.txt"); }

// One host that gives `robots` (a status and a body), and a crawler whose core stores whatever comes as it came.
class CrawlerRobotsTest : public testing::Test {
 protected:
  struct Asked {
    Timestamp at;
    std::string url;
  };

  HttpResponse Answer(const HttpRequest& request) {
    std::lock_guard<std::mutex> lock(mutex_);
    asked_.push_back({clock_.Now(), request.url});
    if (request.url.starts_with("http://inside.example") && request.purpose != Purpose::kFetchInner) {
      HttpResponse refused = AnAnswer(request, 0);
      refused.error = TransportError::kBlockedAddress;
      return refused;
    }
    if (IsRobots(request)) return AnAnswer(request, robots_.first, robots_.second);
    if (!redirect_.empty()) {
      std::string target = redirect_ == "*" ? "http://host" + std::to_string(asked_.size()) + ".example/" : redirect_;
      return Redirected(request, target);
    }
    HttpResponse page = AnAnswer(request, page_status_, "<rss/>");
    page.headers = HttpHeaders({{"Retry-After", "300"}});
    return page;
  }

  // As the transport does it: asks, then follows or stops.
  HttpResponse Redirected(const HttpRequest& request, const std::string& target) {
    HttpResponse response = AnAnswer(request, 200, "<rss/>");
    if (request.may_follow && !request.may_follow(target)) {
      response = AnAnswer(request, 302);
      response.error = TransportError::kNotFollowed;
      response.not_followed = target;
      return response;
    }
    asked_.push_back({clock_.Now(), target});
    response.final_url = target;
    return response;
  }

  void Serve(int status, const std::string& body) {
    std::lock_guard<std::mutex> lock(mutex_);
    robots_ = {status, body};
  }

  void Start(const std::vector<SourceConfig>& sources, const std::vector<SourceRecord>& records = {}) {
    crawler_.Start(sources, records);
  }

  void Take(FetchedBody fetched) {
    SourceRecord record;
    record.id = fetched.source->id;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      fetched_.push_back(std::move(fetched));
      changed_.notify_all();
    }
    crawler_.Update(record);
  }

  // Waits for so many, then stops.
  std::vector<FetchedBody> Fetched(size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, seconds(30), [&] { return fetched_.size() >= count; })) << fetched_.size();
    std::vector<FetchedBody> fetched = fetched_;
    lock.unlock();
    crawler_.Stop();
    return fetched;
  }

  std::vector<Asked> AskedFor(const std::function<bool(const std::string&)>& wanted) {
    std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Asked> found;
    for (const Asked& one : asked_) {
      if (wanted(one.url)) found.push_back(one);
    }
    return found;
  }
  std::vector<Asked> RobotsAsked() {
    return AskedFor([](const std::string& url) { return url.ends_with("/robots.txt"); });
  }
  std::vector<Asked> PagesAsked() {
    return AskedFor([](const std::string& url) { return !url.ends_with("/robots.txt"); });
  }

  CrawlerOptions Options() const {
    CrawlerOptions options;
    options.crawl.user_agent = "fenghuo/0.1 (+mailto:desk@office.example)";
    return options;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  ScaledClock clock_{kStart, kSpeed, std::chrono::steady_clock::now()};
  std::pair<int, std::string> robots_ = {404, ""};
  int page_status_ = 200;
  std::string redirect_;  // of every page; "*": to another host each time
  std::vector<Asked> asked_;
  std::vector<FetchedBody> fetched_;
  FakeTransport transport_{[this](const HttpRequest& request) { return Answer(request); }};
  Crawler crawler_{Options(), transport_, clock_, [this](FetchedBody fetched) { Take(std::move(fetched)); }};
};

TEST_F(CrawlerRobotsTest, AsksForTheFileBeforeAnythingElseAndAgainAfterADay) {
  SourceConfig source = ASource("a", "http://one.example/a");
  source.every = hours(1);
  Start({source});
  Fetched(30);

  std::vector<Asked> robots = RobotsAsked();
  EXPECT_EQ(robots.front().url, "http://one.example:80/robots.txt");
  EXPECT_LE(robots.front().at, PagesAsked().front().at);
  ASSERT_GE(robots.size(), 2u);
  for (size_t i = 1; i < robots.size(); ++i) EXPECT_GE(robots[i].at - robots[i - 1].at, hours(24));
  EXPECT_LE(robots.size(), 1 + static_cast<size_t>((PagesAsked().back().at - kStart) / hours(24)));
}

TEST_F(CrawlerRobotsTest, DoesNotReadWhatIsForbiddenAndShowsTheRule) {
  Serve(200, "User-agent: fenghuo\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n");
  Start({ASource("a", "http://one.example/a"), ASource("b", "http://one.example/b")});
  std::vector<FetchedBody> fetched = Fetched(6);

  for (const FetchedBody& one : fetched) {
    bool forbidden = one.source->id == "a";
    EXPECT_EQ(one.report.health, forbidden ? SourceHealth::kRobots : SourceHealth::kOk);
    EXPECT_EQ(one.report.reason, forbidden ? "robots.txt 第 2 行不允许抓取：Disallow: /a" : "");
  }
  for (const Asked& one : PagesAsked()) EXPECT_EQ(one.url, "http://one.example/b");
}

TEST_F(CrawlerRobotsTest, ReadsNothingOfAHostThatCannotGiveTheFileUntilItCan) {
  Serve(503, "");
  Start({ASource("a", "http://one.example/a")});
  {
    std::unique_lock<std::mutex> lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, seconds(30), [&] { return fetched_.size() >= 3; }));
  }
  EXPECT_TRUE(PagesAsked().empty());
  Serve(404, "");
  {
    std::unique_lock<std::mutex> lock(mutex_);
    size_t so_far = fetched_.size();
    ASSERT_TRUE(changed_.wait_for(lock, seconds(30), [&] { return fetched_.size() >= so_far + 4; }));
  }
  std::vector<FetchedBody> fetched = Fetched(1);

  EXPECT_EQ(fetched.front().report.health, SourceHealth::kRobots);
  EXPECT_EQ(fetched.front().report.reason, "robots.txt 读取失败，读到之前不抓取：服务器返回 HTTP 503");
  EXPECT_TRUE(fetched.front().report.robots_unreachable_since.has_value());
  EXPECT_EQ(fetched.back().report.health, SourceHealth::kOk);
  EXPECT_EQ(fetched.back().report.robots_unreachable_since, std::nullopt);
}

TEST_F(CrawlerRobotsTest, RemembersOverARestartSinceWhenTheFileCannotBeHad) {
  Serve(503, "");
  SourceRecord record;
  record.id = "a";
  record.robots_unreachable_since = kStart - hours(24 * 31);
  Start({ASource("a", "http://one.example/a")}, {record});
  std::vector<FetchedBody> fetched = Fetched(1);

  EXPECT_EQ(fetched.front().report.health, SourceHealth::kOk);
  EXPECT_EQ(fetched.front().report.robots_unreachable_since, kStart - hours(24 * 31));
}

TEST_F(CrawlerRobotsTest, WaitsTheCrawlDelayBetweenTwoRequestsToAHost) {
  Serve(200, "User-agent: *\nCrawl-delay: 20\n");
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 4; ++i) sources.push_back(ASource("s" + std::to_string(i), "http://one.example/" + std::to_string(i)));
  Start(sources);
  Fetched(8);

  std::vector<Asked> asked = AskedFor([](const std::string&) { return true; });
  for (size_t i = 1; i < asked.size(); ++i) EXPECT_GE(asked[i].at - asked[i - 1].at, seconds(20)) << asked[i].url;
}

TEST_F(CrawlerRobotsTest, WaitsNoLongerThanTheConfigurationAllows) {
  Serve(200, "User-agent: *\nCrawl-delay: 86400\n");
  Start({ASource("a", "http://one.example/a"), ASource("b", "http://one.example/b")});
  Fetched(4);

  std::vector<Asked> asked = AskedFor([](const std::string&) { return true; });
  for (size_t i = 1; i < asked.size(); ++i) EXPECT_GE(asked[i].at - asked[i - 1].at, minutes(1)) << asked[i].url;
  EXPECT_LE(asked.back().at - asked.front().at, hours(2));
}

TEST_F(CrawlerRobotsTest, TellsOfASourceThatIsForbiddenHoweverLongTheGapOfItsHost) {
  Serve(503, "");
  CrawlConfig slow = Options().crawl;
  slow.host_gap = hours(1);
  crawler_.Reconfigure(slow, {});
  Start({ASource("a", "http://one.example/a")});
  std::vector<FetchedBody> fetched = Fetched(2);

  EXPECT_EQ(fetched.back().report.health, SourceHealth::kRobots);
}

TEST_F(CrawlerRobotsTest, LeavesAHostAloneThatHasTooManyRequests) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 3; ++i) sources.push_back(ASource("s" + std::to_string(i), "http://one.example/" + std::to_string(i)));
  page_status_ = 429;
  Start(sources);
  Fetched(4);

  std::vector<Asked> asked = PagesAsked();
  for (size_t i = 1; i < asked.size(); ++i) EXPECT_GE(asked[i].at - asked[i - 1].at, seconds(300)) << asked[i].url;
}

TEST_F(CrawlerRobotsTest, FollowsARedirectOnlyWhereTheNextHostLetsIt) {
  redirect_ = "http://two.example/b";
  Start({ASource("a", "http://one.example/a")});
  std::vector<FetchedBody> fetched = Fetched(3);

  std::vector<Asked> robots = RobotsAsked();
  ASSERT_EQ(robots.size(), 2u);
  EXPECT_EQ(robots[1].url, "http://two.example:80/robots.txt");
  EXPECT_LE(robots[1].at, AskedFor([](const std::string& url) { return url == "http://two.example/b"; }).front().at);
  for (const FetchedBody& one : fetched) EXPECT_EQ(one.report.health, SourceHealth::kOk) << one.report.reason;
}

TEST_F(CrawlerRobotsTest, StopsAtARedirectThatTheNextHostForbids) {
  redirect_ = "http://two.example/b";
  Serve(200, "User-agent: *\nDisallow: /b\n");
  Start({ASource("a", "http://one.example/a")});
  std::vector<FetchedBody> fetched = Fetched(3);

  EXPECT_TRUE(AskedFor([](const std::string& url) { return url == "http://two.example/b"; }).empty());
  for (const FetchedBody& one : fetched) {
    EXPECT_EQ(one.report.health, SourceHealth::kRobots);
    EXPECT_EQ(one.report.reason, "被转到 two.example，其 robots.txt 第 2 行不允许抓取：Disallow: /b");
  }
}

TEST_F(CrawlerRobotsTest, WhatTheGateRefusesToOneSourceSaysNothingOfTheHostForOthers) {
  redirect_ = "http://inside.example/x";
  Start({ASource("web", "http://web.example/feed")});

  std::vector<FetchedBody> fetched = Fetched(2);
  EXPECT_EQ(fetched[1].report.health, SourceHealth::kBlocked);
  EXPECT_FALSE(fetched[1].report.robots_unreachable_since.has_value());
}

TEST_F(CrawlerRobotsTest, ReadsFileAndPageOfASourceInsideTheOfficeByItsLeave) {
  SourceConfig tickets = ASource("tickets", "http://inside.example/tickets");
  tickets.inner = true;
  Start({tickets, ASource("web", "http://web.example/feed")});

  for (const FetchedBody& fetched : Fetched(4)) EXPECT_EQ(fetched.report.health, SourceHealth::kOk) << fetched.report.reason;
  for (const HttpRequest& request : transport_.requests()) {
    const bool inside = request.url.starts_with("http://inside.example");
    EXPECT_EQ(request.purpose, inside ? Purpose::kFetchInner : Purpose::kFetch) << request.url;
  }
}

TEST_F(CrawlerRobotsTest, TellsOfASourceThatIsSentToAnotherHostEachTime) {
  redirect_ = "*";
  Start({ASource("a", "http://one.example/a")});
  std::vector<FetchedBody> fetched = Fetched(2);

  for (const FetchedBody& one : fetched) EXPECT_EQ(one.report.health, SourceHealth::kFailing) << one.report.reason;
}

TEST_F(CrawlerRobotsTest, ReadsASourceWithAWaiverAndDoesNotAskForTheFile) {
  Serve(200, "User-agent: *\nDisallow: /\n");
  SourceConfig ours = ASource("a", "http://one.example/a");
  ours.robots_waiver = "本局网站";
  Start({ours});
  std::vector<FetchedBody> fetched = Fetched(2);

  EXPECT_EQ(fetched.front().report.health, SourceHealth::kOk);
  EXPECT_TRUE(RobotsAsked().empty());
}

TEST_F(CrawlerRobotsTest, ReadsTheFileAgainUnderAnotherName) {
  Serve(200, "User-agent: other\nDisallow: /\n");
  Start({ASource("a", "http://one.example/a")});
  {
    std::unique_lock<std::mutex> lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, seconds(30), [&] { return fetched_.size() >= 1; }));
  }
  CrawlConfig renamed = Options().crawl;
  renamed.user_agent = "Other/2 (+mailto:desk@office.example)";
  crawler_.Reconfigure(renamed, {ASource("a", "http://one.example/a")});
  std::vector<FetchedBody> fetched = Fetched(4);

  EXPECT_EQ(fetched.front().report.health, SourceHealth::kOk);
  EXPECT_EQ(fetched.back().report.health, SourceHealth::kRobots);
}

}  // namespace
}  // namespace fenghuo
