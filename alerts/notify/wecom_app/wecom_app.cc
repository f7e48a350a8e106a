#include "alerts/notify/wecom_app/wecom_app.h"

#include <algorithm>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/vendor_codes.h"
#include "base/hash.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDuplicateSeconds = 1800;
constexpr size_t kMarkLength = 6;

constexpr CodeRow kCodes[] = {
    {0, Verdict::kOk, "已送达"},
    {-1, Verdict::kBusy, "企业微信繁忙"},
    {40001, Verdict::kCredentials, "应用密钥无效"},
    {40013, Verdict::kCredentials, "企业编号无效"},
    {40014, Verdict::kBusy, "访问令牌已失效"},
    {40056, Verdict::kCredentials, "应用编号无效"},
    {40058, Verdict::kTooLong, "参数或长度不对"},
    {42001, Verdict::kBusy, "访问令牌已过期"},
    {45002, Verdict::kTooLong, "消息过长"},
    {45009, Verdict::kSlowDown, "发送过快"},
    {45033, Verdict::kBusy, "并发过多"},
    {60020, Verdict::kCredentials, "本机地址不在应用的可信IP中"},
    {81013, Verdict::kRefused, "收件人不在应用可见范围"},
    {301002, Verdict::kCredentials, "应用无权发送"},
};

// Two that say the same about the token; the sender gets a new one and tries once more at once.
bool IsStaleToken(int64_t code) { return code == 40014 || code == 42001; }

bool NamesSomebody(const Json& reply, const char* field) {
  const auto it = reply.find(field);
  return it != reply.end() && it->is_string() && !it->get_ref<const std::string&>().empty();
}

}  // namespace

RenderedMessage RenderWecomApp(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string to = notification.receivers.empty() ? "" : notification.receivers.front().address;
  const std::string mark = "\n〔" + Hex64(Hash64(notification.id)).substr(0, kMarkLength) + "〕";
  const size_t body_max = BodyMax(channel);
  size_t content_bytes = 0;
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    if (!IsUserId(to)) return rendered;  // nobody to tell: no body
    const std::string content = rendered.text + mark;
    content_bytes = content.size();
    Json body;
    body["touser"] = to;
    body["msgtype"] = "text";
    body["agentid"] = channel.wecom_app.agent_id;
    body["text"]["content"] = content;
    body["enable_duplicate_check"] = 1;
    body["duplicate_check_interval"] = kDuplicateSeconds;
    rendered.body = JsonText(body);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return rendered.body.size() <= body_max && content_bytes <= static_cast<size_t>(channel.limits.text_bytes_max);
              }});
}

Outcome ClassifyWecomApp(const Answer& answer, Timestamp now) {
  const VendorReply reply = ReadVendorReply(answer.body, {.code = "errcode", .message = "errmsg"});
  Outcome outcome = JudgeReply(answer, now, reply, [](const VendorReply& read) { return FindCode(kCodes, *read.code); });
  if (answer.transport != Answer::Transport::kAnswered || answer.status != 200 || !reply.code) return outcome;
  outcome.token_stale = IsStaleToken(*reply.code);
  const Json json = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  if (outcome.kind != OutcomeKind::kDelivered) return outcome;
  for (const char* field : {"invaliduser", "unlicenseduser"}) {
    if (!NamesSomebody(json, field)) continue;
    return MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "收件人无效或未授权");
  }
  if (json.contains("msgid") && json["msgid"].is_string()) outcome.vendor_id = Quoted(json["msgid"].get<std::string>());
  return outcome;
}

}  // namespace fenghuo
