// What Slack, Teams, Telegram, ntfy, PagerDuty and Alertmanager are sent, where a golden file alone would not say why.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerts/notify/chat.h"
#include "alerts/notify/render.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

const RenderContext kContext{.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime() + minutes(1)};

Json Body(ChannelType type, const Notification& row, const std::string& to = "") {
  ChannelSpec channel = AChannel(type);
  channel.to = to;
  return Json::parse(Render(row, channel, kContext).body);
}

Notification For(const std::string& address, Urgency urgency = Urgency::kRing) {
  Notification row = ANotification();
  row.receivers = {{"zhang", address}};
  row.urgency = urgency;
  return row;
}

TEST(RenderSlackTest, CallsAMemberAndNobodyElse) {
  EXPECT_EQ(Body(ChannelType::kSlack, For("U024BE7LH"))["blocks"][2]["text"]["text"], "<@U024BE7LH>");
  for (const char* address : {"!channel", "here", "everyone", "U1> <!here", "13800000000", ""}) {
    EXPECT_EQ(Body(ChannelType::kSlack, For(address)).dump().find("<"), std::string::npos) << address;
  }
  EXPECT_EQ(Body(ChannelType::kSlack, For("U024BE7LH", Urgency::kSilent)).dump().find("<@"), std::string::npos);
}

TEST(RenderSlackTest, PutsTextFromTheWebWhereItIsNoMarkup) {
  Message message = AMessage();
  message.title = "<!channel> *bold* & <https://evil.example|here>";
  const Json body = Body(ChannelType::kSlack, ANotification(message));
  for (const Json& block : body["blocks"]) {
    if (!block.contains("text")) continue;
    EXPECT_EQ(block["text"]["type"], "plain_text");
  }
  // The line for lock screens is read as mrkdwn: nothing of that is left in it.
  EXPECT_EQ(body["text"].get<std::string>().find_first_of("<>&*"), std::string::npos);
}

TEST(RenderTeamsTest, CallsAUserByPrincipalName) {
  const Json card = Body(ChannelType::kTeams, For("zhang@office.example"))["attachments"][0]["content"];
  EXPECT_EQ(card["msteams"]["entities"],
            Json::parse(R"([{"type":"mention","text":"<at>zhang</at>","mentioned":{"id":"zhang@office.example","name":"zhang"}}])"));
  for (const char* address : {"zhang", "@", "a@</at>b", "13800000000"}) {
    EXPECT_EQ(Body(ChannelType::kTeams, For(address)).dump().find("<at>"), std::string::npos) << address;
  }
}

