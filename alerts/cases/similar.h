// Past incidents that are like one at hand (案例): what the office did then helps the person who has it now.
//
//   for (const SimilarCase& one : FindSimilar(incident, past)) ... one.incident, one.because   // 同类别；标题同有“校园餐”“呕吐”
//
// Two incidents are compared by the words of their titles and by what they are about:
//
//   each word that both titles have        10 points; 2 where more than a tenth of the past cases, and more than two, have it
//   the same category                      10
//   the same nature (研判性质)              5
//   the same county bureau                  3
//
// A case counts from 20 points on and needs a shared word worth 10: the category alone says little. At most five are given, the most
// points first, of equal ones the latest. The score is whole numbers from the words alone, so it is the same wherever it is made.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_CASES_SIMILAR_H_
#define FENGHUO_ALERTS_CASES_SIMILAR_H_

#include <string>
#include <vector>

#include "alerts/incident/incident.h"

namespace fenghuo {

inline constexpr int kSimilarPointsMin = 20;
inline constexpr size_t kSimilarMax = 5;

struct SimilarCase {
  size_t index = 0;  // into `past`
  int points = 0;
  std::string because = {};  // Chinese
};

// Those of `past` that are over and not merged into another are cases; the incident itself is none.
std::vector<SimilarCase> FindSimilar(const Incident& incident, const std::vector<Incident>& past);

// Whether it is one to look up later: closed, reviewed or handed over, and no drill's.
bool IsCase(const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CASES_SIMILAR_H_
