#include "daemon/core/load.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr Duration kLookAgainAfter = minutes(1);

std::map<std::string, Flood> Known(const Core& core) { return ParseFloods(core.state.FindSetting(kFloodsSetting).value_or("")); }

void TellFlood(Core& core, const Message& message, const std::string& key, Timestamp now) {
  Tell(core, {Role::kOperations, Role::kLeaderOnDuty}, message,
       {.urgency = Urgency::kMessage, .priority = 2, .key = key}, now);
}

}  // namespace

void WatchLoad(Core& core, Timestamp now) {
  const std::map<std::string, Flood> known = Known(core);
  // Whatever is new waits to leave.
  if (core.state.outbox().empty() && known.empty()) return;
  Result<std::map<std::string, Notification>> created = core.state.CreatedBetween(now - kLoadWindow, now);
  if (!created.ok()) return LogError("what was told lately cannot be read", {{"reason", created.error().message}});
  std::vector<Notification> rows;
  for (auto& [id, row] : *created) rows.push_back(std::move(row));
  const FloodChange change = WatchFloods(known, rows, now);
  if (KeptFloods(change.floods) == KeptFloods(known)) return;
  core.state.PutSetting(kFloodsSetting, KeptFloods(change.floods));
  if (!change.begun.empty()) TellFlood(core, FloodAlarm(change.begun, core.desk, now), "load-begun", now);
  if (!change.over.empty()) TellFlood(core, FloodOver(change.over, core.desk, now), "load-over", now);
}

std::optional<Timestamp> NextLoadDuty(const Core& core, Timestamp now) {
  return Known(core).empty() ? std::nullopt : std::optional<Timestamp>(now + kLookAgainAfter);
}

}  // namespace fenghuo
