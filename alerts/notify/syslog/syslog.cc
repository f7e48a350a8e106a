#include "alerts/notify/syslog/syslog.h"

#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/webhook/webhook.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// RFC 5424 6: lengths of the header's fields.
constexpr size_t kHostNameMax = 255;
constexpr size_t kMessageIdMax = 32;
constexpr size_t kValueMax = 128;  // code points of a value of ours
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineBreak = " | ";

// RFC 5424 6.2.1.
constexpr int kWarning = 4;
constexpr int kNotice = 5;
constexpr int kInformational = 6;

int SeverityWithoutLevel(MessageKind kind) {
  switch (kind) {
    case MessageKind::kSourceAlarm:
    case MessageKind::kImpaired:
    case MessageKind::kChannelAlarm:
    case MessageKind::kRosterGap:
    case MessageKind::kSystemAlarm: return kWarning;
    default: return kInformational;
  }
}

int Severity(const Message& message) {
  constexpr int kByLevel[] = {kInformational, 1, 2, kWarning, kNotice};
  if (message.level <= kNoLevel || message.level > kLowestLevel) return SeverityWithoutLevel(message.kind);
  const bool over = message.kind == MessageKind::kAcknowledged || message.kind == MessageKind::kClosed;
  return over ? kNotice : kByLevel[message.level];
}

// A field of the header: printable ASCII without blanks, or "-" for none.
std::string HeaderField(std::string_view text, size_t characters_max) {
  std::string field;
  for (const char c : text) {
    if (c > 0x20 && c < 0x7F && field.size() < characters_max) field.push_back(c);
  }
  return field.empty() ? "-" : field;
}

// RFC 5424 6.3.3: these three alone are escaped, by a backslash.
std::string EscapedValue(std::string_view text) {
  std::string escaped;
  for (const char c : CutCodePoints(OneLine(text), kValueMax, "…")) {
    if (c == '"' || c == '\\' || c == ']') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

void AddValue(const char* name, std::string_view value, std::string& data) {
  if (!value.empty()) data += std::string(" ") + name + "=\"" + EscapedValue(value) + "\"";
}

std::string StructuredData(const Notification& notification, const ChannelSpec& channel) {
  const Message& message = notification.message;
  std::string data = "[fenghuo@" + std::to_string(channel.syslog.enterprise);
  AddValue("id", notification.id, data);
  AddValue("incident", message.incident, data);
  AddValue("number", message.number, data);
  if (message.level != kNoLevel) AddValue("level", std::to_string(message.level), data);
  if (IsAboutIncident(message) && channel.detail != Detail::kNumber) AddValue("locality", Name(message.locality), data);
  if (message.drill) AddValue("drill", "true", data);
  if (notification.repeat_marked) AddValue("repeat", "true", data);
  return data + "]";
}

std::string Header(const Message& message, const ChannelSpec& channel) {
  const int priority = channel.syslog.facility * 8 + Severity(message);
  return "<" + std::to_string(priority) + ">1 " + FormatRfc3339(message.at) + " " + HeaderField(channel.hello_name, kHostNameMax) +
         " fenghuo - " + HeaderField(WebhookEventType(message.kind), kMessageIdMax);
}

std::string OnOneLine(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      line += kLineBreak;
    } else {
      line.push_back(c);
    }
  }
  return line;
}

}  // namespace

RenderedMessage RenderSyslog(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string before = Header(notification.message, channel) + " " + StructuredData(notification, channel) + " " +
                             std::string(kByteOrderMark);
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    rendered.body = before + OnOneLine(rendered.text);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, {.acknowledge_url = "", .now = context.now}),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

Outcome ClassifySyslog(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (answer.status == kSyslogAcknowledged) {
    return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "日志服务器已收到");
  }
  if (answer.status == kSyslogLeft) {
    return MakeOutcome(OutcomeKind::kAccepted, FailureReason::kNone, "已按UDP发出，对方不回执，是否收到不得而知");
  }
  if (answer.status == kSyslogTooLong) {
    Outcome outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kTooLong, "消息超过一个UDP报文的长度");
    outcome.try_short_form = true;
    return outcome;
  }
  return JudgeStatus(answer, now);
}

}  // namespace fenghuo
