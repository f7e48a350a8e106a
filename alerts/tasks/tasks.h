// The tasks of an incident: given to a unit, answered by it, accepted or returned by the office, or handed to a body outside.
//
//   Result<Decision> given = AssignTask(incident, {.unit = "catering", .what = "现场检查", .due = by, .by = {"zhang"}}, desk, now);
//
// A task that is overdue climbs the chain of its incident. An incident with open tasks closes only with a word on why they are left.
//
// Pure functions; one thread for each Draft.

#ifndef FENGHUO_ALERTS_TASKS_TASKS_H_
#define FENGHUO_ALERTS_TASKS_TASKS_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/signatory.h"

namespace fenghuo {

struct TaskWish {
  std::string unit = {};
  std::string owner = {};    // person id; empty: whoever heads the unit
  std::string liaison = {};  // person id; empty: the unit's
  std::string what = {};
  std::optional<Timestamp> due = {};
  Signatory by = {};
};

// The owner and the liaison are told. kInvalid in Chinese.
Result<Decision> AssignTask(const Incident& incident, const TaskWish& wish, const Desk& desk, Timestamp now);

enum class TaskDeedKind {
  kAccept,    // 签收
  kAnswer,    // 反馈
  kReturn,    // 退回补充, until a new time
  kFinish,    // 办结
  kExtend,    // 延期
  kHandOver,  // 移交
};

// Words of the wire.
constexpr const char* Name(TaskDeedKind kind) {
  switch (kind) {
    case TaskDeedKind::kAccept: return "accept";
    case TaskDeedKind::kAnswer: return "answer";
    case TaskDeedKind::kReturn: return "return";
    case TaskDeedKind::kFinish: return "finish";
    case TaskDeedKind::kExtend: return "extend";
    case TaskDeedKind::kHandOver: return "hand_over";
  }
  return "";
}
std::optional<TaskDeedKind> TaskDeedNamed(const std::string& name);

struct TaskDeed {
  TaskDeedKind kind = TaskDeedKind::kAccept;
  int number = 0;
  Signatory by = {};
  std::string note = {};                 // obligatory but for kAccept: the answer, why it is returned …
  std::optional<Timestamp> due = {};     // for kReturn and kExtend
  TaskHandOver to = {};                  // for kHandOver: body and receipt are obligatory
};

// kNotFound when the incident has no such task; kInvalid in Chinese when its state does not allow it or a field is missing.
Result<Decision> ChangeTask(const Incident& incident, const TaskDeed& deed, const Desk& desk, Timestamp now);

// What may be done to the task now: the buttons of the page.
std::vector<TaskDeedKind> AllowedDeeds(const Task& task);

const char* ShownState(TaskState state);       // 待签收
const char* ShownDeed(TaskDeedKind kind);      // 退回补充

// Those that are not over, of an incident that is not.
std::vector<const Task*> OpenTasks(const Incident& incident);

// Inside of alerts/: what a decision does to the tasks beside its own work.

// 外地关联: each responsible section looks in the next office hours whether there is the same here. Once an episode.
void AssignLocalCheck(Draft& draft);
// What the plan asks of the responsible sections for an incident of this nature, given by the person who assessed it. An open task of
// the same words is not given again.
void AssignByNature(Draft& draft, const NatureRule& nature, const Signatory& by);
void CallTasks(Draft& draft);
void TakeOverTasks(Incident& older, const Incident& younger);
std::optional<Timestamp> NextTaskCall(const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_TASKS_TASKS_H_
