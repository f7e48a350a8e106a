// What has to be done of an incident and by when, as JSON.

#include "daemon/wire.h"

namespace fenghuo {
namespace {

void PutText(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

void PutCountdown(Json& out, const Countdown& countdown) {
  out["started_at"] = FormatRfc3339(countdown.started_at);
  out["due"] = FormatRfc3339(countdown.due);
}

Json EndingJson(const Ending& ended) {
  Json out = {{"at", FormatRfc3339(ended.at)}, {"person", ended.person}};
  if (ended.entered_by != ended.person) PutText(out, "entered_by", ended.entered_by);
  PutText(out, "note", ended.note);
  return out;
}

}  // namespace

Json ToJson(const IncidentClock& clock) {
  Json out = {{"number", clock.number}, {"episode", clock.episode}};
  PutText(out, "rule", clock.rule);
  out["name"] = clock.name;
  PutText(out, "basis", clock.basis);
  PutCountdown(out, clock.countdown);
  if (clock.ended) out["ended"] = EndingJson(*clock.ended);
  return out;
}

Json ToJson(const Task& task) {
  Json out = {{"number", task.number}, {"state", Name(task.state)}, {"unit", task.unit}, {"owner", task.owner}};
  PutText(out, "liaison", task.liaison);
  out["what"] = task.what;
  out["assigned_by"] = task.assigned_by;
  PutCountdown(out, task.countdown);
  PutText(out, "answer", task.answer);
  if (task.answered_at) out["answered_at"] = FormatRfc3339(*task.answered_at);
  if (task.handed_over) {
    out["handed_over"] = {{"body", task.handed_over->body}, {"contact", task.handed_over->contact}, {"receipt", task.handed_over->receipt}};
  }
  if (task.ended) out["ended"] = EndingJson(*task.ended);
  return out;
}

Json ToJson(const UpwardReport& report) {
  Json out = {{"number", report.number}, {"episode", report.episode}, {"kind", Name(report.kind)}};
  if (report.serial > 0) out["serial"] = report.serial;
  out["offices"] = report.offices;
  if (report.phone) out["phone_due"] = FormatRfc3339(report.phone->due);
  if (report.phoned) out["phoned"] = EndingJson(*report.phoned);
  if (report.written) out["written_due"] = FormatRfc3339(report.written->due);
  PutText(out, "text", report.text);
  PutText(out, "drafted_by", report.drafted_by);
  PutText(out, "signed_by", report.signed_by);
  if (report.signed_at) out["signed_at"] = FormatRfc3339(*report.signed_at);
  if (report.sent) out["sent"] = EndingJson(*report.sent);
  return out;
}

Json ToJson(const TaskForce& force) {
  Json out = {{"leader", force.leader}, {"members", force.members}, {"set", EndingJson(force.set)}};
  PutText(out, "on_site", force.on_site);
  return out;
}

Json ToJson(const AnswerLine& line) { return {{"text", line.text}, {"set", EndingJson(line.set)}}; }

Json ToJson(const Statement& statement) {
  Json out = {{"number", statement.number}, {"episode", statement.episode}, {"kind", Name(statement.kind)}};
  if (statement.serial > 0) out["serial"] = statement.serial;
  out["state"] = Name(statement.state);
  PutText(out, "text", statement.text);
  if (statement.drafted) out["drafted"] = EndingJson(*statement.drafted);
  if (statement.returned) out["returned"] = EndingJson(*statement.returned);
  if (statement.reviewed) out["reviewed"] = EndingJson(*statement.reviewed);
  PutText(out, "hash", statement.hash);
  for (const StatementApproval& approval : statement.approvals) out["approvals"].push_back(EndingJson(approval.by));
  if (statement.published) out["published"] = EndingJson(*statement.published);
  PutText(out, "place", statement.place);
  PutText(out, "link", statement.link);
  if (statement.published) out["quoted"] = statement.quoted_by.size();
  return out;
}

}  // namespace fenghuo
