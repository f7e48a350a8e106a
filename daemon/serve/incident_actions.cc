#include <algorithm>
#include <utility>

#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr size_t kTitleCharacters = 200;
constexpr size_t kNoteCharacters = 2000;
constexpr size_t kWordCharacters = 40;

void CheckUnit(const Call& call, const std::string& id, const char* field, FormFields& fields) {
  if (!id.empty() && call.bureau->roster.FindUnit(id) == nullptr) fields.Add(field, "没有这个单位：" + id);
}

Locality ReadLocality(FormFields& fields) {
  std::string word = fields.Text("locality", {.characters_max = kWordCharacters});
  if (word.empty()) return Locality::kLocal;
  for (Locality one : {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere, Locality::kUnknown}) {
    if (word == Name(one)) return one;
  }
  fields.Add("locality", "应为 local、concerned、elsewhere、unknown 之一");
  return Locality::kUnknown;
}

ManualOrigin ReadOrigin(const Call& call, FormFields& fields) {
  FormFields inner(fields.Object("origin"), "origin.");
  ManualOrigin origin;
  origin.entered_by = call.person->id;
  origin.source = inner.Text("source", {.required = true, .characters_max = kTitleCharacters});
  origin.told_by = inner.Text("told_by", {.characters_max = kTitleCharacters});
  origin.demand = inner.Text("demand", {.characters_max = kNoteCharacters});
  origin.deadline = inner.Time("deadline");
  fields.Take(inner);
  return origin;
}

ManualReport ReadReport(const Call& call, FormFields& fields) {
  ManualReport report;
  report.title = fields.Text("title", {.required = true, .characters_max = kTitleCharacters});
  report.level = static_cast<Level>(fields.Whole("level", kHighestLevel, kLowestLevel).value_or(kLowestLevel));
  report.locality = ReadLocality(fields);
  report.category = fields.Text("category", {.characters_max = kWordCharacters});
  report.departments = fields.Texts("departments", 20);
  for (const std::string& unit : report.departments) CheckUnit(call, unit, "departments", fields);
  report.county_unit = fields.Text("county_unit", {.characters_max = kTitleCharacters});
  CheckUnit(call, report.county_unit, "county_unit", fields);
  report.story = fields.Text("story", {.characters_max = kNoteCharacters});
  if (!report.story.empty() && !call.store().FindStory(report.story).ok()) fields.Add("story", "没有这个话题");
  report.origin = ReadOrigin(call, fields);
  return report;
}

Action ReadAction(const Call& call, ActionKind kind, FormFields& fields) {
  Action action;
  action.kind = kind;
  action.entered_by = call.person->id;
  action.person = fields.Text("person", {.characters_max = kTitleCharacters});
  if (action.person.empty()) action.person = call.person->id;
  if (call.bureau->roster.FindPerson(action.person) == nullptr) fields.Add("person", "没有这个人：" + action.person);
  action.note = fields.Text("note", {.characters_max = kNoteCharacters});
  action.reason = fields.Text("reason", {.characters_max = kWordCharacters});
  action.nature = fields.Text("nature", {.characters_max = kWordCharacters});
  action.unfinished = fields.Text("unfinished", {.characters_max = kNoteCharacters});
  if (std::optional<int64_t> level = fields.Whole("level", kHighestLevel, kLowestLevel)) {
    action.level = static_cast<Level>(*level);
  }
  return action;
}

}  // namespace

const char* PermissionFor(ActionKind kind) {
  switch (kind) {
    case ActionKind::kAcknowledge:
    case ActionKind::kHandle:
    case ActionKind::kStatement:
    case ActionKind::kWatch:
    case ActionKind::kEscalate:
    case ActionKind::kNote: return "acknowledge";
    case ActionKind::kAssess: return "assess";
    case ActionKind::kClose:
    case ActionKind::kHandOver:
    case ActionKind::kReview:
    case ActionKind::kReopen: return "close";
  }
  return "close";
}

void ActOnIncident(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  std::string word = fields.Text("action", {.required = true, .characters_max = kWordCharacters});
  std::optional<ActionKind> kind = ActionNamed(word);
  if (!word.empty() && !kind) fields.Add("action", "没有这个操作：" + word);
  if (!kind) return respond(FieldProblems(fields.problems()));
  // Before anything else is said about the body: whoever may not act learns nothing.
  if (!MayDo(*call.person, PermissionFor(*kind))) return respond(Problem(403, std::string("没有权限：") + PermissionFor(*kind)));
  Action action = ReadAction(call, *kind, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  call.state.commands->Act(call.params[0], std::move(action), [respond, bureau = call.bureau](Result<Incident> done) {
    respond(done.ok() ? JsonReply(IncidentJson(*bureau, *done)) : ProblemOf(done.error()));
  });
}

void OpenIncident(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  ManualReport report = ReadReport(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  call.state.commands->OpenByHand(std::move(report), [respond, bureau = call.bureau](Result<Incident> done) {
    if (!done.ok()) return respond(ProblemOf(done.error()));
    Reply reply = JsonReply(IncidentJson(*bureau, *done), 201);
    reply.headers.emplace_back("Location", "/api/v1/incidents/" + EscapeSegment(done->id));
    respond(std::move(reply));
  });
}

}  // namespace fenghuo
