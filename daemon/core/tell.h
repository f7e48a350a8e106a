// Telling the holders of roles something that is not about one incident: rows for the outbox, in the batch.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_TELL_H_
#define FENGHUO_DAEMON_CORE_TELL_H_

#include <string>
#include <vector>

#include "alerts/notify/address.h"
#include "daemon/core/core.h"

namespace fenghuo {

// What was created since this night began, this batch included. A store that cannot be read holds nobody back: a call too many is
// better than one too few.
std::vector<Notification> CreatedThisNight(const Core& core, Timestamp now);

// Into the outbox, after the load rule has taken away what would ring somebody too often this night.
void PutLimited(Core& core, std::vector<Notification> rows, Timestamp now);

// The key of `addressing` says what kind of news it is; a number makes it that of one message.
void Tell(Core& core, const std::vector<Role>& roles, const Message& message, Addressing addressing, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_TELL_H_
