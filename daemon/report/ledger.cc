#include "daemon/report/ledger.h"

#include <map>
#include <optional>
#include <vector>

#include "alerts/incident/draft.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

// Something that had to be done by a time.
struct Owed {
  std::string incident;  // its number
  std::string what;
  Timestamp started_at;
  Timestamp due;
  std::optional<Timestamp> done_at;
  bool left = false;  // the incident was over without it
};

using OwedByGroup = std::map<std::string, std::vector<Owed>>;

enum class Outcome { kInTime, kLate, kOverdue, kRunning, kLeft };

struct Column {
  Outcome outcome;
  const char* title;
};

constexpr Column kColumns[] = {{Outcome::kInTime, "按时办结"},
                               {Outcome::kLate, "超期办结"},
                               {Outcome::kOverdue, "超期未办结"},
                               {Outcome::kRunning, "办理中"},
                               {Outcome::kLeft, "随事件结案"}};

Outcome OutcomeBefore(const Owed& owed, Timestamp end) {
  if (owed.done_at && *owed.done_at < end) return *owed.done_at <= owed.due ? Outcome::kInTime : Outcome::kLate;
  if (owed.left) return Outcome::kLeft;
  return owed.due < end ? Outcome::kOverdue : Outcome::kRunning;
}

const char* KindOf(const UpwardReport& report) {
  switch (report.kind) {
    case ReportKind::kFirst: return "首报";
    case ReportKind::kFollowUp: return "续报";
    case ReportKind::kFinal: return "终报";
  }
  return "";
}

std::optional<Timestamp> At(const std::optional<Ending>& ending) {
  return ending ? std::optional(ending->at) : std::nullopt;
}

// Since the unit answers for the answer and not for who accepts it.
std::optional<Timestamp> AnsweredAt(const Task& task) {
  if (AwaitsAnswer(task.state)) return std::nullopt;
  return task.answered_at ? task.answered_at : At(task.ended);
}

class Ledger {
 public:
  Ledger(const Week& week, const Config& config, NumberedLists& lists)
      : week_(week), zone_(config.zone), roster_(config.staff), lists_(lists) {}

  std::string Render() {
    for (const std::vector<WeekIncident>* items : {&week_.carried, &week_.incidents}) {
      for (const WeekIncident& item : *items) Take(item);
    }
    return Table("交办事项", "承办单位", tasks_) + Table("时限", "时限", clocks_) + Table("信息报送", "报送", reports_);
  }

 private:
  void Take(const WeekIncident& item) {
    const Incident& incident = item.incident;
    const bool merged = incident.state == IncidentState::kMerged;
    const bool over = item.standing != Standing::kOpen;
    for (const Task& task : incident.tasks) {
      if (merged && !IsOver(task.state)) continue;
      Add(tasks_[ShownUnits(roster_, {task.unit})],
          {incident.number, task.what, task.countdown.started_at, task.countdown.due, AnsweredAt(task), over});
    }
    for (const IncidentClock& clock : incident.clocks) {
      if (merged && clock.ended && clock.ended->person == kSystemActor) continue;
      Add(clocks_[clock.name], {incident.number, clock.name, clock.countdown.started_at, clock.countdown.due, At(clock.ended), over});
    }
    for (const UpwardReport& report : incident.reports) {
      if (merged && report.episode == incident.episode) continue;
      Take(incident, report, over);
    }
  }

  void Take(const Incident& incident, const UpwardReport& report, bool over) {
    const std::string kind = KindOf(report);
    if (report.phone) {
      Add(reports_[kind + "（电话）"],
          {incident.number, kind, report.phone->started_at, report.phone->due, At(report.phoned), over});
    }
    if (report.written) {
      Add(reports_[kind + "（书面）"],
          {incident.number, kind, report.written->started_at, report.written->due, At(report.sent), over});
    }
  }

  void Add(std::vector<Owed>& group, Owed owed) const {
    const bool done_before = owed.done_at && *owed.done_at < week_.from;
    if (owed.started_at < week_.to && !done_before) group.push_back(std::move(owed));
  }

  std::string Line(const Owed& owed) const {
    std::string line = owed.incident + "　" + EscapeHtml(owed.what) + "　" + ShownMoment(zone_, owed.due) + "到期";
    if (owed.done_at && *owed.done_at < week_.to) line += "　" + ShownMoment(zone_, *owed.done_at) + "办结";
    return line;
  }

  std::string Table(const std::string& title, const std::string& by, const OwedByGroup& groups) {
    std::string rows;
    for (const auto& [name, group] : groups) {
      if (group.empty()) continue;
      std::vector<std::string> all;
      std::map<Outcome, std::vector<std::string>> lines;
      for (const Owed& owed : group) {
        all.push_back(Line(owed));
        lines[OutcomeBefore(owed, week_.to)].push_back(all.back());
      }
      rows += "<tr><td>" + EscapeHtml(name) + "</td><td>" + lists_.Number(title + "：" + name, all) + "</td>";
      for (const Column& column : kColumns) {
        rows += "<td>" + lists_.Number(title + "：" + name + "，" + column.title, lines[column.outcome]) + "</td>";
      }
      rows += "</tr>";
    }
    if (rows.empty()) return "";
    std::string head = "<tr><th>" + by + "</th><th>合计（件）</th>";
    for (const Column& column : kColumns) head += std::string("<th>") + column.title + "</th>";
    return "<h3>" + title + "</h3>\n<div class=\"scroll\"><table>" + head + "</tr>" + rows + "</table></div>\n";
  }

  const Week& week_;
  const Zone& zone_;
  Roster roster_;
  NumberedLists& lists_;
  OwedByGroup tasks_;
  OwedByGroup clocks_;
  OwedByGroup reports_;
};

}  // namespace

std::string RenderLedger(const Week& week, const Config& config, NumberedLists& lists) {
  return Ledger(week, config, lists).Render();
}

}  // namespace fenghuo
