#include "alerts/notify/http_template/http_template.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerts/notify/http_template/template_text.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

ChannelSpec ATemplate(const std::string& body) {
  ChannelSpec channel = AChannel(ChannelType::kHttpTemplate);
  channel.http_template.body = body;
  return channel;
}

std::string BodyOf(const ChannelSpec& channel, const Notification& row = ANotification()) {
  return Json::parse(Render(row, channel, {.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime()}).body)["body"].get<std::string>();
}

Outcome Judge(const ChannelSpec& channel, int status, const std::string& body) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = status;
  answer.body = body;
  return Classify(channel, answer, NoticeTime());
}

TEST(TemplateTextTest, EscapesForWhereAValueStands) {
  const std::map<std::string, std::string, std::less<>> values = {{"head", "a\"b\\c\n灾 &=+"}};
  EXPECT_EQ(FillTemplate(R"({"t":"{{head}}"})", TemplatePart::kJson, values), R"({"t":"a\"b\\c\n灾 &=+"})");
  EXPECT_EQ(FillTemplate("t={{head}}", TemplatePart::kForm, values), "t=a%22b%5Cc%0A%E7%81%BE%20%26%3D%2B");
  EXPECT_EQ(FillTemplate("/{{head}}/", TemplatePart::kPath, values), "/a%22b%5Cc%0A%E7%81%BE%20%26%3D%2B/");
  EXPECT_EQ(FillTemplate("{{head}}", TemplatePart::kText, values), "a\"b\\c\n灾 &=+");
}

TEST(TemplateTextTest, NeverReadsAValueAgain) {
  const std::map<std::string, std::string, std::less<>> values = {{"head", "{{token}} {{text}}"}, {"text", "inner"}};
  EXPECT_EQ(FillTemplate("{{head}}", TemplatePart::kText, values), "{{token}} {{text}}");
}

TEST(TemplateTextTest, SaysWhatIsWrongWithATemplate) {
  const auto wrong = [](const char* text, TemplatePart part) {
    const Result<void> result = CheckTemplate(text, part);
    return result.ok() ? std::string() : result.error().message;
  };
  EXPECT_EQ(wrong(R"({"a":"{{head}}","l":{{level}},"d":{{drill}}})", TemplatePart::kJson), "");
  EXPECT_EQ(wrong(R"({"a":{"b":{{level}}}})", TemplatePart::kJson), "");
  EXPECT_EQ(wrong(R"({"a":{{head}}})", TemplatePart::kJson),
            "is no JSON when its placeholders are filled in; those of texts stand between quotation marks");
  EXPECT_EQ(wrong("{{haed}}", TemplatePart::kText), "{{haed}} is no placeholder");
  EXPECT_EQ(wrong("{{head", TemplatePart::kText), "a {{ is not closed");
  EXPECT_EQ(wrong("/{{title}}", TemplatePart::kPath), "{{title}} may stand in the body only");
  EXPECT_EQ(wrong("/{{token}}.send", TemplatePart::kPath), "");
}

TEST(RenderHttpTemplateTest, StaysTheJsonItIsWhateverTheWebWrites) {
  Message message = AMessage();
  message.title = "\"},\"admin\":true,{\"x\":\" {{token}} {{secret}} \x01 \x02 \\";
  const ChannelSpec channel = ATemplate(R"({"head":"{{head}}","text":"{{text}}","title":"{{title}}","level":{{level}},"key":"{{token}}"})");
  const std::string body = BodyOf(channel, ANotification(message));
  EXPECT_EQ(std::count(body.begin(), body.end(), kTokenMark), 1);
  EXPECT_EQ(std::count(body.begin(), body.end(), kSecretMark), 0);
  std::string sent = body;
  sent.replace(sent.find(kTokenMark), 1, "k");
  const Json json = Json::parse(sent);
  EXPECT_FALSE(json.contains("admin"));
  EXPECT_EQ(json.size(), 5U);
  EXPECT_EQ(json["level"], 2);
}

TEST(RenderHttpTemplateTest, FillsInWhoAndWhat) {
  const ChannelSpec channel = ATemplate(
      R"({"a":"{{address}}","p":"{{person}}","k":"{{kind}}","n":"{{number}}","u":"{{url}}","l":"{{level_name}}","d":{{drill}},"i":"{{id}}"})");
  EXPECT_EQ(Json::parse(BodyOf(channel)),
            Json::parse(R"({"a":"13800000000","p":"zhang","k":"incident.raised","n":"0711-03","u":"https://desk.example/a/T","l":"Ⅱ级",)"
                        R"("d":false,"i":"2026-0711-03-1-2-0-zhang"})"));
}

TEST(RenderHttpTemplateTest, HoldsBackWhatTheChannelMayNotTell) {
  ChannelSpec channel = ATemplate("{{head}}|{{text}}|{{title}}|{{category}}|{{number}}");
  channel.http_template.format = TemplateFormat::kText;
  channel.detail = Detail::kNumber;
  const std::string body = BodyOf(channel);
  for (const char* told : {"呕吐", "校园用餐", "送医"}) EXPECT_EQ(body.find(told), std::string::npos) << body;
  EXPECT_NE(body.find("0711-03"), std::string::npos);
}

TEST(ClassifyHttpTemplateTest, TakesAnySuccessWhereNothingElseIsSaid) {
  const ChannelSpec channel = ATemplate("{}");
  for (const int status : {200, 201, 204}) EXPECT_EQ(Judge(channel, status, "").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Judge(channel, 200, "<html>").kind, OutcomeKind::kRetry);
  EXPECT_TRUE(Judge(channel, 403, "").channel_broken);
  EXPECT_EQ(Judge(channel, 503, "").kind, OutcomeKind::kRetry);
}

TEST(ClassifyHttpTemplateTest, BelievesTheStatusThatIsNamedAlone) {
  ChannelSpec channel = ATemplate("{}");
  channel.http_template.statuses = {201};
  EXPECT_EQ(Judge(channel, 201, "").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Judge(channel, 200, "").kind, OutcomeKind::kUnknown);
}

TEST(ClassifyHttpTemplateTest, ReadsTheValueThatTellsSuccess) {
  ChannelSpec channel = ATemplate("{}");
  channel.http_template.pointer = "/data/0/code";
  channel.http_template.value = "0";
  EXPECT_EQ(Judge(channel, 200, R"({"data":[{"code":0}]})").kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Judge(channel, 200, R"({"data":[{"code":"0"}]})").kind, OutcomeKind::kDelivered);
  const Outcome refused = Judge(channel, 200, R"({"data":[{"code":40001}]})");
  EXPECT_EQ(refused.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(refused.reason, "对方拒收：/data/0/code = 40001");
  for (const char* unclear : {"", "{}", "[]", R"({"data":{}})", R"({"data":[]})", "ok"}) {
    EXPECT_EQ(Judge(channel, 200, unclear).kind, OutcomeKind::kUnknown) << unclear;
  }
}

}  // namespace
}  // namespace fenghuo
