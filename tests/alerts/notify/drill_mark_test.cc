#include "alerts/notify/drill_mark.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerts/notify/render.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kWord = "演练";  // the brackets around it are the vendor's own in a text message

Message LongDrill(MessageKind kind, bool of_incident) {
  Message message = of_incident ? AMessage(kind) : ABrief();
  message.kind = kind;
  message.drill = true;
  std::string endless;
  for (int i = 0; i < 40; ++i) endless += "灾\"\\";
  if (of_incident) message.title = message.why = message.ask = message.category = endless;
  message.lines.assign(4, endless);
  return message;
}

// Every string of a body that a person may read by itself: titles, headings, texts.
void ShownTexts(const Json& json, std::vector<std::string>& texts) {
  constexpr const char* kShown[] = {"content", "text", "title", "summary", "description", "message", "head"};
  if (!json.is_structured()) return;
  for (const auto& [name, value] : json.items()) {
    const bool shown = std::find(std::begin(kShown), std::end(kShown), name) != std::end(kShown);
    if (shown && value.is_string() && value.get<std::string>().size() > 40) texts.push_back(value.get<std::string>());
    ShownTexts(value, texts);
  }
}

TEST(DrillMarkTest, SurvivesEveryChannelKindDetailAndLimit) {
  int bodies = 0;
  for (const ChannelFacts& facts : kChannelFacts) {
    for (const MessageKind kind : {MessageKind::kFirst, MessageKind::kRaised, MessageKind::kClosed, MessageKind::kDigest,
                                   MessageKind::kSourceAlarm, MessageKind::kDeadline}) {
      for (const Detail detail : {Detail::kFull, Detail::kSummary, Detail::kNumber}) {
        for (const int64_t limit : {60, 500, 20'000}) {
          for (int form = 0; form < 8; ++form) {
            Notification row = ANotification(LongDrill(kind, (form & 1) != 0));
            row.short_form = (form & 2) != 0;
            row.urgency = (form & 4) != 0 ? Urgency::kRing : Urgency::kSilent;
            ChannelSpec channel = AChannel(facts.type);
            channel.detail = detail;
            channel.markdown = (form & 4) != 0;
            channel.limits.body_bytes_max = channel.limits.text_bytes_max = channel.limits.markdown_bytes_max = limit;
            const RenderedMessage rendered = Render(row, channel, {.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime()});
            ASSERT_NE(rendered.text.find(kWord), std::string::npos) << facts.name << " " << Name(kind) << " " << limit;
            ASSERT_NE(rendered.body.find(kWord), std::string::npos) << facts.name << " " << Name(kind) << " " << limit << rendered.body;
            for (const std::string& further : rendered.further_bodies) ASSERT_NE(further.find(kWord), std::string::npos) << further;
            ++bodies;
          }
        }
      }
    }
  }
  EXPECT_EQ(bodies, static_cast<int>(std::size(kChannelFacts)) * 6 * 3 * 3 * 8);
}

TEST(DrillMarkTest, OpensEveryTextOfABodyThatMayBeReadByItself) {
  for (const ChannelFacts& facts : kChannelFacts) {
    Notification row = ANotification();
    row.message.drill = true;
    row.message.lines = {"本应通知：值班员张某（短信）、带班领导李某（短信）、餐饮科工作群、青溪区局工作群、新闻宣传科"};
    for (const bool markdown : {false, true}) {
      ChannelSpec channel = AChannel(facts.type);
      channel.markdown = markdown;
      const RenderedMessage rendered = Render(row, channel, {.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime()});
      const Json body = Json::parse(rendered.body, nullptr, false);
      if (body.is_discarded()) continue;
      std::vector<std::string> texts;
      ShownTexts(body, texts);
      for (const std::string& text : texts) {
        EXPECT_LT(text.find(kWord), 70U) << facts.name << ": " << text;  // behind a colour or a heading's signs at most
      }
    }
  }
}

TEST(DrillMarkTest, IsAskedOfWhatAnOfficeWroteItself) {
  ChannelSpec channel = AChannel(ChannelType::kHttpTemplate);
  EXPECT_TRUE(ShowsDrillMark(channel));
  for (const char* body : {R"({"a":"{{text}}"})", R"({"a":"{{level_name}}"})", R"({"test":{{drill}}})"}) {
    channel.http_template.body = body;
    EXPECT_TRUE(ShowsDrillMark(channel)) << body;
  }
  channel.http_template.body = R"({"n":"{{number}}","at":"{{time}}"})";
  EXPECT_FALSE(ShowsDrillMark(channel));
  ChannelSpec sms = AChannel(ChannelType::kAliyunSms);
  EXPECT_TRUE(ShowsDrillMark(sms));
  sms.sms.fields.clear();
  EXPECT_FALSE(ShowsDrillMark(sms));
}

}  // namespace
}  // namespace fenghuo
