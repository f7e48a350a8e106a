#include <chrono>
#include <utility>

#include "alerts/incident/shift_change.h"
#include "alerts/incident/words.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"
#include "daemon/serve/router.h"

namespace fenghuo {
namespace {

Result<int64_t> DeadLetters(ServeState& state) {
  auto now = std::chrono::steady_clock::now();
  if (!state.outbox || now - state.outbox->first > std::chrono::seconds(1)) {
    Result<OutboxCounts> counts = CountOutbox(*state.store, state.clock->Now());
    if (!counts.ok()) return counts.error();
    state.outbox.emplace(now, std::move(*counts));
  }
  return state.outbox->second.by_state.at("dead");
}

Result<Json> IncidentCounts(const Call& call) {
  Result<std::vector<Incident>> open = call.store().OpenIncidents();
  if (!open.ok()) return open.error();
  std::erase_if(*open, [&](const Incident& incident) { return !MaySee(*call.person, incident, call.bureau->roster); });
  int64_t unsigned_count = 0;
  int64_t overdue = 0;
  Json by_level = Json::object();
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) by_level[std::to_string(level)] = 0;
  for (const Incident& incident : *open) {
    if (AwaitsSignature(incident)) ++unsigned_count;
    if (IsOverdue(incident, call.now())) ++overdue;
    std::string level = std::to_string(incident.level);
    by_level[level] = by_level.value(level, 0) + 1;
  }
  return Json{{"open", open->size()}, {"unsigned", unsigned_count}, {"overdue", overdue}, {"by_level", by_level}};
}

// A shift that began and that whoever has the desk has not accepted.
void PutShiftChange(const Call& call, Json& out) {
  Result<std::string> setting = call.store().FindSetting(kShiftChangeSetting);
  const std::optional<ShiftChange> change = setting.ok() ? ParseShiftChange(*setting) : std::nullopt;
  if (!change) return;
  std::vector<std::string> from;
  for (const std::string& id : change->from) from.push_back(ShownPerson(call.bureau->roster, id));
  out["shift_to_accept"] = {{"since", FormatRfc3339(change->at)},
                            {"by", change->to},
                            {"by_name", ShownPerson(call.bureau->roster, change->to)},
                            {"from", from}};
}

void PutOffice(const Config& config, Json& out) {
  out["office"] = config.staff.office_name;
  out["city"] = config.places.city;
  out["desk_phone"] = config.staff.desk_phone;
  out["zone"] = config.zone.name();
  out["language"] = config.language;
  out["levels"] = Json::array();
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
    const LevelPolicy& policy = config.policies.levels[level];
    out["levels"].push_back({{"level", level}, {"name", policy.name}, {"colour", policy.colour}});
  }
}

// The first holder of a role now, and whether that is only the fallback.
void PutHolder(const Call& call, Role role, const char* name, Json& out) {
  std::vector<Holder> holders = call.bureau->roster.Holders(role, {}, call.now());
  if (holders.empty()) return;
  out[name] = PersonJson(*holders[0].person);
  if (holders[0].gap) out["gap"] = true;
}

}  // namespace

Reply ShowStatus(const Call& call) {
  DaemonStatus status = call.state.commands->Status();
  Json out = {{"now", FormatRfc3339(call.now())},
              {"started_at", FormatRfc3339(status.started_at)},
              {"last_tick", FormatRfc3339(status.last_tick)},
              {"ready", status.ready},
              {"reasons", status.reasons}};
  if (status.reload_failed) out["reload_error"] = status.reload_error;
  PutOffice(*call.bureau->config, out);
  Result<Json> incidents = IncidentCounts(call);
  if (!incidents.ok()) return ProblemOf(incidents.error());
  out["incidents"] = std::move(*incidents);
  Result<int64_t> dead = DeadLetters(call.state);
  if (!dead.ok()) return ProblemOf(dead.error());
  out["dead_letters"] = *dead;
  PutShiftChange(call, out);
  Result<std::vector<SourceRecord>> records = call.store().Sources();
  if (!records.ok()) return ProblemOf(records.error());
  out["sources"] = {{"total", call.bureau->config->sources.size()}};
  for (const auto& [state, count] : CountSources(call.bureau->config->sources, *records)) out["sources"][state] = count;
  return JsonReply(out);
}

Reply ShowRoster(const Call& call) {
  Json out = {{"at", FormatRfc3339(call.now())}};
  if (const Shift* shift = call.bureau->roster.ShiftAt(call.now())) {
    out["shift"] = {{"from", FormatRfc3339(shift->from)}, {"to", FormatRfc3339(shift->to)}};
  }
  PutHolder(call, Role::kDesk, "desk", out);
  PutHolder(call, Role::kLeaderOnDuty, "leader", out);
  return JsonReply(out);
}

void AcceptShiftOf(const Call& call, Respond respond) {
  call.state.commands->AcceptShift(call.person->id, [respond](Result<std::vector<std::string>> taken) {
    respond(taken.ok() ? JsonReply({{"taken", *taken}}) : ProblemOf(taken.error()));
  });
}

Reply FollowEvents(const Call& call) {
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.stream = Stream::kEvents;
  reply.still_allowed = [&state = call.state, request = call.request] {
    std::shared_ptr<const Bureau> bureau = state.bureau();
    const Person* person = Identify(state, *bureau, request, Sessions::Use::kOnlyLooks);
    return person != nullptr && MayDo(*person, "view_own");
  };
  return reply;
}

}  // namespace fenghuo
