#include "alerts/cases/times.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace fenghuo {
namespace {

std::optional<Timestamp> FirstOf(const std::vector<TimelineEntry>& timeline, std::initializer_list<std::string_view> kinds) {
  for (const TimelineEntry& entry : timeline) {
    if (std::find(kinds.begin(), kinds.end(), entry.kind) != kinds.end()) return entry.at;
  }
  return std::nullopt;
}

}  // namespace

IncidentTimes TimesOf(const Incident& incident, const std::vector<TimelineEntry>& timeline) {
  IncidentTimes times{.known = incident.first_seen,
                      .first_notice = incident.first_notice_at,
                      .acknowledged = incident.first_acknowledged_at,
                      .assessed = FirstOf(timeline, {"assessed"}),
                      .statement = FirstOf(timeline, {"statement", "statement_publish"}),
                      .closed = incident.closed_at};
  if (times.closed || (incident.state != IncidentState::kHandedOver && incident.state != IncidentState::kMerged)) return times;
  times.closed = FirstOf(timeline, {"handed_over", "merged"});
  return times;
}

}  // namespace fenghuo
