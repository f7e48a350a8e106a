#include "daemon/core/system_alarms.h"

#include <string>

#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr const char* kStandingSetting = "system.alarms";

// To the desk where operations cannot be reached.
void TellOperations(const Message& message, const Addressing& addressing, Core& core, Timestamp now) {
  const std::vector<Holder> operations = core.desk.roster.Holders(Role::kOperations, {}, now);
  const bool reached = !AddressMessage(operations, message, addressing, core.desk.channels, now).empty();
  Tell(core, {reached ? Role::kOperations : Role::kDesk}, message, addressing, now);
}

}  // namespace

AlarmReport TakeAlarms(const std::vector<SystemAlarm>& alarms, Core& core, Timestamp now) {
  const std::string kept = core.state.FindSetting(kStandingSetting).value_or("");
  const AlarmTurn turn = TakeSystemAlarms(ParseKeptAlarms(kept), alarms, now);
  if (!turn.begun.empty()) {
    const bool wakes = WakesSomebody(turn.begun);
    TellOperations(SystemAlarmMessage(turn.begun, core.desk, now),
                   {.urgency = wakes ? Urgency::kRing : Urgency::kMessage,
                    .priority = wakes ? 2 : 4,
                    .key = "system-alarm"},
                   core, now);
  }
  if (!turn.ended.empty()) {
    TellOperations(SystemClearMessage(turn.ended, core.desk, now),
                   {.urgency = Urgency::kMessage, .priority = 4, .key = "system-clear"}, core, now);
  }
  if (std::string next = KeptAlarms(turn.standing); next != kept) core.state.PutSetting(kStandingSetting, next);
  return {.begun = static_cast<int64_t>(turn.begun.size()),
          .ended = static_cast<int64_t>(turn.ended.size()),
          .repeated = turn.repeated,
          .own = turn.own};
}

}  // namespace fenghuo
