#include "alerts/notify/feishu/feishu.h"

#include <algorithm>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/vendor_codes.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kSignatureBytes = 96;  // "timestamp":"…","sign":"…",

const char* Template(Level level) {
  constexpr const char* kTemplates[] = {"grey", "red", "orange", "yellow", "blue"};
  return level >= kNoLevel && level <= kLowestLevel ? kTemplates[level] : kTemplates[0];
}

Json Block(const char* tag, const std::string& content) {
  Json text;
  text["tag"] = tag;
  text["content"] = content;
  Json block;
  block["tag"] = "div";
  block["text"] = text;
  return block;
}

Json Button(const std::string& url) {
  Json button;
  button["tag"] = "button";
  button["text"]["tag"] = "plain_text";
  button["text"]["content"] = "签收";
  button["url"] = url;
  button["type"] = "primary";
  Json block;
  block["tag"] = "action";
  block["actions"] = Json::array({button});
  return block;
}

RenderedMessage TextBody(const ComposedText& text, const ChannelSpec& channel, const Mentions& mentions) {
  RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
  std::string content = rendered.text;
  // Its mentions know user ids only; a mobile number would be shown as it is.
  for (const std::string& user : mentions.users) content += " <at user_id=\"" + user + "\"></at>";
  Json body;
  body["msg_type"] = "text";
  body["content"]["text"] = content;
  rendered.body = JsonText(body);
  return rendered;
}

struct CardParts {
  const ChannelSpec& channel;
  Level level;
  const Mentions& mentions;
  std::string url;  // of the button, or empty
};

RenderedMessage CardBody(const ComposedText& text, const CardParts& parts) {
  RenderedMessage rendered{.text = Join(text)};
  std::string below;
  for (const std::string& line : text.lines) below += (below.empty() ? "" : "\n") + line;
  if (!text.answer_aside.empty()) below += (below.empty() ? "" : "\n") + text.answer_aside;
  if (text.head.find(parts.channel.keyword) == std::string::npos) below = WithKeyword(below, parts.channel);
  Json elements = Json::array();
  if (!below.empty()) elements.push_back(Block("plain_text", below));
  std::string calls;
  for (const std::string& user : parts.mentions.users) calls += "<at id=" + user + "></at>";
  if (!calls.empty()) elements.push_back(Block("lark_md", calls));
  if (!parts.url.empty()) elements.push_back(Button(parts.url));
  Json card;
  card["config"]["wide_screen_mode"] = true;
  card["header"]["title"]["tag"] = "plain_text";
  card["header"]["title"]["content"] = text.head;
  card["header"]["template"] = Template(parts.level);
  card["elements"] = elements;
  Json body;
  body["msg_type"] = "interactive";
  body["card"] = card;
  rendered.body = JsonText(body);
  return rendered;
}

constexpr CodeRow kCodes[] = {
    {0, Verdict::kOk, "已送达"},
    {9499, Verdict::kRefused, "请求格式不对（程序错误）"},
    {11232, Verdict::kBusy, "发送过快"},
    {19001, Verdict::kCredentials, "机器人地址无效"},
    {19021, Verdict::kCredentials, "签名不符或本机时钟偏差"},
    {19022, Verdict::kCredentials, "本机地址不在机器人白名单"},
    {19024, Verdict::kKeyword, "缺少机器人要求的关键词"},
};

}  // namespace

RenderedMessage RenderFeishu(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool card = IsAboutIncident(notification.message) && !notification.short_form;
  const CardParts parts{channel, notification.message.level, mentions,
                              HasButton(notification, context) ? context.acknowledge_url : ""};
  const size_t body_max = BodyMax(channel);
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = [&](const ComposedText& text) {
                return card ? CardBody(text, parts) : TextBody(text, channel, mentions);
              },
              .fits =
                  [&](const RenderedMessage& rendered) {
                    return rendered.body.size() + kSignatureBytes <= body_max;
                  }});
}

Outcome ClassifyFeishu(const Answer& answer, Timestamp now) {
  VendorReply reply = ReadVendorReply(answer.body, {.code = "code", .message = "msg"});
  if (!reply.code) reply = ReadVendorReply(answer.body, {.code = "StatusCode", .message = "StatusMessage"});
  return JudgeReply(answer, now, reply, [](const VendorReply& read) { return FindCode(kCodes, *read.code); });
}

}  // namespace fenghuo
