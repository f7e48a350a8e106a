// A RateWindow counts what left by one credential within the last minute, so that we stop before the vendor stops us.
//
//   if (FreeSlots(window, channel.limits, row.priority, now) > 0) window = AfterCalls(window, 1, now);
//
// A robot that gets its 21st message in a minute is silent for ten. Calls count, not messages: a WeCom Markdown message with a
// ringing text beside it is two. One slot is kept for priority 0. Source: notifications.md 1.10.
//
// Values and pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_RATE_LIMIT_H_
#define FENGHUO_ALERTS_NOTIFY_RATE_LIMIT_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"

namespace fenghuo {

struct RateWindow {
  std::vector<Timestamp> calls;           // oldest first, of the last minute
  std::optional<Timestamp> paused_until;  // the vendor has banned us until then
};

// By credential: two channels with one token share what the vendor allows.
using RateLimits = std::map<std::string, RateWindow>;

// What the vendor counts by: names of files and servers, never what is in the files.
std::string CredentialOf(const ChannelSpec& channel);

// How many calls the vendor will see when this row is sent.
int CallsFor(const Notification& row, const ChannelSpec& channel);

// How many more calls may leave now; 0 while paused.
int FreeSlots(const RateWindow& window, const ChannelLimits& limits, int priority, Timestamp now);

// When `calls` slots will be free for this priority, if nothing else is sent.
Timestamp NextFree(const RateWindow& window, const ChannelLimits& limits, int priority, int calls, Timestamp now);

RateWindow AfterCalls(const RateWindow& window, int calls, Timestamp now);

// A later end wins.
RateWindow Paused(const RateWindow& window, Timestamp until);

// The windows as they were, from rows whose last attempt was within the last minute: for a start after a crash.
RateLimits RecentCalls(const std::vector<Notification>& rows, const std::vector<ChannelSpec>& channels, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_RATE_LIMIT_H_
