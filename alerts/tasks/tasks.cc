#include "alerts/tasks/tasks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "alerts/clocks/call.h"
#include "alerts/clocks/countdown.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

constexpr const char* kLocalCheck = "排查本市有无同类问题";

struct Step {
  TaskDeedKind deed;
  TaskState from;
  TaskState to;
};

// What a deed makes of a task; what does not stand here is not allowed.
constexpr Step kSteps[] = {
    {TaskDeedKind::kAccept, TaskState::kAssigned, TaskState::kWorking},
    {TaskDeedKind::kAnswer, TaskState::kAssigned, TaskState::kAnswered},
    {TaskDeedKind::kAnswer, TaskState::kWorking, TaskState::kAnswered},
    {TaskDeedKind::kAnswer, TaskState::kReturned, TaskState::kAnswered},
    {TaskDeedKind::kReturn, TaskState::kAnswered, TaskState::kReturned},
    {TaskDeedKind::kFinish, TaskState::kAnswered, TaskState::kDone},
    {TaskDeedKind::kExtend, TaskState::kAssigned, TaskState::kAssigned},
    {TaskDeedKind::kExtend, TaskState::kWorking, TaskState::kWorking},
    {TaskDeedKind::kExtend, TaskState::kReturned, TaskState::kReturned},
    {TaskDeedKind::kHandOver, TaskState::kAssigned, TaskState::kHandedOver},
    {TaskDeedKind::kHandOver, TaskState::kWorking, TaskState::kHandedOver},
    {TaskDeedKind::kHandOver, TaskState::kAnswered, TaskState::kHandedOver},
    {TaskDeedKind::kHandOver, TaskState::kReturned, TaskState::kHandedOver},
};

constexpr TaskDeedKind kDeeds[] = {TaskDeedKind::kAccept, TaskDeedKind::kAnswer, TaskDeedKind::kReturn,
                                   TaskDeedKind::kFinish, TaskDeedKind::kExtend, TaskDeedKind::kHandOver};

std::optional<TaskState> StateAfter(TaskDeedKind deed, TaskState from) {
  for (const Step& step : kSteps) {
    if (step.deed == deed && step.from == from) return step.to;
  }
  return std::nullopt;
}

std::string Quoted(const std::string& text) { return "“" + text + "”"; }
std::string Named(const Task& task) { return "交办事项" + std::to_string(task.number); }

// Whoever heads the unit, or the one above it.
std::string HeadOf(const std::string& unit, const Desk& desk, Timestamp now) {
  const std::vector<Holder> heads = desk.roster.Holders(Role::kSectionHead, {{unit}, ""}, now);
  return heads.empty() ? "" : heads.front().person->id;
}

std::string Owners(const Task& task, const Roster& roster) {
  std::vector<std::string> names;
  if (!task.owner.empty()) names.push_back("责任人" + ShownPerson(roster, task.owner));
  if (!task.liaison.empty() && task.liaison != task.owner) names.push_back("联络员" + ShownPerson(roster, task.liaison));
  return names.empty() ? "" : "（" + JoinShown(names, "，") + "）";
}

std::vector<std::string> PersonsOf(const Task& task) {
  std::vector<std::string> persons;
  for (const std::string& id : {task.owner, task.liaison}) {
    if (!id.empty()) persons.push_back(id);
  }
  return persons;
}

void Tell(Draft& draft, const std::vector<std::string>& persons, const std::string& state, const std::string& because,
          const std::string& wish) {
  TellDeadline(draft, {.steps = {{.roles = {}, .urgency = Urgency::kMessage}},
                       .persons = persons,
                       .state = state,
                       .because = because,
                       .wish = wish,
                       .entry = "task_told"});
}

Task& AddTask(Incident& incident, Task task) {
  task.number = static_cast<int>(incident.tasks.size()) + 1;
  return incident.tasks.emplace_back(std::move(task));
}

// Of a unit that the office has: its head answers for it and its liaison knows of it.
Task TaskOf(const std::string& unit, const std::string& what, const Desk& desk, Timestamp now) {
  Task task;
  task.unit = unit;
  task.owner = HeadOf(unit, desk, now);
  task.liaison = desk.roster.FindUnit(unit)->liaison;
  task.what = what;
  return task;
}

std::string Asked(const Task& task, const Desk& desk, Timestamp now) {
  return Named(task) + "：" + ShownUnits(desk.roster, {task.unit}) + Owners(task, desk.roster) +
         ShownDeadline(desk.zone, task.countdown.due, now) + "前反馈：" + task.what;
}

