// What has to be done of an incident, and by when: its clocks, its tasks, its reports upward, its statements.

#include "storage/messages.h"
#include "storage/schema/incident.pb.h"

namespace fenghuo {
namespace {

void WriteCountdown(const Countdown& from, schema::Countdown& to) {
  to.set_started_at(Millis(from.started_at));
  to.set_due(Millis(from.due));
  for (Timestamp at : from.remind_at) to.add_remind_at(Millis(at));
  to.set_reminded(from.reminded);
  to.set_climbed(from.climbed);
  if (from.next_at.has_value()) to.set_next_at(Millis(*from.next_at));
}

Countdown ReadCountdown(const schema::Countdown& from) {
  Countdown to;
  to.started_at = FromUnixMillis(from.started_at());
  to.due = FromUnixMillis(from.due());
  for (int64_t at : from.remind_at()) to.remind_at.push_back(FromUnixMillis(at));
  to.reminded = from.reminded();
  to.climbed = from.climbed();
  to.next_at = TimeIf(from.has_next_at(), from.next_at());
  return to;
}

void WriteEnding(const Ending& from, schema::Ending& to) {
  to.set_at(Millis(from.at));
  to.set_person(from.person);
  to.set_entered_by(from.entered_by);
  to.set_note(from.note);
}

Ending TakeEnding(schema::Ending& from) {
  return {FromUnixMillis(from.at()), Take(from.mutable_person()), Take(from.mutable_entered_by()), Take(from.mutable_note())};
}

void WriteClock(const IncidentClock& from, schema::IncidentClock& to) {
  to.set_number(from.number);
  to.set_episode(from.episode);
  to.set_rule(from.rule);
  to.set_name(from.name);
  to.set_basis(from.basis);
  for (Role role : from.owners) to.add_owners(ToNumber(role));
  WriteCountdown(from.countdown, *to.mutable_countdown());
  if (from.ended.has_value()) WriteEnding(*from.ended, *to.mutable_ended());
}

IncidentClock TakeClock(schema::IncidentClock& from, Soundness& sound) {
  IncidentClock to;
  to.number = from.number();
  to.episode = from.episode();
  to.rule = Take(from.mutable_rule());
  to.name = Take(from.mutable_name());
  to.basis = Take(from.mutable_basis());
  for (int32_t role : from.owners()) to.owners.push_back(sound.Enumerator<Role>(role));
  to.countdown = ReadCountdown(from.countdown());
  if (from.has_ended()) to.ended = TakeEnding(*from.mutable_ended());
  return to;
}

void WriteTask(const Task& from, schema::Task& to) {
  to.set_number(from.number);
  to.set_state(ToNumber(from.state));
  to.set_unit(from.unit);
  to.set_owner(from.owner);
  to.set_liaison(from.liaison);
  to.set_what(from.what);
  to.set_assigned_by(from.assigned_by);
  WriteCountdown(from.countdown, *to.mutable_countdown());
  to.set_answer(from.answer);
  if (from.answered_at.has_value()) to.set_answered_at(Millis(*from.answered_at));
  if (from.handed_over.has_value()) {
    schema::TaskHandOver& row = *to.mutable_handed_over();
    row.set_body(from.handed_over->body);
    row.set_contact(from.handed_over->contact);
    row.set_receipt(from.handed_over->receipt);
  }
  if (from.ended.has_value()) WriteEnding(*from.ended, *to.mutable_ended());
}

Task TakeTask(schema::Task& from, Soundness& sound) {
  Task to;
  to.number = from.number();
  to.state = sound.Enumerator<TaskState>(from.state());
  to.unit = Take(from.mutable_unit());
  to.owner = Take(from.mutable_owner());
  to.liaison = Take(from.mutable_liaison());
  to.what = Take(from.mutable_what());
  to.assigned_by = Take(from.mutable_assigned_by());
  to.countdown = ReadCountdown(from.countdown());
  to.answer = Take(from.mutable_answer());
  to.answered_at = TimeIf(from.has_answered_at(), from.answered_at());
  if (from.has_handed_over()) {
    schema::TaskHandOver& row = *from.mutable_handed_over();
    to.handed_over = TaskHandOver{Take(row.mutable_body()), Take(row.mutable_contact()), Take(row.mutable_receipt())};
  }
  if (from.has_ended()) to.ended = TakeEnding(*from.mutable_ended());
  return to;
}

void WriteReport(const UpwardReport& from, schema::UpwardReport& to) {
  to.set_number(from.number);
  to.set_episode(from.episode);
  to.set_kind(ToNumber(from.kind));
  to.set_serial(from.serial);
  WriteTexts(from.offices, to.mutable_offices());
  if (from.phone.has_value()) WriteCountdown(*from.phone, *to.mutable_phone());
  if (from.phoned.has_value()) WriteEnding(*from.phoned, *to.mutable_phoned());
  if (from.written.has_value()) WriteCountdown(*from.written, *to.mutable_written());
  to.set_text(from.text);
  to.set_drafted_by(from.drafted_by);
  to.set_signed_by(from.signed_by);
  if (from.signed_at.has_value()) to.set_signed_at(Millis(*from.signed_at));
  if (from.sent.has_value()) WriteEnding(*from.sent, *to.mutable_sent());
}

UpwardReport TakeReport(schema::UpwardReport& from, Soundness& sound) {
  UpwardReport to;
  to.number = from.number();
  to.episode = from.episode();
  to.kind = sound.Enumerator<ReportKind>(from.kind());
  to.serial = from.serial();
  to.offices = TakeTexts(from.mutable_offices());
  if (from.has_phone()) to.phone = ReadCountdown(from.phone());
  if (from.has_phoned()) to.phoned = TakeEnding(*from.mutable_phoned());
  if (from.has_written()) to.written = ReadCountdown(from.written());
  to.text = Take(from.mutable_text());
  to.drafted_by = Take(from.mutable_drafted_by());
  to.signed_by = Take(from.mutable_signed_by());
  to.signed_at = TimeIf(from.has_signed_at(), from.signed_at());
  if (from.has_sent()) to.sent = TakeEnding(*from.mutable_sent());
  return to;
}

void WriteStatement(const Statement& from, schema::Statement& to) {
  to.set_number(from.number);
  to.set_episode(from.episode);
  to.set_kind(ToNumber(from.kind));
  to.set_serial(from.serial);
  to.set_state(ToNumber(from.state));
  to.set_text(from.text);
  if (from.drafted.has_value()) WriteEnding(*from.drafted, *to.mutable_drafted());
  if (from.returned.has_value()) WriteEnding(*from.returned, *to.mutable_returned());
  if (from.reviewed.has_value()) WriteEnding(*from.reviewed, *to.mutable_reviewed());
  to.set_hash(from.hash);
  for (const StatementApproval& approval : from.approvals) {
    schema::StatementApproval& row = *to.add_approvals();
    row.set_role(ToNumber(approval.role));
    WriteEnding(approval.by, *row.mutable_by());
  }
  if (from.published.has_value()) WriteEnding(*from.published, *to.mutable_published());
  to.set_place(from.place);
  to.set_link(from.link);
  WriteTexts(from.quoted_by, to.mutable_quoted_by());
}

Statement TakeStatement(schema::Statement& from, Soundness& sound) {
  Statement to;
  to.number = from.number();
  to.episode = from.episode();
  to.kind = sound.Enumerator<StatementKind>(from.kind());
  to.serial = from.serial();
  to.state = sound.Enumerator<StatementState>(from.state());
  to.text = Take(from.mutable_text());
  if (from.has_drafted()) to.drafted = TakeEnding(*from.mutable_drafted());
  if (from.has_returned()) to.returned = TakeEnding(*from.mutable_returned());
  if (from.has_reviewed()) to.reviewed = TakeEnding(*from.mutable_reviewed());
  to.hash = Take(from.mutable_hash());
  for (schema::StatementApproval& row : *from.mutable_approvals()) {
    to.approvals.push_back({sound.Enumerator<Role>(row.role()), TakeEnding(*row.mutable_by())});
  }
  if (from.has_published()) to.published = TakeEnding(*from.mutable_published());
  to.place = Take(from.mutable_place());
  to.link = Take(from.mutable_link());
  to.quoted_by = TakeTexts(from.mutable_quoted_by());
  return to;
}

void WriteTaskForce(const TaskForce& from, schema::TaskForce& to) {
  to.set_leader(from.leader);
  to.set_on_site(from.on_site);
  WriteTexts(from.members, to.mutable_members());
  WriteEnding(from.set, *to.mutable_set());
}

TaskForce TakeTaskForce(schema::TaskForce& from) {
  return {Take(from.mutable_leader()), Take(from.mutable_on_site()), TakeTexts(from.mutable_members()), TakeEnding(*from.mutable_set())};
}

}  // namespace

void WriteLedger(const Incident& from, schema::Incident& to) {
  for (const IncidentClock& clock : from.clocks) WriteClock(clock, *to.add_clocks());
  for (const Task& task : from.tasks) WriteTask(task, *to.add_tasks());
  for (const UpwardReport& report : from.reports) WriteReport(report, *to.add_reports());
  for (const Statement& statement : from.statements) WriteStatement(statement, *to.add_statements());
  if (from.task_force.has_value()) WriteTaskForce(*from.task_force, *to.mutable_task_force());
  if (from.answer_line.has_value()) {
    to.mutable_answer_line()->set_text(from.answer_line->text);
    WriteEnding(from.answer_line->set, *to.mutable_answer_line()->mutable_set());
  }
  to.set_nature(from.nature);
  to.set_lessons(from.lessons);
}

void TakeLedger(schema::Incident& from, Incident& to, Soundness& sound) {
  for (schema::IncidentClock& clock : *from.mutable_clocks()) to.clocks.push_back(TakeClock(clock, sound));
  for (schema::Task& task : *from.mutable_tasks()) to.tasks.push_back(TakeTask(task, sound));
  for (schema::UpwardReport& report : *from.mutable_reports()) to.reports.push_back(TakeReport(report, sound));
  for (schema::Statement& statement : *from.mutable_statements()) to.statements.push_back(TakeStatement(statement, sound));
  if (from.has_task_force()) to.task_force = TakeTaskForce(*from.mutable_task_force());
  if (from.has_answer_line()) {
    schema::AnswerLine& row = *from.mutable_answer_line();
    to.answer_line = AnswerLine{Take(row.mutable_text()), TakeEnding(*row.mutable_set())};
  }
  to.nature = Take(from.mutable_nature());
  to.lessons = Take(from.mutable_lessons());
}

}  // namespace fenghuo
