#include "alerts/notify/judge.h"

#include <algorithm>
#include <cctype>

#include "alerts/notify/http_date.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr Duration kRetryAfterLeast = seconds(1);
constexpr Duration kRetryAfterMost = hours(1);
constexpr size_t kQuotedMax = 120;  // code points of the peer's own words in a reason

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

}  // namespace

Outcome MakeOutcome(OutcomeKind kind, FailureReason failure, std::string reason) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.failure = failure;
  outcome.reason = std::move(reason);
  return outcome;
}

std::string Quoted(std::string_view words) { return CutCodePoints(ChatSafe(words), kQuotedMax, "…"); }

bool IsHtml(std::string_view body) {
  body.remove_prefix(std::min(body.size(), body.find_first_not_of(" \t\r\n\xEF\xBB\xBF")));
  std::string start;
  for (char c : body.substr(0, 15)) start.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<head") ||
         start.starts_with("<?xml") || start.starts_with("<body") || start.starts_with("<script");
}

Outcome LoginPage() {
  return MakeOutcome(OutcomeKind::kRetry, FailureReason::kServerError, "返回的是网页而不是应答（登录页或代理页）");
}

Outcome JudgeNoAnswer(const Answer& answer) {
  const std::string words = answer.error.empty() ? "" : "（" + Quoted(answer.error) + "）";
  switch (answer.transport) {
    case Answer::Transport::kNotSent:
      // A mail server's own 4xx and 5xx outlive the broken conversation; this is the rest.
      return MakeOutcome(OutcomeKind::kRetry, FailureReason::kTimeout, "未能连接" + words);
    case Answer::Transport::kMaybeSent:
      return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "已发出但未收到应答，结果不明" + words);
    case Answer::Transport::kTooLarge:
      // The vendors' answers are short: whoever sent this was not the vendor, or the answer says nothing we can trust.
      return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答过长，结果不明" + words);
    case Answer::Transport::kCertificate: {
      Outcome outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kTls, "对方证书不可信" + words);
      outcome.channel_broken = true;
      return outcome;
    }
    case Answer::Transport::kBlockedAddress: {
      Outcome outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kBlockedAddress, "地址不在允许范围内" + words);
      outcome.channel_broken = true;
      return outcome;
    }
    case Answer::Transport::kAnswered: break;
  }
  return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "结果不明" + words);
}

Outcome JudgeStatus(const Answer& answer, Timestamp now) {
  const int status = answer.status;
  const std::string said = "HTTP " + std::to_string(status);
  Outcome outcome;
  if (status == 429) {
    outcome = MakeOutcome(OutcomeKind::kRetry, FailureReason::kRateLimited, "对方限流（" + said + "）");
  } else if (status == 408 || status == 425) {
    outcome = MakeOutcome(OutcomeKind::kRetry, FailureReason::kTimeout, "对方要求重试（" + said + "）");
  } else if (status >= 500 && status < 600) {
    outcome = MakeOutcome(OutcomeKind::kRetry, FailureReason::kServerError, "对方服务异常（" + said + "）");
  } else if (status >= 300 && status < 400) {
    outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "地址已转移，请改配置（" + said + "）");
    outcome.channel_broken = true;
  } else if (status == 401 || status == 403 || status == 404 || status == 410) {
    outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kAuth, "凭据或地址无效（" + said + "）");
    outcome.channel_broken = true;
  } else if (status == 400 || status == 413 || status == 422) {
    outcome = MakeOutcome(OutcomeKind::kPermanent, status == 413 ? FailureReason::kTooLong : FailureReason::kClientError,
                   "消息被拒收（" + said + "）");
    outcome.try_short_form = true;
  } else if (status >= 400 && status < 500) {
    outcome = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "消息被拒收（" + said + "）");
  } else {
    outcome = MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（" + said + "）");
  }
  if (outcome.kind == OutcomeKind::kRetry) outcome.retry_after = RetryAfter(answer.retry_after, now);
  return outcome;
}

std::optional<Outcome> JudgeUnlessOk(const Answer& answer, Timestamp now) {
  if (answer.status == 200) return IsHtml(answer.body) ? std::optional(LoginPage()) : std::nullopt;
  if (answer.status > 200 && answer.status < 300) {
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答无法识别（HTTP " + std::to_string(answer.status) + "）");
  }
  return JudgeStatus(answer, now);
}

void AddWords(std::string_view words, Outcome& outcome) {
  if (const std::string quoted = Quoted(words); !quoted.empty()) outcome.reason += "：" + quoted;
}

void HonourRetryAfter(const Answer& answer, Timestamp now, Outcome& outcome) {
  const std::optional<Duration> asked = RetryAfter(answer.retry_after, now);
  if (asked && outcome.kind == OutcomeKind::kRetry) {
    outcome.retry_after = std::max(*asked, outcome.retry_after.value_or(Duration(0)));
  }
}

}  // namespace fenghuo