// Into the incident and its timeline, and to those who have to see to it.
void Give(Draft& draft, Task task, const Signatory& by) {
  task.assigned_by = by.person;
  const Task given = AddTask(draft.incident(), std::move(task));
  draft.Write("task_assigned", by.person, ShownSignatory(by, draft.desk().roster) + Asked(given, draft.desk(), draft.now()) + "。");
  Tell(draft, PersonsOf(given), "交办", Named(given) + "：" + given.what,
       "签收，" + ShownDeadline(draft.desk().zone, given.countdown.due, draft.now()) + "前反馈");
}

Result<void> CheckWish(const Incident& incident, const TaskWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, desk.roster, now); !known.ok()) return known;
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，不能再交办");
  }
  if (desk.roster.FindUnit(wish.unit) == nullptr) return Invalid("没有这个单位：" + wish.unit);
  for (const std::string& id : {wish.owner, wish.liaison}) {
    if (!id.empty() && desk.roster.FindPerson(id) == nullptr) return Invalid("人员名单中没有" + Quoted(id));
  }
  if (IsBlank(wish.what)) return Invalid("必须写明交办的事项");
  if (!wish.due || *wish.due <= now) return Invalid("反馈时限必须晚于现在");
  return {};
}

bool NeedsNote(TaskDeedKind kind) { return kind != TaskDeedKind::kAccept; }
bool NeedsDue(TaskDeedKind kind) { return kind == TaskDeedKind::kReturn || kind == TaskDeedKind::kExtend; }

// A unit answers for its own task. Whether that is enough, or may take longer, is the office's word and needs its permission.
Result<void> CheckWhose(const Task& task, const TaskDeed& deed, const Roster& roster, Timestamp now) {
  const bool of_the_office =
      deed.kind == TaskDeedKind::kReturn || deed.kind == TaskDeedKind::kFinish || deed.kind == TaskDeedKind::kExtend;
  const std::string& who = deed.by.person;
  const std::string& pressed = deed.by.entered_by.empty() ? who : deed.by.entered_by;
  const bool own = who == task.owner || who == task.liaison || roster.BelongsTo(who, task.unit);
  if (of_the_office || own || roster.IsAtDesk(pressed, now)) return {};
  return Invalid(Named(task) + "由" + ShownUnits(roster, {task.unit}) + "办理，须由其人员或当班值班员登记");
}

Result<void> CheckDeed(const Incident& incident, const Task& task, const TaskDeed& deed, Timestamp now) {
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，交办事项不能再改");
  }
  if (!StateAfter(deed.kind, task.state)) {
    return Invalid(Named(task) + "当前为" + Quoted(ShownState(task.state)) + "，不能" + ShownDeed(deed.kind));
  }
  if (NeedsNote(deed.kind) && IsBlank(deed.note)) return Invalid(std::string(ShownDeed(deed.kind)) + "必须填写说明");
  if (NeedsDue(deed.kind) && (!deed.due || *deed.due <= now)) {
    return Invalid(std::string(ShownDeed(deed.kind)) + "必须给出晚于现在的反馈时限");
  }
  if (deed.kind == TaskDeedKind::kHandOver && (IsBlank(deed.to.body) || IsBlank(deed.to.receipt))) {
    return Invalid("移交必须写明接收单位和回执");
  }
  return {};
}

// The responsible sections that the office has.
std::vector<std::string> SectionsOf(const Draft& draft) {
  std::vector<std::string> sections;
  for (const std::string& section : draft.incident().departments) {
    if (draft.desk().roster.FindUnit(section) != nullptr) sections.push_back(section);
  }
  return sections;
}

void TellNobodyAnswers(Draft& draft, const std::string& what) {
  TellDeadline(draft, {.steps = {{.roles = {Role::kDesk}, .urgency = Urgency::kMessage}},
                       .persons = {},
                       .state = "待交办",
                       .because = "需交办" + Quoted(what) + "，但本事件没有责任科室",
                       .wish = "指定科室并交办",
                       .entry = "task_told"});
}

std::string Used(const Task& task, Timestamp now) {
  if (now > task.countdown.due) return "超期" + ShownLength(now - task.countdown.due);
  return "按时";
}

