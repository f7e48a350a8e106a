#include "daemon/serve/shown_names.h"

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

void PutName(const Bureau& bureau, const std::string& id, const char* field, Json& out) {
  const Person* person = id.empty() ? nullptr : bureau.roster.FindPerson(id);
  if (person != nullptr && !person->name.empty()) out[field] = person->name;
}

void PutNameOf(const std::string& id, const std::map<std::string, std::string>& names, const char* field, Json& out) {
  auto found = names.find(id);
  if (found != names.end() && !found->second.empty()) out[field] = found->second;
}

}  // namespace

Json IncidentJson(const Bureau& bureau, const Incident& incident) {
  Json out = ToJson(incident);
  if (incident.acknowledgement) {
    PutName(bureau, incident.acknowledgement->person, "name", out["acknowledgement"]);
    PutName(bureau, incident.acknowledgement->entered_by, "entered_by_name", out["acknowledgement"]);
  }
  PutName(bureau, incident.confirmed_by, "confirmed_by_name", out);
  PutName(bureau, incident.closed_by, "closed_by_name", out);
  std::vector<std::string> units = incident.departments;
  if (!incident.county_unit.empty()) units.push_back(incident.county_unit);
  if (!units.empty()) out["responsible"] = ShownUnits(bureau.roster, units);
  return out;
}

Json TimelineEntryJson(const Bureau& bureau, const TimelineEntry& entry) {
  Json out = ToJson(entry);
  PutName(bureau, entry.actor, "actor_name", out);
  return out;
}

Json NotificationJson(const Bureau& bureau, const Notification& row) {
  Json out = ToJson(row);
  for (size_t i = 0; i < row.receivers.size(); ++i) PutName(bureau, row.receivers[i].person, "name", out["receivers"][i]);
  PutNameOf(row.channel, bureau.channel_names, "channel_name", out);
  return out;
}

void PutSourceName(const Bureau& bureau, Json& document) {
  PutNameOf(document.value("source", ""), bureau.source_names, "source_name", document);
}

}  // namespace fenghuo
