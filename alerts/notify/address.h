// Who is told by which channel: a decision's receivers, turned into notifications.
//
//   std::vector<Notification> told =
//       AddressMessage(holders, message, {.urgency = Urgency::kRing, .key = "2026-0711-03-1-4"}, desk.channels, now);
//
// People who share a robot get one message that mentions each; where it rings them and stands for the group as well, a receiver without a
// person says so. Mail and webhooks get one each. kRing uses every contact of a
// person; kMessage and kSilent one: the group's robot where the person can be mentioned there, else the first contact.
// kDigest addresses nobody. A contact at a channel that is not configured is passed over. Pure function: any number of
// threads.

#ifndef FENGHUO_ALERTS_NOTIFY_ADDRESS_H_
#define FENGHUO_ALERTS_NOTIFY_ADDRESS_H_

#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/roster/roster.h"

namespace fenghuo {

// No row waits longer than this before it is given up.
inline constexpr Duration kLongestLife = hours(24 * 4);

struct Addressing {
  Urgency urgency = Urgency::kMessage;
  int priority = 4;
  std::string key;       // what makes the id: "<incident>-<episode>-<sequence>-<step>", or a name and a number
  Duration life = hours(24);  // until it expires; what goes to a webhook lives at least 72 hours (notifications.md 1.7)
  std::vector<std::string> group_channels = {};  // robots of the responsible units: told even when nobody can be mentioned there
};

// In the order of the holders, then of the group channels. The ids follow from key, channel and receiver alone, so the same
// decision gives the same rows.

std::vector<Notification> AddressMessage(const std::vector<Holder>& holders, const Message& message,
                                         const Addressing& addressing, const std::vector<ChannelSpec>& channels,
                                         Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_ADDRESS_H_
