// What the public is told of an incident, over the API.

#include <algorithm>
#include <utility>

#include "alerts/statements/link.h"
#include "alerts/statements/statements.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/ledger_body.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr size_t kStatementCharacters = 20'000;

constexpr StatementKind kStatementKinds[] = {StatementKind::kFirst, StatementKind::kProgress, StatementKind::kResult};

}  // namespace

void AddStatementOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  const std::string word = fields.Text("kind", {.required = true, .characters_max = kNameCharacters});
  auto kind = std::find_if(std::begin(kStatementKinds), std::end(kStatementKinds), [&](StatementKind one) { return word == Name(one); });
  if (!word.empty() && kind == std::end(kStatementKinds)) fields.Add("kind", "应为 first、progress、result 之一");
  StatementWish wish;
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  wish.kind = *kind;
  DoDeed(call,
         {.action = "statement.add",
          .detail = word,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return AddStatement(incident, wish, desk, now); }},
         std::move(respond));
}

void ChangeStatementOf(const Call& call, Respond respond) {
  std::optional<StatementDeedKind> kind = StatementDeedNamed(call.params[2]);
  if (!kind) return respond(Problem(404, "没有这个操作：" + call.params[2]));
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  StatementDeed deed{.kind = *kind, .number = NumberOf(call.params[1])};
  deed.note = fields.Text("note", {.characters_max = kNoteCharacters});
  deed.text = fields.Text("text", {.characters_max = kStatementCharacters});
  deed.place = fields.Text("place", {.characters_max = kNameCharacters});
  deed.link = fields.Text("link", {.characters_max = kLinkBytesMax});
  deed.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = std::string("statement.") + Name(*kind),
          .detail = call.params[1] + " " + (deed.link.empty() ? deed.note : deed.link),
          .decide =
              [deed](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeStatement(incident, deed, desk, now); }},
         std::move(respond));
}

}  // namespace fenghuo
