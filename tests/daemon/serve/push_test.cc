// POST /api/v1/documents: what a source sends by itself.

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "daemon/serve/identity.h"
#include "daemon/serve/push_body.h"
#include "daemon/serve/request_rate.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

const std::string kHotlineToken(40, 'h');

// An office with a hotline that sends; what it sent is kept.
class PushTest : public testing::Test {
 protected:
  PushTest() : bureau_({.change = [](Config& config) {
      SourceConfig hotline;
      hotline.id = "hotline";
      hotline.name = "12345工单";
      hotline.type = SourceType::kPush;
      hotline.token_hash = Sha256Hex(kHotlineToken);
      config.sources.push_back(hotline);
    }}) {
    bureau_.commands.push = [this](const std::string& source, const Feed& feed) -> Result<IngestReport> {
      pushed_.emplace_back(source, feed);
      IngestReport report;
      report.documents_new = static_cast<int64_t>(feed.entries.size());
      return report;
    };
  }

  HttpAnswer Push(const std::string& body, std::vector<std::string> lines = {}, const std::string& type = "application/json") {
    return bureau_.Ask("POST", "/api/v1/documents", {.token = kHotlineToken, .body = body, .lines = std::move(lines), .type = type});
  }

  ABureau bureau_;
  std::vector<std::pair<std::string, Feed>> pushed_;
};

TEST_F(PushTest, TakesOneDocumentAndSaysWhatBecameOfIt) {
  HttpAnswer answer = Push(R"({"id": "T-1", "title": "反映某超市出售过期酸奶", "text": "来电人称…", "url": "https://t.example/1",
      "published_at": "2026-07-11T08:30:00+08:00", "author": "来电人", "observation": {"views": 12}})");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"source":"hotline","received":1,"new":1,"changed":0,"known":0})");
  ASSERT_EQ(pushed_.size(), 1U);
  EXPECT_EQ(pushed_[0].first, "hotline");
  ASSERT_EQ(pushed_[0].second.entries.size(), 1U);
  const FeedEntry& entry = pushed_[0].second.entries[0];
  EXPECT_EQ(entry.id, "T-1");
  EXPECT_EQ(entry.title, "反映某超市出售过期酸奶");
  EXPECT_EQ(entry.summary, "来电人称…");
  EXPECT_EQ(entry.link, "https://t.example/1");
  EXPECT_EQ(entry.published, "2026-07-11T08:30:00+08:00");
  EXPECT_EQ(entry.author, "来电人");
  EXPECT_EQ(entry.views, 12);
}

TEST_F(PushTest, TakesAListAndJsonLines) {
  EXPECT_EQ(Push(R"({"documents": [{"title": "甲"}, {"text": "乙", "id": 7}]})").status, 200);
  EXPECT_EQ(Push("{\"title\": \"丙\"}\n\n{\"title\": \"丁\"}\r\n", {}, "application/x-ndjson").status, 200);

  ASSERT_EQ(pushed_.size(), 2U);
  EXPECT_EQ(pushed_[0].second.entries[1].id, "7");
  EXPECT_EQ(pushed_[1].second.entries[1].title, "丁");
}

TEST_F(PushTest, RefusesTheWholeBodyForOneProblemAndNamesEach) {
  HttpAnswer answer = Push(R"({"documents": [{"title": "甲"}, {"title": 3, "published_at": "明年", "observation": {"views": -1}}, {}, 4]})");

  EXPECT_EQ(answer.status, 400);
  Json json = answer.json();
  std::string problems;
  for (const Json& problem : json["errors"]) {
    problems += problem["field"].get<std::string>() + ": " + problem["detail"].get<std::string>() + "\n";
  }
  EXPECT_EQ(problems,
            "documents[1].title: 应为文字\n"
            "documents[1].published_at: 应为日期时间，例如 2026-07-11T08:30:00+08:00\n"
            "documents[1].observation.views: 应为不小于 0 的整数\n"
            "documents[2].title: title 与 text 至少应有一项\n"
            "documents[3]: 应为对象\n");
  EXPECT_TRUE(pushed_.empty());
}

TEST_F(PushTest, RefusesWhatWouldBeDroppedOrComeOutNegative) {
  HttpAnswer blank = Push(R"({"title": " ", "text": "\n"})");
  HttpAnswer huge = Push(R"({"title": "甲", "observation": {"views": 18446744073709551615}})");
  HttpAnswer id = Push(R"({"title": "甲", "id": 18446744073709551615})");

  EXPECT_EQ(blank.json()["detail"], "title：title 与 text 至少应有一项");
  EXPECT_EQ(huge.json()["detail"], "observation.views：数值过大");
  ASSERT_EQ(pushed_.size(), 1U);
  EXPECT_EQ(pushed_[0].second.entries[0].id, "18446744073709551615");
}

TEST_F(PushTest, NamesTwentyProblemsAndCountsTheRest) {
  std::string lines;
  for (int i = 0; i < 60'000; ++i) lines += "x\n";

  HttpAnswer answer = Push(lines, {}, "application/x-ndjson");

  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json()["errors"].size(), 20U);
  EXPECT_LT(answer.body.size(), 8000U);
  EXPECT_NE(answer.body.find("；另有 81 处问题未列出"), std::string::npos) << answer.body;
}

TEST_F(PushTest, RefusesTooManyDocumentsAndNone) {
  std::string many;
  for (size_t i = 0; i <= kPushedMax; ++i) many += "{\"title\": \"甲\"}\n";

  HttpAnswer too_many = Push(many, {}, "application/x-ndjson");
  HttpAnswer none = Push(R"({"documents": []})");

  EXPECT_EQ(too_many.status, 400);
  EXPECT_NE(too_many.body.find("一次最多 100 条"), std::string::npos);
  EXPECT_EQ(none.status, 400);
  EXPECT_NE(none.body.find("没有文档"), std::string::npos);
  EXPECT_TRUE(pushed_.empty());
}

