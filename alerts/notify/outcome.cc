#include "alerts/notify/outcome.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "alerts/notify/http_date.h"
#include "alerts/notify/neutralise.h"
#include "alerts/notify/vendor_codes.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr Duration kRetryAfterLeast = seconds(1);
constexpr Duration kRetryAfterMost = hours(1);
constexpr size_t kQuotedMax = 120;  // code points of the peer's own words in a reason

std::string Quoted(std::string_view words) { return CutCodePoints(ChatSafe(words), kQuotedMax, "…"); }

Outcome Make(OutcomeKind kind, FailureReason failure, std::string reason) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.failure = failure;
  outcome.reason = std::move(reason);
  return outcome;
}

// RFC 9110 10.2.3: seconds, or a date.
std::optional<Duration> RetryAfter(const std::string& header, Timestamp now) {
  if (header.empty()) return std::nullopt;
  Duration wait{0};
  if (std::all_of(header.begin(), header.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) {
    wait = header.size() > 6 ? kRetryAfterMost : Duration(seconds(std::stol(header)));
  } else {
    const std::optional<Timestamp> at = ParseHttpDate(header);
    if (!at) return std::nullopt;
    wait = *at - now;
  }
  return std::clamp(wait, kRetryAfterLeast, kRetryAfterMost);
}

// A portal, proxy or login page stands between us and the channel. A channel never answers with a page.
bool IsHtml(std::string_view body) {
  body.remove_prefix(std::min(body.size(), body.find_first_not_of(" \t\r\n\xEF\xBB\xBF")));
  std::string start;
  for (char c : body.substr(0, 15)) start.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<head") ||
         start.starts_with("<?xml") || start.starts_with("<body") || start.starts_with("<script");
}

Outcome NotAnswered(ChannelType type, const Answer& answer) {
  const std::string words = answer.error.empty() ? "" : "（" + Quoted(answer.error) + "）";
  switch (answer.transport) {
    case Answer::Transport::kNotSent:
      // A mail server's own 4xx and 5xx outlive the broken conversation; this is the rest.
      return Make(OutcomeKind::kRetry, FailureReason::kTimeout, "未能连接" + words);
    case Answer::Transport::kMaybeSent:
      return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "已发出但未收到应答，结果不明" + words);
    case Answer::Transport::kTooLarge:
      // The vendors' answers are short: whoever sent this was not the vendor, or the answer says nothing we can trust.
      return type == ChannelType::kWebhook && answer.status >= 200 && answer.status < 300
                 ? Make(OutcomeKind::kDelivered, FailureReason::kNone, "已送达（应答过长，未读完）")
                 : Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答过长，结果不明" + words);
    case Answer::Transport::kCertificate: {
      Outcome outcome = Make(OutcomeKind::kPermanent, FailureReason::kTls, "对方证书不可信" + words);
      outcome.channel_broken = true;
      return outcome;
    }
    case Answer::Transport::kBlockedAddress: {
      Outcome outcome = Make(OutcomeKind::kPermanent, FailureReason::kBlockedAddress, "地址不在允许范围内" + words);
      outcome.channel_broken = true;
      return outcome;
    }
    case Answer::Transport::kAnswered: break;
  }
  return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "结果不明" + words);
}

// notifications.md 1.5, for every status that is no success.
Outcome ByStatus(const Answer& answer, Timestamp now) {
  const int status = answer.status;
  const std::string said = "HTTP " + std::to_string(status);
  Outcome outcome;
  if (status == 429) {
    outcome = Make(OutcomeKind::kRetry, FailureReason::kRateLimited, "对方限流（" + said + "）");
  } else if (status == 408 || status == 425) {
    outcome = Make(OutcomeKind::kRetry, FailureReason::kTimeout, "对方要求重试（" + said + "）");
  } else if (status >= 500 && status < 600) {
    outcome = Make(OutcomeKind::kRetry, FailureReason::kServerError, "对方服务异常（" + said + "）");
  } else if (status >= 300 && status < 400) {
    outcome = Make(OutcomeKind::kPermanent, FailureReason::kClientError, "地址已转移，请改配置（" + said + "）");
    outcome.channel_broken = true;
  } else if (status == 401 || status == 403 || status == 404 || status == 410) {
    outcome = Make(OutcomeKind::kPermanent, FailureReason::kAuth, "凭据或地址无效（" + said + "）");
    outcome.channel_broken = true;
  } else if (status == 400 || status == 413 || status == 422) {
    outcome = Make(OutcomeKind::kPermanent, status == 413 ? FailureReason::kTooLong : FailureReason::kClientError,
                   "消息被拒收（" + said + "）");
    outcome.try_short_form = true;
  } else if (status >= 400 && status < 500) {
    outcome = Make(OutcomeKind::kPermanent, FailureReason::kClientError, "消息被拒收（" + said + "）");
  } else {
    outcome = Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（" + said + "）");
  }
  if (outcome.kind == OutcomeKind::kRetry) outcome.retry_after = RetryAfter(answer.retry_after, now);
  return outcome;
}

