#include "daemon/config/names.h"

#include "base/nearest_word.h"

namespace fenghuo {
namespace {

const char* Describe(NameKind kind) {
  switch (kind) {
    case NameKind::kSource: return "a source of sources/*.yml";
    case NameKind::kRule:
    case NameKind::kExceptedRule: return "a rule of rules/*.yml";
    case NameKind::kTermSet: return "a term set of rules/*.yml";
    case NameKind::kSeverityTerm: return "a severity term of rules/*.yml";
    case NameKind::kUnit: return "a unit of staff.yml";
    case NameKind::kPerson: return "a person of staff.yml";
    case NameKind::kChannel: return "a channel of channels.yml";
  }
  return "";
}

}  // namespace

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
