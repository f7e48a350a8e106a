#include "daemon/core/happenings.h"

namespace fenghuo {

std::vector<Happening> HappeningsOf(const Decision& decision) {
  std::vector<Happening> happenings;
  const Incident& incident = decision.incident;
  for (const TimelineEntry& entry : decision.timeline) {
    if (entry.kind == "opened") happenings.push_back({HappeningKind::kOpened, incident.level});
    if (entry.kind == "escalated") happenings.push_back({HappeningKind::kEscalated, incident.level});
    if (entry.kind == "acknowledged" && incident.first_acknowledged_at == entry.at) {
      happenings.push_back({HappeningKind::kAcknowledged, incident.level, entry.at - incident.opened_at});
    }
  }
  return happenings;
}

}  // namespace fenghuo
