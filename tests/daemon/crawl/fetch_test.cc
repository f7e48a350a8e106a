#include "daemon/crawl/fetch.h"

#include <gtest/gtest.h>

#include <string>

#include "base/hash.h"

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-11-20T08:00:00Z");

SourceConfig ASource() {
  SourceConfig source;
  source.id = "news";
  source.url = "https://news.example/feed.xml";
  return source;
}

SourceRecord ARecord() {
  SourceRecord record;
  record.id = "news";
  record.etag = "\"7\"";
  record.last_modified = "Fri, 20 Nov 2026 07:00:00 GMT";
  record.last_full_at = kNow - hours(1);
  return record;
}

HttpResponse AnAnswer(int status, const std::string& body = "") {
  HttpResponse response;
  response.status = status;
  response.body = body;
  response.final_url = "https://news.example/feed.xml";
  return response;
}

HttpResponse AFault(TransportError error, const std::string& sentence = "words") {
  HttpResponse response = AnAnswer(0);
  response.error = error;
  response.error_sentence = sentence;
  return response;
}

FetchReport Judge(const HttpResponse& response, const SourceRecord& record = ARecord()) {
  return JudgeFetch(ASource(), response, record, kNow);
}

TEST(BuildFetchTest, AsksConditionallyAndSaysWhoIsAsking) {
  CrawlConfig crawl;
  crawl.user_agent = "Fenghuo/0.1 (+https://office.example)";

  HttpRequest request = BuildFetch(crawl, ASource(), ARecord(), kNow);

  EXPECT_EQ(request.url, "https://news.example/feed.xml");
  EXPECT_EQ(request.purpose, Purpose::kFetch);
  EXPECT_EQ(request.headers.Get("User-Agent"), "Fenghuo/0.1 (+https://office.example)");
  EXPECT_EQ(request.headers.Get("If-None-Match"), "\"7\"");
  EXPECT_EQ(request.headers.Get("If-Modified-Since"), "Fri, 20 Nov 2026 07:00:00 GMT");
  EXPECT_EQ(request.total_timeout, crawl.total_timeout);
  EXPECT_EQ(request.body_bytes_max, crawl.body_bytes_max);
}

TEST(BuildFetchTest, T8AsksInFullOnceADay) {
  SourceRecord record = ARecord();
  record.last_full_at = kNow - hours(24);
  EXPECT_EQ(BuildFetch({}, ASource(), record, kNow).headers.Find("If-None-Match"), nullptr);

  record.last_full_at = kNow - hours(24) + seconds(1);
  EXPECT_NE(BuildFetch({}, ASource(), record, kNow).headers.Find("If-None-Match"), nullptr);

  record.last_full_at.reset();
  EXPECT_EQ(BuildFetch({}, ASource(), record, kNow).headers.Find("If-Modified-Since"), nullptr);
}

TEST(BuildFetchTest, SendsBackNoValidatorThatIsNoHeader) {
  SourceRecord record = ARecord();
  record.etag = "\"a\r\nX: y\"";
  record.last_modified = std::string(2000, '7');

  HttpRequest request = BuildFetch({}, ASource(), record, kNow);

  EXPECT_EQ(request.headers.Find("If-None-Match"), nullptr);
  EXPECT_EQ(request.headers.Find("If-Modified-Since"), nullptr);
}

TEST(JudgeFetchTest, LetsANewBodyBeParsed) {
  HttpResponse response = AnAnswer(200, "<rss/>");
  response.headers = HttpHeaders({{"ETag", "\"8\""}, {"Last-Modified", "Fri, 20 Nov 2026 08:00:00 GMT"}});
  response.wire_bytes = 6;

  FetchReport report = Judge(response);

  EXPECT_TRUE(WantsParsing(report));
  EXPECT_EQ(report.source, "news");
  EXPECT_EQ(report.finished_at, kNow);
  EXPECT_EQ(report.etag, "\"8\"");
  EXPECT_EQ(report.last_modified, "Fri, 20 Nov 2026 08:00:00 GMT");
  EXPECT_EQ(report.body_hash, Hash64("<rss/>"));
  EXPECT_EQ(report.wire_bytes, 6);
  EXPECT_EQ(report.failure, "");
}

