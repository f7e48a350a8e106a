#include "alerts/notify/send_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "alerts/notify/compose.h"
#include "alerts/notify/drill_mark.h"
#include "alerts/notify/outcome.h"
#include "base/check.h"
#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr size_t kDigestLinesMax = 50;
constexpr int kDigestTitleMax = 40;  // code points
constexpr int kLowestPriority = 5;

bool SendsFirst(const Notification& a, const Notification& b) {
  return std::tie(a.priority, a.created_at, a.id) < std::tie(b.priority, b.created_at, b.id);
}

void Earlier(std::optional<Timestamp>& next, Timestamp at) { next = std::min(at, next.value_or(at)); }

Notification Settled(const Notification& row, DeliveryState state, const std::string& reason, Timestamp now) {
  Notification settled = row;
  settled.state = state;
  settled.finished_at = now;
  settled.reason = row.reason.empty() ? reason : reason + "；" + row.reason;
  return settled;
}

std::string DigestLine(const Message& message) {
  Message plain = message;
  plain.drill = false;  // the digest's own mark opens every line
  const std::string head = Compose(plain, {.caps = {.title = kDigestTitleMax}}).head;
  return message.number.empty() ? head : head + "（编号" + message.number + "）";
}

void AddOnce(const Receiver& receiver, std::vector<Receiver>& receivers) {
  const bool there = std::any_of(receivers.begin(), receivers.end(), [&](const Receiver& known) {
    return known.person == receiver.person && known.address == receiver.address;
  });
  if (!there) receivers.push_back(receiver);
}

// What waits at one credential.
struct Queue {
  std::vector<const Notification*> due;
  bool in_flight = false;
};

using ChannelsByName = std::map<std::string, const ChannelSpec*>;

// Rows of one group can become one digest: one channel, one mailbox, drill or not.
using DigestGroup = std::tuple<std::string, std::string, bool>;

DigestGroup GroupOf(const Notification& row, ChannelType type) {
  const bool personal = FactsOf(type).readers == Readers::kPerson && !row.receivers.empty();
  return {row.channel, personal ? row.receivers.front().address : "", row.message.drill};
}

// Settles what never leaves and sorts what is due by credential.
std::map<std::string, Queue> SortRows(const SendInput& input, const ChannelsByName& channels, SendPlan& plan) {
  std::map<std::string, Queue> queues;
  for (const Notification* row : input.rows) {
    const auto channel = channels.find(row->channel);
    const bool known = channel != channels.end();
    if (row->state == DeliveryState::kInFlight && known) queues[CredentialOf(*channel->second)].in_flight = true;
    if (row->state != DeliveryState::kPending) continue;
    if (row->expires_at <= input.now) {
      plan.settled.push_back(Settled(*row, DeliveryState::kSuperseded, "已过时限，不再发送", input.now));
    } else if (!known) {
      plan.settled.push_back(Settled(*row, DeliveryState::kDead, "通道 " + row->channel + " 已不在配置中", input.now));
    } else if (row->message.drill && !ShowsDrillMark(*channel->second)) {
      plan.settled.push_back(Settled(*row, DeliveryState::kDead, "本通道的模板没有显示【演练】的字段，演练消息不从这里发送", input.now));
    } else if (row->next_at > input.now) {
      Earlier(plan.next_at, std::min(row->next_at, row->expires_at));
    } else {
      queues[CredentialOf(*channel->second)].due.push_back(row);
    }
  }
  return queues;
}

// Merges what may be merged. The rows leave `due`; the digests come back, not yet in it.
std::vector<Notification> Merge(std::vector<const Notification*>& due, const SendInput& input,
                                const ChannelsByName& channels, SendPlan& plan) {
  std::map<DigestGroup, std::vector<const Notification*>> groups;
  for (const Notification* row : due) {
    const ChannelType type = channels.at(row->channel)->type;
    if (IsMergeable(*row, type)) groups[GroupOf(*row, type)].push_back(row);
  }
  std::vector<Notification> digests;
  std::set<const Notification*> merged;
  for (const auto& [group, rows] : groups) {
    if (rows.size() < 2) continue;
    digests.push_back(MergeIntoDigest(rows, input.now));
    for (const Notification* row : rows) {
      plan.settled.push_back(Settled(*row, DeliveryState::kMerged, "发送过密，已并入合并通知", input.now));
      plan.settled.back().merged_into = digests.back().id;
      merged.insert(row);
    }
  }
  std::erase_if(due, [&](const Notification* row) { return merged.contains(row); });
  return digests;
}

// A drill stands back: where anything real waits, nothing of it leaves or is counted. True when what is left is a drill's.
bool StandBack(std::vector<const Notification*>& due) {
  const auto is_real = [](const Notification* row) { return !row->message.drill; };
  if (std::none_of(due.begin(), due.end(), is_real)) return true;
  std::erase_if(due, [&](const Notification* row) { return !is_real(row); });
  return false;
}

