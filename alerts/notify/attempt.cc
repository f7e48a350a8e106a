#include <algorithm>
#include <cmath>

#include "alerts/notify/outcome.h"

namespace fenghuo {
namespace {

constexpr int kPageWaits[] = {1, 2, 4, 8, 15, 30, 60};  // seconds; the last one goes on
constexpr Duration kBase = seconds(1);
constexpr Duration kLeast = milliseconds(100);
constexpr int kDoublingsMax = 9;  // 2^9 s is beyond the cap

void Finish(Notification& row, DeliveryState state, Timestamp now) {
  row.state = state;
  row.finished_at = now;
}

// After its time a row is of no use any more. One that was tried and cannot be tried again within it has failed, and that is loud:
// another channel takes it over and somebody is told.
void Wait(Notification& row, Timestamp next_at, Timestamp now) {
  if (now >= row.expires_at) {
    row.reason = "已过时限，不再发送；" + row.reason;
    Finish(row, DeliveryState::kSuperseded, now);
    return;
  }
  if (next_at >= row.expires_at) {
    row.reason = "时限内来不及重试；" + row.reason;
    Finish(row, DeliveryState::kDead, now);
    return;
  }
  row.state = DeliveryState::kPending;
  row.next_at = next_at;
}

// Plain chat cannot tell a repeat from a new message, so there is one, and it says that it is one.
void Repeat(Notification& row, ChannelType type, Timestamp next_at, Timestamp now) {
  if (!FactsOf(type).repeats) {
    row.reason = "不重发，由备用通道发送；" + row.reason;
    Finish(row, DeliveryState::kDead, now);
    return;
  }
  if (!IsIdempotent(type)) {
    if (row.repeat_marked) {
      row.reason = "重发后结果仍不明；" + row.reason;
      Finish(row, DeliveryState::kDead, now);
      return;
    }
    row.repeat_marked = true;
  }
  Wait(row, next_at, now);
}

}  // namespace

bool IsPage(const Notification& notification) {
  return notification.urgency == Urgency::kRing || notification.priority == 0;
}

Duration BackOff(int attempts, bool page, double jitter) {
  const int failed = std::max(1, attempts);
  if (page) {
    constexpr int kLast = static_cast<int>(std::size(kPageWaits)) - 1;
    return seconds(kPageWaits[std::min(failed - 1, kLast)]);
  }
  const Duration longest = std::min(kBackOffMax, kBase * (1 << std::min(failed - 1, kDoublingsMax)));
  const auto waited = static_cast<int64_t>(std::floor(static_cast<double>(longest.count()) * std::clamp(jitter, 0.0, 1.0)));
  return std::max(kLeast, Duration(waited));
}

Notification BeforeAttempt(const Notification& pending, Timestamp now) {
  Notification row = pending;
  row.state = DeliveryState::kInFlight;
  row.attempts += 1;
  row.sent_at = now;
  return row;
}

Notification AfterAttempt(const Notification& sent, const Outcome& outcome, const ChannelSpec& channel, Timestamp now,
                          double jitter) {
  Notification row = sent;
  row.reason = outcome.reason;
  if (!outcome.vendor_id.empty()) row.vendor_id = outcome.vendor_id;
  const Timestamp again = now + std::max(BackOff(sent.attempts, IsPage(sent), jitter), outcome.retry_after.value_or(Duration(0)));
  switch (outcome.kind) {
    case OutcomeKind::kDelivered: Finish(row, DeliveryState::kDelivered, now); break;
    case OutcomeKind::kAccepted: row.state = DeliveryState::kAccepted; break;
    case OutcomeKind::kRetry: Wait(row, again, now); break;
    case OutcomeKind::kUnknown: Repeat(row, channel.type, again, now); break;
    case OutcomeKind::kPermanent:
      if (outcome.try_short_form && !sent.short_form) {
        row.short_form = true;
        Wait(row, now, now);
      } else {
        Finish(row, DeliveryState::kDead, now);
      }
      break;
  }
  return row;
}

Notification AfterCrash(const Notification& in_flight, const ChannelSpec& channel, Timestamp now) {
  Notification row = in_flight;
  row.reason = "程序中断时正在发送，结果不明";
  Repeat(row, channel.type, now, now);
  return row;
}

}  // namespace fenghuo
