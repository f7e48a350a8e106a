// A Task (交办事项) is a unit's part of an incident: what it must do, who answers for it, until when. Plain data that storage keeps.

#ifndef FENGHUO_ALERTS_TASKS_TASK_H_
#define FENGHUO_ALERTS_TASKS_TASK_H_

#include <optional>
#include <string>

#include "alerts/clocks/clock.h"
#include "base/time.h"

namespace fenghuo {

// The words on the screen: 待签收, 办理中, 已反馈, 退回补充, 已办结, 已移交.
enum class TaskState { kAssigned, kWorking, kAnswered, kReturned, kDone, kHandedOver };

// Words of the wire.
constexpr const char* Name(TaskState state) {
  switch (state) {
    case TaskState::kAssigned: return "assigned";
    case TaskState::kWorking: return "working";
    case TaskState::kAnswered: return "answered";
    case TaskState::kReturned: return "returned";
    case TaskState::kDone: return "done";
    case TaskState::kHandedOver: return "handed_over";
  }
  return "";
}

constexpr bool IsOver(TaskState state) { return state == TaskState::kDone || state == TaskState::kHandedOver; }

// 移交: the record of what went to a body outside of the office.
struct TaskHandOver {
  std::string body;     // 市公安局
  std::string contact;  // who took it there
  std::string receipt;  // its number or what proves that it was taken
};

struct Task {
  int number = 0;       // 1, 2, 3 … in the incident
  TaskState state = TaskState::kAssigned;
  std::string unit;     // id
  std::string owner;    // person id: who answers for it
  std::string liaison;  // person id, or empty
  std::string what;     // what is asked for
  std::string assigned_by;  // person id, or "system"
  Countdown countdown;  // to the answer; a returned task gets a new one
  std::string answer;   // the latest one of the unit
  std::optional<Timestamp> answered_at;
  std::optional<TaskHandOver> handed_over;
  std::optional<Ending> ended;
};

// 研判性质 of the plan (levels.yml: natures): what an incident is, and what that asks of the responsible units. `within` or
// `working_days`, the other is zero.
struct NatureRule {
  std::string id;    // ASCII, stable
  std::string name;  // 求助投诉
  std::string task;  // what each responsible section is to do
  std::string body;  // to whom outside it goes, or empty
  Duration within = Duration(0);
  int working_days = 0;
};

// It still waits for the unit: its countdown runs.
constexpr bool AwaitsAnswer(TaskState state) {
  return state == TaskState::kAssigned || state == TaskState::kWorking || state == TaskState::kReturned;
}

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_TASKS_TASK_H_
