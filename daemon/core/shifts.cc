#include "daemon/core/shifts.h"

#include <algorithm>
#include <utility>

#include "alerts/incident/words.h"
#include "daemon/core/incidents.h"
#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr const char* kDeskSetting = "shift.desk";        // person id: who had the desk in the latest shift that was seen
constexpr const char* kBegunSetting = "shift.begun";      // when that shift began, in milliseconds
constexpr const char* kLeaderToldSetting = "shift.told";  // "yes" once the leader knows that nobody has accepted

std::optional<ShiftChange> Waiting(const Core& core) {
  return ParseShiftChange(core.state.FindSetting(kShiftChangeSetting).value_or(""));
}

void Keep(const ShiftChange& change, Core& core) {
  core.state.PutSetting(kShiftChangeSetting, KeptShiftChange(change));
  core.state.PutSetting(kLeaderToldSetting, "");
}

std::vector<Incident> Open(const Core& core) {
  std::vector<Incident> open;
  for (const auto& [id, incident] : core.state.open_incidents()) open.push_back(incident);
  return open;
}

void Change(const std::string& from, const std::string& to, Core& core, Timestamp now) {
  ShiftChange change = Waiting(core).value_or(ShiftChange());
  if (std::find(change.from.begin(), change.from.end(), from) == change.from.end()) change.from.push_back(from);
  change.at = now;
  change.to = to;
  const std::vector<Incident> open = Open(core);
  if (open.empty()) return core.state.PutSetting(kShiftChangeSetting, "");
  Keep(change, core);
  Tell(core, {Role::kDesk}, ShiftSheet(change, open, core.desk, now),
       {.urgency = Urgency::kMessage, .priority = 4, .key = "shift"}, now);
}

}  // namespace

void WatchShift(Core& core, Timestamp now) {
  const Shift* shift = core.desk.roster.ShiftAt(now);
  if (shift == nullptr) return;  // the gap has an alarm of its own
  const std::string before = core.state.FindSetting(kDeskSetting).value_or("");
  // A clock that was set back shows an earlier shift again: nobody has come back for that.
  if (shift->desk != before && shift->from >= core.state.FindMoment(kBegunSetting).value_or(Timestamp())) {
    core.state.PutSetting(kDeskSetting, shift->desk);
    core.state.PutMoment(kBegunSetting, shift->from);
    if (!before.empty()) Change(before, shift->desk, core, now);
    return;
  }
  const std::optional<ShiftChange> change = Waiting(core);
  if (!change || now < change->at + kAcceptWithin || core.state.FindSetting(kLeaderToldSetting) == "yes") return;
  core.state.PutSetting(kLeaderToldSetting, "yes");
  Tell(core, {Role::kLeaderOnDuty}, ShiftNotAccepted(*change, Open(core), core.desk, now),
       {.urgency = Urgency::kMessage, .priority = 4, .key = "shift-late"}, now);
}

std::optional<Timestamp> NextShiftDuty(const Core& core, Timestamp now) {
  std::optional<Timestamp> next;
  if (const Shift* shift = core.desk.roster.ShiftAt(now)) next = shift->to;
  const std::optional<ShiftChange> change = Waiting(core);
  if (change && core.state.FindSetting(kLeaderToldSetting) != "yes") {
    const Timestamp late = change->at + kAcceptWithin;
    next = std::min(next.value_or(late), late);
  }
  return next;
}

Result<std::vector<std::string>> AcceptShift(const std::string& person, Core& core, Timestamp now) {
  const std::optional<ShiftChange> change = Waiting(core);
  if (!change) return Invalid("没有待接的班");
  if (person != change->to) {
    return Invalid("现在当班的是" + ShownPerson(core.desk.roster, change->to) + "，由当班值班员本人接班");
  }
  std::vector<std::string> taken;
  for (const Incident& incident : Open(core)) {
    std::optional<Decision> decision = TakeOver(incident, *change, core.desk, now);
    if (!decision) continue;
    taken.push_back(incident.number);
    CarryOut(std::move(*decision), core, now);
  }
  core.state.PutSetting(kShiftChangeSetting, "");
  core.state.Audit({.at = now, .actor = person, .action = "shift.accept", .object = "shift", .detail = JoinShown(taken)});
  return taken;
}

}  // namespace fenghuo
