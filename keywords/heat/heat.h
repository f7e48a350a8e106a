// Heat is the decaying measure of a story's reach, in points from 0 to 100.
//
//   AddDocument(heat, {.at = now, .source = "saw-news", .tier = Tier::kCity, .copy = false});
//   AddObservation(heat, before, after);
//   HeatCard card = ComputeHeat(heat, now);   // card.points_milli / 1000.0 == 61.4
//
// Seven decayed counters with lazy update, each squeezed by a logarithm (reference: science.md 8.2), and the board part: best
// place on hot lists. Severity is left out on purpose: loud is not bad. Points are rounded to 1/1000 and kept as
// integers, so every machine compares the same numbers.
//
// Values and pure functions: one thread per HeatState.

#ifndef FENGHUO_KEYWORDS_HEAT_HEAT_H_
#define FENGHUO_KEYWORDS_HEAT_HEAT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/document.h"

namespace fenghuo {

// A counter that halves every half-life; `value` is right at `at`.
struct DecayedCounter {
  double value = 0;
  Timestamp at;
};

// How many sources of a tier carry the story; a source counts once.
struct SourceMention {
  std::string source;
  Tier tier = Tier::kUnknown;
  Timestamp first_at;
  bool only_copies = true;
};

struct HeatState {
  DecayedCounter mentions;      // 1 a document, 0.3 a copy
  DecayedCounter accounts;      // 1 for each source or author not seen before
  DecayedCounter copies;
  DecayedCounter engagement;    // reposts + comments + 0.2 likes, increments
  DecayedCounter outlets;       // tier weight, once an outlet
  DecayedCounter velocity_1h;
  DecayedCounter velocity_6h;
  DecayedCounter board;         // place on national boards, 1 for the first place, less below
  std::vector<SourceMention> sources;   // in order of first mention, at most 500
  std::vector<uint64_t> authors;        // hashes of authors seen, sorted, at most 500
  std::optional<int64_t> best_rank;     // on any board
  std::optional<Timestamp> best_rank_at;
  int64_t documents = 0;
  int64_t copies_total = 0;
};

struct HeatDocument {
  Timestamp at;
  std::string source;
  std::string author_hash;
  Tier tier = Tier::kUnknown;
  std::optional<int64_t> followers;
  bool copy = false;
};

void AddDocument(HeatState& heat, const HeatDocument& document);

// Counts what grew from `before` (null: the first observation) to `after`.
void AddObservation(HeatState& heat, const Observation* before, const Observation& after);

// Two stories became one.
void MergeHeat(HeatState& into, const HeatState& from);

// One line of the sum that makes the heat.
struct HeatPart {
  std::string name;         // "mentions", "accounts", "copies", "engagement", "outlets", "velocity", "acceleration", "board"
  double value = 0;         // the decayed counter
  int64_t points_milli = 0; // its share of the heat
};

struct HeatCard {
  int64_t points_milli = 0;  // 0 to 100,000
  std::vector<HeatPart> parts;
  int64_t independent_sources = 0;  // sources with a document that is no copy
  int64_t last_hour = 0;            // documents in the last hour, about: right while they are fresh
};

HeatCard ComputeHeat(const HeatState& heat, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_HEAT_H_