TEST(JudgeFetchTest, KnowsAnUnchangedAnswerByItsStatusAndByItsHash) {
  SourceRecord record = ARecord();
  record.body_hash = Hash64("<rss/>");

  EXPECT_TRUE(Judge(AnAnswer(304)).not_modified);
  EXPECT_TRUE(Judge(AnAnswer(200, "<rss/>"), record).not_modified);
  EXPECT_FALSE(Judge(AnAnswer(200, "<rss />"), record).not_modified);
  EXPECT_FALSE(WantsParsing(Judge(AnAnswer(304))));
}

TEST(JudgeFetchTest, T8DoesNotBelieveAnUnchangedThatNobodyAskedFor) {
  SourceRecord never;
  never.id = "news";
  SourceRecord long_ago = ARecord();
  long_ago.last_full_at = kNow - hours(25);

  for (const SourceRecord& record : {never, long_ago}) {
    FetchReport report = Judge(AnAnswer(304), record);
    EXPECT_EQ(report.health, SourceHealth::kFailing);
    EXPECT_EQ(report.reason, "服务器对未带条件的请求仍回答“未修改”（304），内容无法核实");
    EXPECT_FALSE(report.not_modified);
  }
}

TEST(JudgeFetchTest, GivesEveryFaultItsHealthAndItsLabel) {
  struct Row {
    TransportError error;
    SourceHealth health;
    std::string failure;
    std::string reason;
  };
  for (const Row& row :
       std::vector<Row>{{TransportError::kDns, SourceHealth::kFailing, "dns", "域名无法解析：news.example"},
                        {TransportError::kConnect, SourceHealth::kFailing, "connect", "无法连接：news.example"},
                        {TransportError::kTls, SourceHealth::kCertificate, "tls", "加密连接建立失败：words"},
                        {TransportError::kCertificate, SourceHealth::kCertificate, "certificate", "证书不被信任：words"},
                        {TransportError::kTimeout, SourceHealth::kFailing, "timeout", "等待超时：news.example"},
                        {TransportError::kBlockedAddress, SourceHealth::kBlocked, "blocked", "地址或端口不在允许范围内（内网信源须写明inner: true，并列入crawl.allow_addresses）"},
                        {TransportError::kBadUrl, SourceHealth::kBlocked, "bad_url", "网址不可用：words"},
                        {TransportError::kTooLarge, SourceHealth::kTooLarge, "too_large", "内容过大，没有读取"},
                        {TransportError::kHeaderTooLarge, SourceHealth::kTooLarge, "too_large", "响应头过大：words"},
                        {TransportError::kNotFollowed, SourceHealth::kFailing, "broken", "每次都被转到不同的主机，未跟随"},
                        {TransportError::kBroken, SourceHealth::kFailing, "broken", "连接中断或响应有误：words"}}) {
    FetchReport report = Judge(AFault(row.error));
    EXPECT_EQ(report.health, row.health) << row.failure;
    EXPECT_EQ(report.failure, row.failure);
    EXPECT_EQ(report.reason, row.reason);
    EXPECT_FALSE(WantsParsing(report));
  }
}

TEST(JudgeFetchTest, SaysInChineseWhatIsUsuallyWrongWithACertificate) {
  auto reason = [](const char* words) { return Judge(AFault(TransportError::kCertificate, words)).reason; };

  EXPECT_EQ(reason("SSL certificate problem: certificate has expired"), "证书不被信任：证书已过期");
  EXPECT_EQ(reason("SSL certificate problem: self-signed certificate"), "证书不被信任：自签名证书");
  EXPECT_EQ(reason("SSL certificate problem: unable to get local issuer certificate"), "证书不被信任：签发机构不受信任");
  EXPECT_EQ(reason("SSL: no alternative certificate subject name matches target host name 'x'"),
            "证书不被信任：证书与主机名不符");
}

