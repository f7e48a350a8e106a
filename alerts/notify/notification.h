// A Notification is one message to one receiver by one channel: a row of the outbox. Plain data that storage keeps.
//
// The id is made of (incident, episode, timeline sequence, step, receiver, channel), so deciding the same thing twice makes
// the same row. States (reference: notifications.md 11):
//
//   pending -> in_flight -> delivered | accepted | pending (retry) | unknown | dead
//   pending | unknown -> superseded | merged            accepted -> delivered | dead
//
// delivered, dead, superseded and merged are final.

#ifndef FENGHUO_ALERTS_NOTIFY_NOTIFICATION_H_
#define FENGHUO_ALERTS_NOTIFY_NOTIFICATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerts/notify/message.h"
#include "base/time.h"

namespace fenghuo {

enum class DeliveryState { kPending, kInFlight, kUnknown, kDelivered, kAccepted, kDead, kSuperseded, kMerged };

// Words of the wire.
constexpr const char* Name(DeliveryState state) {
  switch (state) {
    case DeliveryState::kPending: return "pending";
    case DeliveryState::kInFlight: return "in_flight";
    case DeliveryState::kUnknown: return "unknown";
    case DeliveryState::kDelivered: return "delivered";
    case DeliveryState::kAccepted: return "accepted";
    case DeliveryState::kDead: return "dead";
    case DeliveryState::kSuperseded: return "superseded";
    case DeliveryState::kMerged: return "merged";
  }
  return "";
}

constexpr bool IsFinal(DeliveryState state) {
  return state == DeliveryState::kDelivered || state == DeliveryState::kDead || state == DeliveryState::kSuperseded ||
         state == DeliveryState::kMerged;
}

struct Receiver {
  std::string person;   // person id; empty for a whole group
  std::string address;  // at the channel: mail address, mobile number, user id; may be empty
};

struct Notification {
  std::string id;       // deterministic, [a-z0-9_-] only, no dot, at most 120 characters
  std::string channel;  // name in channels.yml
  std::vector<Receiver> receivers;  // one for mail; those to mention for a robot
  Urgency urgency = Urgency::kMessage;
  int priority = 5;     // 0 first page of an incident, 1 test, 2 escalation, 3 hand-over, 4 update, 5 digest
  Message message;
  Timestamp created_at;
  Timestamp expires_at;  // after this it is superseded: the chain has moved on
  DeliveryState state = DeliveryState::kPending;
  int attempts = 0;
  Timestamp next_at;     // not before
  std::optional<Timestamp> sent_at;      // start of the last attempt
  std::optional<Timestamp> finished_at;  // a final state was reached
  std::string reason;    // why it is where it is: the vendor's answer, without secrets
  std::string vendor_id; // what the vendor calls it, or empty
  std::string replays;   // id of the dead letter that this one repeats, or empty
  std::string merged_into;  // notification id
  bool short_form = false;  // the long one was refused for its length or content
  bool repeat_marked = false;  // sent once more after an unknown result: （重发）
  bool mirrored = false;  // of a drill, to its mirror channel instead of people: never takes another way
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_NOTIFICATION_H_