// What a deed does beside moving the task along, and the sentence of it.
std::string Carry(Task& task, const TaskDeed& deed, const std::string& who, const Draft& draft) {
  const Timestamp now = draft.now();
  const Ending end{now, deed.by.person, deed.by.entered_by.empty() ? deed.by.person : deed.by.entered_by, deed.note};
  switch (deed.kind) {
    case TaskDeedKind::kAccept: return who + "签收" + Named(task);
    case TaskDeedKind::kAnswer:
      task.answer = deed.note;
      task.answered_at = now;
      task.countdown.next_at.reset();
      return who + "反馈" + Named(task) + "（" + Used(task, now) + "）";
    case TaskDeedKind::kReturn:
      task.countdown = CountdownTo(now, *deed.due);
      return who + "将" + Named(task) + "退回补充，" + ShownDeadline(draft.desk().zone, *deed.due, now) + "前再反馈";
    case TaskDeedKind::kExtend:
      task.countdown = CountdownTo(now, *deed.due);
      return who + "同意" + Named(task) + "延期至" + ShownMoment(draft.desk().zone, *deed.due);
    case TaskDeedKind::kFinish: task.ended = end; return who + "办结" + Named(task);
    case TaskDeedKind::kHandOver:
      task.ended = end;
      task.handed_over = deed.to;
      task.countdown.next_at.reset();
      return who + "将" + Named(task) + "移交" + deed.to.body + (deed.to.contact.empty() ? "" : "，接收人" + deed.to.contact) + "，回执" +
             deed.to.receipt;
  }
  return "";
}

void TellOfDeed(Draft& draft, const Task& task, const TaskDeed& deed) {
  if (deed.kind == TaskDeedKind::kReturn) {
    const std::string until = ShownDeadline(draft.desk().zone, task.countdown.due, draft.now());
    Tell(draft, PersonsOf(task), "退回补充", Named(task) + "退回补充：" + deed.note, until + "前再反馈");
  }
  if (deed.kind == TaskDeedKind::kAnswer && task.assigned_by != kSystemActor && task.assigned_by != deed.by.person) {
    Tell(draft, {task.assigned_by}, "已反馈", ShownUnits(draft.desk().roster, {task.unit}) + "已反馈" + Named(task), "核实办结或退回补充");
  }
}

}  // namespace

std::optional<TaskDeedKind> TaskDeedNamed(const std::string& name) {
  for (TaskDeedKind kind : kDeeds) {
    if (name == Name(kind)) return kind;
  }
  return std::nullopt;
}

const char* ShownState(TaskState state) {
  switch (state) {
    case TaskState::kAssigned: return "待签收";
    case TaskState::kWorking: return "办理中";
    case TaskState::kAnswered: return "已反馈";
    case TaskState::kReturned: return "退回补充";
    case TaskState::kDone: return "已办结";
    case TaskState::kHandedOver: return "已移交";
  }
  return "";
}

const char* ShownDeed(TaskDeedKind kind) {
  switch (kind) {
    case TaskDeedKind::kAccept: return "签收";
    case TaskDeedKind::kAnswer: return "反馈";
    case TaskDeedKind::kReturn: return "退回补充";
    case TaskDeedKind::kFinish: return "办结";
    case TaskDeedKind::kExtend: return "延期";
    case TaskDeedKind::kHandOver: return "移交";
  }
  return "";
}

std::vector<TaskDeedKind> AllowedDeeds(const Task& task) {
  std::vector<TaskDeedKind> allowed;
  for (TaskDeedKind kind : kDeeds) {
    if (StateAfter(kind, task.state)) allowed.push_back(kind);
  }
  return allowed;
}

std::vector<const Task*> OpenTasks(const Incident& incident) {
  std::vector<const Task*> open;
  for (const Task& task : incident.tasks) {
    if (!IsOver(task.state)) open.push_back(&task);
  }
  return open;
}

Result<Decision> AssignTask(const Incident& incident, const TaskWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> checked = CheckWish(incident, wish, desk, now); !checked.ok()) return checked.error();
  Draft draft(incident, desk, now);
  Task task = TaskOf(wish.unit, wish.what, desk, now);
  if (!wish.owner.empty()) task.owner = wish.owner;
  if (!wish.liaison.empty()) task.liaison = wish.liaison;
  task.countdown = CountdownTo(now, *wish.due);
  draft.incident().handling_note_at = now;
  Give(draft, std::move(task), wish.by);
  return draft.Finish();
}

