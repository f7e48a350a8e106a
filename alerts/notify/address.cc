#include "alerts/notify/address.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr Duration kWebhookLife = hours(72);
constexpr size_t kKeyLength = 72;      // with the channel and the hash: 72 + 1 + 24 + 1 + 16, below 120
constexpr size_t kChannelLength = 24;

bool IsRobot(ChannelType type) { return FactsOf(type).readers == Readers::kGroup; }

// Only what an id may hold.
std::string Slug(std::string_view text, size_t length) {
  std::string slug;
  for (char c : text) {
    if (slug.size() == length) break;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    slug += allowed ? c : '-';
  }
  return slug;
}

// The names are cut and cleaned, so the hash of what they were keeps two of them apart.
std::string MakeId(const std::string& key, const std::string& channel, const Receiver* receiver) {
  std::string exact = key + '\n' + channel;
  if (receiver != nullptr) exact += '\n' + receiver->person + '\n' + receiver->address;
  return Slug(key, kKeyLength) + "-" + Slug(channel, kChannelLength) + "-" + Hex64(Hash64(exact));
}

class Addresser {
 public:
  Addresser(const Message& message, const Addressing& addressing, const std::vector<ChannelSpec>& channels, Timestamp now)
      : message_(message), addressing_(addressing), now_(now) {
    for (const ChannelSpec& channel : channels) channels_.emplace(channel.id, &channel);
    for (const std::string& name : addressing.group_channels) groups_.insert(name);
  }

  void Tell(const Person& person) {
    const Contact* chosen = nullptr;
    for (const Contact& contact : person.contacts) {
      if (!channels_.contains(contact.channel)) continue;
      if (addressing_.urgency == Urgency::kRing) {
        Put(contact.channel, {person.id, contact.address});
      } else if (chosen == nullptr || (groups_.contains(contact.channel) && !groups_.contains(chosen->channel))) {
        chosen = &contact;
      }
    }
    if (chosen != nullptr) Put(chosen->channel, {person.id, chosen->address});
  }

  void TellGroup(const std::string& name) {
    if (!channels_.contains(name)) return;
    // Beside those whom it rings the row must say that it stands for the group too: the load rule may take the people away.
    if (robots_.contains(name) && addressing_.urgency != Urgency::kRing) return;
    Put(name, {});
  }

  std::vector<Notification> Take() { return std::move(told_); }

 private:
  // One row for a robot, whoever is mentioned in it; one for each receiver elsewhere.
  void Put(const std::string& channel, const Receiver& receiver) {
    bool robot = IsRobot(channels_.at(channel)->type);
    const bool whole_group = receiver.person.empty() && receiver.address.empty();
    if (robot && robots_.contains(channel)) {
      std::vector<Receiver>& receivers = told_[robots_.at(channel)].receivers;
      auto same = [&](const Receiver& r) { return r.person == receiver.person && r.address == receiver.address; };
      if (std::none_of(receivers.begin(), receivers.end(), same)) receivers.push_back(receiver);
      return;
    }
    std::string id = MakeId(addressing_.key, channel, robot ? nullptr : &receiver);
    if (!ids_.insert(id).second) return;
    if (robot) robots_.emplace(channel, told_.size());
    told_.push_back(Row(std::move(id), channel));
    if (!whole_group) told_.back().receivers.push_back(receiver);
  }

  Notification Row(std::string id, const std::string& channel) const {
    bool webhook = channels_.at(channel)->type == ChannelType::kWebhook;
    Notification row;
    row.id = std::move(id);
    row.channel = channel;
    row.urgency = addressing_.urgency;
    row.priority = addressing_.priority;
    row.message = message_;
    row.created_at = now_;
    row.expires_at = now_ + (webhook ? std::max(addressing_.life, kWebhookLife) : addressing_.life);
    row.next_at = now_;
    return row;
  }

  const Message& message_;
  const Addressing& addressing_;
  Timestamp now_;
  std::map<std::string, const ChannelSpec*> channels_;
  std::set<std::string> groups_;
  std::map<std::string, size_t> robots_;  // channel to its row
  std::set<std::string> ids_;
  std::vector<Notification> told_;
};

}  // namespace

std::vector<Notification> AddressMessage(const std::vector<Holder>& holders, const Message& message,
                                         const Addressing& addressing, const std::vector<ChannelSpec>& channels,
                                         Timestamp now) {
  if (addressing.urgency == Urgency::kDigest) return {};
  Addresser addresser(message, addressing, channels, now);
  for (const Holder& holder : holders) {
    if (holder.person != nullptr) addresser.Tell(*holder.person);
  }
  for (const std::string& name : addressing.group_channels) addresser.TellGroup(name);
  return addresser.Take();
}

}  // namespace fenghuo
