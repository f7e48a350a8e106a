#include "alerts/notify/outcome.h"

#include <gtest/gtest.h>

#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

constexpr ChannelType kRobots[] = {ChannelType::kDingtalk, ChannelType::kWecom, ChannelType::kFeishu};
constexpr ChannelType kOverHttp[] = {ChannelType::kWebhook, ChannelType::kDingtalk, ChannelType::kWecom, ChannelType::kFeishu};

Outcome Http(ChannelType type, int status, const std::string& body = "", const std::string& retry_after = "") {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = status;
  answer.body = body;
  answer.retry_after = retry_after;
  return Classify(type, answer, NoticeTime());
}

Outcome Broken(ChannelType type, Answer::Transport transport, int status = 0) {
  Answer answer;
  answer.transport = transport;
  answer.status = status;
  answer.error = "connection refused";
  return Classify(type, answer, NoticeTime());
}

Outcome Code(ChannelType type, int code, const std::string& message = "") {
  const std::string names = type == ChannelType::kFeishu ? R"({"code":)" : R"({"errcode":)";
  const std::string text = type == ChannelType::kFeishu ? R"(,"msg":")" : R"(,"errmsg":")";
  return Http(type, 200, names + std::to_string(code) + text + message + "\"}");
}

TEST(ClassifyTest, BelievesARobotOnlyWhenItSaysZero) {
  for (const ChannelType type : kRobots) EXPECT_EQ(Code(type, 0, "ok").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Http(ChannelType::kFeishu, 200, R"({"StatusCode":0,"StatusMessage":"success"})").kind, OutcomeKind::kDelivered);
  for (const ChannelType type : kRobots) EXPECT_EQ(Code(type, 987654).kind, OutcomeKind::kPermanent);
}

TEST(ClassifyTest, ReadsACodeThatIsAString) {
  EXPECT_EQ(Http(ChannelType::kDingtalk, 200, R"({"errcode":"0","errmsg":"ok"})").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Http(ChannelType::kWecom, 200, R"({"errcode":"45009","errmsg":"x"})").kind, OutcomeKind::kRetry);
  EXPECT_EQ(Http(ChannelType::kWecom, 200, R"({"errcode":"0x"})").kind, OutcomeKind::kUnknown);
}

TEST(ClassifyTest, DoesNotTakeA200WithoutACodeForSuccess) {
  for (const ChannelType type : kRobots) {
    for (const char* body : {"", "ok", "{}", "[]", "null", R"({"errcode":null,"code":null})", R"({"errcode":0.5,"code":0.5})",
                             R"({"errcode":0)", "\xFF\xFE"}) {
      EXPECT_EQ(Http(type, 200, body).kind, OutcomeKind::kUnknown) << Name(type) << " " << body;
    }
    EXPECT_EQ(Http(type, 204).kind, OutcomeKind::kUnknown);
  }
}

TEST(ClassifyTest, KnowsALoginPageFromAnAnswer) {
  for (const ChannelType type : kOverHttp) {
    for (const char* page : {"<!DOCTYPE html><html>", "  \r\n<HTML><head>", "\xEF\xBB\xBF<html>", "<?xml version='1.0'?>"}) {
      const Outcome outcome = Http(type, 200, page);
      EXPECT_EQ(outcome.kind, OutcomeKind::kRetry) << Name(type) << " " << page;
      EXPECT_EQ(outcome.reason, "返回的是网页而不是应答（登录页或代理页）");
    }
  }
}

TEST(ClassifyTest, TakesAnySuccessOfAWebhook) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_EQ(Http(ChannelType::kWebhook, status).kind, OutcomeKind::kDelivered) << status;
  }
}

TEST(ClassifyTest, ShowsAMovedAddressInsteadOfFollowingIt) {
  for (const ChannelType type : kOverHttp) {
    for (const int status : {301, 302, 307, 308}) {
      const Outcome outcome = Http(type, status);
      EXPECT_EQ(outcome.kind, OutcomeKind::kPermanent);
      EXPECT_TRUE(outcome.channel_broken);
      EXPECT_EQ(outcome.reason, "地址已转移，请改配置（HTTP " + std::to_string(status) + "）");
    }
  }
}

