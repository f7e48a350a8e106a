// The table of floors: which evidence lifts a story to which level, whatever its points (levels.yml; reference: science.md 8.4,
// bureau.md 2). keywords/grading/floors.h finds the rows that hold.
//
// Plain values: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_FLOOR_TABLE_H_
#define FENGHUO_KEYWORDS_GRADING_FLOOR_TABLE_H_

#include <string>
#include <vector>

#include "keywords/document.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// A row of the floors: a story that meets every condition is at least of this level. 0 and false ask nothing. Of the rows on one
// kind of fact, and of rows with one name, the highest that holds counts.
struct FloorRow {
  std::string name = {};  // stable key: "deaths", "central_outlet" …
  std::string says = {};  // Chinese: "省级媒体报道"; where it asks for deaths or hurt the fact is quoted instead
  Level level = kLowestLevel;
  int deaths = 0;       // at least so many, as stated
  int hurt = 0;
  bool school = false;  // a school or its pupils are named
  bool harm = false;    // a fact or a word of harm stands in it
  bool burst = false;   // a burst was seen
  Tier outlet = Tier::kUnknown;  // an outlet of this tier carries it
  int best_rank = 0;    // this place on a board, or one in front of it
  int severity = 0;     // points
  int reposts = 0;      // of one document that a rule found
  int views = 0;
  int provinces = 0;    // that documents of their own name as the place
  int sources = 0;      // that carry a document of their own, no copy

  friend bool operator==(const FloorRow&, const FloorRow&) = default;
};

// For an office that configures none: those of the example configuration.
inline std::vector<FloorRow> DefaultFloors() {
  return {
      {.name = "deaths", .level = 1, .deaths = 3},
      {.name = "deaths", .level = 2, .deaths = 1},
      {.name = "hurt", .level = 1, .hurt = 100},
      {.name = "hurt", .level = 2, .hurt = 30},
      {.name = "hurt_at_school", .level = 2, .hurt = 10, .school = true},
      {.name = "hurt", .level = 3, .hurt = 10},
      {.name = "hurt_at_school", .level = 3, .hurt = 2, .school = true},
      {.name = "central_outlet_in_first_places",
       .says = "中央媒体报道且列热榜前三位",
       .level = 1,
       .outlet = Tier::kCentral,
       .best_rank = 3,
       .severity = 60},
      {.name = "central_outlet", .says = "中央媒体报道", .level = 2, .outlet = Tier::kCentral, .severity = 30},
      {.name = "first_places_with_harm", .says = "列热榜前三位且文中有伤害后果", .level = 2, .harm = true, .best_rank = 3},
      {.name = "hot_list", .says = "列热榜前三位且两个以上信源刊载", .level = 2, .best_rank = 3, .severity = 28, .sources = 2},
      {.name = "hot_list", .says = "列热榜前三位且事项严重", .level = 2, .best_rank = 3, .severity = 36},
      {.name = "hot_list", .says = "列热榜前十位", .level = 3, .best_rank = 10, .severity = 28},
      {.name = "two_provinces", .says = "两个以上省份出现且文中有伤害后果", .level = 2, .harm = true, .severity = 30, .provinces = 2},
      {.name = "provincial_outlet", .says = "省级媒体报道", .level = 3, .outlet = Tier::kProvincial, .severity = 30},
      {.name = "reposts", .says = "单条信息转发达到500次", .level = 3, .reposts = 500},
      {.name = "views", .says = "单条信息浏览达到5000次", .level = 3, .views = 5000},
      {.name = "burst", .says = "信息量突然明显多于平时", .level = 3, .burst = true, .severity = 30},
  };
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_FLOOR_TABLE_H_
