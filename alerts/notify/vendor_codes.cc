#include "alerts/notify/vendor_codes.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "alerts/notify/judge.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

void Fill(Verdict verdict, Outcome& outcome) {
  outcome.kind = OutcomeKind::kPermanent;
  outcome.failure = FailureReason::kClientError;
  switch (verdict) {
    case Verdict::kOk:
      outcome.kind = OutcomeKind::kDelivered;
      outcome.failure = FailureReason::kNone;
      break;
    case Verdict::kBusy:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kServerError;
      break;
    case Verdict::kSlowDown:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kRateLimited;
      outcome.retry_after = seconds(60);
      break;
    case Verdict::kBanned:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kRateLimited;
      outcome.retry_after = minutes(10);
      outcome.fallback_now = true;
      break;
    case Verdict::kClock:
      outcome.clock_skew = true;
      [[fallthrough]];
    case Verdict::kCredentials:
      outcome.failure = FailureReason::kAuth;
      outcome.channel_broken = true;
      break;
    case Verdict::kKeyword:
      outcome.add_keyword = true;
      outcome.channel_broken = true;
      break;
    case Verdict::kTooLong:
      outcome.failure = FailureReason::kTooLong;
      outcome.try_short_form = true;
      break;
    case Verdict::kContent:
      outcome.try_short_form = true;
      break;
    case Verdict::kRefused: break;
  }
}

std::optional<int64_t> ReadCode(const Json& reply, const char* field) {
  const auto it = reply.find(field);
  if (it == reply.end()) return std::nullopt;
  if (it->is_number_integer()) return it->get<int64_t>();
  if (!it->is_string()) return std::nullopt;
  const std::string& text = it->get_ref<const std::string&>();
  int64_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return code;
}

std::string ReadMessage(const Json& reply, const char* field) {
  const auto it = reply.find(field);
  return it != reply.end() && it->is_string() ? it->get<std::string>() : "";
}

}  // namespace

VendorReply ReadVendorReply(std::string_view body, ReplyFields fields) {
  const Json reply = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!reply.is_object()) return {};
  return {ReadCode(reply, fields.code), ReadMessage(reply, fields.message)};
}

Outcome ToOutcome(Verdict verdict, std::string reason) {
  Outcome outcome;
  outcome.reason = std::move(reason);
  Fill(verdict, outcome);
  return outcome;
}

Outcome JudgeReply(const Answer& answer, Timestamp now, const VendorReply& reply,
                   const std::function<CodeRow(const VendorReply&)>& find) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) return *other;
  // Somebody answered 200, so the message may well have gone out: one marked repeat at most.
  if (!reply.code) return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有结果代码，结果不明");
  const CodeRow row = find(reply);
  Outcome outcome = ToOutcome(row.verdict, row.reason);
  if (outcome.kind == OutcomeKind::kDelivered) return outcome;
  outcome.reason += "（" + std::to_string(*reply.code) + (reply.message.empty() ? "" : " " + Quoted(reply.message)) + "）";
  HonourRetryAfter(answer, now, outcome);
  return outcome;
}

}  // namespace fenghuo
