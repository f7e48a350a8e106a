// What people do to the ledger of an incident: its clocks and tasks.

#include <charconv>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/tasks/tasks.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/ledger_body.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

// Whether an answer is enough, or may take longer, the office says; who answers for a task the decision asks.
const char* PermissionFor(TaskDeedKind kind) {
  const bool of_the_office = kind == TaskDeedKind::kReturn || kind == TaskDeedKind::kFinish || kind == TaskDeedKind::kExtend;
  return of_the_office ? "close" : "acknowledge";
}

}  // namespace

int NumberOf(const std::string& text) {
  int number = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() ? number : 0;
}

Signatory ReadSignatory(const Call& call, FormFields& fields) {
  Signatory by{fields.Text("person", {.characters_max = kNameCharacters}), call.person->id};
  if (by.person.empty()) by.person = call.person->id;
  if (call.bureau->roster.FindPerson(by.person) == nullptr) fields.Add("person", "没有这个人：" + by.person);
  return by;
}

void DoDeed(const Call& call, LedgerDeed deed, Respond respond) {
  deed.actor = call.person->id;
  call.state.commands->Do(call.params[0], std::move(deed), [respond, bureau = call.bureau](Result<Incident> done) {
    respond(done.ok() ? JsonReply(IncidentJson(*bureau, *done)) : ProblemOf(done.error()));
  });
}

void StartClockOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  ClockWish wish;
  wish.rule = fields.Text("rule", {.characters_max = kNameCharacters});
  wish.name = fields.Text("name", {.characters_max = kNameCharacters});
  wish.due = fields.Time("due");
  wish.since = fields.Time("since");
  wish.note = fields.Text("note", {.characters_max = kNoteCharacters});
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  const std::string detail = wish.rule.empty() ? wish.name : wish.rule;
  DoDeed(call,
         {.action = "clock.start",
          .detail = detail,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return StartClock(incident, wish, desk, now); }},
         std::move(respond));
}

void StopClockOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  ClockStop stop{.number = NumberOf(call.params[1])};
  stop.note = fields.Text("note", {.required = true, .characters_max = kNoteCharacters});
  stop.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = "clock.stop",
          .detail = call.params[1] + " " + stop.note,
          .decide = [stop](const Incident& incident, const Desk& desk, Timestamp now) { return StopClock(incident, stop, desk, now); }},
         std::move(respond));
}

void AssignTaskOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  TaskWish wish;
  wish.unit = fields.Text("unit", {.required = true, .characters_max = kNameCharacters});
  wish.owner = fields.Text("owner", {.characters_max = kNameCharacters});
  wish.liaison = fields.Text("liaison", {.characters_max = kNameCharacters});
  wish.what = fields.Text("what", {.required = true, .characters_max = kNoteCharacters});
  wish.due = fields.Time("due");
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = "task.assign",
          .detail = wish.unit + " " + wish.what,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return AssignTask(incident, wish, desk, now); }},
         std::move(respond));
}

void ChangeTaskOf(const Call& call, Respond respond) {
  std::optional<TaskDeedKind> kind = TaskDeedNamed(call.params[2]);
  if (!kind) return respond(Problem(404, "没有这个操作：" + call.params[2]));
  if (!MayDo(*call.person, PermissionFor(*kind))) return respond(Problem(403, std::string("没有权限：") + PermissionFor(*kind)));
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  TaskDeed deed{.kind = *kind, .number = NumberOf(call.params[1])};
  deed.note = fields.Text("note", {.characters_max = kNoteCharacters});
  deed.due = fields.Time("due");
  deed.to = {fields.Text("body", {.characters_max = kNameCharacters}), fields.Text("contact", {.characters_max = kNameCharacters}),
             fields.Text("receipt", {.characters_max = kNameCharacters})};
  deed.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = std::string("task.") + Name(*kind),
          .detail = call.params[1] + " " + deed.note,
          .decide = [deed](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeTask(incident, deed, desk, now); }},
         std::move(respond));
}

}  // namespace fenghuo
