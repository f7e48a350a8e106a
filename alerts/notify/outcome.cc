#include "alerts/notify/outcome.h"

#include "alerts/notify/http_date.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/rooms.h"

namespace fenghuo {

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

Outcome Classify(const ChannelSpec& channel, const Answer& answer, Timestamp now) {
  Outcome outcome = RoomOf(channel.type).classify(channel, answer, now);
  if (const std::optional<Timestamp> theirs = ParseHttpDate(answer.date)) {
    outcome.clock_ahead = now - *theirs;
    // A signature is good for an hour: beyond half of it the clock is the likelier culprit than the secret.
    const bool off = *outcome.clock_ahead > minutes(30) || *outcome.clock_ahead < minutes(-30);
    outcome.clock_skew = outcome.clock_skew || (off && outcome.failure == FailureReason::kAuth);
  }
  return outcome;
}

Outcome Classify(ChannelType type, const Answer& answer, Timestamp now) {
  ChannelSpec channel;
  channel.type = type;
  return Classify(channel, answer, now);
}

}  // namespace fenghuo
