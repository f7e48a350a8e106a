#include "keywords/grading/floors.h"

#include <algorithm>
#include <optional>
#include <string>

#include "keywords/grading/says.h"

namespace fenghuo {
namespace {

constexpr int64_t kFirstPlaces = 3;
constexpr int64_t kBadMilli = 30'000;       // severity from which an outlet's report is bad news
constexpr int64_t kVeryBadMilli = 60'000;

// The level that the number of dead or hurt asks for by itself.
Level LevelOfFact(const Fact& fact, bool school) {
  if (fact.count < 1) return kNoLevel;
  if (fact.kind == FactKind::kDeaths) return fact.count >= 3 ? 1 : 2;
  if (fact.count >= 100) return 1;
  if (fact.count >= 30 || (school && fact.count >= 10)) return 2;
  if (fact.count >= 10 || (school && fact.count >= 2)) return 3;
  return kNoLevel;
}

class Finder {
 public:
  Finder(const GradeInput& input, const GradeOptions& options, Timestamp now)
      : input_(input), options_(options), now_(now) {}

  std::vector<FloorHit> Find(int64_t severity_milli) {
    FindRuleFloors();
    if (Holds(input_.evidence.facts_at)) FindFactFloors();
    FindOutletFloors(severity_milli);
    std::stable_sort(floors_.begin(), floors_.end(),
                     [](const FloorHit& a, const FloorHit& b) { return IsHigher(a.level, b.level); });
    return std::move(floors_);
  }

 private:
  bool Holds(Timestamp evidence_at) const { return now_ - evidence_at < options_.floor_hold; }

  void Put(const std::string& name, const std::string& reason, Level level) {
    floors_.push_back({name, SayFloor(reason, level), level});
  }

  void FindRuleFloors() {
    for (const StoryEvidence::RuleFloor& floor : input_.evidence.rule_floors) {
      if (Holds(floor.at)) Put("rule:" + floor.rule, "命中必报规则", floor.level);
    }
  }

  // A number that one source alone gives, about another place, is not yet Ⅰ: second sources often correct it.
  bool IsHearsay() const {
    Locality locality = input_.evidence.locality;
    return input_.heat.independent_sources <= 1 && locality != Locality::kLocal && locality != Locality::kConcerned;
  }

  void FindFactFloors() {
    for (const Fact& fact : input_.evidence.facts) {
      Level level = LevelOfFact(fact, input_.evidence.school);
      if (level == kHighestLevel && IsHearsay()) level = kHighestLevel + 1;
      if (level == kNoLevel) continue;
      bool by_school = fact.kind == FactKind::kHurt && IsHigher(level, LevelOfFact(fact, false));
      Put(std::string(Name(fact.kind)) + (by_school ? "_at_school" : ""), SayFact(fact), level);
    }
  }

  // Outlets count while their report is fresh, copies included: a reprint by a central paper is its decision to print.
  bool HasOutlet(Tier tier) const {
    return std::any_of(input_.sources.begin(), input_.sources.end(), [&](const SourceMention& source) {
      return source.tier == tier && Holds(source.first_at);
    });
  }

  void FindOutletFloors(int64_t severity_milli) {
    bool central = HasOutlet(Tier::kCentral);
    bool in_front = input_.best_rank && *input_.best_rank <= kFirstPlaces && input_.best_rank_at && Holds(*input_.best_rank_at);
    if (central && in_front && severity_milli >= kVeryBadMilli) {
      Put("central_outlet_in_first_places", "中央媒体报道且列热榜前三位", 1);
    }
    if (central && severity_milli >= kBadMilli) Put("central_outlet", "中央媒体报道", 2);
    if (in_front && input_.evidence.harm_stated) Put("first_places_with_harm", "列热榜前三位且文中有伤害后果", 2);
    if (HasOutlet(Tier::kProvincial) && severity_milli >= kBadMilli) Put("provincial_outlet", "省级媒体报道", 3);
  }

  const GradeInput& input_;
  const GradeOptions& options_;
  Timestamp now_;
  std::vector<FloorHit> floors_;
};

}  // namespace

std::vector<FloorHit> FindFloors(const GradeInput& input, int64_t severity_milli, const GradeOptions& options, Timestamp now) {
  return Finder(input, options, now).Find(severity_milli);
}

}  // namespace fenghuo
