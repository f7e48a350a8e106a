#include "alerts/notify/render.h"

#include <gtest/gtest.h>

#include <set>

#include <nlohmann/json.hpp>

#include "alerts/notify/webhook/webhook.h"
#include "keywords/text/utf8.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

const RenderContext kWithLink{.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime()};

std::string Times(const std::string& part, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += part;
  return out;
}

RenderedMessage RenderFor(ChannelType type, const Notification& row, const RenderContext& context = kWithLink) {
  return Render(row, AChannel(type), context);
}

// What a robot shows of a body, whatever its type.
std::string WecomContent(const RenderedMessage& rendered) {
  const Json body = Json::parse(rendered.body);
  return body[body["msgtype"].get<std::string>()]["content"].get<std::string>();
}

TEST(RenderTest, MentionsOnlyWhoIsRungOrTold) {
  for (const Urgency urgency : {Urgency::kRing, Urgency::kMessage, Urgency::kSilent, Urgency::kDigest}) {
    Notification row = ANotification();
    row.urgency = urgency;
    row.receivers = {{"zhang", "13800000000"}, {"li", "li.si"}, {"", ""}};
    const bool named = urgency == Urgency::kRing || urgency == Urgency::kMessage;

    const Json wecom = Json::parse(RenderFor(ChannelType::kWecom, row).body)["text"];
    EXPECT_EQ(wecom.contains("mentioned_mobile_list"), named);
    if (named) {
      EXPECT_EQ(wecom["mentioned_mobile_list"], Json::array({"13800000000"}));
      EXPECT_EQ(wecom["mentioned_list"], Json::array({"li.si"}));
    }
    const Json dingtalk = Json::parse(RenderFor(ChannelType::kDingtalk, row).body);
    EXPECT_EQ(dingtalk.contains("at"), named);
    if (named) {
      EXPECT_EQ(dingtalk["at"],
                Json::parse(R"({"atMobiles":["13800000000"],"atUserIds":["li.si"],"isAtAll":false})"));
    }
    EXPECT_EQ(RenderFor(ChannelType::kFeishu, row).body.find("<at id=li.si>") != std::string::npos, named);
  }
}

TEST(RenderTest, CannotBeMadeToPageEverybodyByAnAddress) {
  Notification row = ANotification();
  row.receivers = {{"a", "all"}, {"b", "@all"}, {"c", "ALL"}, {"d", "x\"></at><at user_id=\"all"}, {"e", "12345678901234567890"}};
  EXPECT_EQ(Json::parse(RenderFor(ChannelType::kWecom, row).body)["text"].value("mentioned_list", Json::array()),
            Json::array({"12345678901234567890"}));
  EXPECT_EQ(RenderFor(ChannelType::kFeishu, row).body.find("at id=all"), std::string::npos);
  const Json dingtalk = Json::parse(RenderFor(ChannelType::kDingtalk, row).body);
  EXPECT_EQ(dingtalk["at"]["isAtAll"], false);
  EXPECT_EQ(dingtalk["at"]["atMobiles"], Json::array());
}

