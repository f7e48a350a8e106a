#include "keywords/grading/floors.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "keywords/grading/says.h"

namespace fenghuo {
namespace {

bool AsksFact(const FloorRow& row) { return row.deaths > 0 || row.hurt > 0; }

class Finder {
 public:
  Finder(const GradeInput& input, const FloorEvidence& found, const GradeOptions& options, Timestamp now)
      : input_(input), found_(found), options_(options), now_(now) {}

  std::vector<FloorHit> Find() {
    for (const StoryEvidence::RuleFloor& floor : input_.evidence.rule_floors) {
      if (Holds(floor.at)) Put("rule:" + floor.rule, SayFloor("命中必报规则", floor.level), floor.level);
    }
    for (const FloorRow& row : options_.floors) {
      if (!Meets(row)) continue;
      Level level = row.level == kHighestLevel && AsksFact(row) && IsHearsay() ? kHighestLevel + 1 : row.level;
      const Fact* fact = row.deaths > 0 ? FindDeaths() : row.hurt > 0 ? FindMostHurt() : nullptr;
      Put(row.name, SayFloor(fact == nullptr ? row.says : SayFact(*fact), level), level, fact);
    }
    std::vector<FloorHit> floors;
    for (Hit& hit : hits_) floors.push_back(std::move(hit.floor));
    std::stable_sort(floors.begin(), floors.end(),
                     [](const FloorHit& a, const FloorHit& b) { return IsHigher(a.level, b.level); });
    return floors;
  }

 private:
  struct Hit {
    FloorHit floor;
    const Fact* fact = nullptr;
  };

  bool Holds(Timestamp evidence_at) const { return now_ - evidence_at < options_.floor_hold; }
  bool Holds(const std::optional<Timestamp>& evidence_at) const { return evidence_at && Holds(*evidence_at); }

  // One line for one fact and for one name: the highest.
  void Put(const std::string& name, const std::string& says, Level level, const Fact* fact = nullptr) {
    auto known = std::find_if(hits_.begin(), hits_.end(), [&](const Hit& hit) {
      return hit.floor.name == name || (fact != nullptr && hit.fact == fact);
    });
    if (known == hits_.end()) {
      hits_.push_back({{name, says, level}, fact});
    } else if (IsHigher(level, known->floor.level)) {
      *known = {{name, says, level}, fact};
    }
  }

  const Fact* FindDeaths() const {
    return FindMost([](FactKind kind) { return kind == FactKind::kDeaths; });
  }
  const Fact* FindMostHurt() const { return FindMost(IsHurt); }

  template <typename IsOne>
  const Fact* FindMost(IsOne is_one) const {
    const Fact* most = nullptr;
    for (const Fact& fact : input_.evidence.facts) {
      if (is_one(fact.kind) && (most == nullptr || fact.count > most->count)) most = &fact;
    }
    return most;
  }

  bool States(const Fact* fact, int64_t count) const {
    return fact != nullptr && fact->count >= count && Holds(input_.evidence.facts_at);
  }

  // A number that one source alone gives, about another place, is not yet Ⅰ: second sources often correct it.
  bool IsHearsay() const {
    Locality locality = input_.evidence.locality;
    return input_.heat.independent_sources <= 1 && locality != Locality::kLocal && locality != Locality::kConcerned;
  }

  // Outlets count while their report is fresh, copies included: a reprint by a central paper is its decision to print.
  bool HasOutlet(Tier tier) const {
    return std::any_of(input_.sources.begin(), input_.sources.end(), [&](const SourceMention& source) {
      return source.tier == tier && Holds(source.first_at);
    });
  }

  bool Reaches(const StoryEvidence::Reach& reach, int64_t count) const { return reach.count >= count && Holds(reach.at); }

  // While the story still goes on: documents that a rule found are what spreads it.
  bool IsIn(int provinces) const {
    const StoryEvidence& evidence = input_.evidence;
    return static_cast<int>(evidence.provinces.size()) >= provinces && !evidence.recent.empty() && Holds(evidence.recent.back());
  }

  bool MeetsEvidence(const FloorRow& row) const {
    const StoryEvidence& evidence = input_.evidence;
    return (!row.school || evidence.school) && (!row.harm || evidence.harm_stated) &&
           (row.provinces == 0 || IsIn(row.provinces)) && input_.heat.independent_sources >= row.sources &&
           (row.deaths == 0 || States(FindDeaths(), row.deaths)) &&
           (row.hurt == 0 || States(FindMostHurt(), row.hurt)) &&
           (row.reposts == 0 || Reaches(evidence.most_reposts, row.reposts)) &&
           (row.views == 0 || Reaches(evidence.most_views, row.views));
  }

  bool Meets(const FloorRow& row) const {
    bool in_front = input_.best_rank && *input_.best_rank <= row.best_rank && Holds(input_.best_rank_at);
    return MeetsEvidence(row) && found_.severity_milli >= int64_t{row.severity} * 1000 && (row.best_rank == 0 || in_front) &&
           (row.outlet == Tier::kUnknown || HasOutlet(row.outlet)) && (!row.burst || Holds(found_.burst_at));
  }

  const GradeInput& input_;
  const FloorEvidence& found_;
  const GradeOptions& options_;
  Timestamp now_;
  std::vector<Hit> hits_;
};

}  // namespace

std::vector<FloorHit> FindFloors(const GradeInput& input, const FloorEvidence& found, const GradeOptions& options, Timestamp now) {
  return Finder(input, found, options, now).Find();
}

}  // namespace fenghuo
