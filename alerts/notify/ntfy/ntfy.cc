#include "alerts/notify/ntfy/ntfy.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMessageBytesMax = 4'000;
constexpr size_t kTitleMax = 200;  // code points
constexpr int kSounds = 3;         // the lowest priority that makes a sound
constexpr int kLoud = 4;           // the lowest that rings long
constexpr int64_t kDailyQuota = 42908;

int Priority(const Notification& notification) {
  constexpr int kByLevel[] = {kSounds, 5, 4, 3, 2};
  const Level level = notification.message.level;
  const int wanted = level >= kNoLevel && level <= kLowestLevel ? kByLevel[level] : kSounds;
  switch (notification.urgency) {
    case Urgency::kRing: return std::max(wanted, kLoud);
    case Urgency::kMessage: return std::min(wanted, kSounds);
    case Urgency::kSilent:
    case Urgency::kDigest: return std::min(wanted, kSounds - 1);
  }
  return wanted;
}

const char* Tag(Level level) {
  constexpr const char* kTags[] = {"information_source", "rotating_light", "orange_circle", "yellow_circle", "large_blue_circle"};
  return level >= kNoLevel && level <= kLowestLevel ? kTags[level] : kTags[0];
}

}  // namespace

RenderedMessage RenderNtfy(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const size_t body_max = BodyMax(channel);
  size_t message_bytes = 0;
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    const std::string title = CutCodePoints(text.head, kTitleMax, "…");
    std::string below = BelowHead(text, !url.empty());
    if (title != text.head || below.empty()) below = text.head + (below.empty() ? "" : "\n" + below);
    message_bytes = below.size();
    Json body;
    body["topic"] = channel.to;
    body["title"] = title;
    body["message"] = below;
    body["priority"] = Priority(notification);
    body["tags"] = Json::array({Tag(notification.message.level)});
    if (!url.empty()) {
      body["click"] = url;
      body["actions"] = Json::array({{{"action", "view"}, {"label", "签收"}, {"url", url}}});
    }
    rendered.body = JsonText(body);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return rendered.body.size() <= body_max && message_bytes <= kMessageBytesMax;
              }});
}

Outcome ClassifyNtfy(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const Json reply = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  if (answer.status == 200 && reply.is_object() && reply.contains("id") && reply["id"].is_string()) {
    Outcome outcome = MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
    outcome.vendor_id = Quoted(reply["id"].get<std::string>());
    return outcome;
  }
  std::optional<Outcome> other = JudgeUnlessOk(answer, now);
  if (!other) return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有消息编号，结果不明");
  if (!reply.is_object()) return *other;
  if (reply.contains("code") && reply["code"].is_number_integer() && reply["code"].get<int64_t>() == kDailyQuota) {
    *other = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kRateLimited, "当日额度已用完");
  }
  if (reply.contains("error") && reply["error"].is_string()) AddWords(reply["error"].get<std::string>(), *other);
  return *other;
}

}  // namespace fenghuo