TEST(JudgeFetchTest, GivesEveryStatusItsLabel) {
  EXPECT_EQ(Judge(AnAnswer(404)).failure, "http_4xx");
  EXPECT_EQ(Judge(AnAnswer(404)).reason, "服务器返回 HTTP 404");
  EXPECT_EQ(Judge(AnAnswer(502)).failure, "http_5xx");
  EXPECT_EQ(Judge(AnAnswer(302)).failure, "http_3xx");
  EXPECT_EQ(Judge(AnAnswer(206, "x")).health, SourceHealth::kFailing);
}

TEST(JudgeFetchTest, NamesTwoHundredWithNothingInItEmpty) {
  for (const HttpResponse& response : {AnAnswer(200), AnAnswer(200, " \r\n\t"), AnAnswer(204)}) {
    FetchReport report = Judge(response);
    EXPECT_EQ(report.health, SourceHealth::kEmpty);
    EXPECT_EQ(report.failure, "empty");
  }
  EXPECT_EQ(Judge(AnAnswer(200)).reason, "服务器返回 HTTP 200，但内容为空");
}

TEST(JudgeFetchTest, T7NamesARedirectToALoginPageALoginWall) {
  HttpResponse response = AnAnswer(200, "<html>login</html>");
  response.redirects = 1;
  for (const char* url :
       {"https://passport.weibo.com/visitor/visitor?entry=x", "https://news.example/user/login.php", "https://sso.example/"}) {
    response.final_url = url;
    EXPECT_EQ(Judge(response).health, SourceHealth::kLoginWall) << url;
  }
  EXPECT_EQ(Judge(response).reason, "被转到登录页：sso.example");
  for (const char* url : {"https://www.cas.cn/feed", "https://blogging.example/feed", "https://news.example/loginless/feed"}) {
    response.final_url = url;
    EXPECT_EQ(Judge(response).health, SourceHealth::kOk) << url;
  }
}

TEST(JudgeFetchTest, T7KnowsTheVisitorPageByItsMark) {
  FetchReport report = Judge(AnAnswer(200, "<!DOCTYPE html><html><head><title>Sina Visitor System</title>"));

  EXPECT_EQ(report.health, SourceHealth::kLoginWall);
  EXPECT_EQ(report.failure, "login_wall");
  EXPECT_EQ(report.etag, "");
}

TEST(JudgeFetchTest, T6ProposesAMoveOnlyWithAGoodAnswer) {
  HttpResponse moved = AnAnswer(200, "<rss/>");
  moved.moved_to = "https://new.example/feed.xml";
  HttpResponse gone = AnAnswer(404);
  gone.moved_to = moved.moved_to;

  EXPECT_EQ(Judge(moved).moved_to, "https://new.example/feed.xml");
  EXPECT_EQ(Judge(gone).moved_to, "");
}

TEST(JudgeFetchTest, ReadsRetryAfterWhereItMeansSomething) {
  for (int status : {429, 503}) {
    HttpResponse busy = AnAnswer(status);
    busy.headers = HttpHeaders({{"Retry-After", "120"}});
    EXPECT_EQ(Judge(busy).retry_after, Duration(seconds(120)));
  }
  HttpResponse good = AnAnswer(200, "<rss/>");
  good.headers = HttpHeaders({{"Retry-After", "120"}});
  EXPECT_EQ(Judge(good).retry_after, std::nullopt);
}

TEST(JudgeRobotsTest, ShowsTheRuleThatForbids) {
  RobotsRuling ruling;
  ruling.say = RobotsSay::kMustNot;
  ruling.verdict = {.allowed = false, .line = 12, .rule = "Disallow: /feed"};

  FetchReport report = JudgeRobots(ASource(), ruling, kNow);

  EXPECT_EQ(report.source, "news");
  EXPECT_EQ(report.health, SourceHealth::kRobots);
  EXPECT_EQ(report.failure, "robots");
  EXPECT_EQ(report.reason, "robots.txt 第 12 行不允许抓取：Disallow: /feed");
  EXPECT_FALSE(WantsParsing(report));
}

