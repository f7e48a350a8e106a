// How a channel fares, and what is done when it fares badly: its messages go by another one, and somebody is told.
//
//   health = AfterOutcome(health, outcome, now);
//   if (WantsFallback(row, health, now) != FallbackReason::kNone) rows = FallbackRows(row, *other, roster, now);
//
// After 60 s of failure the other channel is used while the first is still tried; at once when a row is dead or the robot is
// banned. Sources: notifications.md 1.7, 3.1 (130101), 11.6.
//
// Values and pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_CHANNEL_HEALTH_H_
#define FENGHUO_ALERTS_NOTIFY_CHANNEL_HEALTH_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/notify/outcome.h"
#include "alerts/roster/roster.h"

namespace fenghuo {

struct ChannelHealth {
  std::optional<Timestamp> failing_since;    // the first failure after the last success
  std::optional<Timestamp> last_success_at;  // for the metric "last confirmed delivery"
  std::optional<Timestamp> banned_until;
  bool broken = false;  // credentials, address or certificate: it will not mend itself
  std::string reason;   // of the last failure, Chinese, without secrets
  std::optional<Duration> clock_ahead;  // of the peer's, at its last answer
};

// A refusal of one message for its length or content says nothing about the channel.
ChannelHealth AfterOutcome(const ChannelHealth& health, const Outcome& outcome, Timestamp now);

// Whether people should be told that the channel is out of order: broken, or failing for 60 s.
bool IsOutOfOrder(const ChannelHealth& health, Timestamp now);

enum class FallbackReason { kNone, kDead, kFailing, kBanned };

// For a row after its attempt, or while it waits. A row that repeats another (`replays`) never asks again, so two channels that
// name each other do not play ball; nor does one whose time is over, since the chain has moved on. Digests wait out a failure; only
// what people must see soon moves.
FallbackReason WantsFallback(const Notification& row, const ChannelHealth& health, Timestamp now);

// The same message by another channel: `replays` names the row. Addresses are those that the roster knows for that channel; mail
// goes one row a person. Empty when nobody can be reached there. Ids are made of the row's, so asking twice gives the same.
std::vector<Notification> FallbackRows(const Notification& row, const ChannelSpec& to, const Roster& roster, Timestamp now);

// What operations are told about a channel, by another one.
Message ChannelAlarm(const ChannelSpec& channel, const ChannelHealth& health, int dead_letters, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_CHANNEL_HEALTH_H_
