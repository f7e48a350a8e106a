// The column families of the store: one for each way of asking. storage/README.md has their keys and values.
//
// Immutable: any number of threads.

#ifndef FENGHUO_STORAGE_FAMILIES_H_
#define FENGHUO_STORAGE_FAMILIES_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace fenghuo {

enum class Family {
  kMeta,
  kDocuments,
  kVersions,
  kObservations,
  kTimeIndex,
  kFingerprints,
  kWords,
  kStories,
  kMembers,
  kJudgements,
  kIncidents,
  kIncidentTimes,
  kOpenIncidents,
  kTimeline,
  kOutbox,
  kOutboxDue,
  kOutboxTimes,
  kOutboxByIncident,
  kSources,
  kOutages,
  kAudit,
  kSessions,
  kSettings,
  kGradeOptions,
  kGradings,
  kBaselines,
  kErrands,
  kDrills,
  kClicks,
  kFilters,
  kTray,
};

constexpr size_t kFamilyCount = static_cast<size_t>(Family::kTray) + 1;

// As in the store's files, messages and metrics. RocksDB wants a family of the name "default": it holds our meta rows.
std::string_view Name(Family family);
std::optional<Family> FamilyNamed(std::string_view name);

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_FAMILIES_H_
