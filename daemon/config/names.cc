#include "daemon/config/names.h"

#include <algorithm>
#include <cstddef>

namespace fenghuo {
namespace {

const char* Describe(NameKind kind) {
  switch (kind) {
    case NameKind::kSource: return "a source of sources/*.yml";
    case NameKind::kRule: return "a rule of rules/*.yml";
    case NameKind::kTermSet: return "a term set of rules/*.yml";
    case NameKind::kUnit: return "a unit of staff.yml";
    case NameKind::kPerson: return "a person of staff.yml";
    case NameKind::kChannel: return "a channel of channels.yml";
  }
  return "";
}

// Levenshtein over bytes.
size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string NearestWord(const std::string& word, const std::vector<std::string>& known) {
  constexpr size_t kLengthMax = 100;  // longer ones are not typing mistakes
  if (word.size() > kLengthMax) return "";
  std::string nearest;
  size_t smallest = std::max<size_t>(3, word.size() / 2 + 1);
  for (const std::string& candidate : known) {
    if (candidate.size() > kLengthMax) continue;
    size_t distance = EditDistance(word, candidate);
    if (distance >= smallest || distance >= std::max(word.size(), candidate.size())) continue;
    smallest = distance;
    nearest = candidate;
  }
  return nearest;
}

void Names::Define(NameKind kind, const std::string& name, const Spot& spot) {
  auto [first, fresh] = defined_[kind].emplace(name, spot);
  if (!fresh) twice_.push_back({kind, name, spot});
}

void Names::Use(NameKind kind, const std::string& name, const Spot& spot) { uses_.push_back({kind, name, spot}); }

bool Names::Has(NameKind kind, const std::string& name) const {
  auto names = defined_.find(kind);
  return names != defined_.end() && names->second.count(name) > 0;
}

void Names::Check(Problems& problems, const std::set<NameKind>& kinds) const {
  for (const Mention& again : twice_) {
    if (!kinds.contains(again.kind)) continue;
    const Spot& first = defined_.at(again.kind).at(again.name);
    problems.Add(again.spot, "must be given once, \"" + again.name + "\" stands in " + first.file + ":" +
                                 std::to_string(first.line) + " already");
  }
  for (const Mention& use : uses_) {
    if (!kinds.contains(use.kind) || Has(use.kind, use.name)) continue;
    std::vector<std::string> known;
    auto names = defined_.find(use.kind);
    if (names != defined_.end()) {
      for (const auto& [name, spot] : names->second) known.push_back(name);
    }
    std::string nearest = NearestWord(use.name, known);
    problems.Add(use.spot, std::string("must be ") + Describe(use.kind) + ", is \"" + use.name + "\"" +
                               (nearest.empty() ? "" : "; the nearest is \"" + nearest + "\""));
  }
}

}  // namespace fenghuo
