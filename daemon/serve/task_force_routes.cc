// Who leads a major incident and what is answered, over the API.

#include <utility>

#include "alerts/task_force/set_up.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/ledger_body.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr size_t kMembersMax = 50;

}  // namespace

void SetTaskForceOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  TaskForceWish wish;
  wish.leader = fields.Text("leader", {.required = true, .characters_max = kNameCharacters});
  wish.on_site = fields.Text("on_site", {.characters_max = kNameCharacters});
  wish.members = fields.Texts("members", kMembersMax);
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = "task_force.set",
          .detail = wish.leader,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return SetTaskForce(incident, wish, desk, now); }},
         std::move(respond));
}

void SetAnswerLineOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  AnswerLineWish wish;
  wish.text = fields.Text("text", {.required = true, .characters_max = kNoteCharacters});
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = "answer_line.set",
          .detail = wish.text,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return SetAnswerLine(incident, wish, desk, now); }},
         std::move(respond));
}

}  // namespace fenghuo
