#include "alerts/notify/http_template/http_template.h"

#include <algorithm>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/http_template/template_text.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/webhook/webhook.h"
#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;
using Values = std::map<std::string, std::string, std::less<>>;

constexpr size_t kFieldMax = 200;  // code points

TemplatePart PartOf(TemplateFormat format) {
  switch (format) {
    case TemplateFormat::kJson: return TemplatePart::kJson;
    case TemplateFormat::kForm: return TemplatePart::kForm;
    case TemplateFormat::kText: return TemplatePart::kText;
  }
  return TemplatePart::kText;
}

std::string Field(std::string_view text) { return CutCodePoints(ChatSafe(text), kFieldMax, "…"); }

// What does not change while the text is made to fit.
Values FixedValues(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Message& message = notification.message;
  Values values;
  values["id"] = notification.id;
  if (!notification.receivers.empty()) {
    values["address"] = OneLine(notification.receivers.front().address);
    values["person"] = OneLine(notification.receivers.front().person);
  }
  values["kind"] = WebhookEventType(message.kind);
  values["level"] = std::to_string(message.level);
  const std::string mark(message.drill ? kDrillMark : "");  // whichever of them a template says: nobody must take it for real
  values["level_name"] = mark + (message.level == kNoLevel ? "" : std::string(LevelNumeral(message.level)) + "级");
  values["number"] = message.number.empty() ? "" : mark + Field(message.number);
  values["incident"] = Field(message.incident);
  values["phone"] = Field(message.desk_phone);
  values["drill"] = message.drill ? "true" : "false";
  values["time"] = FormatRfc3339(message.at);
  if (AsksForSignature(message.kind)) values["url"] = context.acknowledge_url;
  const bool telling = channel.detail != Detail::kNumber && !notification.short_form;
  if (telling) values["title"] = mark + Field(message.title);
  if (channel.detail != Detail::kNumber) values["category"] = mark + Field(message.category);
  return values;
}

// XML may be the peer's way to answer; XHTML is not.
bool IsPage(std::string_view body) {
  constexpr size_t kDeclarations = 500;
  return IsHtml(body) && (!body.starts_with("<?xml") || body.substr(0, kDeclarations).find("<html") != std::string_view::npos);
}

// The value as a text, whatever its type; nothing where the pointer leads nowhere.
std::optional<std::string> ValueAt(const Json& json, const std::string& pointer) {
  const Json::json_pointer at(pointer);
  if (!json.contains(at)) return std::nullopt;
  const Json& value = json[at];
  return value.is_string() ? value.get<std::string>() : JsonText(value);
}

}  // namespace

RenderedMessage RenderHttpTemplate(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const TemplateSettings& settings = channel.http_template;
  const size_t body_max = BodyMax(channel);
  Values values = FixedValues(notification, channel, context);
  size_t body_bytes = 0;
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    values["head"] = text.head;
    values["text"] = rendered.text;
    const std::string body = FillTemplate(settings.body, PartOf(settings.format), values);
    body_bytes = body.size();
    Json envelope;
    envelope["path"] = FillTemplate(settings.path, TemplatePart::kPath, values);
    envelope["headers"] = Json::array();
    for (const TemplateHeader& header : settings.headers) {
      envelope["headers"].push_back(Json::array({header.name, FillTemplate(header.value, TemplatePart::kHeader, values)}));
    }
    envelope["body"] = body;
    rendered.body = JsonText(envelope);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return body_bytes <= body_max && rendered.body.size() <= 2 * body_max + settings.path.size() + 4096;
              }});
}

Outcome ClassifyHttpTemplate(const ChannelSpec& channel, const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const TemplateSettings& settings = channel.http_template;
  const bool success = answer.status >= 200 && answer.status < 300;
  const bool wanted = settings.statuses.empty()
                          ? success
                          : std::find(settings.statuses.begin(), settings.statuses.end(), answer.status) != settings.statuses.end();
  if (!wanted && success) {
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（HTTP " + std::to_string(answer.status) + "）");
  }
  if (!wanted) return JudgeStatus(answer, now);
  if (IsPage(answer.body)) return LoginPage();
  if (settings.pointer.empty()) return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
  const Json json = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const std::optional<std::string> value = json.is_discarded() ? std::nullopt : ValueAt(json, settings.pointer);
  if (!value) {
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有 " + settings.pointer + "，结果不明");
  }
  if (*value == settings.value) return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
  Outcome refused = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "对方拒收");
  AddWords(settings.pointer + " = " + *value, refused);
  return refused;
}

}  // namespace fenghuo
