// A Drill (演练) is a scenario that runs through the real pipeline to real people or to a mirror channel. Plain data that storage keeps.
//
// Whatever it makes carries its number (keywords/drill.h). Any number of threads may read one.

#ifndef FENGHUO_ALERTS_DRILL_DRILL_H_
#define FENGHUO_ALERTS_DRILL_DRILL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/document.h"

namespace fenghuo {

// What a source is made to say.
struct DrillDocument {
  Duration after = Duration(0);  // of the start of the drill
  std::string source;            // id of a configured source, or the name of an invented one
  DocumentKind kind = DocumentKind::kArticle;
  Tier tier = Tier::kUnknown;
  std::string region;
  std::string title;
  std::string text;
  std::optional<Observation> observation;  // its time is that of the document
};

// How long after an incident's first document each of these should have happened; absent: nothing is expected.
struct DrillTimes {
  std::optional<Duration> first_notice;  // 首次通知: a message has reached somebody
  std::optional<Duration> acknowledged;  // 签收
  std::optional<Duration> assessed;      // 研判
  std::optional<Duration> statement;     // 发布
  std::optional<Duration> closed;        // 办结
};

// What a scenario file says.
struct DrillScenario {
  std::string name;
  std::vector<std::string> participants;  // who exercises: ids of units and persons
  DrillTimes expected;
  std::vector<DrillDocument> documents;   // by `after`
};

struct Drill {
  int64_t number = 0;  // 1, 2, 3 …
  DrillScenario scenario;
  std::string mirror;      // name of the channel that gets every message instead of the people, or empty
  std::string started_by;  // person id
  Timestamp started_at;
  int64_t told = 0;        // how many of the documents have been brought
  std::optional<Timestamp> ended_at;
  std::string ended_by;    // person id, or "system"
  std::string end_reason;  // Chinese, one line
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_DRILL_DRILL_H_
