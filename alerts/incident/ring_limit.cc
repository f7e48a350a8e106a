#include "alerts/incident/ring_limit.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/words.h"
#include "alerts/notify/address.h"
#include "base/hash.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

constexpr std::string_view kFlood = "flood-";

bool IsFlood(const Notification& row) { return row.id.starts_with(kFlood); }

struct Excess {
  std::vector<std::string> lines;  // what the person is not rung for, each once
  std::string ids;                 // of the notifications, to make an id of
  bool drill = false;              // they are a drill's: it has a night of its own
};

// The rows of one telling: a person who has several contacts is rung by all of them or by none.
using Telling = std::tuple<std::string, std::string, MessageKind, Timestamp>;

Telling TellingOf(const Notification& row) {
  const Message& message = row.message;
  return {message.incident.empty() ? message.number : message.incident, message.lines.empty() ? "" : message.lines.front(),
          message.kind, row.created_at};
}

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

  // Takes away from the rows what would ring somebody too often; a row without receivers left goes.
  void Take(std::vector<Notification>& rows) {
    std::map<std::pair<std::string, Telling>, int> contacts;
    for (const Notification& row : rows) {
      if (!IsLimited(row)) continue;
      for (const Receiver& receiver : row.receivers) ++contacts[{receiver.person, TellingOf(row)}];
    }
    std::map<std::pair<std::string, Telling>, bool> rings;
    std::erase_if(rows, [&](Notification& row) {
      if (!IsLimited(row)) return false;
      std::erase_if(row.receivers, [&](const Receiver& receiver) {
        if (receiver.person.empty()) return false;
        std::pair<std::string, Telling> of{receiver.person, TellingOf(row)};
        auto [known, first] = rings.try_emplace(of, true);
        if (first) known->second = MayRing(receiver.person, contacts.at(of));
        if (!known->second) HoldBack(receiver.person, row);
        return !known->second;
      });
      const bool rings_anybody = std::any_of(row.receivers.begin(), row.receivers.end(),
                                             [](const Receiver& receiver) { return !receiver.person.empty(); });
      if (!rings_anybody) row.urgency = Urgency::kMessage;  // what is left is the group's: it hears, without a ring
      return row.receivers.empty();
    });
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
      message.drill = excess.drill;
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
  static bool IsLimited(const Notification& row) {
    return row.urgency == Urgency::kRing && !IsFlood(row) && !row.receivers.empty();
  }

  // Whoever has not been rung this night is, by however many contacts.
  bool MayRing(const std::string& person, int contacts) {
    int& rung = rung_[person];
    if (rung > 0 && rung + contacts > desk_.policies.ringing_contacts_a_night_max) return false;
    rung += contacts;
    return true;
  }

  void HoldBack(const std::string& person, const Notification& row) {
    Excess& excess = excess_[person];
    excess.ids += row.id + "\n";
    excess.drill = row.message.drill;
    std::string line = ListLine(row.message);
    if (std::find(excess.lines.begin(), excess.lines.end(), line) == excess.lines.end()) excess.lines.push_back(line);
  }

  const Desk& desk_;
  Timestamp now_;
  std::map<std::string, int> rung_;
  std::map<std::string, bool> flooded_;
  std::map<std::string, Excess> excess_;
};

std::vector<Notification> Limit(std::vector<Notification> rows, Limiter& limiter) {
  limiter.Take(rows);
  for (Notification& row : limiter.Lists()) rows.push_back(std::move(row));
  return rows;
}

bool RingsAnybody(const Decision& decision) {
  return std::any_of(decision.notifications.begin(), decision.notifications.end(),
                     [](const Notification& row) { return row.urgency == Urgency::kRing && !IsFlood(row); });
}

// The entries were written before the limit was known: what they say of ringing must hold for everybody whom they name.
void CorrectTellings(Decision& decision, const std::vector<std::string>& names) {
  const std::string rung = ToldHow(Urgency::kRing);
  for (TimelineEntry& entry : decision.timeline) {
    size_t at = entry.text.rfind(rung);
    if (at == std::string::npos) continue;
    std::vector<std::string> held;
    for (const std::string& name : names) {
      if (entry.text.find(name) < at) held.push_back(name);
    }
    if (held.empty()) continue;
    std::string how = RingsAnybody(decision) ? "（响铃，" + JoinShown(held) + "除外）" : "（列入清单）";
    entry.text.replace(at, rung.size(), how);
  }
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
  CorrectTellings(decision, names);
  decision.timeline.push_back({.incident = decision.incident.id,
                               .sequence = decision.incident.next_entry++,
                               .at = now,
                               .kind = "suppressed",
                               .actor = kSystemActor,
                               .text = WithDrillMark(decision.incident.drill, JoinShown(names) + "今夜响铃已达" +
                                       std::to_string(desk.policies.ringing_contacts_a_night_max) +
                                       "次，本事件改列入“舆情集中出现”清单，不再单独响铃。")});
}

}  // namespace fenghuo
