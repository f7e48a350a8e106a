#include "daemon/core/happenings.h"

#include <algorithm>

namespace fenghuo {

std::vector<Happening> HappeningsOf(const Decision& decision) {
  std::vector<Happening> happenings;
  const Incident& incident = decision.incident;
  for (const TimelineEntry& entry : decision.timeline) {
    if (entry.kind == "opened") happenings.push_back({HappeningKind::kOpened, incident.level});
    if (entry.kind == "acknowledged" && incident.first_acknowledged_at == entry.at) {
      happenings.push_back({HappeningKind::kAcknowledged, incident.level, entry.at - incident.opened_at});
    }
  }
  // By what was told: the timeline calls the same telling overdue once the time to sign is over.
  const bool escalated = std::any_of(decision.notifications.begin(), decision.notifications.end(), [](const Notification& row) {
    return row.message.kind == MessageKind::kEscalation;
  });
  if (escalated) happenings.push_back({HappeningKind::kEscalated, incident.level});
  return happenings;
}

}  // namespace fenghuo
