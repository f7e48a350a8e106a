#include "daemon/core/tell.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/ring_limit.h"
#include "base/log.h"

namespace fenghuo {

std::vector<Notification> CreatedThisNight(const Core& core, Timestamp now) {
  Timestamp end = EndOfNight(core.desk.policies.night, core.desk.zone, now);
  Result<std::map<std::string, Notification>> created = core.state.CreatedBetween(end - hours(24), now);
  if (!created.ok()) {
    LogError("what rang this night cannot be read", {{"reason", created.error().message}});
    return {};
  }
  std::vector<Notification> rows;
  for (auto& [id, row] : *created) rows.push_back(std::move(row));
  return rows;
}

void PutLimited(Core& core, std::vector<Notification> rows, Timestamp now) {
  bool rings = std::any_of(rows.begin(), rows.end(), [](const Notification& row) { return row.urgency == Urgency::kRing; });
  if (rings && IsNight(core.desk.policies.night, core.desk.zone, now)) {
    rows = LimitRinging(std::move(rows), CreatedThisNight(core, now), core.desk, now);
  }
  for (const Notification& row : rows) core.state.Put(row);
}

void Tell(Core& core, const std::vector<Role>& roles, const Message& message, const Addressing& addressing, Timestamp now) {
  std::vector<Holder> holders;
  for (Role role : roles) {
    for (const Holder& holder : core.desk.roster.Holders(role, {}, now)) holders.push_back(holder);
  }
  PutLimited(core, AddressMessage(holders, message, addressing, core.desk.channels, now), now);
}

std::string MinuteKey(const Core& core, Timestamp now) {
  CivilTime local = core.desk.zone.Local(now);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d%02d%02d-%02d%02d", local.year, local.month, local.day, local.hour, local.minute);
  return text;
}

}  // namespace fenghuo
