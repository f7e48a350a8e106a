#include <string>
#include <vector>

#include "storage/store_impl.h"

namespace fenghuo {
namespace {

constexpr PagedIndex kIncidentPages{PagedList::kIncidents, Family::kIncidentTimes, Family::kIncidents};
constexpr size_t kTimeBytes = 8;

Result<std::vector<Incident>> Only(Drills drills, Result<std::vector<Incident>> rows) {
  if (rows.ok() && drills == Drills::kLeftOut) std::erase_if(*rows, [](const Incident& incident) { return incident.drill != 0; });
  return rows;
}

}  // namespace

Result<Incident> Store::FindIncident(std::string_view id) const { return impl_->Find<Incident>(Family::kIncidents, id); }

Result<Page<Incident>> Store::ListIncidents(std::string_view cursor, size_t limit) const {
  return impl_->PageOfIndex<Incident>(kIncidentPages, cursor, limit);
}

Result<std::vector<Incident>> Store::OpenIncidents(Drills drills) const {
  return Only(drills, impl_->FollowIndex<Incident>({Family::kOpenIncidents, {}, {}}, kTimeBytes, Family::kIncidents));
}

Result<std::vector<Incident>> Store::IncidentsOpened(Timestamp from, Timestamp to, Drills drills) const {
  if (from >= to) return std::vector<Incident>();
  return Only(drills, impl_->FollowIndex<Incident>({Family::kIncidentTimes, TimePrefix(from), TimePrefix(to)}, kTimeBytes,
                                                   Family::kIncidents));
}

Result<std::vector<TimelineEntry>> Store::Timeline(std::string_view incident) const {
  std::string prefix = OwnerPrefix(incident);
  return impl_->ScanRows<TimelineEntry>({Family::kTimeline, prefix, PrefixEnd(prefix)});
}

}  // namespace fenghuo
