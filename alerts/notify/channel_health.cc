#include "alerts/notify/channel_health.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr Duration kFailingFor = seconds(60);
constexpr int kPriorityMoved = 2;  // first page, test, escalation: these leave a banned robot at once

bool BlamesTheChannel(const Outcome& outcome) {
  switch (outcome.kind) {
    case OutcomeKind::kRetry:
    case OutcomeKind::kUnknown: return true;
    case OutcomeKind::kPermanent: return outcome.channel_broken;
    case OutcomeKind::kDelivered:
    case OutcomeKind::kAccepted: return false;
  }
  return false;
}

std::string FallbackId(const Notification& row, std::string_view channel, std::string_view person) {
  std::string source = row.id;
  for (std::string_view part : {channel, person}) source += "\n" + std::string(part);
  return row.id.substr(0, 100) + "-f" + Hex64(Hash64(source));
}

std::string AddressAt(const Roster& roster, const std::string& person, const std::string& channel) {
  const Person* known = roster.FindPerson(person);
  if (known == nullptr) return "";
  for (const Contact& contact : known->contacts) {
    if (contact.channel == channel) return contact.address;
  }
  return "";
}

Notification Copy(const Notification& row, const ChannelSpec& to, std::string_view person, Timestamp now) {
  Notification copy;
  copy.id = FallbackId(row, to.id, person);
  copy.channel = to.id;
  copy.urgency = row.urgency;
  copy.priority = row.priority;
  copy.message = row.message;
  copy.created_at = now;
  copy.expires_at = std::max(row.expires_at, now + minutes(15));
  copy.next_at = now;
  copy.reason = "原通道未能送达，改由本通道发送";
  copy.replays = row.id;
  return copy;
}

}  // namespace

ChannelHealth AfterOutcome(const ChannelHealth& health, const Outcome& outcome, Timestamp now) {
  ChannelHealth after = health;
  if (outcome.clock_ahead) after.clock_ahead = outcome.clock_ahead;
  if (outcome.kind == OutcomeKind::kDelivered || outcome.kind == OutcomeKind::kAccepted) {
    after = ChannelHealth{};
    after.clock_ahead = outcome.clock_ahead ? outcome.clock_ahead : health.clock_ahead;
    after.last_success_at = now;
    return after;
  }
  if (!BlamesTheChannel(outcome)) return after;
  if (!after.failing_since) after.failing_since = now;
  after.broken = outcome.channel_broken;
  after.reason = outcome.reason;
  if (outcome.fallback_now) after.banned_until = now + outcome.retry_after.value_or(minutes(10));
  return after;
}

bool IsOutOfOrder(const ChannelHealth& health, Timestamp now) {
  return health.broken || (health.failing_since && now - *health.failing_since >= kFailingFor);
}

FallbackReason WantsFallback(const Notification& row, const ChannelHealth& health, Timestamp now) {
  if (row.mirrored || !row.replays.empty() || row.expires_at <= now) return FallbackReason::kNone;
  if (row.state == DeliveryState::kDead) return FallbackReason::kDead;
  if (row.state != DeliveryState::kPending || row.urgency == Urgency::kDigest || row.next_at >= row.expires_at) {
    return FallbackReason::kNone;
  }
  const bool banned = health.banned_until && now < *health.banned_until;
  if (banned && row.priority <= kPriorityMoved) return FallbackReason::kBanned;
  const bool failing = health.failing_since && now - *health.failing_since >= kFailingFor;
  return failing && (row.attempts > 0 || row.priority <= kPriorityMoved) ? FallbackReason::kFailing : FallbackReason::kNone;
}

std::vector<Notification> FallbackRows(const Notification& row, const ChannelSpec& to, const Roster& roster, Timestamp now) {
  const bool personal = FactsOf(to.type).readers == Readers::kPerson;
  std::vector<Receiver> receivers;
  for (const Receiver& receiver : row.receivers) {
    const std::string address = AddressAt(roster, receiver.person, to.id);
    if (!receiver.person.empty() && (!address.empty() || !personal)) {
      receivers.push_back({receiver.person, address});
    }
  }
  std::vector<Notification> rows;
  if (!personal) {
    rows.push_back(Copy(row, to, "", now));
    rows.back().receivers = std::move(receivers);
    return rows;
  }
  for (const Receiver& receiver : receivers) {
    rows.push_back(Copy(row, to, receiver.person, now));
    rows.back().receivers = {receiver};
  }
  return rows;
}

Message ChannelAlarm(const ChannelSpec& channel, const ChannelHealth& health, int dead_letters, Timestamp now) {
  Message message;
  message.kind = MessageKind::kChannelAlarm;
  message.at = now;
  std::string first = "【通知通道异常】" + channel.name;
  if (!health.reason.empty()) first += "：" + health.reason;
  message.lines.push_back(first);
  if (dead_letters > 0) message.lines.push_back("未送达" + std::to_string(dead_letters) + "条，见页面“通知”");
  if (health.broken) message.lines.push_back("请运维检查该通道的地址、密钥和证书");
  return message;
}

}  // namespace fenghuo
