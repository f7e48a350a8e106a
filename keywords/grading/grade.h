// Grading makes a level out of heat, severity, floors and history, and says why on a ScoreCard.
//
//   GradeResult result = Grade(input, options, state, now);
//   if (IsHigher(result.state.level, state.level)) ...   // raised: at once; lowered: only after the hold
//
// Risk = heat weight x heat + severity weight x severity + burst weight x burst; thresholds make levels; floors ("any one of") lift
// them; what was published long before first sight is 旧闻 and capped. Raising is immediate; lowering waits until the risk stayed
// below the limit minus a margin for the level's hold, one step at a time (reference: science.md 8.4, DESIGN 10). A floor holds
// 24 h after its last evidence. No floor fires on place alone.
//
// Pure functions of their arguments: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_GRADE_H_
#define FENGHUO_KEYWORDS_GRADING_GRADE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/floor_table.h"
#include "keywords/grading/level.h"
#include "keywords/heat/burst.h"
#include "keywords/heat/heat.h"

namespace fenghuo {

// Grows when the same inputs would give another level or other points; `fenghuo verify` recomputes only cards of its own.
constexpr int kGradeFormula = 3;

// From levels.yml. Index 1 to 4 is the level; index 0 is unused.
struct GradeOptions {
  int heat_weight_percent = 50;
  int severity_weight_percent = 50;
  int burst_weight_percent = 10;        // on top of the two: most stories have no burst
  std::array<int, 5> thresholds = {0, 80, 60, 40, 15};  // risk points
  std::array<Duration, 5> hold = {Duration(0), hours(12), hours(6), hours(2), hours(2)};
  int margin = 8;                       // risk points below a threshold before the hold starts
  Duration floor_hold = hours(24);
  Duration old_news_after = hours(24 * 7);  // published this long before first sight: 旧闻

  std::vector<FloorRow> floors = DefaultFloors();

  friend bool operator==(const GradeOptions&, const GradeOptions&) = default;
};

// What one document's severity was made of.
struct SeverityPart {
  std::string name;  // stable key: "rule:campus-meals", "fact:deaths", "term:重点人群", "damper"
  std::string says;  // Chinese, with the sentence
  int points = 0;

  friend bool operator==(const SeverityPart&, const SeverityPart&) = default;
};

// What is known of a story, gathered by the pipeline from its documents.
struct StoryEvidence {
  // The severity points of the gravest document of each source, highest first.
  struct SourceSeverity {
    std::string source;
    int points = 0;         // 0 to 100
    std::string document;   // the id
    std::string rule;       // the rule that gave them
    std::vector<SeverityPart> parts = {};  // of the two gravest sources
  };
  std::vector<SourceSeverity> severities;
  // Floors that rules asked for.
  struct RuleFloor {
    std::string rule;
    Level level = kNoLevel;
    std::string document;
    Timestamp at;
  };
  std::vector<RuleFloor> rule_floors;
  std::vector<Fact> facts;          // the highest of each kind, with its sentence
  Timestamp facts_at;               // when the highest was seen
  // The most that one document reached, and when it grew to that.
  struct Reach {
    int64_t count = 0;
    Timestamp at;
    std::string document;
  };
  Reach most_reposts;
  Reach most_views;
  std::vector<std::string> provinces;  // in order of appearance; "本省" for our own
  std::vector<Timestamp> recent;       // when documents that a rule found came, in order; of three hours, the latest 200
  bool school = false;
  bool harm_stated = false;         // a fact or a word of harm
  bool old_news = false;            // every independent source's first document is 旧闻
  Locality locality = Locality::kUnknown;
  std::string county_unit;
  std::string place;
};

struct GradeInput {
  HeatCard heat;
  StoryEvidence evidence;
  std::vector<SourceMention> sources;   // HeatState::sources
  std::optional<int64_t> best_rank;     // HeatState::best_rank
  std::optional<Timestamp> best_rank_at;
  BurstInput burst;                     // of the gravest rule
};

// What is kept from grade to grade.
struct GradeState {
  Level level = kNoLevel;
  Level peak = kNoLevel;
  Timestamp level_since;
  std::optional<Timestamp> below_since;  // the risk has been under the limit minus the margin since then
  std::optional<Timestamp> burst_at = {};  // a burst, sudden or rising, was last seen

  friend bool operator==(const GradeState&, const GradeState&) = default;
};

// Two stories became one: the higher level stays with its own times, a level held by both since it was first reached and below its
// limit only where both are; the peak is the higher one, the burst the later one.
GradeState MergeGrades(const GradeState& a, const GradeState& b);

struct ScorePart {
  std::string name;          // stable key: "heat", "severity", "burst"
  std::string says;          // Chinese, as an officer reads it
  int64_t points_milli = 0;  // what it adds to the risk
};

struct FloorHit {
  std::string name;   // stable key: "rule:campus-meals", "deaths", "central_outlet_with_harm" …
  std::string says;   // Chinese
  Level level = kNoLevel;
};

// 定级依据: everything the level was made of, enough to compute it again.
struct ScoreCard {
  int version = 0;                  // kGradeFormula of the program that made it; 0: never graded
  std::string icu_version;
  Timestamp at;
  int64_t heat_milli = 0;           // 0 to 100,000
  int64_t severity_milli = 0;
  int64_t burst_milli = 0;          // 0 to 100,000
  BurstInput burst;
  int64_t burst_score_milli = 0;    // FindBurst(burst), 0 while one source alone tells it
  int64_t risk_milli = 0;
  std::vector<ScorePart> parts;     // add up to risk_milli
  std::vector<HeatPart> heat_parts;
  std::vector<SeverityPart> severity_parts;  // of the document that speaks for the story, before the share of severity_percent
  int severity_percent = 100;                // 80 while it is the gravest document that speaks: nobody bears it out yet
  std::vector<FloorHit> floors;     // those that hold now
  std::string cap;                  // why the level is held down, Chinese, or empty
  Level by_risk = kNoLevel;         // by thresholds alone
  Level level = kNoLevel;           // after floors, cap and hysteresis
  std::string held;                 // why it has not gone down yet, Chinese, or empty
  int64_t to_next_milli = 0;        // risk points missing to the next level up; 0 at level 1
  std::vector<Fact> facts;
  Locality locality = Locality::kUnknown;
  std::string place;
  int64_t independent_sources = 0;
  int64_t last_hour = 0;
};

struct GradeResult {
  ScoreCard card;
  GradeState state;
};

GradeResult Grade(const GradeInput& input, const GradeOptions& options, const GradeState& before, Timestamp now);

// When the level could next go down by waiting alone; nothing when it cannot. The caller grades again then.
std::optional<Timestamp> NextGradeAt(const GradeState& state, const GradeOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_GRADE_H_
