#include "alerts/notify/smtp/smtp.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/compose.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kSubjectMax = 100;  // code points

// A bar in the level's colour beside the head; the words carry the level as well.
const char* Colour(Level level) {
  constexpr const char* kColours[] = {"#888888", "#c62828", "#ef6c00", "#f9a825", "#1565c0"};
  return level >= kNoLevel && level <= kLowestLevel ? kColours[level] : kColours[0];
}

std::string Host(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/?#")));
}

std::string Html(const ComposedText& text, Level level, const std::string& url) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"></head>"
      "<body style=\"font-family:sans-serif;line-height:1.6\">\n";
  html += std::string("<p style=\"border-left:6px solid ") + Colour(level) + ";padding-left:10px;font-weight:bold\"><bdi>" +
          HtmlSafe(text.head) + "</bdi></p>\n";
  for (const std::string& line : text.lines) html += "<p><bdi>" + HtmlSafe(line) + "</bdi></p>\n";
  if (!url.empty()) {
    html += "<p>签收：<a href=\"" + HtmlSafe(url) + "\" rel=\"noopener noreferrer\">" + HtmlSafe(Host(url)) + "</a></p>\n";
  }
  if (!text.answer_aside.empty()) html += "<p>" + HtmlSafe(text.answer_aside) + "</p>\n";
  return html + "</body></html>\n";
}

}  // namespace

RenderedMessage RenderMail(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Message& message = notification.message;
  const std::string url = AsksForSignature(message.kind) ? context.acknowledge_url : "";
  const size_t body_max = static_cast<size_t>(std::max<int64_t>(0, channel.limits.body_bytes_max));
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    rendered.body = rendered.text + "\n";
    rendered.html = Html(text, message.level, url);
    rendered.subject = CutCodePoints(text.head, kSubjectMax, "…");
    return rendered;
  };
  return Fit(message,
             {.detail = channel.detail,
              .repeat_marked = notification.repeat_marked,
              .short_form = notification.short_form,
              .acknowledge_url = context.acknowledge_url},
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return std::max(rendered.body.size(), rendered.html.size()) <= body_max;
              }});
}

Outcome ClassifyMail(const Answer& answer, Timestamp /*now*/) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const int code = answer.status;
  // The server's own words say more than the transport's; they begin with the code.
  const std::string number = std::to_string(code);
  const std::string& words = answer.body.empty() ? answer.error : answer.body;
  const std::string said = words.starts_with(number) ? Quoted(words) : number + (words.empty() ? "" : " " + Quoted(words));
  if (code >= 200 && code < 300) return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "邮件服务器已接收");
  if (code >= 400 && code < 500) {
    return MakeOutcome(OutcomeKind::kRetry, code == 452 ? FailureReason::kRateLimited : FailureReason::kServerError,
                "邮件服务器暂时拒收（" + said + "）");
  }
  if (code == 530 || code == 534 || code == 535 || code == 538) {
    Outcome outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kAuth, "邮箱登录被拒（" + said + "）");
    outcome.channel_broken = true;
    return outcome;
  }
  if (code == 552 || code == 554) {
    Outcome outcome = MakeOutcome(OutcomeKind::kPermanent, code == 552 ? FailureReason::kTooLong : FailureReason::kClientError,
                           "邮件内容被拒（" + said + "）");
    outcome.try_short_form = true;
    return outcome;
  }
  if (code >= 500 && code < 600) {
    return MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "收件人或邮件被拒（" + said + "）");
  }
  return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "邮件服务器应答无法识别（" + said + "）");
}

}  // namespace fenghuo
