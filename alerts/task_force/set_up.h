// Setting up the 专班 of a major incident and the 答复口径 of any.
//
//   Result<Decision> led = SetTaskForce(incident, {.leader = "qian", .members = {"zhou"}, .by = {"zhao"}}, desk, now);
//
// Whoever comes new to the task force is told; from then on a step of the chain that is meant for the 专班 reaches its people and not the
// standing ones of staff.yml. Whoever answers calls is told of a new answer line.
//
// Pure functions; one thread for each Draft.

#ifndef FENGHUO_ALERTS_TASK_FORCE_SET_UP_H_
#define FENGHUO_ALERTS_TASK_FORCE_SET_UP_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/incident/signatory.h"

namespace fenghuo {

// What fits on a line of a chat message.
inline constexpr size_t kAnswerLineCharacters = 280;

struct TaskForceWish {
  std::string leader = {};                // person id
  std::string on_site = {};               // person id, or empty
  std::vector<std::string> members = {};  // person ids
  Signatory by = {};
};

// In place of the one before. kInvalid in Chinese when the incident is over or below Ⅱ级, or a person is missing or unknown.
Result<Decision> SetTaskForce(const Incident& incident, const TaskForceWish& wish, const Desk& desk, Timestamp now);

struct AnswerLineWish {
  std::string text = {};
  Signatory by = {};
};

// In place of the one before. kInvalid in Chinese when the incident is over, or the text is missing or longer than a message holds.
Result<Decision> SetAnswerLine(const Incident& incident, const AnswerLineWish& wish, const Desk& desk, Timestamp now);

// 组长钱某，现场指挥李某，成员孙某、周某
std::string ShownTaskForce(const TaskForce& force, const Roster& roster);

// Its people, the leader first, each once.
std::vector<std::string> PersonsOf(const TaskForce& force);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_TASK_FORCE_SET_UP_H_
