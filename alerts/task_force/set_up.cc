#include "alerts/task_force/set_up.h"

#include <algorithm>
#include <utility>

#include "alerts/incident/chain.h"
#include "alerts/incident/words.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr Level kLowestWithTaskForce = 2;

Result<void> CheckOpen(const Incident& incident, const char* what) {
  if (!IsOver(incident.state)) return {};
  return Invalid("舆情事件" + incident.number + "当前为“" + ShownState(incident.state) + "”，不能再" + what);
}

Result<void> CheckWish(const Incident& incident, const TaskForceWish& wish, const Roster& roster, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, roster, now); !known.ok()) return known;
  if (Result<void> open = CheckOpen(incident, "设专班"); !open.ok()) return open;
  if (incident.level == kNoLevel || incident.level > kLowestWithTaskForce) {
    return Invalid("Ⅰ级、Ⅱ级事件设专班，本事件为" + ShownLevel(incident.level));
  }
  if (wish.leader.empty()) return Invalid("专班必须有组长");
  std::vector<std::string> people = wish.members;
  people.push_back(wish.leader);
  if (!wish.on_site.empty()) people.push_back(wish.on_site);
  for (const std::string& id : people) {
    if (roster.FindPerson(id) == nullptr) return Invalid("人员名单中没有“" + id + "”");
  }
  return {};
}

Ending SetBy(const Signatory& by, Timestamp now) {
  return {now, by.person, by.entered_by.empty() ? by.person : by.entered_by, ""};
}

}  // namespace

std::vector<std::string> PersonsOf(const TaskForce& force) {
  std::vector<std::string> persons = {force.leader};
  auto add = [&](const std::string& id) {
    if (!id.empty() && std::find(persons.begin(), persons.end(), id) == persons.end()) persons.push_back(id);
  };
  add(force.on_site);
  for (const std::string& id : force.members) add(id);
  return persons;
}

std::string ShownTaskForce(const TaskForce& force, const Roster& roster) {
  std::vector<std::string> members;
  for (const std::string& id : force.members) members.push_back(ShownPerson(roster, id));
  return JoinShown({"组长" + ShownPerson(roster, force.leader),
                    force.on_site.empty() ? "" : "现场指挥" + ShownPerson(roster, force.on_site),
                    members.empty() ? "" : "成员" + JoinShown(members)},
                   "，");
}

Result<Decision> SetTaskForce(const Incident& incident, const TaskForceWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> checked = CheckWish(incident, wish, desk.roster, now); !checked.ok()) return checked.error();
  TaskForce force{.leader = wish.leader, .on_site = wish.on_site, .members = {}, .set = SetBy(wish.by, now)};
  for (const std::string& id : PersonsOf({.leader = wish.leader, .on_site = wish.on_site, .members = wish.members, .set = {}})) {
    if (id != wish.leader && id != wish.on_site) force.members.push_back(id);
  }
  std::vector<std::string> fresh = PersonsOf(force);
  if (incident.task_force) {
    const std::vector<std::string> before = PersonsOf(*incident.task_force);
    std::erase_if(fresh, [&](const std::string& id) { return std::find(before.begin(), before.end(), id) != before.end(); });
  }
  Draft draft(incident, desk, now);
  draft.incident().task_force = force;
  draft.incident().handling_note_at = now;
  draft.Write("task_force", wish.by.person,
              ShownSignatory(wish.by, desk.roster) + (incident.task_force ? "调整专班：" : "设立专班：") + ShownTaskForce(force, desk.roster) + "。");
  if (fresh.empty()) return draft.Finish();
  TellDeadline(draft, {.steps = {{.roles = {}, .urgency = Urgency::kMessage}},
                       .persons = fresh,
                       .state = "设立专班",
                       .because = "本事件设专班，组长" + ShownPerson(desk.roster, force.leader),
                       .wish = "按专班分工处置",
                       .entry = "task_force_told"});
  return draft.Finish();
}

Result<Decision> SetAnswerLine(const Incident& incident, const AnswerLineWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, desk.roster, now); !known.ok()) return known.error();
  if (Result<void> open = CheckOpen(incident, "改答复口径"); !open.ok()) return open.error();
  if (IsBlank(wish.text)) return Invalid("答复口径不能为空");
  if (CountCodePoints(wish.text) > kAnswerLineCharacters) {
    return Invalid("答复口径不能超过" + std::to_string(kAnswerLineCharacters) + "字，须能在一条消息中读完");
  }
  Draft draft(incident, desk, now);
  draft.incident().answer_line = AnswerLine{wish.text, SetBy(wish.by, now)};
  draft.incident().handling_note_at = now;
  draft.Write("answer_line", wish.by.person, ShownSignatory(wish.by, desk.roster) + "确定答复口径：" + wish.text);
  TellDeadline(draft, {.steps = {{.roles = {Role::kDesk, Role::kPublicityHead, Role::kSectionLiaison, Role::kCountyLiaison},
                                  .urgency = Urgency::kMessage}},
                       .persons = {},
                       .state = "答复口径",
                       .because = incident.answer_line ? "答复口径有变" : "答复口径已定",
                       .wish = "按此答复来电和媒体",
                       .lines = {"答复口径：" + wish.text},
                       .entry = "answer_line_told"});
  return draft.Finish();
}

}  // namespace fenghuo
