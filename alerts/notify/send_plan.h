// What leaves now: rows in, shorter rows out.
//
//   SendPlan plan = PlanSends({.rows = outbox, .channels = desk.channels, .limits = limits, .now = now});
//   // store plan.settled and plan.sends in one synced batch, then hand plan.sends to the courier
//
// By priority, then age, then id. One row a credential is in flight at a time, so that a kill repeats at most that one. A first page
// jumps the queue and has a slot of its own. When more wait than the minute allows, small news of levels Ⅲ and Ⅳ become one
// digest; pages, raised levels, reminders and whatever was tried before never do. A drill stands back: of it nothing leaves by a
// credential at which anything real waits, no digest holds both, and it never takes more than half of a minute. Sources:
// notifications.md 1.10, 11.4, 11.5.
//
// Pure function: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SEND_PLAN_H_
#define FENGHUO_ALERTS_NOTIFY_SEND_PLAN_H_

#include <optional>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/notify/rate_limit.h"

namespace fenghuo {

struct SendInput {
  const std::vector<const Notification*>& rows;  // not final; any order
  const std::vector<ChannelSpec>& channels;
  const RateLimits& limits;
  Timestamp now;
};

struct SendPlan {
  std::vector<Notification> sends;    // in flight now, in the order to hand over
  std::vector<Notification> settled;  // superseded, merged or dead without a word, and the digests that merged rows went into
  RateLimits limits;                  // with the sends counted
  std::optional<Timestamp> next_at;   // when something may leave that does not now; absent: only after news or a result
};

SendPlan PlanSends(const SendInput& input);

// Whether a row may go into a digest instead of being sent by itself.
bool IsMergeable(const Notification& row, ChannelType type);

// One row that tells what `rows` (at least one, of one channel) would have told, a line each.
Notification MergeIntoDigest(const std::vector<const Notification*>& rows, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SEND_PLAN_H_
