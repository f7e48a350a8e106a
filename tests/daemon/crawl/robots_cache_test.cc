#include "daemon/crawl/robots_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-11-20T08:00:00Z");
const std::string kOrigin = "https://news.example:443";
const std::string kFeed = "https://news.example/feed/news.xml";

HttpResponse AnAnswer(int status, const std::string& body = "") {
  HttpResponse response;
  response.status = status;
  response.body = body;
  return response;
}

HttpResponse AFault(TransportError error, int status = 0) {
  HttpResponse response = AnAnswer(status);
  response.error = error;
  return response;
}

// A cache that was told of one answer at kNow.
RobotsCache After(const HttpResponse& response) {
  RobotsCache cache;
  cache.Note(kOrigin, ReadRobots(response, "fenghuo", kNow), kNow);
  return cache;
}

RobotsSay Said(const HttpResponse& response) { return After(response).Ask(kFeed, kNow).say; }

const HttpResponse kForbids = AnAnswer(200, "User-agent: *\nDisallow: /feed\nCrawl-delay: 7\n");

TEST(RobotsCacheTest, MustAskBeforeTheFirstRequestToEachOrigin) {
  RobotsCache cache = After(AnAnswer(404));

  EXPECT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kMayRead);
  EXPECT_EQ(cache.Ask("http://news.example/feed/news.xml", kNow).say, RobotsSay::kAskFirst);
  EXPECT_EQ(cache.Ask("https://news.example:8443/", kNow).say, RobotsSay::kAskFirst);
  EXPECT_EQ(cache.Ask("https://www.news.example/", kNow).origin, "https://www.news.example:443");
  EXPECT_EQ(BuildRobotsFetch({}, kOrigin).url, "https://news.example:443/robots.txt");
}

TEST(RobotsCacheTest, SaysWhoAsksForTheFile) {
  CrawlConfig crawl;
  crawl.user_agent = "fenghuo/0.1 (+mailto:desk@office.example)";

  EXPECT_EQ(BuildRobotsFetch(crawl, kOrigin).headers.Get("User-Agent"), "fenghuo/0.1 (+mailto:desk@office.example)");
}

TEST(RobotsCacheTest, ObeysWhatItReadAndNamesTheRule) {
  RobotsRuling ruling = After(kForbids).Ask(kFeed, kNow);

  EXPECT_EQ(ruling.say, RobotsSay::kMustNot);
  EXPECT_EQ(ruling.verdict.line, 2);
  EXPECT_EQ(ruling.verdict.rule, "Disallow: /feed");
  EXPECT_EQ(ruling.pause, seconds(7));
  EXPECT_EQ(After(kForbids).Ask("https://news.example/rss.xml", kNow).say, RobotsSay::kMayRead);
}

TEST(RobotsCacheTest, ComparesTheUrlInItsEscapedForm) {
  RobotsCache cache = After(AnAnswer(200, "User-agent: *\nDisallow: /食品\n"));

  EXPECT_EQ(cache.Ask("https://news.example/食品/rss", kNow).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask("https://news.example/%e9%a3%9f%E5%93%81", kNow).say, RobotsSay::kMustNot);
}

TEST(RobotsCacheTest, TakesEveryClientErrorButTooManyRequestsForNoFile) {
  for (int status : {400, 401, 403, 404, 410, 451, 499}) EXPECT_EQ(Said(AnAnswer(status)), RobotsSay::kMayRead) << status;
  EXPECT_EQ(Said(AnAnswer(429)), RobotsSay::kUnreachable);
}

TEST(RobotsCacheTest, TakesRedirectsThatLeadNowhereForNoFile) {
  EXPECT_EQ(Said(AFault(TransportError::kBroken, 302)), RobotsSay::kMayRead);  // more than five, or in a circle
  EXPECT_EQ(Said(AnAnswer(301)), RobotsSay::kMayRead);
}

