#include "alerts/notify/wecom/wecom.h"

#include <algorithm>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/vendor_codes.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kHeadInRingingText = 40;  // code points: what a lock screen shows

Json TextBody(const std::string& content, const Mentions& mentions) {
  Json body;
  body["msgtype"] = "text";
  body["text"]["content"] = content;
  if (!mentions.users.empty()) body["text"]["mentioned_list"] = mentions.users;
  if (!mentions.mobiles.empty()) body["text"]["mentioned_mobile_list"] = mentions.mobiles;
  return body;
}

// Green, grey and orange-red are the only colours there.
const char* Colour(Level level) {
  if (level == 1 || level == 2) return "warning";
  return level == 4 ? "info" : "comment";
}

RenderedMessage MarkdownBody(const ComposedText& text, Level level, const Mentions& mentions, const std::string& url) {
  RenderedMessage rendered{.text = Join(text)};
  std::string content = "<font color=\"" + std::string(Colour(level)) + "\">" + MarkdownSafe(text.head) + "</font>";
  for (const std::string& line : text.lines) content += "\n" + MarkdownSafe(line);
  if (!url.empty()) content += "\n[签收](" + url + ")";
  if (!text.answer_aside.empty()) content += (url.empty() ? "\n" : "   ") + MarkdownSafe(text.answer_aside);
  Json body;
  body["msgtype"] = "markdown";
  body["markdown"]["content"] = content;
  rendered.body = JsonText(body);
  if (!mentions.empty()) {
    rendered.further_bodies.push_back(JsonText(TextBody(CutCodePoints(text.head, kHeadInRingingText, "…"), mentions)));
  }
  return rendered;
}

constexpr CodeRow kCodes[] = {
    {0, Verdict::kOk, "已送达"},
    {-1, Verdict::kBusy, "企业微信繁忙"},
    {40058, Verdict::kTooLong, "参数或长度不对"},
    {45002, Verdict::kTooLong, "消息过长"},
    {45009, Verdict::kSlowDown, "发送过快"},
    {45033, Verdict::kBusy, "并发过多"},
    {93000, Verdict::kCredentials, "机器人地址无效"},
};

}  // namespace

RenderedMessage RenderWecom(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool markdown = channel.markdown && !notification.short_form;
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    if (markdown) return MarkdownBody(text, notification.message.level, mentions, url);
    RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
    rendered.body = JsonText(TextBody(rendered.text, mentions));
    return rendered;
  };
  const auto fits = [&](const RenderedMessage& rendered) {
    const Json body = Json::parse(rendered.body);
    const size_t content = markdown ? body["markdown"]["content"].get_ref<const std::string&>().size()
                                    : body["text"]["content"].get_ref<const std::string&>().size();
    const int64_t content_max = markdown ? channel.limits.markdown_bytes_max : channel.limits.text_bytes_max;
    return content <= static_cast<size_t>(std::max<int64_t>(0, content_max)) && rendered.body.size() <= body_max;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context), {.shape = shape, .fits = fits});
}

Outcome ClassifyWecom(const Answer& answer, Timestamp now) {
  return JudgeReply(answer, now, ReadVendorReply(answer.body, {.code = "errcode", .message = "errmsg"}),
                    [](const VendorReply& reply) { return FindCode(kCodes, *reply.code); });
}

}  // namespace fenghuo
