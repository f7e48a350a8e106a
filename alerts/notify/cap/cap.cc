#include "alerts/notify/cap/cap.h"

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kHeadlineMax = 160;  // code points: what the standard advises
constexpr size_t kFieldMax = 200;     // code points

// A message, how it is told by this channel, and what it is told with.
struct CapInput {
  const Notification& notification;
  const ChannelSpec& channel;
  const RenderContext& context;
  const Message& message = notification.message;
  bool is_incident = IsAboutIncident(notification.message);
};

bool IsOver(const CapInput& input) { return input.message.kind == MessageKind::kClosed; }
bool IsFull(const CapInput& input) { return input.channel.detail == Detail::kFull && !input.notification.short_form; }

// "2026-07-10T18:26:00-00:00".
std::string CapTime(Timestamp at) {
  std::string text = FormatRfc3339(std::chrono::floor<seconds>(at));
  text.pop_back();
  return text + "-00:00";
}

const char* Status(const CapInput& input) {
  if (input.message.drill) return "Exercise";
  if (input.message.kind == MessageKind::kTest) return "Test";
  return input.is_incident ? "Actual" : "System";
}

bool HasLevel(const Message& message) { return message.level > kNoLevel && message.level <= kLowestLevel; }

const char* UrgencyOf(const CapInput& input) {
  constexpr const char* kByLevel[] = {"Unknown", "Immediate", "Immediate", "Expected", "Future"};
  if (IsOver(input)) return "Past";
  return kByLevel[HasLevel(input.message) ? input.message.level : 0];
}

const char* SeverityOf(const Message& message) {
  constexpr const char* kByLevel[] = {"Unknown", "Extreme", "Severe", "Moderate", "Minor"};
  return kByLevel[HasLevel(message) ? message.level : 0];
}

const char* CertaintyOf(const CapInput& input) {
  if (!input.is_incident || !HasLevel(input.message)) return "Unknown";
  return input.message.unproved.empty() ? "Likely" : "Possible";
}

const char* ResponseOf(const CapInput& input) {
  if (IsOver(input)) return "AllClear";
  return input.is_incident ? "Assess" : "None";
}

std::string Field(std::string_view text) { return CutCodePoints(ChatSafe(text), kFieldMax, "…"); }

std::string EventOf(const CapInput& input) {
  const Message& message = input.message;
  std::string event = input.is_incident ? "舆情" : "舆情监测运行";
  if (input.is_incident && input.channel.detail != Detail::kNumber && !message.category.empty()) {
    event += "·" + Field(message.category);
  }
  return WithDrillMark(message.drill, event);
}

// <name>text</name> on a line of its own; nothing for an empty text.
void Put(const char* indent, const char* name, std::string_view text, std::string& xml) {
  if (text.empty()) return;
  xml += std::string(indent) + "<" + name + ">" + XmlText(text) + "</" + name + ">\n";
}

void PutPair(const char* name, const char* value_name, std::string_view value, std::string& xml) {
  if (value.empty()) return;
  xml += std::string("    <") + name + "><valueName>" + XmlText(value_name) + "</valueName><value>" + XmlText(value) + "</value></" +
         name + ">\n";
}

void PutParameters(const CapInput& input, std::string& xml) {
  const Message& message = input.message;
  PutPair("parameter", "fenghuo:kind", Name(message.kind), xml);
  if (!input.is_incident) return;
  PutPair("parameter", "fenghuo:number", Field(message.number), xml);
  if (HasLevel(message)) PutPair("parameter", "fenghuo:level", std::to_string(message.level), xml);
  if (input.channel.detail == Detail::kNumber) return;
  PutPair("parameter", "fenghuo:locality", Name(message.locality), xml);
  PutPair("parameter", "fenghuo:state", Field(message.state), xml);
  if (IsFull(input) && !message.why.empty()) PutPair("parameter", "fenghuo:why", WithDrillMark(message.drill, Field(message.why)), xml);
}

