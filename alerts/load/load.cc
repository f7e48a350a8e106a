#include "alerts/load/load.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

// What one telling is: several contacts of a person carry the same one.
using Telling = std::tuple<Timestamp, MessageKind, std::string>;

Telling TellingOf(const Notification& row) {
  const Message& message = row.message;
  std::string about = message.incident.empty() ? message.number : message.incident;
  if (about.empty() && !message.lines.empty()) about = message.lines.front();
  return {row.created_at, message.kind, std::move(about)};
}

struct Heard {
  std::set<Telling> alarms;
  std::set<Telling> rings;
};

std::map<std::string, Heard> HeardBy(const std::vector<Notification>& rows, const LoadPeriod& period) {
  std::map<std::string, Heard> heard;
  for (const Notification& row : rows) {
    if (!IsAlarm(row) || row.created_at < period.from || row.created_at >= period.to) continue;
    for (const Receiver& receiver : row.receivers) {
      if (receiver.person.empty()) continue;  // a group's
      heard[receiver.person].alarms.insert(TellingOf(row));
      if (row.urgency == Urgency::kRing) heard[receiver.person].rings.insert(TellingOf(row));
    }
  }
  return heard;
}

// The windows end with an alarm each: no window holds more than one of those.
void MeasureWindows(const std::set<Telling>& alarms, PersonLoad& load) {
  bool flooded = false;
  auto first = alarms.begin();
  int within = 0;
  for (const Telling& alarm : alarms) {
    const Timestamp at = std::get<Timestamp>(alarm);
    ++within;
    for (; at - std::get<Timestamp>(*first) >= kLoadWindow; ++first) --within;
    if (within > load.peak) {
      load.peak = within;
      load.peak_at = at;
    }
    if (within > kFloodAbove && !flooded) ++load.floods;
    flooded = within > kFloodAbove || (flooded && within >= kFloodEndsBelow);
  }
}

Message AMessage(const Desk& desk, Timestamp now) {
  Message message;
  message.kind = MessageKind::kDigest;
  message.city = desk.city;
  message.desk_phone = desk.roster.staff().desk_phone;
  message.at = now;
  return message;
}

}  // namespace

bool IsAlarm(const Notification& row) {
  if (row.urgency < Urgency::kMessage || row.message.drill) return false;
  switch (row.message.kind) {
    case MessageKind::kFirst:
    case MessageKind::kRaised:
    case MessageKind::kReminder:
    case MessageKind::kEscalation:
    case MessageKind::kDeadline:
    case MessageKind::kSourceAlarm:
    case MessageKind::kImpaired:
    case MessageKind::kChannelAlarm:
    case MessageKind::kRosterGap: return true;
    default: return false;
  }
}

std::vector<PersonLoad> MeasureLoad(const std::vector<Notification>& rows, const LoadPeriod& period, const Desk& desk) {
  std::vector<PersonLoad> loads;
  for (const auto& [person, heard] : HeardBy(rows, period)) {
    PersonLoad load;
    load.person = person;
    load.alarms = static_cast<int>(heard.alarms.size());
    load.rings = static_cast<int>(heard.rings.size());
    load.rings_at_night = static_cast<int>(std::count_if(heard.rings.begin(), heard.rings.end(), [&](const Telling& ring) {
      return IsNight(desk.policies.night, desk.zone, std::get<Timestamp>(ring));
    }));
    MeasureWindows(heard.alarms, load);
    loads.push_back(std::move(load));
  }
  std::stable_sort(loads.begin(), loads.end(), [](const PersonLoad& a, const PersonLoad& b) { return a.alarms > b.alarms; });
  return loads;
}

std::map<std::string, int> AlarmsOf(const std::vector<Notification>& rows, const LoadPeriod& period) {
  std::map<std::string, int> alarms;
  for (const auto& [person, heard] : HeardBy(rows, period)) alarms[person] = static_cast<int>(heard.alarms.size());
  return alarms;
}

FloodChange WatchFloods(const std::map<std::string, Flood>& known, const std::vector<Notification>& rows, Timestamp now) {
  FloodChange change;
  std::map<std::string, int> counts = AlarmsOf(rows, {now - kLoadWindow + milliseconds(1), now + milliseconds(1)});
  for (const auto& [person, flood] : known) counts.try_emplace(person);
  for (const auto& [person, alarms] : counts) {
    auto before = known.find(person);
    if (before == known.end()) {
      if (alarms <= kFloodAbove) continue;
      change.begun[person] = change.floods[person] = {now, alarms};
    } else if (alarms < kFloodEndsBelow) {
      change.over[person] = before->second;
    } else {
      change.floods[person] = {before->second.since, std::max(before->second.most, alarms)};
    }
  }
  return change;
}

Message FloodAlarm(const std::map<std::string, Flood>& begun, const Desk& desk, Timestamp now) {
  Message message = AMessage(desk, now);
  for (const auto& [person, flood] : begun) {
    message.lines.push_back("【通知过密】" + ShownPerson(desk.roster, person) + "近10分钟内收到" + std::to_string(flood.most) +
                            "条需处理的通知，超过每10分钟" + std::to_string(kFloodAbove) + "条，请增派人手；属规则误报的，请调整监测规则或设暂停提醒");
  }
  return message;
}

Message FloodOver(const std::map<std::string, Flood>& over, const Desk& desk, Timestamp now) {
  Message message = AMessage(desk, now);
  for (const auto& [person, flood] : over) {
    const Duration lasted = now - flood.since;
    const char* whole_hours = lasted % hours(1) < minutes(1) ? "" : "钟";
    message.lines.push_back("【通知恢复正常】" + ShownPerson(desk.roster, person) + "的通知自" + ShownDeadline(desk.zone, flood.since, now) +
                            "起过密，最多每10分钟" + std::to_string(flood.most) + "条，现已回落，持续" + ShownLength(lasted) + whole_hours);
  }
  return message;
}

std::string KeptFloods(const std::map<std::string, Flood>& floods) {
  std::string text;
  for (const auto& [person, flood] : floods) {
    text += person + " " + std::to_string(ToUnixMillis(flood.since)) + " " + std::to_string(flood.most) + "\n";
  }
  return text;
}

std::map<std::string, Flood> ParseFloods(const std::string& kept) {
  std::map<std::string, Flood> floods;
  std::istringstream lines(kept);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string person;
    int64_t since = 0;
    Flood flood;
    if (!(fields >> person >> since >> flood.most)) continue;
    flood.since = FromUnixMillis(since);
    floods[person] = flood;
  }
  return floods;
}

}  // namespace fenghuo
