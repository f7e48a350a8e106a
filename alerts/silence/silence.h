// A Silence (暂停提醒) holds the messages about some incidents back for a time, because an officer has said why. Plain data that storage
// keeps, also when it is over.
//
// What it holds back is only what comes by itself: whatever a person does to an incident is told as ever, and so is what has to be done by
// a time (clocks, tasks, reports upward). It never holds back anything at or above its floor: Ⅰ, Ⅱ and what must be reported, and Ⅲ as
// well where it was made for Ⅳ alone.
//
// Any number of threads may read one.

#ifndef FENGHUO_ALERTS_SILENCE_SILENCE_H_
#define FENGHUO_ALERTS_SILENCE_SILENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// The floor: Ⅱ and above are heard whatever anybody has said (quiet hours never apply to Ⅰ and Ⅱ, notifications.md 12.4).
constexpr Level kSilenceGravest = 3;
// No weekly meeting (周例会) goes by without somebody saying again why the office is not told.
constexpr Duration kSilenceLongest = hours(24 * 7);
// Planned ones begin within the month that the duty roster is made for.
constexpr Duration kSilenceAheadMost = hours(24 * 31);
// Not over at once. An office that needs more has rules to mend.
constexpr size_t kSilencesMost = 50;

// Every field that is given must fit; at least one beside the level and the place must be.
struct SilenceScope {
  std::string incident = {};     // id
  std::string rule = {};         // id: whatever found the story is this rule
  std::string source = {};       // id: whoever has the story is this source
  std::string category = {};
  std::string county_unit = {};  // id of the responsible county bureau
  std::optional<Locality> locality = {};
  Level gravest = kSilenceGravest;  // 3 or 4: what is graver is heard
};

// An incident whose chain stands still for it.
struct Holding {
  std::string incident;  // id
  Timestamp at;          // when something of it was held back last
};

struct Silence {
  int64_t number = 0;  // 1, 2, 3 …
  SilenceScope scope;
  std::string reason;  // one line
  std::string author;  // person id
  Timestamp made_at;
  Timestamp from;
  Timestamp to;
  std::optional<Timestamp> ended_at;  // before its time
  std::string ended_by;               // person id
  int64_t held = 0;                   // how many times somebody was not told
  std::vector<Holding> holding;       // in the order of the incidents' ids
};

inline bool IsOver(const Silence& silence, Timestamp now) { return silence.ended_at || now >= silence.to; }
inline bool IsActive(const Silence& silence, Timestamp now) { return !IsOver(silence, now) && now >= silence.from; }

// The setting that holds the number of the latest one, the one that holds the numbers of those that are not over or still hold
// something (a line each), how many messages all of them held back, and the one of each: daemon/core/silences.h writes them.
inline constexpr const char* kSilenceCountSetting = "silence.count";
inline constexpr const char* kSilencesHeldSetting = "silence.held";
inline constexpr const char* kSilencesStandingSetting = "silence.standing";
inline std::string SilenceSetting(int64_t number) { return "silence." + std::to_string(number); }

// What is kept of one: a JSON object. Nothing where it is none of ours.
std::string KeptSilence(const Silence& silence);
std::optional<Silence> ParseSilence(const std::string& kept);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_SILENCE_SILENCE_H_
