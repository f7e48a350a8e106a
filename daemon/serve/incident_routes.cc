#include <algorithm>
#include <utility>

#include "daemon/serve/handlers.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr size_t kDocumentsShown = 50;

// Sorts as the list does, newest first, and stays where it is when an incident before it is closed.
std::string OrderKey(const Incident& incident) {
  std::string millis = std::to_string(ToUnixMillis(incident.opened_at));
  return std::string(20 - std::min<size_t>(20, millis.size()), '0') + millis + " " + incident.id;
}

Reply ListOpen(const Call& call, const PageQuery& page) {
  Result<std::vector<Incident>> open = call.store().OpenIncidents(Drills::kTaken);
  if (!open.ok()) return ProblemOf(open.error());
  std::erase_if(*open, [&](const Incident& incident) { return !MaySee(*call.person, incident, call.bureau->roster); });
  std::string after;
  if (!page.cursor.empty()) {
    Result<std::string> key = UnwrapCursor(page.cursor);
    if (!key.ok()) return BadQuery(key.error());
    after = *key;
  }
  std::sort(open->begin(), open->end(), [](const auto& a, const auto& b) { return OrderKey(a) > OrderKey(b); });
  Json items = Json::array();
  std::string last;
  for (const Incident& incident : *open) {
    if (!after.empty() && OrderKey(incident) >= after) continue;
    if (items.size() == page.limit) return PageReply(std::move(items), WrapCursor(last));
    items.push_back(IncidentJson(*call.bureau, incident));
    last = OrderKey(incident);
  }
  return PageReply(std::move(items), "");
}

Result<Json> TimelineJson(const Call& call, const std::string& incident) {
  Result<std::vector<TimelineEntry>> entries = call.store().Timeline(incident);
  if (!entries.ok()) return entries.error();
  Json list = Json::array();
  for (const TimelineEntry& entry : *entries) list.push_back(TimelineEntryJson(*call.bureau, entry));
  return list;
}

Result<Json> NotificationsJson(const Call& call, const std::string& incident) {
  Result<std::vector<Notification>> rows = call.store().NotificationsOf(incident);
  if (!rows.ok()) return rows.error();
  Json list = Json::array();
  for (const Notification& row : *rows) list.push_back(NotificationJson(*call.bureau, row));
  return list;
}

Json ActionsJson(const Incident& incident, const Person& person) {
  Json list = Json::array();
  for (ActionKind kind : AllowedActions(incident)) {
    if (MayDo(person, PermissionFor(kind))) list.push_back(Name(kind));
  }
  return list;
}

// The clocks of the plan that a person starts.
Json ClockRulesJson(const Bureau& bureau) {
  Json list = Json::array();
  for (const ClockRule& rule : bureau.config->clocks) {
    if (rule.start == ClockStart::kByHand) list.push_back({{"id", rule.id}, {"name", rule.name}});
  }
  return list;
}

Json NaturesJson(const Bureau& bureau) {
  Json list = Json::array();
  for (const NatureRule& rule : bureau.config->natures) list.push_back({{"id", rule.id}, {"name", rule.name}});
  return list;
}

// To whom a task can be given.
Json UnitsJson(const Bureau& bureau) {
  Json list = Json::array();
  for (const Unit& unit : bureau.config->staff.units) {
    if (!unit.parent.empty()) list.push_back({{"id", unit.id}, {"name", unit.name}});
  }
  return list;
}

// Absent rows are absent fields: one opened by hand has no story, a story that is new no judgement.
Result<void> PutStory(const Store& store, const std::string& id, Json& out) {
  if (id.empty()) return {};
  Result<JudgementRecord> judgement = store.FindJudgement(id);
  if (!judgement.ok() && judgement.error().code != ErrorCode::kNotFound) return judgement.error();
  if (judgement.ok()) out["score_card"] = ToJson(judgement->card);
  Result<Story> story = store.FindStory(id);
  if (!story.ok()) return story.error().code == ErrorCode::kNotFound ? Result<void>() : Result<void>(story.error());
  out["story"] = StoryJson(*story, judgement.ok() ? &*judgement : nullptr);
  return {};
}

}  // namespace

Reply ListIncidents(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  const std::string* state = call.target.Find("state");
  if (state == nullptr || *state == "open") return ListOpen(call, *page);
  if (*state != "all") return Problem(400, "state 应为 open 或 all");
  Result<Page<Incident>> rows = call.store().ListIncidents(page->cursor, page->limit);
  if (!rows.ok()) return BadQuery(rows.error());
  Json items = Json::array();
  for (const Incident& incident : rows->rows) {
    if (MaySee(*call.person, incident, call.bureau->roster)) items.push_back(IncidentJson(*call.bureau, incident));
  }
  return PageReply(std::move(items), rows->next);
}

// The story's own words stand in `story`; its id, which the incident has there, goes to `story_id`.
Reply ShowIncident(const Call& call) {
  const std::string& id = call.params[0];
  Result<Incident> incident = call.store().FindIncident(id);
  if (!incident.ok() && incident.error().code == ErrorCode::kNotFound) return Problem(404, "没有编号为 " + id + " 的舆情事件");
  if (!incident.ok()) return ProblemOf(incident.error());
  Json out = IncidentJson(*call.bureau, *incident);
  out.erase("story");
  if (!incident->story.empty()) out["story_id"] = incident->story;
  Result<Json> timeline = TimelineJson(call, id);
  if (!timeline.ok()) return ProblemOf(timeline.error());
  out["timeline"] = std::move(*timeline);
  if (Result<void> put = PutStory(call.store(), incident->story, out); !put.ok()) return ProblemOf(put.error());
  Result<JudgementRecord> judgement = call.store().FindJudgement(incident->story);
  Result<Json> silences = SilencesOn(call, *incident, judgement.ok() ? &*judgement : nullptr);
  if (!silences.ok()) return ProblemOf(silences.error());
  out["silences"] = std::move(*silences);
  Result<Json> notifications = NotificationsJson(call, id);
  if (!notifications.ok()) return ProblemOf(notifications.error());
  out["notifications"] = std::move(*notifications);
  Result<Json> documents = StoryDocumentsJson(call, incident->story, kDocumentsShown);
  if (!documents.ok()) return ProblemOf(documents.error());
  out["documents"] = std::move(*documents);
  out["actions"] = ActionsJson(*incident, *call.person);
  out["clock_rules"] = ClockRulesJson(*call.bureau);
  out["units"] = UnitsJson(*call.bureau);
  out["natures"] = NaturesJson(*call.bureau);
  Reply reply = JsonReply(out);
  reply.note = {call.person->id, "incident.read", id};
  reply.note_lasts = NoteLasts::kAnHour;
  return reply;
}

}  // namespace fenghuo
