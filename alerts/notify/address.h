// Who is told by which channel: a decision's receivers, turned into notifications.
//
//   std::vector<Notification> told = Address(holders, message, {.urgency = Urgency::kRing, .sequence = 4}, desk_channels, now);
//
// People who share a robot get one message that mentions each; mail and webhooks get one each. kRing uses every contact of a
// person, kMessage and kSilent the first one. Pure function.

#ifndef FENGHUO_ALERTS_NOTIFY_ADDRESS_H_
#define FENGHUO_ALERTS_NOTIFY_ADDRESS_H_

#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/roster/roster.h"

namespace fenghuo {

struct Addressing {
  Urgency urgency = Urgency::kMessage;
  int priority = 4;
  std::string key;       // what makes the id: "<incident>-<episode>-<sequence>-<step>", or a digest's name and day
  Duration life = hours(24);
};

std::vector<Notification> AddressMessage(const std::vector<Holder>& holders, const Message& message,
                                         const Addressing& addressing, const std::vector<ChannelSpec>& channels,
                                         Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_ADDRESS_H_
