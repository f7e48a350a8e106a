#include "alerts/incident/draft.h"

#include <iterator>
#include <utility>

#include "base/check.h"
#include "keywords/drill.h"

namespace fenghuo {

Draft::Draft(Incident incident, const Desk& desk, Timestamp now) : desk_(&desk), now_(now) {
  decision_.incident = std::move(incident);
}

ResponsibleUnits Draft::units() const { return {incident().departments, incident().county_unit}; }

void Draft::Move(IncidentState to) {
  if (incident().state == to) return;
  CHECK(IsLegal(incident().state, to), "a decision left the table of transitions");
  incident().state = to;
}

void Draft::Write(const std::string& kind, const std::string& actor, const std::string& text) {
  decision_.timeline.push_back({.incident = incident().id,
                                .sequence = incident().next_entry++,
                                .at = now_,
                                .kind = kind,
                                .actor = actor,
                                .text = WithDrillMark(incident().drill, text)});
}

std::string Draft::KeyFor(MessageKind kind) const {
  return incident().id + "-" + std::to_string(incident().episode) + "-" + std::to_string(incident().next_entry) + "-" +
         Name(kind);
}

void Draft::Queue(std::vector<Notification> notifications) {
  for (Notification& row : notifications) row.message.drill = incident().drill != 0;
  decision_.notifications.insert(decision_.notifications.end(), std::make_move_iterator(notifications.begin()),
                                 std::make_move_iterator(notifications.end()));
}

Decision Draft::Finish() { return std::move(decision_); }

}  // namespace fenghuo