TEST(ClassifyTest, JudgesAStatusTheSameForEveryChannel) {
  struct Row {
    int status;
    OutcomeKind kind;
    FailureReason failure;
    bool broken;
    bool short_form;
  };
  const Row rows[] = {
      {400, OutcomeKind::kPermanent, FailureReason::kClientError, false, true},
      {401, OutcomeKind::kPermanent, FailureReason::kAuth, true, false},
      {403, OutcomeKind::kPermanent, FailureReason::kAuth, true, false},
      {404, OutcomeKind::kPermanent, FailureReason::kAuth, true, false},
      {405, OutcomeKind::kPermanent, FailureReason::kClientError, false, false},
      {408, OutcomeKind::kRetry, FailureReason::kTimeout, false, false},
      {410, OutcomeKind::kPermanent, FailureReason::kAuth, true, false},
      {413, OutcomeKind::kPermanent, FailureReason::kTooLong, false, true},
      {422, OutcomeKind::kPermanent, FailureReason::kClientError, false, true},
      {425, OutcomeKind::kRetry, FailureReason::kTimeout, false, false},
      {429, OutcomeKind::kRetry, FailureReason::kRateLimited, false, false},
      {500, OutcomeKind::kRetry, FailureReason::kServerError, false, false},
      {502, OutcomeKind::kRetry, FailureReason::kServerError, false, false},
      {503, OutcomeKind::kRetry, FailureReason::kServerError, false, false},
      {504, OutcomeKind::kRetry, FailureReason::kServerError, false, false},
      {100, OutcomeKind::kUnknown, FailureReason::kUnknown, false, false},
  };
  for (const ChannelType type : kOverHttp) {
    for (const Row& row : rows) {
      const Outcome outcome = Http(type, row.status);
      EXPECT_EQ(outcome.kind, row.kind) << Name(type) << " " << row.status;
      EXPECT_EQ(outcome.failure, row.failure) << Name(type) << " " << row.status;
      EXPECT_EQ(outcome.channel_broken, row.broken) << Name(type) << " " << row.status;
      EXPECT_EQ(outcome.try_short_form, row.short_form) << Name(type) << " " << row.status;
    }
  }
}

TEST(ClassifyTest, HonoursRetryAfterInSecondsAndAsADate) {
  const ChannelType hook = ChannelType::kWebhook;
  EXPECT_EQ(Http(hook, 429, "", "17").retry_after, seconds(17));
  EXPECT_EQ(Http(hook, 503, "", "Fri, 10 Jul 2026 18:28:00 GMT").retry_after, seconds(120));
  EXPECT_EQ(Http(hook, 429, "", "0").retry_after, seconds(1));
  EXPECT_EQ(Http(hook, 429, "", "Fri, 10 Jul 2026 18:20:00 GMT").retry_after, seconds(1));
  EXPECT_EQ(Http(hook, 429, "", "7200").retry_after, hours(1));
  EXPECT_EQ(Http(hook, 429, "", "99999999999999999999").retry_after, hours(1));
  EXPECT_EQ(Http(hook, 429, "", "soon").retry_after, std::nullopt);
  EXPECT_EQ(Http(hook, 429, "", "-5").retry_after, std::nullopt);
  EXPECT_EQ(Http(hook, 429).retry_after, std::nullopt);
}

TEST(ClassifyTest, TellsWhatNeverLeftFromWhatMayHaveArrived) {
  for (const ChannelType type : kOverHttp) {
    EXPECT_EQ(Broken(type, Answer::Transport::kNotSent).kind, OutcomeKind::kRetry);
    EXPECT_EQ(Broken(type, Answer::Transport::kMaybeSent).kind, OutcomeKind::kUnknown);
  }
  EXPECT_EQ(Broken(ChannelType::kSmtp, Answer::Transport::kMaybeSent, 354).kind, OutcomeKind::kUnknown);
}

