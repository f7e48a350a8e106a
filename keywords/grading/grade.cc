#include "keywords/grading/grade.h"

#include <unicode/uvernum.h>

#include <algorithm>

#include "keywords/grading/floors.h"
#include "keywords/grading/says.h"

namespace fenghuo {
namespace {

constexpr Level kSingleSourceHighest = 3;
constexpr int64_t kMilli = 1000;
// Points grow from a chance of 3 in 100 to one of 1 in 100 million.
constexpr int64_t kScoreFromMilli = 1'500;
constexpr int64_t kScoreToMilli = 8'000;
constexpr int64_t kSourcesOfBurst = 2;
constexpr int kAlonePercent = 80;  // what one source says alone counts this much

size_t Index(Level level) { return static_cast<size_t>(level); }

// The second gravest source speaks for the story: one hysterical post alone does not. The gravest alone counts 80 %, also when
// the second is milder, so that one more document never lowers anything.
void SetSeverity(const StoryEvidence& evidence, ScoreCard& card) {
  const auto& severities = evidence.severities;
  if (severities.empty()) return;
  int64_t gravest = severities[0].points * kAlonePercent * kMilli / 100;
  int64_t second = severities.size() > 1 ? severities[1].points * kMilli : 0;
  card.severity_milli = std::max(gravest, second);
  card.severity_percent = second >= gravest && second > 0 ? 100 : kAlonePercent;
  card.severity_parts = severities[card.severity_percent == 100 ? 1 : 0].parts;
}

Level LevelOf(int64_t risk_milli, const GradeOptions& options) {
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
    if (risk_milli >= options.thresholds[Index(level)] * kMilli) return level;
  }
  return kNoLevel;
}

// `level`, but no higher than `highest`.
Level Capped(Level level, Level highest) { return IsHigher(level, highest) ? highest : level; }

Level HighestFloor(const std::vector<FloorHit>& floors) {
  Level highest = kNoLevel;
  for (const FloorHit& floor : floors) highest = HigherLevel(highest, floor.level);
  return highest;
}

// What the evidence of this moment gives, before history.
struct Verdict {
  Level now = kNoLevel;
  Level floor = kNoLevel;
  bool alone = false;
  bool old_news = false;
};

Verdict Judge(const GradeInput& input, ScoreCard& card) {
  Verdict verdict;
  verdict.alone = input.heat.independent_sources <= 1;
  verdict.old_news = input.evidence.old_news;
  verdict.floor = HighestFloor(card.floors);
  Level by_risk = verdict.alone ? Capped(card.by_risk, kSingleSourceHighest) : card.by_risk;
  verdict.now = HigherLevel(by_risk, verdict.floor);
  if (by_risk != card.by_risk && verdict.now == by_risk) card.cap = SaySingleSource();
  if (verdict.old_news && IsHigher(verdict.now, kLowestLevel)) {
    verdict.now = kLowestLevel;
    card.cap = SayOldNews();
  }
  return verdict;
}

// Whether `level` may stay although the evidence no longer reaches it: the risk is within the margin.
bool Supports(const Verdict& verdict, const ScoreCard& card, Level level, const GradeOptions& options) {
  if (verdict.old_news && IsHigher(level, kLowestLevel)) return false;
  if (!IsHigher(level, verdict.floor)) return true;
  if (verdict.alone && IsHigher(level, kSingleSourceHighest)) return false;
  return card.risk_milli >= (options.thresholds[Index(level)] - options.margin) * kMilli;
}

Level OneDown(Level level) { return level == kLowestLevel ? kNoLevel : level + 1; }

void SetLevel(GradeState& state, Level level, Timestamp now) {
  if (state.level != level) state.level_since = now;
  state.level = level;
  state.peak = HigherLevel(state.peak, level);
}

// Raising is immediate, lowering waits: one step after the level's hold.
GradeState Advance(const GradeState& before, const Verdict& verdict, ScoreCard& card, const GradeOptions& options, Timestamp now) {
  GradeState state = before;
  if (!IsHigher(state.level, verdict.now)) {
    SetLevel(state, verdict.now, now);
    state.below_since.reset();
    return state;
  }
  if (Supports(verdict, card, state.level, options)) {
    state.below_since.reset();
    card.held = SayWithinMargin(state.level);
    return state;
  }
  if (!state.below_since) state.below_since = now;
  Duration hold = options.hold[Index(state.level)];
  if (now - *state.below_since < hold) {
    card.held = SayHold(state.level, hold);
    return state;
  }
  SetLevel(state, OneDown(state.level), now);
  state.below_since.reset();
  if (IsHigher(state.level, verdict.now) && !Supports(verdict, card, state.level, options)) state.below_since = now;
  return state;
}

// What one source alone tells many times is no burst. Whether it is one.
bool AddBurst(const GradeInput& input, ScoreCard& card) {
  card.burst = input.burst;
  if (input.heat.independent_sources < kSourcesOfBurst) return false;
  const Burst burst = FindBurst(input.burst);
  card.burst_score_milli = burst.score_milli;
  int64_t above = std::clamp(burst.score_milli, kScoreFromMilli, kScoreToMilli) - kScoreFromMilli;
  card.burst_milli = above * 100 * kMilli / (kScoreToMilli - kScoreFromMilli);
  return burst.sudden || burst.rising;
}

void AddParts(const GradeInput& input, const GradeOptions& options, ScoreCard& card) {
  card.heat_milli = input.heat.points_milli;
  SetSeverity(input.evidence, card);
  int64_t heat = (card.heat_milli * options.heat_weight_percent + 50) / 100;
  int64_t severity = (card.severity_milli * options.severity_weight_percent + 50) / 100;
  int64_t burst = (card.burst_milli * options.burst_weight_percent + 50) / 100;
  card.parts = {{"heat", SayHeat(input), heat}, {"severity", SaySeverity(input.evidence, card), severity}};
  if (!input.burst.rule.empty()) card.parts.push_back({"burst", SayBurst(card.burst, card.burst_score_milli), burst});
  card.risk_milli = heat + severity + burst;
  card.by_risk = LevelOf(card.risk_milli, options);
}

int64_t MissingToNext(const ScoreCard& card, const GradeOptions& options) {
  if (card.level == kHighestLevel) return 0;
  Level next = card.level == kNoLevel ? kLowestLevel : card.level - 1;
  return std::max<int64_t>(0, options.thresholds[Index(next)] * kMilli - card.risk_milli);
}

}  // namespace

