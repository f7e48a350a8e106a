#include "keywords/grading/why.h"

#include <set>

#include "keywords/grading/says.h"

namespace fenghuo {
namespace {

// The floor that made the level, unless it is a fact, which is quoted anyway.
std::string SayDecidingFloor(const ScoreCard& card) {
  for (const FloorHit& floor : card.floors) {
    bool fact = floor.name.rfind("deaths", 0) == 0 || floor.name.rfind("hurt", 0) == 0;
    if (floor.level == card.level && !fact) return floor.says;
  }
  return "";
}

}  // namespace

std::string Why(const ScoreCard& card) {
  std::string said;
  auto add = [&said](const std::string& part) {
    if (!part.empty()) said += (said.empty() ? "" : "；") + part;
  };
  for (const ScorePart& part : card.parts) {
    if (part.name == "heat") add(part.says);
  }
  add(SayDecidingFloor(card));
  std::set<std::string> said_already;  // one sentence may state several facts
  for (const Fact& fact : card.facts) {
    if (said_already.insert(fact.sentence).second) add(SayFact(fact));
  }
  add(card.cap);
  return said;
}

}  // namespace fenghuo
