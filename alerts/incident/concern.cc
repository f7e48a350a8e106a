#include "alerts/incident/concern.h"

#include <algorithm>

namespace fenghuo {
namespace {

bool AnswersFor(const std::string& person, const std::string& unit, const Roster& roster) {
  const Unit* found = roster.FindUnit(unit);
  return found != nullptr && (found->head == person || found->liaison == person || roster.BelongsTo(person, unit));
}

}  // namespace

bool Concerns(const Incident& incident, const std::string& person, const Roster& roster) {
  const bool told = std::find(incident.told.begin(), incident.told.end(), person) != incident.told.end();
  const bool has_task = std::any_of(incident.tasks.begin(), incident.tasks.end(), [&](const Task& task) {
    return task.owner == person || task.liaison == person || AnswersFor(person, task.unit, roster);
  });
  const bool responsible = std::any_of(incident.departments.begin(), incident.departments.end(),
                                       [&](const std::string& unit) { return AnswersFor(person, unit, roster); });
  return told || has_task || responsible || AnswersFor(person, incident.county_unit, roster);
}

}  // namespace fenghuo
