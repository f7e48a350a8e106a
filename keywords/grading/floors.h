// Floors lift a story to a level whatever its heat: "any one of" (reference: science.md 8.4, bureau.md 2).
//
//   std::vector<FloorHit> floors = FindFloors(input, {severity_milli, burst_at}, options, now);   // highest first
//
// The rows are GradeOptions::floors; rules add theirs. A floor holds for GradeOptions::floor_hold after its last evidence. None fires
// on a place on a board alone, and a number that a single source gives about another place makes Ⅱ at most.
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_FLOORS_H_
#define FENGHUO_KEYWORDS_GRADING_FLOORS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "keywords/grading/grade.h"

namespace fenghuo {

// What the grade has found out by then.
struct FloorEvidence {
  int64_t severity_milli = 0;
  std::optional<Timestamp> burst_at;
};

std::vector<FloorHit> FindFloors(const GradeInput& input, const FloorEvidence& found, const GradeOptions& options, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_FLOORS_H_
