#include <gtest/gtest.h>

#include <sstream>

#include "daemon/commands/source.h"
#include "tests/daemon/net/fake_transport.h"

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-11-20T08:00:00Z");

SourceConfig ASource() {
  SourceConfig source;
  source.id = "news";
  source.url = "http://one.example/feed";
  return source;
}

// http://one.example/feed leads to another host, whose robots.txt is `robots`.
HttpResponse Answer(const HttpRequest& request, const std::string& robots) {
  HttpResponse response;
  response.final_url = request.url;
  response.status = 200;
  if (request.url == "http://two.example:80/robots.txt") {
    response.body = robots;
  } else if (request.url.ends_with("/robots.txt")) {
    response.status = 404;
  } else if (request.may_follow && !request.may_follow("http://two.example/feed")) {
    response.status = 302;
    response.error = TransportError::kNotFollowed;
    response.not_followed = "http://two.example/feed";
  } else {
    response.body = "<rss version=\"2.0\"><channel><item><title>某超市召回</title></item></channel></rss>";
  }
  return response;
}

TEST(SourceTrialTest, FollowsARedirectWhereTheNextHostLetsIt) {
  FakeTransport transport([](const HttpRequest& request) { return Answer(request, "User-agent: *\nAllow: /\n"); });

  Trial trial = TrySource(ASource(), CrawlConfig(), transport, kNow);

  EXPECT_EQ(trial.report.health, SourceHealth::kOk) << trial.report.reason;
  EXPECT_EQ(trial.documents.size(), 1U);
}

TEST(SourceTrialTest, StopsAtARedirectThatTheNextHostForbids) {
  FakeTransport transport([](const HttpRequest& request) { return Answer(request, "User-agent: *\nDisallow: /feed\n"); });

  Trial trial = TrySource(ASource(), CrawlConfig(), transport, kNow);
  std::ostringstream out;

  EXPECT_EQ(PrintTrial(trial, out), 1);
  EXPECT_EQ(trial.report.reason, "被转到 two.example，其 robots.txt 第 2 行不允许抓取：Disallow: /feed");
  EXPECT_NE(out.str().find("must not be read, by line 2: Disallow: /feed"), std::string::npos) << out.str();
}

TEST(SourceTrialTest, NamesTheFeedsOfAPageThatCameInstead) {
  FakeTransport transport([](const HttpRequest& request) {
    HttpResponse response;
    response.final_url = request.url;
    response.status = request.url.ends_with("/robots.txt") ? 404 : 200;
    response.body = "<!DOCTYPE html><title>要闻</title><link rel=alternate type=application/rss+xml href=/rss.xml>"
                    "<link rel=alternate type=application/atom+xml href=/atom.xml>";
    return response;
  });

  Trial trial = TrySource(ASource(), CrawlConfig(), transport, kNow);
  std::ostringstream out;

  EXPECT_EQ(PrintTrial(trial, out), 1);
  EXPECT_NE(out.str().find("found: an HTML page instead of a feed, titled \"要闻\"; it names the feed http://one.example/rss.xml\n"
                           "feed on this page: http://one.example/rss.xml\n"
                           "feed on this page: http://one.example/atom.xml\n"),
            std::string::npos)
      << out.str();
}

}  // namespace
}  // namespace fenghuo