void PutArea(const CapInput& input, std::string& xml) {
  const CapSettings& cap = input.channel.cap;
  const bool here = input.is_incident && input.message.locality != Locality::kElsewhere;
  if (!here || cap.area.empty()) return;
  xml += "    <area>\n";
  Put("      ", "areaDesc", cap.area, xml);
  if (!cap.area_code.empty()) {
    xml += "      <geocode><valueName>GB/T 2260</valueName><value>" + XmlText(cap.area_code) + "</value></geocode>\n";
  }
  xml += "    </area>\n";
}

std::string DescriptionOf(const ComposedText& text, const std::string& headline) {
  const std::string below = BelowHead(text, false);
  if (headline == text.head) return below;
  return text.head + (below.empty() ? "" : "\n" + below);
}

std::string Info(const CapInput& input, const ComposedText& text) {
  const Message& message = input.message;
  const std::string headline = CutCodePoints(text.head, kHeadlineMax, "…");
  std::string xml = "  <info>\n    <language>zh-CN</language>\n    <category>Safety</category>\n";
  Put("    ", "event", EventOf(input), xml);
  Put("    ", "responseType", ResponseOf(input), xml);
  Put("    ", "urgency", UrgencyOf(input), xml);
  Put("    ", "severity", SeverityOf(message), xml);
  Put("    ", "certainty", CertaintyOf(input), xml);
  Put("    ", "expires", CapTime(message.at + input.channel.cap.stands_for), xml);
  Put("    ", "senderName", input.channel.from_name, xml);
  Put("    ", "headline", headline, xml);
  Put("    ", "description", DescriptionOf(text, headline), xml);
  if (input.channel.detail != Detail::kNumber && !message.ask.empty()) {
    Put("    ", "instruction", WithDrillMark(message.drill, Field(message.ask)), xml);
  }
  Put("    ", "contact", Field(message.desk_phone), xml);
  PutParameters(input, xml);
  PutArea(input, xml);
  return xml + "  </info>\n";
}

std::string JoinReferences(const std::vector<std::string>& references) {
  std::string joined;
  for (const std::string& reference : references) joined += (joined.empty() ? "" : " ") + reference;
  return joined;
}

std::string File(const CapInput& input, const ComposedText& text) {
  const Message& message = input.message;
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n";
  Put("  ", "identifier", input.notification.id, xml);
  Put("  ", "sender", input.channel.from, xml);
  Put("  ", "sent", CapTime(message.at), xml);
  Put("  ", "status", Status(input), xml);
  Put("  ", "msgType", CapMessageType(message.kind, !input.context.references.empty()), xml);
  Put("  ", "source", "Fenghuo", xml);
  Put("  ", "scope", "Restricted", xml);
  Put("  ", "restriction", input.channel.cap.restriction, xml);
  if (message.drill) Put("  ", "note", "【演练】本消息属于舆情应急演练，不是真实事件", xml);
  Put("  ", "references", JoinReferences(input.context.references), xml);
  Put("  ", "incidents", message.incident, xml);
  return xml + Info(input, text) + "</alert>\n";
}

}  // namespace

const char* CapMessageType(MessageKind kind, bool something_stands) {
  if (!something_stands) return "Alert";
  return kind == MessageKind::kClosed ? "Cancel" : "Update";
}

std::string XmlText(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    // XML 1.0 2.2: the others have no form at all.
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF) continue;
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: AppendUtf8(c, out);
    }
  }
  return out;
}

RenderedMessage RenderCap(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const CapInput input{notification, channel, context};
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    rendered.body = File(input, text);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, {.acknowledge_url = "", .now = context.now}),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

Outcome ClassifyCap(const Answer& answer, Timestamp /*now*/) {
  if (answer.transport == Answer::Transport::kAnswered && answer.status == kCapWritten) {
    return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "预警文件已写入目录");
  }
  Outcome outcome = MakeOutcome(OutcomeKind::kRetry, FailureReason::kServerError, "预警文件未能写入目录");
  AddWords(answer.error, outcome);
  return outcome;
}

}  // namespace fenghuo
