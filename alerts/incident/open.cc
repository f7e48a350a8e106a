#include <algorithm>
#include <cstdio>
#include <utility>

#include "alerts/incident/chain.h"
#include "alerts/incident/messages.h"
#include "alerts/incident/words.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

// Behind the year; one that cannot be taken for a real one where it is a drill's.
std::string NumberOf(const std::string& id, int64_t drill) { return (drill == 0 ? "" : "演") + id.substr(id.find('-') + 1); }

Incident NewIncident(const StoryFacts& facts, const Desk& desk, int number_today, Timestamp now) {
  Incident incident;
  incident.drill = facts.drill;
  incident.id = IncidentId(desk.zone, number_today, now, facts.drill);
  incident.number = NumberOf(IncidentId(desk.zone, number_today, now), facts.drill);
  incident.story = facts.story;
  incident.title = WithDrillMark(facts.drill, facts.title);
  incident.category = facts.category;
  incident.departments = facts.departments;
  incident.county_unit = facts.county_unit;
  incident.opened_at = now;
  incident.first_seen = facts.first_seen;
  incident.first_source = facts.first_source;
  incident.level = facts.card.level == kNoLevel ? kLowestLevel : facts.card.level;
  incident.peak_level = incident.level;
  incident.locality = facts.card.locality;
  incident.must_report = facts.must_report;
  incident.why = WhyLine(facts.card);
  incident.unproved = UnprovedFacts(facts.card);
  return incident;
}

std::string ManualWhy(const ManualOrigin& origin, const Desk& desk, Timestamp now) {
  std::string why = "人工录入：" + origin.source;
  if (!origin.told_by.empty()) why += "（" + origin.told_by + "）";
  if (!origin.demand.empty()) why += "；要求：" + origin.demand;
  if (origin.deadline) why += "；" + ShownDeadline(desk.zone, *origin.deadline, now) + "前答复";
  return why;
}

}  // namespace

std::string IncidentId(const Zone& zone, int number_today, Timestamp now, int64_t drill) {
  CivilTime local = zone.Local(now);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02d%02d-%02d", local.year, local.month, local.day, number_today);
  return (drill == 0 ? "" : "drill-") + std::string(text);
}

Decision Open(const StoryFacts& story, const Desk& desk, int number_today, Timestamp now) {
  Incident incident = NewIncident(story, desk, number_today, now);
  incident.machine_level = incident.level;
  incident.levels.push_back({.at = now, .level = incident.level, .reason = LevelReason(story.card)});
  Draft draft(std::move(incident), desk, now);
  std::string sentence = "系统初判" + ShownLevel(draft.incident().level, desk.policies) + "，属地" +
                         ShownLocality(draft.incident().locality) + (story.must_report ? "，必报" : "") +
                         "，立为舆情事件" + draft.incident().number;
  if (!draft.incident().why.empty()) sentence += "；为何提醒：" + draft.incident().why;
  draft.Write("opened", kSystemActor, sentence + "。");
  StartChain(draft, {.documents = story.top_documents});
  return draft.Finish();
}

Decision OpenByHand(const ManualOrigin& origin, const StoryFacts& facts, const Desk& desk, int number_today,
                    Timestamp now) {
  Incident incident = NewIncident(facts, desk, number_today, now);
  incident.manual = origin;
  incident.confirmed_level = incident.level;
  incident.confirmed_by = origin.entered_by;
  incident.why = JoinShown({ManualWhy(origin, desk, now), incident.why}, "；");
  if (incident.first_source.empty()) incident.first_source = origin.source;
  if (incident.first_seen == Timestamp()) incident.first_seen = now;
  const std::string who = ShownPerson(desk.roster, origin.entered_by);
  incident.levels.push_back({.at = now, .level = incident.level, .reason = who + "录入时定级"});
  Draft draft(std::move(incident), desk, now);
  draft.Write("opened", origin.entered_by,
              who + "录入舆情事件" + draft.incident().number + "，定级" + ShownLevel(draft.incident().level, desk.policies) +
                  "，属地" + ShownLocality(draft.incident().locality) + "；" + ManualWhy(origin, desk, now) + "。");
  StartChain(draft, {.documents = facts.top_documents});
  return draft.Finish();
}

}  // namespace fenghuo
