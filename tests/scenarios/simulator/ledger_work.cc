#include "tests/scenarios/simulator/ledger_work.h"

#include <string>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/reporting/reports.h"
#include "alerts/statements/statements.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

LedgerDeed Stop(int number, const std::string& person) {
  return {.actor = person, .action = "clock.stop", .detail = "", .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) {
            return StopClock(incident, {.number = number, .by = {person}, .note = "已发布"}, desk, now);
          }};
}

LedgerDeed Change(const TaskDeed& deed) {
  return {.actor = deed.by.person, .action = std::string("task.") + Name(deed.kind), .detail = "",
          .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeTask(incident, deed, desk, now); }};
}

LedgerDeed Change(const ReportDeed& deed) {
  return {.actor = deed.by.person, .action = std::string("report.") + Name(deed.kind), .detail = "",
          .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeReport(incident, deed, desk, now); }};
}

LedgerDeed Change(const StatementDeed& deed) {
  return {.actor = deed.by.person, .action = std::string("statement.") + Name(deed.kind), .detail = "",
          .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeStatement(incident, deed, desk, now); }};
}

LedgerDeed AddFirst(const std::string& person) {
  return {.actor = person, .action = "statement.add", .detail = "", .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) {
            return AddStatement(incident, {.kind = StatementKind::kFirst, .by = {person}}, desk, now);
          }};
}

// The director reviews and approves what the desk has drafted; now and then somebody changes or returns it again. The draft repeats the
// title, so that reprints of the story quote it.
std::vector<LedgerDeed> StatementDeeds(const Incident& incident, const Desk& desk, Rng& rng, const std::string& person) {
  std::vector<LedgerDeed> deeds;
  for (const Statement& statement : incident.statements) {
    const std::vector<StatementDeedKind> allowed = AllowedDeeds(statement, incident.level, desk.approvals);
    if (allowed.empty() || rng.Below(3) == 0) continue;
    const StatementDeedKind kind = allowed[rng.Below(allowed.size())];
    const bool leads = kind == StatementDeedKind::kReview || kind == StatementDeedKind::kApprove;
    const bool drafts = kind == StatementDeedKind::kDraft;
    deeds.push_back(Change(StatementDeed{.kind = kind,
                                         .number = statement.number,
                                         .by = {leads ? desk.roster.staff().director : person},
                                         .note = "数字有误",
                                         .text = drafts ? incident.title + std::to_string(rng.Below(3)) : statement.text,
                                         .place = "本局网站",
                                         .link = "https://gov.example/1"}));
  }
  if (incident.statements.empty() && rng.Below(3) == 0) deeds.push_back(AddFirst(person));
  return deeds;
}

LedgerDeed Assign(const std::string& unit, const std::string& person, Duration within) {
  return {.actor = person, .action = "task.assign", .detail = "", .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) {
            return AssignTask(incident, {.unit = unit, .what = "现场检查", .due = now + within, .by = {person}}, desk, now);
          }};
}

LedgerDeed Final(const std::string& person) {
  return {.actor = person, .action = "report.add", .detail = "", .decide = [=](const Incident& incident, const Desk& desk, Timestamp now) {
            return AddReport(incident, {.kind = ReportKind::kFinal, .offices = {"市政府总值班室"}, .by = {person}}, desk, now);
          }};
}

}  // namespace

std::vector<LedgerDeed> SomeDeeds(const Incident& incident, const Desk& desk, Rng& rng, Timestamp now) {
  const std::vector<Holder> holders = desk.roster.Holders(Role::kDesk, {}, now);
  if (holders.empty()) return {};
  const std::string person = holders.front().person->id;
  std::vector<LedgerDeed> deeds;
  for (const IncidentClock& clock : incident.clocks) {
    if (!clock.ended && rng.Below(4) == 0) deeds.push_back(Stop(clock.number, person));
  }
  for (const Task& task : incident.tasks) {
    const std::vector<TaskDeedKind> allowed = AllowedDeeds(task);
    if (allowed.empty() || rng.Below(2) == 0) continue;
    deeds.push_back(Change(TaskDeed{.kind = allowed[rng.Below(allowed.size())],
                                    .number = task.number,
                                    .by = {person},
                                    .note = "已检查",
                                    .due = now + hours(2),
                                    .to = {"市公安局", "", "回执1号"}}));
  }
  for (const UpwardReport& report : incident.reports) {
    const std::vector<ReportDeedKind> allowed = AllowedDeeds(report);
    if (allowed.empty() || rng.Below(3) == 0) continue;
    const ReportDeedKind kind = allowed[rng.Below(allowed.size())];
    const std::string& who = kind == ReportDeedKind::kSign ? desk.roster.staff().director : person;
    deeds.push_back(Change(ReportDeed{.kind = kind, .number = report.number, .by = {who}, .note = "已报", .text = "正文"}));
  }
  if (!incident.departments.empty() && rng.Below(6) == 0) {
    deeds.push_back(Assign(incident.departments.front(), person, minutes(30 + rng.Below(600))));
  }
  if (incident.level <= 2 && rng.Below(3) == 0) deeds.push_back(Final(person));
  for (LedgerDeed& deed : StatementDeeds(incident, desk, rng, person)) deeds.push_back(std::move(deed));
  return deeds;
}

}  // namespace fenghuo
