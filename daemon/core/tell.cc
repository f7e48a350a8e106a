#include "daemon/core/tell.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/ring_limit.h"
#include "base/log.h"

namespace fenghuo {
namespace {

constexpr const char* kToldSetting = "told.number";

// The number of the next message. Its minute would not do: a clock that is set back shows one twice, and the second message would take
// the place of the first.
std::string NextNumber(Core& core) {
  int64_t number = 0;
  const std::string latest = core.state.FindSetting(kToldSetting).value_or("");
  std::from_chars(latest.data(), latest.data() + latest.size(), number);
  std::string next = std::to_string(number + 1);
  core.state.PutSetting(kToldSetting, next);
  return next;
}

}  // namespace

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

void Tell(Core& core, const std::vector<Role>& roles, const Message& message, Addressing addressing, Timestamp now) {
  addressing.key += "-" + NextNumber(core);
  std::vector<Holder> holders;
  for (Role role : roles) {
    for (const Holder& holder : core.desk.roster.Holders(role, {}, now)) holders.push_back(holder);
  }
  PutLimited(core, AddressMessage(holders, message, addressing, core.desk.channels, now), now);
}

}  // namespace fenghuo
