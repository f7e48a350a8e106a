#include "alerts/incident/ring_limit.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/words.h"
#include "alerts/notify/address.h"
#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr std::string_view kFlood = "flood-";

bool IsFlood(const Notification& row) { return row.id.starts_with(kFlood); }

struct Excess {
  std::vector<std::string> lines;  // what the person is not rung for, each once
  std::string ids;                 // of the notifications, to make an id of
};

// What is not about an incident says itself in its first line.
std::string ListLine(const Message& message) {
  if (message.incident.empty() && !message.lines.empty()) return message.lines.front();
  std::string line = JoinShown({message.number, ShownLevel(message.level) + "·" + ShownLocality(message.locality)}, " ");
  return line + (message.category.empty() ? "" : "·" + message.category) + "：" + message.title;
}

class Limiter {
 public:
  Limiter(const std::vector<Notification>& this_night, const Desk& desk, Timestamp now) : desk_(desk), now_(now) {
    Timestamp end = EndOfNight(desk.policies.night, desk.zone, now);
    for (const Notification& row : this_night) {
      // The night that ends next began less than a day before its end.
      if (row.urgency != Urgency::kRing || row.created_at <= end - hours(24)) continue;
      for (const Receiver& receiver : row.receivers) {
        ++rung_[receiver.person];
        if (IsFlood(row)) flooded_[receiver.person] = true;
      }
    }
  }

  // Whether anything of the row is left.
  bool Take(Notification& row) {
    if (row.urgency != Urgency::kRing || IsFlood(row) || row.receivers.empty()) return true;
    std::vector<Receiver> left;
    for (const Receiver& receiver : row.receivers) {
      if (receiver.person.empty() || rung_[receiver.person] < desk_.policies.ringing_contacts_a_night_max) {
        ++rung_[receiver.person];
        left.push_back(receiver);
      } else {
        HoldBack(receiver.person, row);
      }
    }
    row.receivers = std::move(left);
    return !row.receivers.empty();
  }

  std::vector<std::string> HeldBack() const {
    std::vector<std::string> persons;
    for (const auto& [person, excess] : excess_) persons.push_back(person);
    return persons;
  }

  std::vector<Notification> Lists() const {
    std::vector<Notification> lists;
    for (const auto& [id, excess] : excess_) {
      const Person* person = desk_.roster.FindPerson(id);
      if (person == nullptr) continue;
      bool again = flooded_.contains(id);
      Message message;
      message.kind = MessageKind::kDigest;
      message.at = now_;
      message.desk_phone = desk_.roster.staff().desk_phone;
      message.lines.push_back(again ? "【舆情集中出现】又有以下事件，不再响铃，请上线处理" : "【舆情集中出现】请上线，以下事件不再逐条响铃");
      message.lines.insert(message.lines.end(), excess.lines.begin(), excess.lines.end());
      std::vector<Notification> rows =
          AddressMessage({{.person = person}}, message,
                         {.urgency = Urgency::kSilent, .priority = 0, .key = std::string(kFlood) + Hex64(Hash64(excess.ids))},
                         desk_.channels, now_);
      for (Notification& row : rows) {
        if (!again) row.urgency = Urgency::kRing;
        lists.push_back(std::move(row));
      }
    }
    return lists;
  }

 private:
  void HoldBack(const std::string& person, const Notification& row) {
    Excess& excess = excess_[person];
    excess.ids += row.id + "\n";
    std::string line = ListLine(row.message);
    if (std::find(excess.lines.begin(), excess.lines.end(), line) == excess.lines.end()) excess.lines.push_back(line);
  }

  const Desk& desk_;
  Timestamp now_;
  std::map<std::string, int> rung_;
  std::map<std::string, bool> flooded_;
  std::map<std::string, Excess> excess_;
};

std::vector<Notification> Limit(std::vector<Notification> wanted, Limiter& limiter) {
  std::vector<Notification> kept;
  for (Notification& row : wanted) {
    if (limiter.Take(row)) kept.push_back(std::move(row));
  }
  for (Notification& row : limiter.Lists()) kept.push_back(std::move(row));
  return kept;
}

}  // namespace

std::vector<Notification> LimitRinging(std::vector<Notification> wanted, const std::vector<Notification>& this_night,
                                       const Desk& desk, Timestamp now) {
  if (!IsNight(desk.policies.night, desk.zone, now)) return wanted;
  Limiter limiter(this_night, desk, now);
  return Limit(std::move(wanted), limiter);
}

void LimitRinging(Decision& decision, const std::vector<Notification>& this_night, const Desk& desk, Timestamp now) {
  if (!IsNight(desk.policies.night, desk.zone, now)) return;
  Limiter limiter(this_night, desk, now);
  decision.notifications = Limit(std::move(decision.notifications), limiter);
  std::vector<std::string> names;
  for (const std::string& person : limiter.HeldBack()) names.push_back(ShownPerson(desk.roster, person));
  if (names.empty()) return;
  decision.timeline.push_back({.incident = decision.incident.id,
                               .sequence = decision.incident.next_entry++,
                               .at = now,
                               .kind = "suppressed",
                               .actor = kSystemActor,
                               .text = JoinShown(names) + "今夜响铃已达" +
                                       std::to_string(desk.policies.ringing_contacts_a_night_max) +
                                       "次，本事件改列入“舆情集中出现”清单，不再单独响铃。"});
}

}  // namespace fenghuo