TEST(RobotsCacheTest, ForbidsEverythingWhereTheFileCannotBeHad) {
  for (int status : {500, 502, 503, 504, 521}) EXPECT_EQ(Said(AnAnswer(status)), RobotsSay::kUnreachable) << status;
  for (TransportError error : {TransportError::kDns, TransportError::kConnect, TransportError::kTls, TransportError::kTimeout,
                               TransportError::kCertificate, TransportError::kBroken, TransportError::kBlockedAddress}) {
    EXPECT_EQ(Said(AFault(error)), RobotsSay::kUnreachable) << Name(error);
    EXPECT_EQ(After(AFault(error)).Ask(kFeed, kNow).failure.error, error);
  }
  EXPECT_EQ(Said(AFault(TransportError::kBroken, 200)), RobotsSay::kUnreachable);  // cut off in the middle
}

TEST(RobotsCacheTest, AsksAgainAfterADay) {
  RobotsCache cache = After(kForbids);

  EXPECT_EQ(cache.Ask(kFeed, kNow + hours(24) - seconds(1)).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask(kFeed, kNow + hours(24)).say, RobotsSay::kAskFirst);
}

TEST(RobotsCacheTest, AsksAgainSoonAfterTheFirstFailureAndEveryHourInTheEnd) {
  RobotsCache cache;
  Timestamp now = kNow;
  for (int64_t wait : {30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
    cache.Note(kOrigin, ReadRobots(AnAnswer(500), "fenghuo", now), now);
    EXPECT_EQ(cache.Ask(kFeed, now + seconds(wait) - seconds(1)).say, RobotsSay::kUnreachable) << wait;
    now += seconds(wait);
    EXPECT_EQ(cache.Ask(kFeed, now).say, RobotsSay::kAskFirst) << wait;
  }
  cache.Note(kOrigin, ReadRobots(AnAnswer(404), "fenghuo", now), now);
  EXPECT_EQ(cache.Ask(kFeed, now).say, RobotsSay::kMayRead);
  cache.Clear();
  cache.Note(kOrigin, ReadRobots(AnAnswer(500), "fenghuo", now), now);
  EXPECT_EQ(cache.Ask(kFeed, now + seconds(30)).say, RobotsSay::kAskFirst);
}

TEST(RobotsCacheTest, WaitsAsLongAsTheHostSaysButNoLessThanItWould) {
  HttpResponse busy = AnAnswer(503);
  busy.headers = HttpHeaders({{"Retry-After", "3600"}});
  HttpResponse impatient = AnAnswer(503);
  impatient.headers = HttpHeaders({{"Retry-After", "0"}});

  EXPECT_EQ(After(busy).Ask(kFeed, kNow + minutes(59)).say, RobotsSay::kUnreachable);
  EXPECT_EQ(After(busy).Ask(kFeed, kNow + minutes(60)).say, RobotsSay::kAskFirst);
  EXPECT_EQ(After(impatient).Ask(kFeed, kNow + seconds(29)).say, RobotsSay::kUnreachable);
}

TEST(RobotsCacheTest, GoesOnWithTheOldCopyWhileTheFileCannotBeHad) {
  RobotsCache cache = After(kForbids);
  Timestamp later = kNow + hours(25);
  cache.Note(kOrigin, ReadRobots(AnAnswer(503), "fenghuo", later), later);

  EXPECT_EQ(cache.Ask(kFeed, later).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask("https://news.example/rss.xml", later).say, RobotsSay::kMayRead);
  EXPECT_EQ(cache.Ask(kFeed, later).unreachable_since, later);
  EXPECT_EQ(cache.Ask(kFeed, later + hours(2) - seconds(1)).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask(kFeed, later + hours(2)).say, RobotsSay::kAskFirst);

  cache.Note(kOrigin, ReadRobots(AnAnswer(404), "fenghuo", later), later + hours(2));
  EXPECT_EQ(cache.Ask(kFeed, later + hours(2)).say, RobotsSay::kMayRead);
  EXPECT_EQ(cache.Ask(kFeed, later + hours(2)).unreachable_since, std::nullopt);
}

TEST(RobotsCacheTest, TakesAFileForAbsentThatCouldNotBeHadForThirtyDays) {
  RobotsCache cache;
  cache.RestoreUnreachable(kFeed, kNow - hours(24 * 30));
  cache.RestoreUnreachable(kFeed, kNow - hours(1));
  ASSERT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kAskFirst);

  cache.Note(kOrigin, ReadRobots(AnAnswer(503), "fenghuo", kNow), kNow);
  EXPECT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kMayRead);
  EXPECT_EQ(cache.Ask(kFeed, kNow).unreachable_since, kNow - hours(24 * 30));

  cache.Clear();
  cache.RestoreUnreachable(kFeed, kNow - hours(24 * 30) + seconds(1));
  cache.Note(kOrigin, ReadRobots(AnAnswer(503), "fenghuo", kNow), kNow);
  EXPECT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kUnreachable);
}