GradeResult Grade(const GradeInput& input, const GradeOptions& options, const GradeState& before, Timestamp now) {
  GradeResult result;
  ScoreCard& card = result.card;
  card.version = kGradeFormula;
  card.icu_version = U_ICU_VERSION;
  card.at = now;
  std::optional<Timestamp> burst_at = before.burst_at;
  if (AddBurst(input, card)) burst_at = now;
  AddParts(input, options, card);
  card.heat_parts = input.heat.parts;
  card.floors = FindFloors(input, {card.severity_milli, burst_at}, options, now);
  card.facts = input.evidence.facts;
  card.locality = input.evidence.locality;
  card.place = input.evidence.place;
  card.independent_sources = input.heat.independent_sources;
  card.last_hour = input.heat.last_hour;
  Verdict verdict = Judge(input, card);
  result.state = Advance(before, verdict, card, options, now);
  result.state.burst_at = burst_at;
  card.level = result.state.level;
  card.to_next_milli = MissingToNext(card, options);
  return result;
}

std::optional<Timestamp> NextGradeAt(const GradeState& state, const GradeOptions& options) {
  if (state.level == kNoLevel || !state.below_since) return std::nullopt;
  return *state.below_since + options.hold[Index(state.level)];
}

GradeState MergeGrades(const GradeState& a, const GradeState& b) {
  GradeState merged = IsHigher(b.level, a.level) ? b : a;
  if (a.level == b.level) {
    merged.level_since = std::min(a.level_since, b.level_since);
    merged.below_since.reset();
    if (a.below_since && b.below_since) merged.below_since = std::max(*a.below_since, *b.below_since);
  }
  merged.peak = HigherLevel(a.peak, b.peak);
  if (!a.burst_at || (b.burst_at && *b.burst_at > *a.burst_at)) {
    merged.burst_at = b.burst_at;
  } else {
    merged.burst_at = a.burst_at;
  }
  return merged;
}

}  // namespace fenghuo
