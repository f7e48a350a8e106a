#include "storage/families.h"

#include <array>

namespace fenghuo {
namespace {

constexpr std::array<std::string_view, kFamilyCount> kNames = {
    "default",       "documents",      "versions", "observations", "time_index", "fingerprints",
    "words",         "stories",        "members",  "judgements",   "incidents",  "incident_times",
    "open_incidents", "timeline",      "outbox",   "outbox_due",   "outbox_times", "outbox_by_incident",
    "sources",       "outages",        "audit",    "sessions",     "settings",
    "grade_options", "gradings",       "baselines", "errands", "drills",
    "clicks",        "filters",        "tray"};

}  // namespace

std::string_view Name(Family family) { return kNames[static_cast<size_t>(family)]; }

std::optional<Family> FamilyNamed(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Family>(i);
  }
  return std::nullopt;
}

}  // namespace fenghuo