TEST(JudgeRobotsTest, NamesTheHostThatARedirectLeadsTo) {
  RobotsRuling ruling;
  ruling.say = RobotsSay::kMustNot;
  ruling.verdict = {.allowed = false, .line = 2, .rule = "Disallow: /"};
  ruling.origin = "https://cdn.example:443";

  EXPECT_EQ(JudgeRobots(ASource(), ruling, kNow).reason, "被转到 cdn.example，其 robots.txt 第 2 行不允许抓取：Disallow: /");
  ruling.origin = "http://news.example:80";
  EXPECT_EQ(JudgeRobots(ASource(), ruling, kNow).reason, "robots.txt 第 2 行不允许抓取：Disallow: /");
}

TEST(JudgeRobotsTest, GivesAHostThatCannotBeReachedTheStateOfAnyOtherFetch) {
  RobotsRuling ruling;
  ruling.say = RobotsSay::kUnreachable;
  ruling.unreachable_since = kNow - hours(1);
  auto judged = [&](const HttpResponse& failure) {
    ruling.failure = failure;
    return JudgeRobots(ASource(), ruling, kNow);
  };

  EXPECT_EQ(judged(AnAnswer(503)).health, SourceHealth::kRobots);
  EXPECT_EQ(judged(AnAnswer(503)).reason, "robots.txt 读取失败，读到之前不抓取：服务器返回 HTTP 503");
  EXPECT_EQ(judged(AFault(TransportError::kDns)).health, SourceHealth::kFailing);
  EXPECT_EQ(judged(AFault(TransportError::kDns)).failure, "dns");
  EXPECT_EQ(judged(AFault(TransportError::kDns)).reason, "robots.txt 读取失败，读到之前不抓取：域名无法解析：news.example");
  EXPECT_EQ(judged(AFault(TransportError::kCertificate)).health, SourceHealth::kCertificate);
  EXPECT_EQ(judged(AFault(TransportError::kBlockedAddress)).health, SourceHealth::kBlocked);
  EXPECT_EQ(judged(AnAnswer(503)).robots_unreachable_since, kNow - hours(1));
}

TEST(NoteParsedTest, TakesOverWhatTheParserFound) {
  FetchReport report = Judge(AnAnswer(200, "<html/>"));
  auto noted = [&](FeedProblem problem) { return NoteParsed(report, {std::nullopt, FeedFailure{problem, "an HTML page"}}); };

  EXPECT_EQ(noted(FeedProblem::kNotAFeed).health, SourceHealth::kNotAFeed);
  EXPECT_EQ(noted(FeedProblem::kIllFormed).health, SourceHealth::kNotAFeed);
  EXPECT_EQ(noted(FeedProblem::kBadCharset).health, SourceHealth::kNotAFeed);
  EXPECT_EQ(noted(FeedProblem::kEmptyBody).health, SourceHealth::kEmpty);
  EXPECT_EQ(noted(FeedProblem::kLoginWall).health, SourceHealth::kLoginWall);
  EXPECT_EQ(noted(FeedProblem::kLoginWall).failure, "login_wall");
  EXPECT_EQ(noted(FeedProblem::kNotAFeed).reason, "返回的内容不是信源格式（多为网页）");
}

TEST(NoteParsedTest, NamesAFeedWithoutEntriesEmpty) {
  FetchReport report = Judge(AnAnswer(200, "<rss/>"));
  Feed feed;

  EXPECT_EQ(NoteParsed(report, {feed, std::nullopt}).health, SourceHealth::kEmpty);
  feed.entries.emplace_back();
  EXPECT_EQ(NoteParsed(report, {feed, std::nullopt}).health, SourceHealth::kOk);
}

}  // namespace
}  // namespace fenghuo
