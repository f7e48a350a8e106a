#include "alerts/notify/dingtalk/dingtalk.h"

#include <algorithm>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/vendor_codes.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kTitleMax = 60;  // code points; the conversation list shows fewer

Json At(const Mentions& mentions) {
  Json at = Json::object();
  at["atMobiles"] = mentions.mobiles;
  if (!mentions.users.empty()) at["atUserIds"] = mentions.users;
  at["isAtAll"] = false;
  return at;
}

RenderedMessage TextBody(const ComposedText& text, const ChannelSpec& channel, const Mentions& mentions) {
  RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
  Json body;
  body["msgtype"] = "text";
  body["text"]["content"] = rendered.text;
  body["at"] = At(mentions);
  rendered.body = JsonText(body);
  return rendered;
}

RenderedMessage CardBody(const ComposedText& text, const ChannelSpec& channel, const std::string& url) {
  RenderedMessage rendered{.text = Join(text)};
  std::string markdown = "### " + MarkdownSafe(text.head) + "\n";
  for (const std::string& line : text.lines) markdown += "\n" + MarkdownSafe(line) + "\n";
  if (!text.answer_aside.empty()) markdown += "\n" + MarkdownSafe(text.answer_aside) + "\n";
  Json button;
  button["title"] = "签收";
  button["actionURL"] = url;
  Json card;
  card["title"] = CutCodePoints(text.head, kTitleMax, "…");
  card["text"] = WithKeyword(markdown, channel);
  card["btnOrientation"] = "1";
  card["btns"] = Json::array({button});
  Json body;
  body["msgtype"] = "actionCard";
  body["actionCard"] = card;
  rendered.body = JsonText(body);
  return rendered;
}

constexpr CodeRow kCodes[] = {
    {0, Verdict::kOk, "已送达"},
    {-1, Verdict::kBusy, "钉钉繁忙"},
    {88, Verdict::kCredentials, "钉钉鉴权失败"},
    {34016, Verdict::kTooLong, "消息过长"},
    {40035, Verdict::kRefused, "缺少参数"},
    {43004, Verdict::kRefused, "内容类型不对"},
    {90030, Verdict::kBanned, "机器人超出限额"},
    {101002, Verdict::kTooLong, "消息过长"},
    {130101, Verdict::kBanned, "发送过快，机器人被限流"},
    {400013, Verdict::kCredentials, "群已解散"},
    {400101, Verdict::kCredentials, "access_token 不存在"},
    {400102, Verdict::kCredentials, "机器人已停用"},
    {400105, Verdict::kRefused, "不支持的消息类型"},
    {400106, Verdict::kCredentials, "机器人不存在"},
    {410100, Verdict::kSlowDown, "发送过快"},
    {430101, Verdict::kContent, "链接被判为不安全"},
    {430102, Verdict::kContent, "内容被判为不合适"},
    {430103, Verdict::kContent, "内容被判为不合适"},
    {430104, Verdict::kContent, "内容被判为不合适"},
    {460101, Verdict::kTooLong, "消息过长"},
};

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// 310000 is four different refusals that only the words tell apart.
CodeRow JudgeSecurity(std::string_view message) {
  if (Contains(message, "timestamp")) return {310000, Verdict::kClock, "本机时钟偏差过大，签名过期"};
  if (Contains(message, "keyword")) return {310000, Verdict::kKeyword, "缺少机器人要求的关键词"};
  if (Contains(message, "whitelist")) return {310000, Verdict::kCredentials, "本机地址不在机器人白名单"};
  return {310000, Verdict::kCredentials, "机器人安全校验未通过"};
}

}  // namespace

RenderedMessage RenderDingtalk(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool card = HasButton(notification, context) && mentions.empty();
  const size_t body_max = BodyMax(channel);
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape =
                  [&](const ComposedText& text) {
                    return card ? CardBody(text, channel, context.acknowledge_url)
                                : TextBody(text, channel, mentions);
                  },
              .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

Outcome ClassifyDingtalk(const Answer& answer, Timestamp now) {
  return JudgeReply(answer, now, ReadVendorReply(answer.body, {.code = "errcode", .message = "errmsg"}), [](const VendorReply& reply) {
    return *reply.code == 310000 ? JudgeSecurity(reply.message) : FindCode(kCodes, *reply.code);
  });
}

}  // namespace fenghuo
