// What Slack, Teams, Telegram, ntfy, PagerDuty and Alertmanager answer (notifications.md 4, 5).

#include <gtest/gtest.h>

#include "tests/alerts/notify/answers.h"

namespace fenghuo {
namespace {

TEST(ClassifySlackTest, BelievesOnlyTheWordOk) {
  const ChannelType slack = ChannelType::kSlack;
  EXPECT_EQ(Answered(slack, 200, "ok").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Answered(slack, 200, "ok\n").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Answered(slack, 200, "").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(slack, 200, "no_text").kind, OutcomeKind::kPermanent);
  EXPECT_EQ(Answered(slack, 200, "no_text").reason, "Slack 拒收：no_text");
  EXPECT_EQ(Answered(slack, 200, "<!DOCTYPE html>").kind, OutcomeKind::kRetry);
}

TEST(ClassifySlackTest, ReadsTheWordBesideTheStatus) {
  const ChannelType slack = ChannelType::kSlack;
  const Outcome payload = Answered(slack, 400, "invalid_payload");
  EXPECT_EQ(payload.kind, OutcomeKind::kPermanent);
  EXPECT_TRUE(payload.try_short_form);
  EXPECT_EQ(payload.reason, "消息被拒收（HTTP 400）：invalid_payload");
  EXPECT_EQ(Answered(slack, 400, "msg_blocks_too_long").failure, FailureReason::kTooLong);
  for (const auto& [status, word] : {std::pair{403, "invalid_token"}, {404, "no_service"}, {410, "channel_is_archived"}}) {
    EXPECT_EQ(Answered(slack, status, word).kind, OutcomeKind::kPermanent);
    EXPECT_TRUE(Answered(slack, status, word).channel_broken) << word;
  }
  EXPECT_EQ(Answered(slack, 500, "rollup_error").kind, OutcomeKind::kRetry);
  EXPECT_EQ(Answered(slack, 429, "", "30").retry_after, seconds(30));
}

TEST(ClassifyTeamsTest, NeverCallsAFlowThatHasBegunDelivered) {
  const ChannelType teams = ChannelType::kTeams;
  for (const int status : {200, 202}) EXPECT_EQ(Answered(teams, status).kind, OutcomeKind::kAccepted);
  EXPECT_EQ(Answered(teams, 202).reason, "Teams 已受理，是否显示不得而知");
  EXPECT_TRUE(Answered(teams, 413).try_short_form);
  EXPECT_EQ(Answered(teams, 429).kind, OutcomeKind::kRetry);
  for (const int gone : {401, 404, 410}) EXPECT_TRUE(Answered(teams, gone).channel_broken) << gone;
}

TEST(ClassifyTelegramTest, ReadsOkAndTheMessagesNumber) {
  const Outcome fine = Answered(ChannelType::kTelegram, 200, R"({"ok":true,"result":{"message_id":4711}})");
  EXPECT_EQ(fine.kind, OutcomeKind::kDelivered);
  EXPECT_EQ(fine.vendor_id, "4711");
  EXPECT_EQ(Answered(ChannelType::kTelegram, 200, "{}").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(ChannelType::kTelegram, 200, R"({"ok":"true"})").kind, OutcomeKind::kUnknown);
}

TEST(ClassifyTelegramTest, WaitsAsLongAsTheBodySays) {
  const char* body = R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}})";
  EXPECT_EQ(Answered(ChannelType::kTelegram, 429, body).kind, OutcomeKind::kRetry);
  EXPECT_EQ(Answered(ChannelType::kTelegram, 429, body).retry_after, seconds(17));
  EXPECT_EQ(Answered(ChannelType::kTelegram, 429, body, "60").retry_after, seconds(60));
  EXPECT_EQ(Answered(ChannelType::kTelegram, 200, body).retry_after, seconds(17)) << "a relay that answers 200 for everything";
  EXPECT_EQ(Answered(ChannelType::kTelegram, 429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":99999999}})").retry_after,
            hours(1));
}

