#include "alerts/notify/alertmanager/alertmanager.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr Duration kStandsFor = hours(24);
constexpr Duration kNoticeStandsFor = hours(1);  // what belongs to no incident and is never taken back

Json Labels(const Message& message, Level level) {
  Json labels;
  labels["alertname"] = "PublicOpinion";
  labels["incident"] = message.incident;
  labels["level"] = std::to_string(level);
  if (message.drill) labels["drill"] = "true";
  return labels;
}

// The end of a time without watching takes back its start.
Json NoticeLabels(const Notification& notification) {
  const MessageKind kind = notification.message.kind;
  const bool watching = kind == MessageKind::kImpaired || kind == MessageKind::kRestored;
  Json labels;
  labels["alertname"] = "FenghuoNotice";
  labels["kind"] = Name(watching ? MessageKind::kImpaired : kind);
  if (!watching) labels["notification"] = notification.id;
  if (notification.message.drill) labels["drill"] = "true";
  return labels;
}

Json Alert(Json labels, const Json& annotations, Timestamp starts_at, Timestamp ends_at) {
  Json alert;
  alert["labels"] = std::move(labels);
  alert["annotations"] = annotations;
  // An end before the start is refused, whichever clock is wrong.
  alert["startsAt"] = FormatRfc3339(std::min(starts_at, ends_at));
  alert["endsAt"] = FormatRfc3339(ends_at);
  return alert;
}

Json IncidentAlerts(const Message& message, const Json& annotations, Timestamp now) {
  const bool over = message.kind == MessageKind::kClosed;
  Json alerts = Json::array();
  for (Level level = 1; level <= kLowestLevel; ++level) {
    const bool stands = level == message.level && !over;
    if (!stands && message.kind == MessageKind::kFirst) continue;  // there were no others
    alerts.push_back(Alert(Labels(message, level), annotations, message.at, stands ? now + kStandsFor : now));
  }
  return alerts;
}

}  // namespace

RenderedMessage RenderAlertmanager(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Message& message = notification.message;
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    Json annotations;
    annotations["summary"] = text.head;
    annotations["description"] = rendered.text;
    Json alerts = Json::array();
    if (!message.incident.empty() && message.level != kNoLevel) {
      alerts = IncidentAlerts(message, annotations, context.now);
    } else {
      const Timestamp end = message.kind == MessageKind::kRestored ? context.now : context.now + kNoticeStandsFor;
      alerts.push_back(Alert(NoticeLabels(notification), annotations, message.at, end));
    }
    rendered.body = JsonText(alerts);
    return rendered;
  };
  return Fit(message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

Outcome ClassifyAlertmanager(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) {
    if (answer.status == 400) AddWords(answer.body, *other);
    return *other;
  }
  return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
}

}  // namespace fenghuo