Result<Decision> ChangeTask(const Incident& incident, const TaskDeed& deed, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(deed.by, desk.roster, now); !known.ok()) return known.error();
  auto found = std::find_if(incident.tasks.begin(), incident.tasks.end(), [&](const Task& task) { return task.number == deed.number; });
  if (found == incident.tasks.end()) {
    return NotFound("舆情事件" + incident.number + "没有交办事项" + std::to_string(deed.number));
  }
  if (Result<void> checked = CheckDeed(incident, *found, deed, now); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckWhose(*found, deed, desk.roster, now); !checked.ok()) return checked.error();
  Draft draft(incident, desk, now);
  Task& task = draft.incident().tasks[static_cast<size_t>(found - incident.tasks.begin())];
  task.state = *StateAfter(deed.kind, task.state);
  draft.incident().handling_note_at = now;
  const std::string sentence = Carry(task, deed, ShownSignatory(deed.by, desk.roster), draft);
  draft.Write(std::string("task_") + Name(deed.kind), deed.by.person, sentence + (IsBlank(deed.note) ? "" : "：" + deed.note) + "。");
  const Task changed = task;
  TellOfDeed(draft, changed, deed);
  return draft.Finish();
}

void AssignByNature(Draft& draft, const NatureRule& nature, const Signatory& by) {
  const Desk& desk = draft.desk();
  const std::string what = nature.task + (nature.body.empty() ? "" : "（" + nature.body + "）");
  const std::vector<std::string> sections = SectionsOf(draft);
  if (sections.empty()) return TellNobodyAnswers(draft, what);
  for (const std::string& section : sections) {
    const std::vector<Task>& tasks = draft.incident().tasks;
    const bool given = std::any_of(tasks.begin(), tasks.end(), [&](const Task& task) {
      return !IsOver(task.state) && task.unit == section && (task.what == what || task.what == nature.task);
    });
    if (given) continue;
    Task task = TaskOf(section, what, desk, draft.now());
    ClockRule term;
    term.length = nature.within;
    term.working_days = nature.working_days;
    task.countdown = StartCountdown(term, desk.calendar, desk.zone, draft.now());
    Give(draft, std::move(task), by);
  }
}

void AssignLocalCheck(Draft& draft) {
  const Desk& desk = draft.desk();
  const std::vector<std::string> sections = SectionsOf(draft);
  if (sections.empty()) return TellNobodyAnswers(draft, kLocalCheck);
  for (const std::string& section : sections) {
    const std::vector<Task>& tasks = draft.incident().tasks;
    const Timestamp since = draft.incident().reopened_at.empty() ? draft.incident().opened_at : draft.incident().reopened_at.back();
    const bool given = std::any_of(tasks.begin(), tasks.end(), [&](const Task& task) {
      return task.unit == section && task.assigned_by == kSystemActor && task.countdown.started_at >= since;
    });
    if (given) continue;
    Task task = TaskOf(section, kLocalCheck, desk, draft.now());
    task.assigned_by = kSystemActor;
    // Another city's event is work of office hours: the first word is said when the office opens.
    task.countdown = {.started_at = draft.now(), .due = CloseOfWorkingDay(desk.calendar, desk.zone, draft.now(), 1)};
    task.countdown.remind_at = {OpeningOfWorkingDay(desk.calendar, desk.zone, draft.now(), 1)};
    task.countdown.next_at = task.countdown.remind_at.front();
    const Task& added = AddTask(draft.incident(), std::move(task));
    draft.Write("task_assigned", kSystemActor, Asked(added, desk, draft.now()) + "。");
  }
}

void CallTasks(Draft& draft) {
  for (size_t i = 0; i < draft.incident().tasks.size(); ++i) {
    Task& task = draft.incident().tasks[i];
    if (!AwaitsAnswer(task.state)) continue;
    const std::string name = ShownUnits(draft.desk().roster, {task.unit}) + Named(task) + Quoted(task.what);
    CallWhenDue(draft, task.countdown, {.name = name, .persons = PersonsOf(task), .entry = "task"});
  }
}

void TakeOverTasks(Incident& older, const Incident& younger) {
  for (const Task& task : younger.tasks) {
    if (IsOver(task.state)) continue;
    const bool same = std::any_of(older.tasks.begin(), older.tasks.end(), [&](const Task& own) {
      return !IsOver(own.state) && own.unit == task.unit && own.what == task.what;
    });
    if (!same) AddTask(older, task);
  }
}

std::optional<Timestamp> NextTaskCall(const Incident& incident) {
  std::optional<Timestamp> next;
  for (const Task& task : incident.tasks) {
    if (!AwaitsAnswer(task.state)) continue;
    const std::optional<Timestamp>& at = task.countdown.next_at;
    if (at && (!next || *at < *next)) next = at;
  }
  return next;
}

}  // namespace fenghuo