Outcome ClassifyWebhook(const Answer& answer, Timestamp now) {
  if (answer.status < 200 || answer.status >= 300) return ByStatus(answer, now);
  if (answer.status == 200 && IsHtml(answer.body)) {
    return Make(OutcomeKind::kRetry, FailureReason::kServerError, "返回的是网页而不是应答（登录页或代理页）");
  }
  return Make(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
}

Outcome ClassifyRobot(ChannelType type, const Answer& answer, Timestamp now) {
  if (answer.status != 200) {
    if (answer.status > 200 && answer.status < 300) {
      return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（HTTP " + std::to_string(answer.status) + "）");
    }
    return ByStatus(answer, now);
  }
  if (IsHtml(answer.body)) {
    return Make(OutcomeKind::kRetry, FailureReason::kServerError, "返回的是网页而不是应答（登录页或代理页）");
  }
  const VendorReply reply = ReadVendorReply(type, answer.body);
  // Somebody answered 200, so the message may well have gone out: one marked repeat at most.
  if (!reply.code) return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有结果代码，结果不明");
  Outcome outcome = JudgeVendorCode(type, *reply.code, reply.message);
  if (outcome.kind == OutcomeKind::kDelivered) return outcome;
  outcome.reason += "（" + std::to_string(*reply.code) + (reply.message.empty() ? "" : " " + Quoted(reply.message)) + "）";
  const std::optional<Duration> asked = RetryAfter(answer.retry_after, now);
  if (asked && outcome.kind == OutcomeKind::kRetry) {
    outcome.retry_after = std::max(*asked, outcome.retry_after.value_or(Duration(0)));
  }
  return outcome;
}

// notifications.md 7: the last reply decides, also when the conversation broke after it.
Outcome ClassifyMail(const Answer& answer) {
  const int code = answer.status;
  // The server's own words say more than the transport's; they begin with the code.
  const std::string number = std::to_string(code);
  const std::string& words = answer.body.empty() ? answer.error : answer.body;
  const std::string said = words.starts_with(number) ? Quoted(words) : number + (words.empty() ? "" : " " + Quoted(words));
  if (code >= 200 && code < 300) return Make(OutcomeKind::kDelivered, FailureReason::kNone, "邮件服务器已接收");
  if (code >= 400 && code < 500) {
    return Make(OutcomeKind::kRetry, code == 452 ? FailureReason::kRateLimited : FailureReason::kServerError,
                "邮件服务器暂时拒收（" + said + "）");
  }
  if (code == 530 || code == 534 || code == 535 || code == 538) {
    Outcome outcome = Make(OutcomeKind::kPermanent, FailureReason::kAuth, "邮箱登录被拒（" + said + "）");
    outcome.channel_broken = true;
    return outcome;
  }
  if (code == 552 || code == 554) {
    Outcome outcome = Make(OutcomeKind::kPermanent, code == 552 ? FailureReason::kTooLong : FailureReason::kClientError,
                           "邮件内容被拒（" + said + "）");
    outcome.try_short_form = true;
    return outcome;
  }
  if (code >= 500 && code < 600) {
    return Make(OutcomeKind::kPermanent, FailureReason::kClientError, "收件人或邮件被拒（" + said + "）");
  }
  return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "邮件服务器应答无法识别（" + said + "）");
}

Outcome ByType(ChannelType type, const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return NotAnswered(type, answer);
  switch (type) {
    case ChannelType::kWebhook: return ClassifyWebhook(answer, now);
    case ChannelType::kSmtp: return ClassifyMail(answer);
    case ChannelType::kDingtalk:
    case ChannelType::kWecom:
    case ChannelType::kFeishu: return ClassifyRobot(type, answer, now);
  }
  return Make(OutcomeKind::kUnknown, FailureReason::kUnknown, "结果不明");
}

}  // namespace

const char* Name(FailureReason reason) {
  switch (reason) {
    case FailureReason::kNone: return "none";
    case FailureReason::kClientError: return "client_error";
    case FailureReason::kServerError: return "server_error";
    case FailureReason::kAuth: return "auth";
    case FailureReason::kRateLimited: return "rate_limited";
    case FailureReason::kTimeout: return "timeout";
    case FailureReason::kTls: return "tls";
    case FailureReason::kBlockedAddress: return "blocked_address";
    case FailureReason::kTooLong: return "too_long";
    case FailureReason::kUnknown: return "unknown";
  }
  return "";
}

Outcome Classify(ChannelType type, const Answer& answer, Timestamp now) {
  Outcome outcome = ByType(type, answer, now);
  if (const std::optional<Timestamp> theirs = ParseHttpDate(answer.date)) {
    outcome.clock_ahead = now - *theirs;
    // A signature is good for an hour: beyond half of it the clock is the likelier culprit than the secret.
    const bool off = *outcome.clock_ahead > minutes(30) || *outcome.clock_ahead < minutes(-30);
    outcome.clock_skew = outcome.clock_skew || (off && outcome.failure == FailureReason::kAuth);
  }
  return outcome;
}

}  // namespace fenghuo
