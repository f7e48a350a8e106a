#include "alerts/notify/webhook/webhook.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

#include "alerts/notify/compose.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kTitleMax = 200;     // code points
constexpr size_t kFieldMax = 300;     // code points
constexpr size_t kDocumentsMax = 20;  // ids
constexpr size_t kIdMax = 120;        // code points

const char* Name(Urgency urgency) {
  switch (urgency) {
    case Urgency::kDigest: return "digest";
    case Urgency::kSilent: return "silent";
    case Urgency::kMessage: return "message";
    case Urgency::kRing: return "ring";
  }
  return "";
}

void PutText(Json& data, const char* name, std::string_view text, size_t code_points_max) {
  std::string line = CutCodePoints(OneLine(text), code_points_max, "…");
  if (!line.empty()) data[name] = std::move(line);
}

void PutIncident(const Message& message, Detail detail, Json& data) {
  PutText(data, "incident", message.incident, kIdMax);
  PutText(data, "number", message.number, kIdMax);
  data["level"] = message.level;
  if (detail == Detail::kNumber) return;
  if (message.kind == MessageKind::kRaised) data["level_before"] = message.level_before;
  data["locality"] = Name(message.locality);
  PutText(data, "city", message.city, kFieldMax);
  PutText(data, "category", message.category, kFieldMax);
  if (!message.title.empty()) PutText(data, "title", WithDrillMark(message.drill, message.title), kTitleMax);
  PutText(data, "state", message.state, kFieldMax);
  if (detail == Detail::kFull) {
    PutText(data, "why", message.why, kFieldMax);
    PutText(data, "unproved", message.unproved, kFieldMax);
    PutText(data, "first_seen", message.first_seen, kFieldMax);
    PutText(data, "responsible", message.responsible, kFieldMax);
    Json documents = Json::array();
    for (const std::string& id : message.story_documents) {
      if (documents.size() < kDocumentsMax) documents.push_back(CutCodePoints(OneLine(id), kIdMax, ""));
    }
    if (!documents.empty()) data["documents"] = std::move(documents);
  }
  if (!message.ask.empty()) PutText(data, "ask", WithDrillMark(message.drill, message.ask), kFieldMax);
}

Json PersonIds(const std::vector<Receiver>& receivers) {
  Json people = Json::array();
  for (const Receiver& receiver : receivers) {
    if (!receiver.person.empty()) people.push_back(receiver.person);
  }
  return people;
}

Json Data(const Notification& notification, Detail detail, const RenderContext& context) {
  const Message& message = notification.message;
  Json data;
  data["id"] = notification.id;
  data["kind"] = Name(message.kind);
  data["urgency"] = Name(notification.urgency);
  data["drill"] = message.drill;
  if (notification.repeat_marked) data["repeat"] = true;
  if (IsAboutIncident(message)) PutIncident(message, detail, data);
  Json people = PersonIds(notification.receivers);
  if (!people.empty()) data["receivers"] = std::move(people);
  PutText(data, "desk_phone", message.desk_phone, kFieldMax);
  if (!context.acknowledge_url.empty() && AsksForSignature(message.kind)) {
    data["acknowledge_url"] = context.acknowledge_url;
  }
  return data;
}

}  // namespace

const char* WebhookEventType(MessageKind kind) {
  switch (kind) {
    case MessageKind::kFirst: return "incident.raised";
    case MessageKind::kRaised: return "incident.level_changed";
    case MessageKind::kReminder: return "incident.reminded";
    case MessageKind::kEscalation: return "incident.escalated";
    case MessageKind::kAcknowledged: return "incident.acknowledged";
    case MessageKind::kClosed: return "incident.closed";
    case MessageKind::kBrief: return "brief.morning";
    case MessageKind::kDigest: return "brief.digest";
    case MessageKind::kSourceAlarm: return "source.failed";
    case MessageKind::kSourceClear: return "source.restored";
    case MessageKind::kImpaired: return "watching.impaired";
    case MessageKind::kRestored: return "watching.restored";
    case MessageKind::kChannelAlarm: return "channel.failed";
    case MessageKind::kRosterGap: return "roster.gap";
    case MessageKind::kTest: return "ping";
    case MessageKind::kDeadline: return "incident.deadline";
    case MessageKind::kShiftChange: return "roster.shift_change";
    case MessageKind::kSystemAlarm: return "system.failed";
    case MessageKind::kSystemClear: return "system.restored";
  }
  return "";
}

RenderedMessage RenderWebhook(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Json data = Data(notification, notification.short_form ? Detail::kNumber : channel.detail, context);
  const size_t body_max = static_cast<size_t>(std::max<int64_t>(0, channel.limits.body_bytes_max));
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    Json body;
    body["type"] = WebhookEventType(notification.message.kind);
    body["timestamp"] = FormatRfc3339(notification.message.at);
    body["data"] = data;
    body["data"]["text"] = rendered.text;
    rendered.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return rendered;
  };
  return Fit(notification.message,
             {.detail = channel.detail,
              .repeat_marked = notification.repeat_marked,
              .short_form = notification.short_form,
              .acknowledge_url = context.acknowledge_url},
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() < body_max; }});
}

Outcome ClassifyWebhook(const Answer& answer, Timestamp now) {
  if (answer.transport == Answer::Transport::kTooLarge && answer.status >= 200 && answer.status < 300) {
    return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达（应答过长，未读完）");
  }
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (answer.status < 200 || answer.status >= 300) return JudgeStatus(answer, now);
  if (answer.status == 200 && IsHtml(answer.body)) {
    return LoginPage();
  }
  return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
}

}  // namespace fenghuo
