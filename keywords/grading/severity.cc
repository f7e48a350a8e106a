#include "keywords/grading/severity.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "keywords/grading/quote.h"
#include "keywords/grading/says.h"

namespace fenghuo {
namespace {

constexpr int kSeverityOfUnknownRule = 15;
constexpr int kSeverityOfHarm = 35;
constexpr int kDamperPoints = 30;

struct Band {
  int64_t count;
  int points;
};
constexpr Band kDeathBands[] = {{30, 100}, {10, 95}, {3, 85}, {1, 70}};
constexpr Band kHurtBands[] = {{100, 80}, {30, 60}, {10, 45}, {1, kSeverityOfHarm}};

template <size_t N>
int PointsOf(int64_t count, const Band (&bands)[N]) {
  for (const Band& band : bands) {
    if (count >= band.count) return band.points;
  }
  return 0;
}

int PointsOf(const Fact& fact) {
  if (fact.kind == FactKind::kDeaths) return PointsOf(fact.count, kDeathBands);
  return IsHurt(fact.kind) ? PointsOf(fact.count, kHurtBands) : 0;
}

// Null when none gives points.
const Fact* GravestFact(const std::vector<Fact>& facts) {
  const Fact* gravest = nullptr;
  for (const Fact& fact : facts) {
    if (PointsOf(fact) > (gravest == nullptr ? 0 : PointsOf(*gravest))) gravest = &fact;
  }
  return gravest;
}

struct Weighed {
  const Match* match = nullptr;
  const Rule* rule = nullptr;  // null when it is gone
  int base = 0;
  int total = 0;
};

Weighed Weigh(const Match& match, const RuleSet& rules, int fact_points) {
  Weighed weighed{&match, FindRule(rules, match.rule), kSeverityOfUnknownRule, 0};
  if (weighed.rule != nullptr) weighed.base = weighed.rule->severity;
  weighed.total = std::max(weighed.base, fact_points);
  for (const SeverityHit& hit : match.severity) weighed.total += hit.points;
  return weighed;
}

// Of equals the one with the higher base: facts are the same for all, so it is the field that the matter belongs to.
Weighed Gravest(const std::vector<Match>& matches, const RuleSet& rules, int fact_points) {
  Weighed gravest = Weigh(matches.front(), rules, fact_points);
  for (const Match& match : matches) {
    const Weighed weighed = Weigh(match, rules, fact_points);
    if (std::tie(weighed.total, weighed.base) > std::tie(gravest.total, gravest.base)) gravest = weighed;
  }
  return gravest;
}

}  // namespace

const Rule* FindRule(const RuleSet& rules, const std::string& id) {
  auto found = std::find_if(rules.rules.begin(), rules.rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.rules.end() ? nullptr : &*found;
}

bool AllDamped(const std::vector<Match>& matches) {
  return std::all_of(matches.begin(), matches.end(), [](const Match& match) { return match.damped; });
}

DocumentSeverity FindSeverity(const Document& document, const std::vector<Match>& matches, const std::vector<Fact>& facts,
                              const RuleSet& rules) {
  const Fact* fact = GravestFact(facts);
  const int fact_points = fact == nullptr ? 0 : PointsOf(*fact);
  const Weighed gravest = Gravest(matches, rules, fact_points);
  DocumentSeverity severity{gravest.total, gravest.match->rule, {}};
  if (fact_points > gravest.base) {
    severity.parts.push_back({std::string("fact:") + Name(fact->kind), SayFact(*fact), fact_points});
  } else {
    severity.parts.push_back({"rule:" + gravest.match->rule, SayRule(gravest.rule), gravest.base});
  }
  for (const SeverityHit& hit : gravest.match->severity) {
    severity.parts.push_back({"term:" + hit.name, SayTerm(hit.name, Quote(document, hit.place)), hit.points});
  }
  if (AllDamped(matches)) {
    severity.parts.push_back({"damper", SayDamper(), -kDamperPoints});
    severity.points -= kDamperPoints;
  }
  severity.points = std::clamp(severity.points, 0, 100);
  return severity;
}

}  // namespace fenghuo
