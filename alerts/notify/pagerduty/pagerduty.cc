#include "alerts/notify/pagerduty/pagerduty.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/webhook/webhook.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kSummaryMax = 1'024;         // characters
constexpr size_t kKeyMax = 255;               // characters
constexpr size_t kRoutingKeyBytes = 64;       // "routing_key":"…32…",

const char* Action(MessageKind kind) {
  switch (kind) {
    case MessageKind::kAcknowledged: return "acknowledge";
    case MessageKind::kClosed:
    case MessageKind::kRestored: return "resolve";
    default: return "trigger";
  }
}

// What follows upon what: messages of one incident, the start and the end of a time without watching. The rest stands alone.
std::string DedupKey(const Notification& notification) {
  const Message& message = notification.message;
  if (!message.incident.empty()) return "fenghuo/" + CutCodePoints(message.incident, kKeyMax - 8, "");
  if (message.kind == MessageKind::kImpaired || message.kind == MessageKind::kRestored) return "fenghuo/watching";
  return "fenghuo/" + CutCodePoints(notification.id, kKeyMax - 8, "");
}

const char* Severity(const Notification& notification) {
  constexpr const char* kSeverities[] = {"warning", "critical", "error", "warning", "info"};
  const bool silent = notification.urgency == Urgency::kSilent || notification.urgency == Urgency::kDigest;
  const Level level = notification.message.level;
  if (silent || level < kNoLevel || level > kLowestLevel) return "info";
  return kSeverities[level];
}

Json Payload(const Notification& notification, const ComposedText& text) {
  Json payload;
  payload["summary"] = CutCodePoints(text.head, kSummaryMax, "…");
  payload["source"] = "fenghuo";
  payload["severity"] = Severity(notification);
  payload["timestamp"] = FormatRfc3339(notification.message.at);
  payload["class"] = WebhookEventType(notification.message.kind);
  payload["custom_details"]["text"] = Join(text);
  payload["custom_details"]["notification"] = notification.id;
  return payload;
}

}  // namespace

RenderedMessage RenderPagerduty(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const std::string key = DedupKey(notification);
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    Json body;
    body["event_action"] = Action(notification.message.kind);
    body["dedup_key"] = key;
    body["payload"] = Payload(notification, text);
    body["client"] = "Fenghuo";
    if (!url.empty()) body["links"] = Json::array({{{"href", url}, {"text", "签收"}}});
    rendered.body = JsonText(body);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return rendered.body.size() + kRoutingKeyBytes <= body_max;
              }});
}

Outcome ClassifyPagerduty(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const Json reply = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const bool success = reply.is_object() && reply.contains("status") && reply["status"] == "success";
  if (answer.status == 202 && success) {
    Outcome outcome = MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
    if (reply.contains("dedup_key") && reply["dedup_key"].is_string()) outcome.vendor_id = Quoted(reply["dedup_key"].get<std::string>());
    return outcome;
  }
  if (answer.status >= 200 && answer.status < 300) {
    if (IsHtml(answer.body)) return LoginPage();
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（HTTP " + std::to_string(answer.status) + "）");
  }
  Outcome outcome = JudgeStatus(answer, now);
  if (!reply.is_object() || !reply.contains("errors") || !reply["errors"].is_array()) return outcome;
  std::string words;
  for (const Json& error : reply["errors"]) {
    if (error.is_string()) words += (words.empty() ? "" : "; ") + error.get<std::string>();
  }
  AddWords(words, outcome);
  return outcome;
}

}  // namespace fenghuo
