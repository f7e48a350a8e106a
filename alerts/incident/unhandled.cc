#include "alerts/incident/unhandled.h"

#include <algorithm>

#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

class Finder {
 public:
  Finder(const Incident& incident, Timestamp now) : incident_(incident), now_(now) {}

  void Due(Timestamp at, const std::string& what) {
    if (at < now_) found_.push_back({incident_.id, incident_.number, at, what});
  }

  std::vector<Unhandled> Take() {
    std::stable_sort(found_.begin(), found_.end(), [](const Unhandled& a, const Unhandled& b) { return a.since < b.since; });
    return std::move(found_);
  }

 private:
  const Incident& incident_;
  Timestamp now_;
  std::vector<Unhandled> found_;
};

void FindInTask(const Task& task, const Roster& roster, Finder& finder) {
  const std::string name = "交办事项" + std::to_string(task.number) + "（" + ShownUnits(roster, {task.unit}) + "）";
  if (AwaitsAnswer(task.state)) finder.Due(task.countdown.due, name + "超期未反馈");
  if (task.state == TaskState::kAnswered && task.answered_at) {
    finder.Due(*task.answered_at + kAnswerWaitsAtMost, name + "已反馈，无人核实");
  }
}

}  // namespace

std::vector<Timestamp> DueTimes(const Incident& incident) {
  std::vector<Timestamp> times;
  if (IsOver(incident.state)) return times;
  for (const IncidentClock& clock : incident.clocks) {
    if (!clock.ended) times.push_back(clock.countdown.due);
  }
  for (const Task& task : incident.tasks) {
    if (AwaitsAnswer(task.state)) times.push_back(task.countdown.due);
  }
  for (const UpwardReport& report : incident.reports) {
    if (report.phone && !report.phoned) times.push_back(report.phone->due);
    if (report.written && !report.sent) times.push_back(report.written->due);
  }
  return times;
}

std::vector<Unhandled> FindUnhandled(const Incident& incident, const Roster& roster, Timestamp now) {
  Finder finder(incident, now);
  if (IsOver(incident.state)) return {};
  if (IsOverdue(incident, now)) finder.Due(incident.escalation.acknowledge_by, "超期未签收");
  for (const IncidentClock& clock : incident.clocks) {
    if (!clock.ended) finder.Due(clock.countdown.due, "时限“" + clock.name + "”超期");
  }
  for (const Task& task : incident.tasks) FindInTask(task, roster, finder);
  for (const UpwardReport& report : incident.reports) {
    if (report.phone && !report.phoned) finder.Due(report.phone->due, ShownReport(report) + "超期未电话报告");
    if (report.written && !report.sent) finder.Due(report.written->due, ShownReport(report) + "超期未书面报送");
  }
  return finder.Take();
}

}  // namespace fenghuo
