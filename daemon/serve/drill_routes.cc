// Drills over the API: beginning one, ending it, and what it showed.

#include <charconv>
#include <map>
#include <utility>

#include "alerts/drill/course.h"
#include "alerts/drill/measure.h"
#include "daemon/config/drill_file.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

constexpr size_t kWordCharacters = 200;

Json PersonRef(const Bureau& bureau, const std::string& id) {
  Json out = {{"person", id}};
  if (const Person* person = bureau.roster.FindPerson(id)) out["name"] = person->name;
  return out;
}

int64_t Seconds(Duration length) { return length / seconds(1); }

Json DrillJson(const Bureau& bureau, const Drill& drill) {
  Json out = {{"drill", drill.number},
              {"name", WithDrillMark(drill.number, drill.scenario.name)},
              {"running", IsRunning(drill)},
              {"started_at", FormatRfc3339(drill.started_at)},
              {"started_by", PersonRef(bureau, drill.started_by)},
              {"documents", drill.scenario.documents.size()},
              {"documents_told", drill.told}};
  if (!drill.mirror.empty()) out["mirror"] = drill.mirror;
  out["participants"] = Json::array();
  for (const std::string& id : drill.scenario.participants) {
    const Unit* unit = bureau.roster.FindUnit(id);
    const Person* person = bureau.roster.FindPerson(id);
    out["participants"].push_back({{"id", id}, {"name", unit != nullptr ? unit->name : person != nullptr ? person->name : id}});
  }
  if (!drill.ended_at) return out;
  out["ended_at"] = FormatRfc3339(*drill.ended_at);
  out["ended_by"] = PersonRef(bureau, drill.ended_by);
  out["end_reason"] = drill.end_reason;
  return out;
}

Json MilestonesJson(const DrillCase& one) {
  Json out = Json::array();
  for (const DrillMilestone& milestone : one.milestones) {
    Json row = {{"name", milestone.name}};
    if (milestone.expected) row["expected_seconds"] = Seconds(*milestone.expected);
    if (milestone.measured) row["measured_seconds"] = Seconds(*milestone.measured);
    if (milestone.in_time) row["in_time"] = *milestone.in_time;
    out.push_back(std::move(row));
  }
  return out;
}

Json FindingsJson(const Bureau& bureau, const DrillFindings& findings) {
  Json out = {{"cases", Json::array()}, {"people", Json::array()}, {"unanswered", findings.unanswered},
              {"delivered", findings.delivered}, {"lost", findings.lost}};
  for (const DrillCase& one : findings.cases) {
    out["cases"].push_back({{"incident", one.incident},
                            {"number", one.number},
                            {"title", one.title},
                            {"level", one.level},
                            {"first_document", FormatRfc3339(one.first_document)},
                            {"chases", one.chases},
                            {"milestones", MilestonesJson(one)}});
  }
  for (const DrillPerson& person : findings.people) {
    Json row = PersonRef(bureau, person.person);
    row["participant"] = person.participant;
    if (person.told_at) row["told_at"] = FormatRfc3339(*person.told_at);
    if (person.answered_at) row["answered_at"] = FormatRfc3339(*person.answered_at);
    row["channels"] = Json::array();
    for (const std::string& channel : person.channels) {
      auto known = bureau.channel_names.find(channel);
      row["channels"].push_back(known == bureau.channel_names.end() ? channel : known->second);
    }
    out["people"].push_back(std::move(row));
  }
  return out;
}

Result<DrillFindings> FindingsOf(const Call& call, const Drill& drill) {
  const Timestamp until = drill.ended_at.value_or(call.now()) + milliseconds(1);
  Result<std::vector<Incident>> incidents = call.store().IncidentsOpened(drill.started_at, until, Drills::kTaken);
  if (!incidents.ok()) return incidents.error();
  std::erase_if(*incidents, [&](const Incident& incident) { return incident.drill != drill.number; });
  std::map<std::string, std::vector<TimelineEntry>> timelines;
  std::map<std::string, std::vector<Notification>> notifications;
  for (const Incident& incident : *incidents) {
    Result<std::vector<TimelineEntry>> timeline = call.store().Timeline(incident.id);
    if (!timeline.ok()) return timeline.error();
    timelines[incident.id] = std::move(*timeline);
    Result<std::vector<Notification>> rows = call.store().NotificationsOf(incident.id);
    if (!rows.ok()) return rows.error();
    notifications[incident.id] = std::move(*rows);
  }
  return Measure({drill, *incidents, timelines, notifications}, call.bureau->roster, call.now());
}

Result<Drill> FindNumbered(const Call& call) {
  const std::string& text = call.params[0];
  int64_t number = 0;
  auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size()) return NotFound("没有编号为 " + text + " 的演练");
  Result<Drill> drill = call.store().FindDrill(number);
  if (!drill.ok() && drill.error().code == ErrorCode::kNotFound) return NotFound("没有编号为 " + text + " 的演练");
  return drill;
}

}  // namespace

Reply ListDrills(const Call& call) {
  Result<std::vector<Drill>> drills = call.store().AllDrills();
  if (!drills.ok()) return ProblemOf(drills.error());
  Json items = Json::array();
  for (auto drill = drills->rbegin(); drill != drills->rend(); ++drill) items.push_back(DrillJson(*call.bureau, *drill));
  return JsonReply({{"items", std::move(items)}});
}

Reply ShowDrill(const Call& call) {
  Result<Drill> drill = FindNumbered(call);
  if (!drill.ok()) return ProblemOf(drill.error());
  Result<DrillFindings> findings = FindingsOf(call, *drill);
  if (!findings.ok()) return ProblemOf(findings.error());
  Json out = DrillJson(*call.bureau, *drill);
  out.update(FindingsJson(*call.bureau, *findings));
  return JsonReply(out);
}

void StartDrill(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  const std::string file = fields.Text("file", {.characters_max = kWordCharacters});
  const std::string mirror = fields.Text("mirror", {.characters_max = kWordCharacters});
  const auto scenario = body->find("scenario");
  // As it was written: the lines of its problems count.
  if (scenario == body->end() || !scenario->is_string()) fields.Add("scenario", "必填");
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  Result<DrillScenario> parsed = ParseDrillFile({file.empty() ? "scenario" : file, scenario->get<std::string>()}, *call.bureau->config);
  if (!parsed.ok()) return respond(Problem(400, parsed.error().message));
  DrillOrder order{.scenario = std::move(*parsed), .person = call.person->id, .mirror = mirror};
  call.state.commands->ChangeDrill({.begin = std::move(order)}, [respond, bureau = call.bureau](Result<Drill> done) {
    respond(done.ok() ? JsonReply(DrillJson(*bureau, *done), 201) : ProblemOf(done.error()));
  });
}

void StopDrill(const Call& call, Respond respond) {
  Result<Drill> drill = FindNumbered(call);
  if (!drill.ok()) return respond(ProblemOf(drill.error()));
  if (!IsRunning(*drill)) return respond(Problem(409, "演练" + call.params[0] + "已经结束"));
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  std::string reason = fields.Text("reason", {.characters_max = kWordCharacters});
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  if (reason.empty()) reason = "演练完毕";
  call.state.commands->ChangeDrill({.person = call.person->id, .end_reason = reason}, [respond, bureau = call.bureau](Result<Drill> done) {
    respond(done.ok() ? JsonReply(DrillJson(*bureau, *done)) : ProblemOf(done.error()));
  });
}

}  // namespace fenghuo
