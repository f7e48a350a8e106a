// 暂停提醒 over the API: making one, ending one, and which there are and were.

#include <utility>

#include "alerts/incident/words.h"
#include "daemon/core/silence_rows.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/ledger_body.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"

namespace fenghuo {
namespace {

constexpr size_t kSilencesShown = 200;
constexpr size_t kReasonCharacters = 100;  // it stands in every entry of the timeline that it causes

Json PersonRef(const Bureau& bureau, const std::string& id) { return {{"person", id}, {"name", ShownPerson(bureau.roster, id)}}; }

Json ScopeJson(const Bureau& bureau, const SilenceScope& scope, const std::string& number) {
  Json out = {{"gravest", scope.gravest}};
  auto put = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  put("incident", scope.incident);
  put("number", number);
  put("rule", scope.rule);
  put("source", scope.source);
  put("category", scope.category);
  put("county_unit", scope.county_unit);
  if (scope.locality) out["locality"] = Name(*scope.locality);
  out["shown"] = ShownScope(scope, number, bureau.roster);
  return out;
}

std::string NumberOf(const Store& store, const SilenceScope& scope) {
  if (scope.incident.empty()) return "";
  Result<Incident> incident = store.FindIncident(scope.incident);
  return incident.ok() ? incident->number : scope.incident;
}

Json SilenceJson(const Bureau& bureau, const Store& store, const Silence& silence, Timestamp now) {
  Json out = {{"silence", silence.number},
              {"active", IsActive(silence, now)},
              {"over", IsOver(silence, now)},
              {"scope", ScopeJson(bureau, silence.scope, NumberOf(store, silence.scope))},
              {"reason", silence.reason},
              {"author", PersonRef(bureau, silence.author)},
              {"made_at", FormatRfc3339(silence.made_at)},
              {"from", FormatRfc3339(silence.from)},
              {"to", FormatRfc3339(silence.to)},
              {"held", silence.held}};
  out["holding"] = Json::array();
  for (const Holding& one : silence.holding) out["holding"].push_back(one.incident);
  if (!silence.ended_at) return out;
  out["ended_at"] = FormatRfc3339(*silence.ended_at);
  out["ended_by"] = PersonRef(bureau, silence.ended_by);
  return out;
}

std::optional<Locality> ReadLocality(FormFields& fields) {
  const std::string word = fields.Text("locality", {.characters_max = kNameCharacters});
  if (word.empty()) return std::nullopt;
  for (Locality one : {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere, Locality::kUnknown}) {
    if (word == Name(one)) return one;
  }
  fields.Add("locality", "应为 local、concerned、elsewhere、unknown 之一");
  return std::nullopt;
}

SilenceOrder ReadOrder(const Call& call, FormFields& fields) {
  SilenceOrder order;
  order.person = call.person->id;
  SilenceScope& scope = order.scope;
  scope.incident = fields.Text("incident", {.characters_max = kNameCharacters});
  scope.rule = fields.Text("rule", {.characters_max = kNameCharacters});
  scope.source = fields.Text("source", {.characters_max = kNameCharacters});
  scope.category = fields.Text("category", {.characters_max = kNameCharacters});
  scope.county_unit = fields.Text("county_unit", {.characters_max = kNameCharacters});
  scope.locality = ReadLocality(fields);
  scope.gravest = static_cast<Level>(fields.Whole("gravest", kSilenceGravest, kLowestLevel).value_or(kSilenceGravest));
  order.reason = fields.Text("reason", {.required = true, .characters_max = kReasonCharacters});
  if (order.reason.find('\n') != std::string::npos) fields.Add("reason", "只能写一行");
  order.from = fields.Time("from");
  const size_t problems = fields.problems().size();
  const std::optional<Timestamp> to = fields.Time("to");
  if (!to && fields.problems().size() == problems) fields.Add("to", "必填");
  order.to = to.value_or(Timestamp());
  return order;
}

void Change(const Call& call, SilenceWish wish, int status, Respond respond) {
  call.state.commands->ChangeSilence(
      std::move(wish), [respond, status, bureau = call.bureau, store = call.state.store, now = call.now()](Result<Silence> done) {
        respond(done.ok() ? JsonReply(SilenceJson(*bureau, *store, *done, now), status) : ProblemOf(done.error()));
      });
}

}  // namespace

Reply ListSilences(const Call& call) {
  Result<std::vector<Silence>> silences = AllSilences(call.store(), kSilencesShown);
  if (!silences.ok()) return ProblemOf(silences.error());
  Json items = Json::array();
  for (const Silence& silence : *silences) items.push_back(SilenceJson(*call.bureau, call.store(), silence, call.now()));
  return JsonReply({{"items", std::move(items)}});
}

void AddSilence(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  SilenceOrder order = ReadOrder(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  Change(call, {.make = std::move(order)}, 201, std::move(respond));
}

void EndSilenceOf(const Call& call, Respond respond) {
  const int64_t number = SilenceNumberIn(call.params[0]);
  if (number == 0) return respond(Problem(404, "没有第" + call.params[0] + "号暂停提醒"));
  Change(call, {.end = number, .person = call.person->id}, 200, std::move(respond));
}

Result<Json> SilencesOn(const Call& call, const Incident& incident, const JudgementRecord* judgement) {
  Json out = Json::array();
  Result<std::vector<Silence>> silences = AllSilences(call.store(), kSilencesShown);
  if (!silences.ok()) return silences.error();
  for (const Silence& silence : *silences) {
    if (!IsOver(incident.state) && Covers(silence, SubjectOf(incident, judgement), call.now())) {
      out.push_back(SilenceJson(*call.bureau, call.store(), silence, call.now()));
    }
  }
  return out;
}

}  // namespace fenghuo