TEST(RobotsCacheTest, ReadsHalfAMebibyteUpToTheLastWholeLine) {
  std::string body = "User-agent: *\nDisallow: /feed/old\n";
  body += std::string(512 * 1024 - body.size() - 15, '#') + "\nDisallow: /feed/new\nDisallow: /\n";
  HttpResponse endless = AFault(TransportError::kTooLarge, 200);
  endless.body = body;
  HttpResponse announced = AFault(TransportError::kTooLarge, 200);

  for (const HttpResponse& response : {AnAnswer(200, body), endless}) {
    EXPECT_EQ(After(response).Ask("https://news.example/feed/old", kNow).say, RobotsSay::kMustNot);
    EXPECT_EQ(Said(response), RobotsSay::kMayRead);
  }
  EXPECT_EQ(Said(announced), RobotsSay::kUnreachable);
}

TEST(RobotsCacheTest, AsksAgainWhenTheClockWasSetBack) {
  EXPECT_EQ(After(kForbids).Ask(kFeed, kNow - hours(1)).say, RobotsSay::kAskFirst);
}

TEST(RobotsCacheTest, LeavesAUrlThatNobodyCanFetchToTheTransport) {
  EXPECT_EQ(RobotsCache().Ask("http:///nowhere", kNow).say, RobotsSay::kMayRead);
}

TEST(RobotsCacheTest, ForgetsHostsWithoutSources) {
  RobotsCache cache = After(kForbids);

  cache.KeepOnly({"https://news.example/other"});
  EXPECT_EQ(cache.size(), 1u);
  cache.KeepOnly({"https://another.example/"});
  EXPECT_EQ(cache.size(), 0u);
}

TEST(RobotsCacheTest, ForgetsTheHostsOfRedirectsThatWereAskedAboutFirstWhenTheyFillItsRoom) {
  std::string body = "User-agent: *\n";
  while (body.size() < 500'000) body += "Disallow: /" + std::string(100, 'x') + "\n";
  auto origin = [](int i) { return "https://host" + std::to_string(i) + ".example:443"; };
  RobotsCache cache = After(kForbids);
  cache.KeepOnly({kFeed});
  cache.Note(origin(0), ReadRobots(kForbids, "fenghuo", kNow), kNow);
  for (int i = 1; i < 200; ++i) {
    cache.Note(origin(i), ReadRobots(AnAnswer(200, body), "fenghuo", kNow), kNow);
    cache.Ask(origin(0) + "/feed", kNow);
  }

  EXPECT_GT(cache.size(), 20u);
  EXPECT_LT(cache.size(), 70u);
  EXPECT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask(origin(0) + "/feed", kNow).say, RobotsSay::kMustNot);
  EXPECT_EQ(cache.Ask(origin(1) + "/feed", kNow).say, RobotsSay::kAskFirst);
  EXPECT_EQ(cache.Ask(origin(199) + "/feed", kNow).say, RobotsSay::kMayRead);
}

TEST(RobotsCacheTest, CountsHostsThatCannotBeHadToo) {
  RobotsCache cache = After(kForbids);
  cache.KeepOnly({kFeed});
  for (int i = 0; i < 6000; ++i) {
    cache.Note("https://host" + std::to_string(i) + ".example:443", ReadRobots(AnAnswer(503), "fenghuo", kNow), kNow);
  }

  EXPECT_LE(cache.size(), RobotsCache::kStrangersBytesMax / RobotsCache::kHostBytes + 1);
  EXPECT_EQ(cache.Ask(kFeed, kNow).say, RobotsSay::kMustNot);
}

}  // namespace
}  // namespace fenghuo