TEST(RenderTest, FitsEveryLimitWithTwentyThousandCharacters) {
  const std::string endless = Times("灾", 20'000) + Times("\"\\", 5'000) + Times("\U0001F468\u200D\U0001F469\u200D\U0001F467", 500);
  Message message = AMessage();
  message.title = message.why = message.unproved = message.first_seen = message.responsible = message.ask = endless;
  message.category = message.state = message.city = message.number = endless;
  message.lines.assign(500, endless);
  for (const ChannelFacts& facts : kChannelFacts) {
    const ChannelType type = facts.type;
    for (const bool markdown : {false, true}) {
      ChannelSpec channel = AChannel(type);
      channel.markdown = markdown;
      const RenderedMessage rendered = Render(ANotification(message), channel, kWithLink);
      EXPECT_LE(rendered.body.size(), 20'000U) << Name(type);
      EXPECT_TRUE(IsValidUtf8(rendered.body));
      // Links are refused in text messages; logs and files are read by too many for too long.
      const bool no_link = type == ChannelType::kAliyunSms || type == ChannelType::kTencentSms || type == ChannelType::kSyslog ||
                           type == ChannelType::kCap;
      EXPECT_EQ(rendered.text.find("https://desk.example/a/T") == std::string::npos, no_link) << Name(type);
      if (type == ChannelType::kWecom) {
        EXPECT_LE(WecomContent(rendered).size(), markdown ? 4'096U : 2'048U);
      }
    }
  }
}

TEST(RenderTest, CutsALongBriefByLines) {
  Message brief = ABrief();
  for (int i = 0; i < 300; ++i) brief.lines.push_back("第" + std::to_string(i) + "行：" + Times("信源", 60));
  Notification row = ANotification(brief);
  const std::string content = WecomContent(RenderFor(ChannelType::kWecom, row));
  EXPECT_LE(content.size(), 2'048U);
  EXPECT_TRUE(content.starts_with("【值班早报】7月11日08:00"));
  EXPECT_NE(content.find("行，请登录查看"), std::string::npos);
}

TEST(RenderTest, FitsWhateverSmallLimitIsConfigured) {
  for (const int64_t limit : {120, 200, 350, 700, 1'500}) {
    for (const ChannelType type : {ChannelType::kDingtalk, ChannelType::kWecom}) {
      ChannelSpec channel = AChannel(type);
      channel.limits.body_bytes_max = limit;
      const RenderedMessage rendered = Render(ANotification(), channel, {});
      EXPECT_LE(rendered.body.size(), static_cast<size_t>(limit)) << Name(type);
      EXPECT_TRUE(Json::accept(rendered.body));
    }
  }
}

TEST(RenderTest, NeverCutsThroughAGrapheme) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  for (int before = 0; before < 30; ++before) {
    Message message = AMessage();
    message.title = Times("字", 60 + before) + Times(family, 20);
    const std::string text = RenderFor(ChannelType::kWecom, ANotification(message)).text;
    const size_t cut = text.find("…\n");
    if (cut == std::string::npos) continue;
    const std::string head = text.substr(0, cut);
    EXPECT_FALSE(head.ends_with("\u200D")) << before;
    const size_t last = head.rfind("\U0001F468");
    if (last != std::string::npos) {
      EXPECT_EQ(head.substr(last), family) << before;
    }
  }
}

TEST(RenderTest, AddsAKeywordThatTheRobotDemands) {
  for (const ChannelType type : {ChannelType::kDingtalk, ChannelType::kFeishu}) {
    for (const bool mention : {false, true}) {
      for (const bool is_short : {false, true}) {
        ChannelSpec channel = AChannel(type);
        channel.keyword = "值守提示";
        Notification row = ANotification();
        if (!mention) row.receivers.clear();
        row.short_form = is_short;
        const std::string body = Render(row, channel, kWithLink).body;
        EXPECT_NE(body.find("值守提示"), std::string::npos) << Name(type);
        channel.keyword = "舆情";  // it says so already
        const std::string without = Render(row, channel, kWithLink).body;
        EXPECT_EQ(without.find("\\n舆情\""), std::string::npos) << Name(type);
      }
    }
  }
}

TEST(RenderTest, ShortFormQuotesNothingFromTheWeb) {
  Notification row = ANotification();
  row.short_form = true;
  for (const ChannelFacts& facts : kChannelFacts) {
    const ChannelType type = facts.type;
    const RenderedMessage rendered = RenderFor(type, row);
    for (const char* quoted : {"呕吐", "送医", "37条", "forum:881"}) {
      EXPECT_EQ(rendered.body.find(quoted), std::string::npos) << Name(type);
      EXPECT_EQ(rendered.html.find(quoted), std::string::npos) << Name(type);
      EXPECT_EQ(rendered.subject.find(quoted), std::string::npos) << Name(type);
    }
    EXPECT_NE(rendered.body.find("0711-03"), std::string::npos) << Name(type);
  }
}

TEST(RenderTest, GivesACardOnlyWhereItsButtonLeadsSomewhere) {
  Notification row = ANotification();
  row.receivers.clear();
  EXPECT_EQ(Json::parse(RenderFor(ChannelType::kDingtalk, row).body)["msgtype"], "actionCard");
  EXPECT_EQ(Json::parse(RenderFor(ChannelType::kDingtalk, row, {}).body)["msgtype"], "text");
  row.message.kind = MessageKind::kClosed;
  EXPECT_EQ(Json::parse(RenderFor(ChannelType::kDingtalk, row).body)["msgtype"], "text");
}

TEST(RenderTest, RingsBesideMarkdownWithAShortText) {
  ChannelSpec channel = AChannel(ChannelType::kWecom);
  channel.markdown = true;
  const RenderedMessage rung = Render(ANotification(), channel, kWithLink);
  ASSERT_EQ(rung.further_bodies.size(), 1U);
  const Json ring = Json::parse(rung.further_bodies[0]);
  EXPECT_EQ(ring["msgtype"], "text");
  EXPECT_EQ(ring["text"]["mentioned_mobile_list"], Json::array({"13800000000"}));

  Notification silent = ANotification();
  silent.urgency = Urgency::kSilent;
  EXPECT_TRUE(Render(silent, channel, kWithLink).further_bodies.empty());
}

TEST(RenderTest, GivesFeishuTheLevelsColour) {
  const char* colours[] = {"grey", "red", "orange", "yellow", "blue"};
  for (Level level = 0; level <= 4; ++level) {
    Notification row = ANotification();
    row.message.level = level;
    const Json body = Json::parse(RenderFor(ChannelType::kFeishu, row).body);
    EXPECT_EQ(body["card"]["header"]["template"], colours[level]);
    EXPECT_FALSE(body.contains("content"));
  }
}

TEST(RenderTest, TellsAMachineWhatAndNotMore) {
  const Json full = Json::parse(RenderFor(ChannelType::kWebhook, ANotification()).body);
  EXPECT_EQ(full["type"], "incident.raised");
  EXPECT_EQ(full["timestamp"], "2026-07-10T18:26:00Z");
  EXPECT_EQ(full["data"]["id"], "2026-0711-03-1-2-0-zhang");
  EXPECT_EQ(full["data"]["documents"], Json::array({"forum:881", "daily:17"}));
  EXPECT_EQ(full["data"]["receivers"], Json::array({"zhang"}));
  EXPECT_EQ(full["data"]["acknowledge_url"], "https://desk.example/a/T");

  ChannelSpec numbers = AChannel(ChannelType::kWebhook);
  numbers.detail = Detail::kNumber;
  const Json number = Json::parse(Render(ANotification(), numbers, {}).body)["data"];
  for (const char* field : {"title", "why", "unproved", "category", "documents", "ask", "responsible", "acknowledge_url"}) {
    EXPECT_FALSE(number.contains(field)) << field;
  }
}

TEST(RenderTest, NamesEveryKindForAMachine) {
  std::set<std::string> names;
  for (int kind = 0; kind <= static_cast<int>(MessageKind::kTest); ++kind) {
    names.insert(WebhookEventType(static_cast<MessageKind>(kind)));
  }
  EXPECT_EQ(names.size(), static_cast<size_t>(MessageKind::kTest) + 1);
  EXPECT_EQ(names.count(""), 0U);
}

TEST(RenderTest, GivesTheSameBodyAtEveryAttempt) {
  Notification row = ANotification();
  const std::string first = RenderFor(ChannelType::kWebhook, row).body;
  row.attempts = 3;
  row.reason = "对方限流";
  EXPECT_EQ(Render(row, AChannel(ChannelType::kWebhook),
                   {.acknowledge_url = kWithLink.acknowledge_url, .now = NoticeTime() + hours(3)})
                .body,
            first);
}

TEST(RenderTest, EscapesAMailsHtmlAndNamesTheLinksHost) {
  Message message = AMessage();
  message.title = "<img src=x onerror=alert(1)>\r\nBcc: evil@evil.example";
  const RenderedMessage mail =
      RenderFor(ChannelType::kSmtp, ANotification(message), {.acknowledge_url = "https://desk.example:8443/a/T?x=1&y=\"", .now = {}});
  EXPECT_EQ(mail.html.find("<img"), std::string::npos);
  EXPECT_EQ(mail.html.find("<script"), std::string::npos);
  EXPECT_NE(mail.html.find("<a href=\"https://desk.example:8443/a/T?x=1&amp;y=&quot;\" rel=\"noopener noreferrer\">desk.example:8443</a>"),
            std::string::npos);
  EXPECT_EQ(mail.subject.find_first_of("\r\n"), std::string::npos);
  EXPECT_TRUE(mail.subject.starts_with("【舆情Ⅱ级·待研判】本市·校园用餐：")) << mail.subject;
}

}  // namespace
}  // namespace fenghuo
