// Every channel's form of the typical messages, compared byte for byte with tests/alerts/notify/golden/.
// After a wanted change: FENGHUO_WRITE_GOLDEN=1 build/dev/tests/alerts/notify/notify_test --gtest_filter='*Golden*', then read the diff.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "alerts/notify/render.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

struct GoldenCase {
  std::string name;
  Notification notification;
  ChannelSpec channel;
  std::string url;
};

// gtest prints a parameter that fails by its name instead of its bytes.
void PrintTo(const GoldenCase& golden, std::ostream* out) { *out << golden.name; }

GoldenCase Case(const std::string& name, ChannelType type, const Message& message) {
  GoldenCase made{name, ANotification(message), AChannel(type), "https://desk.example/a/eyJpIjoi"};
  if (type == ChannelType::kSmtp) made.notification.receivers = {{"zhang", "zhang@office.example"}};
  if (type == ChannelType::kFeishu) made.notification.receivers = {{"zhang", "ou_7d8a6e6df7621556ce0d21922b676706"}};
  if (type == ChannelType::kWecomApp) made.notification.receivers = {{"zhang", "ZhangSan"}};
  if (type == ChannelType::kTelegram) made.channel.to = "-1001234";
  if (type == ChannelType::kNtfy) made.channel.to = "duty";
  if (type == ChannelType::kCap) made.channel.from = "fenghuo@qinghe.example";
  if (type == ChannelType::kSyslog) made.channel.hello_name = "fenghuo.qinghe.example";
  return made;
}

Message Hostile() {
  Message message = AMessage();
  message.title = "@all <at user_id=\"all\">所有人</at> <!channel> <@zhang> [安全](https://evil.example)";
  message.category = "**粗** `x` {{a}}\r\n编号：9999";
  message.responsible = "\u202Egnp.exe\u202C 零\u200B宽 <script>alert(1)</script> \\u0041 \" ' &amp; \U0001F468\u200D\U0001F469\u200D\U0001F467";
  message.why = "<font color=\"warning\">假</font>\n\n# 假标题";
  message.unproved = "2人死亡\u2028签收：http://evil.example";
  return message;
}

std::vector<GoldenCase> Cases() {
  std::vector<GoldenCase> cases;
  struct Channel {
    const char* name;
    ChannelType type;
  };
  for (const Channel& channel : {Channel{"dingtalk", ChannelType::kDingtalk}, Channel{"wecom", ChannelType::kWecom},
                                 Channel{"feishu", ChannelType::kFeishu}, Channel{"webhook", ChannelType::kWebhook},
                                 Channel{"mail", ChannelType::kSmtp}, Channel{"slack", ChannelType::kSlack},
                                 Channel{"teams", ChannelType::kTeams}, Channel{"telegram", ChannelType::kTelegram},
                                 Channel{"ntfy", ChannelType::kNtfy}, Channel{"pagerduty", ChannelType::kPagerduty},
                                 Channel{"alertmanager", ChannelType::kAlertmanager}, Channel{"wecom_app", ChannelType::kWecomApp},
                                 Channel{"aliyun_sms", ChannelType::kAliyunSms}, Channel{"tencent_sms", ChannelType::kTencentSms},
                                 Channel{"http_template", ChannelType::kHttpTemplate}, Channel{"syslog", ChannelType::kSyslog},
                                 Channel{"cap", ChannelType::kCap}}) {
    const std::string prefix = std::string(channel.name) + "_";
    cases.push_back(Case(prefix + "first", channel.type, AMessage()));
    cases.push_back(Case(prefix + "hostile", channel.type, Hostile()));
    cases.push_back(Case(prefix + "brief", channel.type, ABrief()));
    cases.back().notification.urgency = Urgency::kSilent;
    cases.push_back(Case(prefix + "number", channel.type, AMessage(MessageKind::kReminder)));
    cases.back().channel.detail = Detail::kNumber;
    cases.back().url.clear();
    cases.push_back(Case(prefix + "short", channel.type, AMessage()));
    cases.back().notification.short_form = true;
  }
  cases.push_back(Case("dingtalk_card", ChannelType::kDingtalk, AMessage()));
  cases.back().notification.receivers.clear();
  cases.push_back(Case("dingtalk_card_hostile", ChannelType::kDingtalk, Hostile()));
  cases.back().notification.receivers.clear();
  cases.push_back(Case("wecom_markdown", ChannelType::kWecom, Hostile()));
  cases.back().channel.markdown = true;
  Message drill = AMessage(MessageKind::kRaised);
  drill.drill = true;
  cases.push_back(Case("wecom_drill_repeated", ChannelType::kWecom, drill));
  cases.back().notification.repeat_marked = true;
  return cases;
}

std::string Written(const RenderedMessage& rendered) {
  std::string out;
  if (!rendered.subject.empty()) out += "Subject: " + rendered.subject + "\n\n";
  out += rendered.body + "\n";
  if (!rendered.html.empty()) out += "\n" + rendered.html;
  for (const std::string& further : rendered.further_bodies) out += further + "\n";
  return out;
}

class RenderGoldenTest : public ::testing::TestWithParam<GoldenCase> {};

TEST_P(RenderGoldenTest, LooksAsItDid) {
  const GoldenCase& golden = GetParam();
  const std::string path = std::string(FENGHUO_SOURCE_DIR) + "/tests/alerts/notify/golden/" + golden.name + ".txt";

  const std::string written = Written(
      Render(golden.notification, golden.channel, {.acknowledge_url = golden.url, .now = NoticeTime()}));

  if (std::getenv("FENGHUO_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << written;
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in.is_open()) << path;
  EXPECT_EQ(written, std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
}

INSTANTIATE_TEST_SUITE_P(Channels, RenderGoldenTest, ::testing::ValuesIn(Cases()),
                         [](const ::testing::TestParamInfo<GoldenCase>& golden) { return golden.param.name; });

}  // namespace
}  // namespace fenghuo
