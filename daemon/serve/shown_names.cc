#include "daemon/serve/shown_names.h"

#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "alerts/statements/statements.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

void PutName(const Bureau& bureau, const std::string& id, const char* field, Json& out) {
  const Person* person = id.empty() ? nullptr : bureau.roster.FindPerson(id);
  if (person != nullptr && !person->name.empty()) out[field] = person->name;
}

void PutNameOf(const std::string& id, const std::map<std::string, std::string>& names, const char* field, Json& out) {
  auto found = names.find(id);
  if (found != names.end() && !found->second.empty()) out[field] = found->second;
}

void PutEndingNames(const Bureau& bureau, const std::optional<Ending>& ended, Json& out) {
  if (!ended) return;
  PutName(bureau, ended->person, "name", out);
  if (ended->entered_by != ended->person) PutName(bureau, ended->entered_by, "entered_by_name", out);
}

void PutTaskNames(const Bureau& bureau, const Task& task, Json& out) {
  out["unit_name"] = ShownUnits(bureau.roster, {task.unit});
  PutName(bureau, task.owner, "owner_name", out);
  PutName(bureau, task.liaison, "liaison_name", out);
  PutName(bureau, task.assigned_by, "assigned_by_name", out);
  out["deeds"] = Json::array();
  for (TaskDeedKind kind : AllowedDeeds(task)) out["deeds"].push_back(Name(kind));
  if (task.ended) PutEndingNames(bureau, task.ended, out["ended"]);
}

void PutReportNames(const Bureau& bureau, const UpwardReport& report, Json& out) {
  out["title"] = ShownReport(report);
  PutName(bureau, report.drafted_by, "drafted_by_name", out);
  PutName(bureau, report.signed_by, "signed_by_name", out);
  if (report.phoned) PutEndingNames(bureau, report.phoned, out["phoned"]);
  if (report.sent) PutEndingNames(bureau, report.sent, out["sent"]);
  out["deeds"] = Json::array();
  for (ReportDeedKind kind : AllowedDeeds(report)) out["deeds"].push_back(Name(kind));
}

void PutStatementNames(const Bureau& bureau, Level level, const Statement& statement, Json& out) {
  const std::vector<ApprovalRule>& plan = bureau.config->approvals;
  out["title"] = ShownStatement(statement);
  if (statement.drafted) PutEndingNames(bureau, statement.drafted, out["drafted"]);
  if (statement.returned) PutEndingNames(bureau, statement.returned, out["returned"]);
  if (statement.reviewed) PutEndingNames(bureau, statement.reviewed, out["reviewed"]);
  if (statement.published) PutEndingNames(bureau, statement.published, out["published"]);
  for (size_t i = 0; i < statement.approvals.size(); ++i) {
    PutEndingNames(bureau, statement.approvals[i].by, out["approvals"][i]);
    out["approvals"][i]["role"] = ShownRole(statement.approvals[i].role);
  }
  out["waits_for"] = Json::array();
  if (statement.state != StatementState::kPublished) {
    for (Role role : ApprovalsLeft(statement, level, plan)) out["waits_for"].push_back(ShownRole(role));
  }
  out["deeds"] = Json::array();
  for (StatementDeedKind kind : AllowedDeeds(statement, level, plan)) out["deeds"].push_back(Name(kind));
}

void PutTaskForceNames(const Bureau& bureau, const TaskForce& force, Json& out) {
  PutName(bureau, force.leader, "leader_name", out);
  PutName(bureau, force.on_site, "on_site_name", out);
  out["member_names"] = Json::array();
  for (const std::string& id : force.members) out["member_names"].push_back(ShownPerson(bureau.roster, id));
  PutEndingNames(bureau, force.set, out["set"]);
}

// Until somebody has acted, whoever held the role when the clock started.
void PutLedgerNames(const Bureau& bureau, const Incident& incident, Json& out) {
  const ResponsibleUnits units{incident.departments, incident.county_unit};
  for (size_t i = 0; i < incident.clocks.size(); ++i) {
    const IncidentClock& clock = incident.clocks[i];
    if (clock.ended) {
      PutEndingNames(bureau, clock.ended, out["clocks"][i]["ended"]);
      continue;
    }
    std::vector<std::string> owners;
    for (Role role : clock.owners) {
      for (const Holder& holder : bureau.roster.Holders(role, units, clock.countdown.started_at)) {
        owners.push_back(ShownHolder(bureau.roster, holder));
      }
    }
    if (!owners.empty()) out["clocks"][i]["owner"] = JoinShown(owners);
  }
  for (size_t i = 0; i < incident.reports.size(); ++i) PutReportNames(bureau, incident.reports[i], out["reports"][i]);
  for (size_t i = 0; i < incident.statements.size(); ++i) {
    PutStatementNames(bureau, incident.level, incident.statements[i], out["statements"][i]);
  }
  for (size_t i = 0; i < incident.tasks.size(); ++i) PutTaskNames(bureau, incident.tasks[i], out["tasks"][i]);
}

}  // namespace

Json IncidentJson(const Bureau& bureau, const Incident& incident) {
  Json out = ToJson(incident);
  if (incident.acknowledgement) {
    PutName(bureau, incident.acknowledgement->person, "name", out["acknowledgement"]);
    PutName(bureau, incident.acknowledgement->entered_by, "entered_by_name", out["acknowledgement"]);
  }
  PutName(bureau, incident.confirmed_by, "confirmed_by_name", out);
  PutName(bureau, incident.closed_by, "closed_by_name", out);
  std::vector<std::string> units = incident.departments;
  if (!incident.county_unit.empty()) units.push_back(incident.county_unit);
  if (!units.empty()) out["responsible"] = ShownUnits(bureau.roster, units);
  PutLedgerNames(bureau, incident, out);
  if (incident.task_force) PutTaskForceNames(bureau, *incident.task_force, out["task_force"]);
  if (incident.answer_line) PutEndingNames(bureau, incident.answer_line->set, out["answer_line"]["set"]);
  for (const NatureRule& rule : bureau.config->natures) {
    if (rule.id == incident.nature) out["nature_name"] = rule.name;
  }
  return out;
}

Json TimelineEntryJson(const Bureau& bureau, const TimelineEntry& entry) {
  Json out = ToJson(entry);
  PutName(bureau, entry.actor, "actor_name", out);
  return out;
}

Json NotificationJson(const Bureau& bureau, const Notification& row) {
  Json out = ToJson(row);
  for (size_t i = 0; i < row.receivers.size(); ++i) PutName(bureau, row.receivers[i].person, "name", out["receivers"][i]);
  PutNameOf(row.channel, bureau.channel_names, "channel_name", out);
  return out;
}

Desk DeskOf(const Bureau& bureau) {
  const Config& config = *bureau.config;
  return {.policies = config.policies,
          .roster = bureau.roster,
          .channels = {},
          .zone = config.zone,
          .city = config.places.city,
          .public_url = "",
          .clocks = config.clocks,
          .calendar = config.calendar,
          .reports = config.reports,
          .natures = config.natures,
          .approvals = config.approvals};
}

std::string RuleNameOf(const Bureau& bureau, const std::string& rule) {
  auto known = bureau.rule_names.find(rule);
  return known == bureau.rule_names.end() ? rule : known->second;
}

void PutSourceName(const Bureau& bureau, Json& document) {
  PutNameOf(document.value("source", ""), bureau.source_names, "source_name", document);
}

}  // namespace fenghuo
