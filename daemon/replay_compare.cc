#include "daemon/replay_compare.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace fenghuo {
namespace {

constexpr size_t kNobody = SIZE_MAX;

// For each incident the one of the other run with which it shares most documents, the first of equals; kNobody when there is none.
std::vector<size_t> ClosestOf(const std::vector<ReplayedIncident>& from, const std::vector<ReplayedIncident>& to) {
  std::map<std::string, size_t> owner;  // a document belongs to one story, so to one incident
  for (size_t i = 0; i < to.size(); ++i) {
    for (const std::string& document : to[i].documents) owner.emplace(document, i);
  }
  std::vector<size_t> closest;
  for (const ReplayedIncident& incident : from) {
    std::map<size_t, size_t> shared;
    for (const std::string& document : incident.documents) {
      if (auto known = owner.find(document); known != owner.end()) ++shared[known->second];
    }
    const auto most = std::max_element(shared.begin(), shared.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    closest.push_back(most == shared.end() ? kNobody : most->first);
  }
  return closest;
}

std::optional<ReplayChange> ChangeOf(const ReplayedIncident& live, const ReplayedIncident& other) {
  if (live.level != other.level) return IsHigher(other.level, live.level) ? ReplayChange::kRaised : ReplayChange::kLowered;
  if (live.opened_at != other.opened_at) return other.opened_at < live.opened_at ? ReplayChange::kEarlier : ReplayChange::kLater;
  if (live.levels != other.levels) return ReplayChange::kOtherSteps;
  return std::nullopt;
}

Timestamp FirstAlert(const ReplayDifference& difference) {
  if (!difference.incident) return difference.compared->opened_at;
  if (!difference.compared) return difference.incident->opened_at;
  return std::min(difference.incident->opened_at, difference.compared->opened_at);
}

void AddIncidents(const ReplayedRun& live, const ReplayedRun& other, std::vector<ReplayDifference>& differences) {
  const std::vector<size_t> there = ClosestOf(live.incidents, other.incidents);
  const std::vector<size_t> here = ClosestOf(other.incidents, live.incidents);
  for (size_t i = 0; i < live.incidents.size(); ++i) {
    const ReplayedIncident& incident = live.incidents[i];
    if (there[i] == kNobody) {
      differences.push_back({ReplayChange::kMissed, incident, {}, {}, {}});
      continue;
    }
    const ReplayedIncident& compared = other.incidents[there[i]];
    if (here[there[i]] != i) {
      differences.push_back({ReplayChange::kJoined, incident, compared, {}, {}});
    } else if (std::optional<ReplayChange> change = ChangeOf(incident, compared)) {
      differences.push_back({*change, incident, compared, {}, {}});
    }
  }
  for (size_t i = 0; i < other.incidents.size(); ++i) {
    const ReplayedIncident& compared = other.incidents[i];
    if (here[i] == kNobody) {
      differences.push_back({ReplayChange::kNew, {}, compared, {}, {}});
    } else if (there[here[i]] != i) {
      differences.push_back({ReplayChange::kDivided, live.incidents[here[i]], compared, {}, {}});
    }
  }
  std::stable_sort(differences.begin(), differences.end(),
                   [](const ReplayDifference& a, const ReplayDifference& b) { return FirstAlert(a) < FirstAlert(b); });
}

void AddDocuments(const ReplayedRun& live, const ReplayedRun& other, std::vector<ReplayDifference>& differences) {
  std::map<std::string, const ReplayedDocument*> known;
  for (const ReplayedDocument& document : other.documents) known.emplace(document.id, &document);
  for (const ReplayedDocument& document : live.documents) {
    const auto compared = known.find(document.id);
    if (compared == known.end() || compared->second->rules == document.rules) continue;
    differences.push_back({ReplayChange::kOtherRules, {}, {}, document, compared->second->rules});
  }
}

}  // namespace

std::vector<ReplayDifference> CompareReplays(const ReplayedRun& live, const ReplayedRun& other) {
  std::vector<ReplayDifference> differences;
  AddIncidents(live, other, differences);
  AddDocuments(live, other, differences);
  return differences;
}

}  // namespace fenghuo