TEST(ClassifyTelegramTest, TellsWhatIsWrongWithTheChat) {
  const ChannelType telegram = ChannelType::kTelegram;
  const Outcome moved = Answered(telegram, 400, R"({"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to )"
                                                R"(a supergroup chat","parameters":{"migrate_to_chat_id":-1001234}})");
  EXPECT_EQ(moved.kind, OutcomeKind::kPermanent);
  EXPECT_TRUE(moved.channel_broken);
  EXPECT_FALSE(moved.try_short_form);
  EXPECT_TRUE(moved.reason.starts_with("群已升级，请把 to 改为 -1001234")) << moved.reason;
  EXPECT_TRUE(Answered(telegram, 400, R"({"ok":false,"error_code":400,"description":"Bad Request: chat not found"})").channel_broken);
  const Outcome parse = Answered(telegram, 400, R"({"ok":false,"error_code":400,"description":"Bad Request: can't parse entities"})");
  EXPECT_TRUE(parse.try_short_form);
  EXPECT_FALSE(parse.channel_broken);
  EXPECT_EQ(Answered(telegram, 400, R"({"ok":false,"error_code":400,"description":"Bad Request: message is too long"})").failure,
            FailureReason::kTooLong);
  for (const int gone : {401, 403}) {
    const Outcome outcome = Answered(telegram, gone, R"({"ok":false,"error_code":)" + std::to_string(gone) + R"(,"description":"no"})");
    EXPECT_TRUE(outcome.channel_broken);
    EXPECT_EQ(outcome.failure, FailureReason::kAuth);
  }
  EXPECT_EQ(Answered(telegram, 502, "Bad Gateway").kind, OutcomeKind::kRetry);
}

TEST(ClassifyNtfyTest, WantsTheIdOfWhatWasPublished) {
  const ChannelType ntfy = ChannelType::kNtfy;
  const Outcome fine = Answered(ntfy, 200, R"({"id":"sPs71M8A2T","time":1643935928,"event":"message","topic":"duty"})");
  EXPECT_EQ(fine.kind, OutcomeKind::kDelivered);
  EXPECT_EQ(fine.vendor_id, "sPs71M8A2T");
  EXPECT_EQ(Answered(ntfy, 200, "{}").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(ntfy, 200, "[]").kind, OutcomeKind::kUnknown);
}

TEST(ClassifyNtfyTest, ReadsItsErrors) {
  const ChannelType ntfy = ChannelType::kNtfy;
  const Outcome who = Answered(ntfy, 401, R"({"code":40101,"http":401,"error":"unauthorized"})");
  EXPECT_TRUE(who.channel_broken);
  EXPECT_EQ(who.reason, "凭据或地址无效（HTTP 401）：unauthorized");
  EXPECT_TRUE(Answered(ntfy, 403, R"({"code":40301,"http":403,"error":"forbidden"})").channel_broken);
  EXPECT_TRUE(Answered(ntfy, 413, R"({"code":41301,"http":413,"error":"attachment too large"})").try_short_form);
  EXPECT_EQ(Answered(ntfy, 429, R"({"code":42901,"http":429,"error":"limit reached"})", "5").retry_after, seconds(5));
  const Outcome quota = Answered(ntfy, 429, R"({"code":42908,"http":429,"error":"limit reached: daily message quota reached"})");
  EXPECT_EQ(quota.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(quota.reason, "当日额度已用完：limit reached: daily message quota reached");
}

TEST(ClassifyPagerdutyTest, WantsA202ThatSaysSuccess) {
  const ChannelType pager = ChannelType::kPagerduty;
  const Outcome fine = Answered(pager, 202, R"({"status":"success","message":"Event processed","dedup_key":"fenghuo/2026-0711-03"})");
  EXPECT_EQ(fine.kind, OutcomeKind::kDelivered);
  EXPECT_EQ(fine.vendor_id, "fenghuo/2026-0711-03");
  EXPECT_EQ(Answered(pager, 202, "").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(pager, 200, R"({"status":"success"})").kind, OutcomeKind::kUnknown);
  const Outcome bad = Answered(pager, 400, R"({"status":"invalid event","errors":["Length of 'routing_key' is incorrect","no"]})");
  EXPECT_EQ(bad.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(bad.reason, "消息被拒收（HTTP 400）：Length of 'routing_key' is incorrect; no");
  EXPECT_EQ(Answered(pager, 429).kind, OutcomeKind::kRetry);
  EXPECT_EQ(Answered(pager, 503).kind, OutcomeKind::kRetry);
}

TEST(ClassifyAlertmanagerTest, TakesA200AndQuotesA400) {
  const ChannelType peer = ChannelType::kAlertmanager;
  EXPECT_EQ(Answered(peer, 200, "").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Answered(peer, 204, "").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(peer, 200, "<html>").kind, OutcomeKind::kRetry);
  EXPECT_EQ(Answered(peer, 400, R"("start time must be before end time")").reason,
            "消息被拒收（HTTP 400）：\"start time must be before end time\"");
  EXPECT_EQ(Answered(peer, 500).kind, OutcomeKind::kRetry);
}

}  // namespace
}  // namespace fenghuo