TEST(ClassifyTest, StopsAtABadCertificateAndAtOurOwnGate) {
  const Outcome certificate = Broken(ChannelType::kFeishu, Answer::Transport::kCertificate);
  EXPECT_EQ(certificate.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(certificate.failure, FailureReason::kTls);
  EXPECT_TRUE(certificate.channel_broken);
  const Outcome gate = Broken(ChannelType::kWebhook, Answer::Transport::kBlockedAddress);
  EXPECT_EQ(gate.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(gate.failure, FailureReason::kBlockedAddress);
  EXPECT_TRUE(gate.channel_broken);
}

TEST(ClassifyTest, DoesNotBelieveAnEndlessAnswer) {
  for (const ChannelType type : kRobots) {
    EXPECT_EQ(Broken(type, Answer::Transport::kTooLarge, 200).kind, OutcomeKind::kUnknown);
  }
  EXPECT_EQ(Broken(ChannelType::kWebhook, Answer::Transport::kTooLarge, 200).kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Broken(ChannelType::kWebhook, Answer::Transport::kTooLarge, 500).kind, OutcomeKind::kUnknown);
}

TEST(ClassifyTest, ReadsDingtalksTable) {
  const ChannelType type = ChannelType::kDingtalk;
  EXPECT_EQ(Code(type, -1).kind, OutcomeKind::kRetry);
  for (const int banned : {130101, 90030}) {
    EXPECT_EQ(Code(type, banned).kind, OutcomeKind::kRetry);
    EXPECT_EQ(Code(type, banned).retry_after, minutes(10));
    EXPECT_TRUE(Code(type, banned).fallback_now);
  }
  for (const int too_long : {460101, 101002, 34016}) {
    EXPECT_TRUE(Code(type, too_long).try_short_form);
    EXPECT_EQ(Code(type, too_long).failure, FailureReason::kTooLong);
  }
  for (const int improper : {430101, 430102, 430103, 430104}) EXPECT_TRUE(Code(type, improper).try_short_form);
  for (const int gone : {88, 400013, 400101, 400102, 400106}) {
    EXPECT_EQ(Code(type, gone).kind, OutcomeKind::kPermanent);
    EXPECT_TRUE(Code(type, gone).channel_broken);
  }
  for (const int refused : {400105, 40035, 43004}) {
    EXPECT_EQ(Code(type, refused).kind, OutcomeKind::kPermanent);
    EXPECT_FALSE(Code(type, refused).channel_broken);
  }
  EXPECT_EQ(Code(type, 410100).retry_after, seconds(60));
}

TEST(ClassifyTest, TellsDingtalksFourRefusalsApart) {
  const ChannelType type = ChannelType::kDingtalk;
  EXPECT_TRUE(Code(type, 310000, "sign not match").channel_broken);
  EXPECT_FALSE(Code(type, 310000, "sign not match").clock_skew);
  EXPECT_TRUE(Code(type, 310000, "invalid timestamp").clock_skew);
  EXPECT_TRUE(Code(type, 310000, "keywords not in content").add_keyword);
  EXPECT_TRUE(Code(type, 310000, "ip 203.0.113.9 not in whitelist").channel_broken);
  EXPECT_EQ(Code(type, 310000, "invalid timestamp").reason, "本机时钟偏差过大，签名过期（310000 invalid timestamp）");
}

TEST(ClassifyTest, ReadsWecomsTable) {
  const ChannelType type = ChannelType::kWecom;
  EXPECT_EQ(Code(type, 45009).retry_after, seconds(60));
  EXPECT_EQ(Code(type, 45009).failure, FailureReason::kRateLimited);
  EXPECT_TRUE(Code(type, 40058).try_short_form);
  EXPECT_TRUE(Code(type, 45002).try_short_form);
  EXPECT_TRUE(Code(type, 93000).channel_broken);
  EXPECT_EQ(Code(type, -1).kind, OutcomeKind::kRetry);
  EXPECT_EQ(Code(type, 45033).kind, OutcomeKind::kRetry);
}

TEST(ClassifyTest, ReadsFeishusTable) {
  const ChannelType type = ChannelType::kFeishu;
  EXPECT_EQ(Code(type, 11232).kind, OutcomeKind::kRetry);
  EXPECT_EQ(Code(type, 11232).retry_after, std::nullopt);
  EXPECT_EQ(Code(type, 9499).kind, OutcomeKind::kPermanent);
  EXPECT_FALSE(Code(type, 9499).channel_broken);
  for (const int broken : {19001, 19021, 19022}) EXPECT_TRUE(Code(type, broken).channel_broken);
  EXPECT_TRUE(Code(type, 19024).add_keyword);
}

TEST(ClassifyTest, BlamesTheClockWhenThePeersDateIsFarOff) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = 200;
  answer.body = R"({"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"})";
  answer.date = "Fri, 10 Jul 2026 16:26:00 GMT";
  const Outcome off = Classify(ChannelType::kFeishu, answer, NoticeTime());
  EXPECT_TRUE(off.clock_skew);
  EXPECT_EQ(off.clock_ahead, hours(2));

  answer.date = "Fri, 10 Jul 2026 18:26:01 GMT";
  const Outcome right = Classify(ChannelType::kFeishu, answer, NoticeTime());
  EXPECT_FALSE(right.clock_skew);
  EXPECT_EQ(right.clock_ahead, seconds(-1));
}

TEST(ClassifyTest, LetsTheLastReplyOfAMailServerDecide) {
  struct Row {
    int code;
    OutcomeKind kind;
    bool broken;
    bool short_form;
  };
  const Row rows[] = {
      {250, OutcomeKind::kDelivered, false, false}, {421, OutcomeKind::kRetry, false, false},
      {450, OutcomeKind::kRetry, false, false},     {451, OutcomeKind::kRetry, false, false},
      {452, OutcomeKind::kRetry, false, false},     {454, OutcomeKind::kRetry, false, false},
      {530, OutcomeKind::kPermanent, true, false},  {535, OutcomeKind::kPermanent, true, false},
      {550, OutcomeKind::kPermanent, false, false}, {552, OutcomeKind::kPermanent, false, true},
      {553, OutcomeKind::kPermanent, false, false}, {554, OutcomeKind::kPermanent, false, true},
      {0, OutcomeKind::kUnknown, false, false},
  };
  for (const Row& row : rows) {
    const Outcome outcome = Http(ChannelType::kSmtp, row.code);
    EXPECT_EQ(outcome.kind, row.kind) << row.code;
    EXPECT_EQ(outcome.channel_broken, row.broken) << row.code;
    EXPECT_EQ(outcome.try_short_form, row.short_form) << row.code;
  }
}

TEST(ClassifyTest, QuotesThePeerOnOneHarmlessLine) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = 200;
  answer.body = "{\"errcode\":1,\"errmsg\":\"bad\\r\\n<b>@all</b> " + std::string(5'000, 'x') + "\"}";
  const Outcome outcome = Classify(ChannelType::kWecom, answer, NoticeTime());
  EXPECT_EQ(outcome.reason.find('\n'), std::string::npos);
  EXPECT_TRUE(outcome.reason.starts_with("对方拒收（1 bad ＜b＞＠all＜/b＞ xxx")) << outcome.reason;
  EXPECT_LT(outcome.reason.size(), 400U);
}

}  // namespace
}  // namespace fenghuo