TEST(RenderTelegramTest, CountsAsTelegramDoes) {
  EXPECT_EQ(CountUtf16("a灾\U0001F468"), 4U);
  Message message = AMessage();
  for (int i = 0; i < 60; ++i) {
    std::string line;
    for (int j = 0; j < 140; ++j) line += "\U0001F525";
    message.lines.push_back(line);
  }
  const std::string text = Body(ChannelType::kTelegram, ANotification(message), "-100200")["text"];
  EXPECT_LE(CountUtf16(text), 4'096U);
  EXPECT_GT(CountUtf16(text), 2'000U);
}

TEST(RenderTelegramTest, WritesAChatsNumberAsANumber) {
  EXPECT_EQ(Body(ChannelType::kTelegram, ANotification(), "-1001234")["chat_id"], -1001234);
  EXPECT_EQ(Body(ChannelType::kTelegram, ANotification(), "@duty")["chat_id"], "@duty");
}

TEST(RenderTelegramTest, MakesNoSoundWhereNobodyIsToBeWoken) {
  EXPECT_TRUE(Body(ChannelType::kTelegram, For("", Urgency::kSilent), "1")["disable_notification"].get<bool>());
  EXPECT_FALSE(Body(ChannelType::kTelegram, For("", Urgency::kMessage), "1").contains("disable_notification"));
}

TEST(RenderNtfyTest, RingsByUrgencyFirstAndLevelSecond) {
  struct Row {
    Level level;
    int ring;
    int message;
    int silent;
  };
  for (const Row& row : {Row{1, 5, 3, 2}, Row{2, 4, 3, 2}, Row{3, 4, 3, 2}, Row{4, 4, 2, 2}, Row{kNoLevel, 4, 3, 2}}) {
    Message message = AMessage();
    message.level = row.level;
    Notification notification = ANotification(message);
    notification.urgency = Urgency::kRing;
    EXPECT_EQ(Body(ChannelType::kNtfy, notification, "duty")["priority"], row.ring) << row.level;
    notification.urgency = Urgency::kMessage;
    EXPECT_EQ(Body(ChannelType::kNtfy, notification, "duty")["priority"], row.message) << row.level;
    notification.urgency = Urgency::kSilent;
    EXPECT_EQ(Body(ChannelType::kNtfy, notification, "duty")["priority"], row.silent) << row.level;
  }
}

TEST(RenderNtfyTest, StaysBelowWhereAMessageBecomesAnAttachment) {
  Message message = AMessage();
  message.lines.assign(60, std::string(900, 'x'));
  const std::string text = Body(ChannelType::kNtfy, ANotification(message), "duty")["message"];
  EXPECT_LE(text.size(), 4'000U);
}

TEST(RenderPagerdutyTest, FollowsOneIncidentFromItsTriggerToItsEnd) {
  const std::pair<MessageKind, const char*> kinds[] = {
      {MessageKind::kFirst, "trigger"},   {MessageKind::kRaised, "trigger"},           {MessageKind::kReminder, "trigger"},
      {MessageKind::kEscalation, "trigger"}, {MessageKind::kAcknowledged, "acknowledge"}, {MessageKind::kClosed, "resolve"}};
  for (const auto& [kind, action] : kinds) {
    const Json body = Body(ChannelType::kPagerduty, ANotification(AMessage(kind)));
    EXPECT_EQ(body["event_action"], action) << Name(kind);
    EXPECT_EQ(body["dedup_key"], "fenghuo/2026-0711-03") << Name(kind);
  }
  Message impaired;
  impaired.kind = MessageKind::kImpaired;
  Message restored;
  restored.kind = MessageKind::kRestored;
  EXPECT_EQ(Body(ChannelType::kPagerduty, ANotification(impaired))["dedup_key"], "fenghuo/watching");
  EXPECT_EQ(Body(ChannelType::kPagerduty, ANotification(restored))["dedup_key"], "fenghuo/watching");
  EXPECT_EQ(Body(ChannelType::kPagerduty, ANotification(restored))["event_action"], "resolve");
}

TEST(RenderPagerdutyTest, KnowsFourSeverities) {
  const char* severities[] = {"warning", "critical", "error", "warning", "info"};
  for (Level level = 0; level <= kLowestLevel; ++level) {
    Message message = AMessage();
    message.level = level;
    EXPECT_EQ(Body(ChannelType::kPagerduty, ANotification(message))["payload"]["severity"], severities[level]);
  }
  EXPECT_EQ(Body(ChannelType::kPagerduty, For("", Urgency::kSilent))["payload"]["severity"], "info");
}

TEST(RenderAlertmanagerTest, LetsAnAlertStandForADay) {
  const Json alerts = Body(ChannelType::kAlertmanager, ANotification());
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0]["labels"], Json::parse(R"({"alertname":"PublicOpinion","incident":"2026-0711-03","level":"2"})"));
  EXPECT_EQ(alerts[0]["startsAt"], "2026-07-10T18:26:00Z");
  EXPECT_EQ(alerts[0]["endsAt"], "2026-07-11T18:27:00Z");
}

TEST(RenderAlertmanagerTest, EndsTheOtherLevelsWhenOneIsRaisedAndAllWhenItCloses) {
  for (const MessageKind kind : {MessageKind::kRaised, MessageKind::kClosed}) {
    const Json alerts = Body(ChannelType::kAlertmanager, ANotification(AMessage(kind)));
    ASSERT_EQ(alerts.size(), 4U);
    for (int level = 1; level <= 4; ++level) {
      const Json& alert = alerts[static_cast<size_t>(level - 1)];
      EXPECT_EQ(alert["labels"]["level"], std::to_string(level));
      const bool stands = level == 2 && kind == MessageKind::kRaised;
      EXPECT_EQ(alert["endsAt"], stands ? "2026-07-11T18:27:00Z" : "2026-07-10T18:27:00Z") << Name(kind) << level;
    }
  }
}

TEST(RenderAlertmanagerTest, MarksADrillInWhatAnAlertIs) {
  Message drill = AMessage();
  drill.drill = true;
  const Json alerts = Body(ChannelType::kAlertmanager, ANotification(drill));
  EXPECT_EQ(alerts[0]["labels"]["drill"], "true");
  EXPECT_TRUE(alerts[0]["annotations"]["summary"].get<std::string>().starts_with("【演练】"));
}

}  // namespace
}  // namespace fenghuo