// Half of what a minute allows is kept from a drill, so that what it sent a moment ago holds up nothing real.
ChannelLimits LimitsFor(const ChannelSpec& channel, bool drill) {
  ChannelLimits limits = channel.limits;
  if (drill) limits.messages_a_minute = std::max(limits.reserved_for_urgent + 1, limits.messages_a_minute / 2);
  return limits;
}

void SendNext(Queue& queue, const SendInput& input, const ChannelsByName& channels, SendPlan& plan) {
  const bool drill = StandBack(queue.due);
  const ChannelSpec& any = *channels.at(queue.due.front()->channel);
  RateWindow& window = plan.limits[CredentialOf(any)];
  // As late as possible: only when something may leave, and not all of it.
  const auto free = static_cast<size_t>(FreeSlots(window, LimitsFor(any, drill), kLowestPriority, input.now));
  std::vector<Notification> digests;
  if (free > 0 && queue.due.size() > free) digests = Merge(queue.due, input, channels, plan);
  for (const Notification& digest : digests) queue.due.push_back(&digest);
  std::sort(queue.due.begin(), queue.due.end(), [](const auto* a, const auto* b) { return SendsFirst(*a, *b); });

  const Notification& first = *queue.due.front();
  const ChannelSpec& channel = *channels.at(first.channel);
  const int calls = CallsFor(first, channel);
  const Timestamp at = NextFree(window, LimitsFor(channel, drill), drill ? kLowestPriority : first.priority, calls, input.now);
  const bool leaves = at <= input.now;
  if (leaves) {
    plan.sends.push_back(BeforeAttempt(first, input.now));
    window = AfterCalls(window, calls, input.now);
  } else {
    Earlier(plan.next_at, std::min(at, first.expires_at));
  }
  for (const Notification& digest : digests) {
    if (!leaves || &digest != &first) plan.settled.push_back(digest);
  }
}

}  // namespace

bool IsMergeable(const Notification& row, ChannelType type) {
  if (FactsOf(type).every_event) return false;
  if (IsPage(row) || row.priority <= 2 || row.attempts > 0) return false;
  if (row.message.level == 1 || row.message.level == 2) return false;
  switch (row.message.kind) {
    case MessageKind::kFirst:
    case MessageKind::kAcknowledged:
    case MessageKind::kClosed:
    case MessageKind::kSourceAlarm:
    case MessageKind::kSourceClear:
    case MessageKind::kSystemAlarm:
    case MessageKind::kSystemClear: return true;
    default: return false;
  }
}

Notification MergeIntoDigest(const std::vector<const Notification*>& rows, Timestamp now) {
  CHECK(!rows.empty(), "a digest is made of something");
  Notification digest;
  digest.channel = rows.front()->channel;
  digest.urgency = Urgency::kSilent;
  digest.priority = kLowestPriority;
  digest.created_at = rows.front()->created_at;
  digest.expires_at = rows.front()->expires_at;
  digest.next_at = now;
  Message& message = digest.message;
  message.kind = MessageKind::kDigest;
  message.at = now;
  message.drill = rows.front()->message.drill;
  message.desk_phone = rows.front()->message.desk_phone;
  message.lines.push_back("【合并通知】发送过密，以下" + std::to_string(rows.size()) + "条合并为一条");
  std::string ids;
  for (const Notification* row : rows) {
    ids += row->id + "\n";
    digest.urgency = std::max(digest.urgency, row->urgency);
    digest.mirrored = digest.mirrored || row->mirrored;
    digest.priority = std::min(digest.priority, row->priority);
    digest.created_at = std::min(digest.created_at, row->created_at);
    digest.expires_at = std::max(digest.expires_at, row->expires_at);
    for (const Receiver& receiver : row->receivers) AddOnce(receiver, digest.receivers);
    if (message.lines.size() <= kDigestLinesMax) message.lines.push_back(DigestLine(row->message));
  }
  if (rows.size() > kDigestLinesMax) {
    message.lines.push_back("另有" + std::to_string(rows.size() - kDigestLinesMax) + "条，请登录查看");
  }
  digest.id = "digest-" + Hex64(Hash64(ids));
  return digest;
}

SendPlan PlanSends(const SendInput& input) {
  SendPlan plan;
  plan.limits = input.limits;
  ChannelsByName channels;
  for (const ChannelSpec& channel : input.channels) channels.emplace(channel.id, &channel);
  for (auto& [credential, queue] : SortRows(input, channels, plan)) {
    if (!queue.due.empty() && !queue.in_flight) SendNext(queue, input, channels, plan);
  }
  std::sort(plan.sends.begin(), plan.sends.end(), SendsFirst);
  return plan;
}

}  // namespace fenghuo