TEST_F(PushTest, SaysWhenTheSourceHasSentTooMuchToday) {
  bureau_.commands.push = [](const std::string&, const Feed&) {
    IngestReport report;
    report.documents_refused = 1;
    return report;
  };
  HttpAnswer answer = Push(R"({"title": "甲"})", {"Idempotency-Key: ticket-1"});
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.json()["detail"], "今日推送的数据量已达上限，次日零时起可继续推送");
  bureau_.commands.push = [](const std::string&, const Feed&) { return IngestReport(); };
  EXPECT_EQ(Push(R"({"title": "甲"})", {"Idempotency-Key: ticket-1"}).status, 200) << "a refusal is not kept as the answer";
}

TEST_F(PushTest, KnowsTheSourceByItsTokenAlone) {
  const std::string body = R"({"title": "甲", "source": "saw-news"})";

  EXPECT_EQ(bureau_.Ask("POST", "/api/v1/documents", {.body = body}).status, 401);
  EXPECT_EQ(bureau_.Ask("POST", "/api/v1/documents", {.token = kDeskToken, .body = body}).status, 401);
  EXPECT_EQ(bureau_.Ask("GET", "/api/v1/documents", {.token = kHotlineToken}).status, 401);
  EXPECT_EQ(Push(body).status, 200);

  ASSERT_EQ(pushed_.size(), 1U);
  EXPECT_EQ(pushed_[0].first, "hotline");
}

TEST_F(PushTest, GivesTheSameAnswerToTheSameKeyAndDoesNothing) {
  const std::string body = R"({"title": "甲"})";
  HttpAnswer first = Push(body, {"Idempotency-Key: ticket-batch-1"});
  HttpAnswer again = Push(body, {"Idempotency-Key: ticket-batch-1"});
  HttpAnswer other = Push(R"({"title": "乙"})", {"Idempotency-Key: ticket-batch-1"});
  bureau_.clock.Advance(hours(25));
  HttpAnswer late = Push(body, {"Idempotency-Key: ticket-batch-1"});

  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.Header("idempotent-replayed"), "true");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.json()["detail"], "这个 Idempotency-Key 已用于另一份内容");
  EXPECT_EQ(late.status, 200);
  EXPECT_EQ(pushed_.size(), 2U);
}

TEST_F(PushTest, AFailureIsNotRemembered) {
  bureau_.commands.push = [](const std::string&, const Feed&) -> Result<IngestReport> { return Unavailable("the disk is full"); };
  EXPECT_EQ(Push(R"({"title": "甲"})", {"Idempotency-Key: k"}).status, 503);
  bureau_.commands.push = [](const std::string&, const Feed&) -> Result<IngestReport> { return IngestReport(); };

  EXPECT_EQ(Push(R"({"title": "甲"})", {"Idempotency-Key: k"}).status, 200);
}

TEST_F(PushTest, ASourceThatPushesTooOftenIsToldWhenToComeAgain) {
  ABureau bureau({.change = [](Config& config) {
    config.serve.push_per_minute = 3;
    for (const char* id : {"hotline", "chat"}) {
      SourceConfig source;
      source.id = id;
      source.type = SourceType::kPush;
      source.token_hash = Sha256Hex(std::string(40, id[0]));
      config.sources.push_back(source);
    }
  }});
  bureau.commands.push = [](const std::string&, const Feed&) { return IngestReport(); };
  auto push = [&bureau](char token) {
    return bureau.Ask("POST", "/api/v1/documents", {.token = std::string(40, token), .body = R"({"title": "反映某事"})"});
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(push('h').status, 200);

  HttpAnswer fourth = push('h');

  EXPECT_EQ(fourth.status, 429);
  EXPECT_EQ(fourth.Header("retry-after"), "20");
  EXPECT_EQ(fourth.Header("content-type"), "application/problem+json");
  EXPECT_EQ(fourth.json()["detail"], "推送过于频繁：每分钟最多 3 次请求");
  EXPECT_EQ(push('c').status, 200) << "each token has its own";
  bureau.clock.Advance(seconds(20));
  EXPECT_EQ(push('h').status, 200);
  EXPECT_EQ(push('h').status, 429);
}

TEST(RequestRateTest, AClockThatIsSetBackKeepsNobodyWaitingForLongerThanAMinute) {
  const Timestamp now = FromUnixSeconds(1'800'000'000);
  RequestRate rate;
  EXPECT_EQ(rate.TakeOrWait("hotline", 1, now), std::nullopt);
  EXPECT_EQ(rate.TakeOrWait("hotline", 1, now), minutes(1));

  EXPECT_EQ(rate.TakeOrWait("hotline", 1, now - hours(1)), std::nullopt);
  EXPECT_EQ(rate.TakeOrWait("hotline", 1, now - hours(1)), minutes(1)) << "and it counts from there";
}

TEST_F(PushTest, RefusesOtherTypesAndBrokenJson) {
  EXPECT_EQ(Push("title=甲", {}, "application/x-www-form-urlencoded").status, 415);
  EXPECT_EQ(Push("{\"title\": ").status, 400);
  EXPECT_EQ(Push("{\"title\": \"\xFF\"}").status, 400);
  EXPECT_EQ(Push("{\"title\": \"甲\", \"title\": \"乙\"}").status, 400);
  EXPECT_TRUE(pushed_.empty());
}

}  // namespace
}  // namespace fenghuo
