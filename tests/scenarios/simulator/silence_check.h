// What the world holds against silences (暂停提醒), as a part of I7, "no send while silenced unless level floor":
//   nothing at or above the floor is ever hidden: what rises over it is told at once
//   every message that was held back stands in its incident's timeline, with a silence that was in force and its reason
//   a silence that is over holds nobody back any more
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_CHECK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_CHECK_H_

#include <map>
#include <optional>
#include <string>

#include "alerts/silence/silence.h"
#include "daemon/engine.h"
#include "tests/scenarios/simulator/outbox_check.h"

namespace fenghuo {

// Whether the table tells anybody of such an incident as soon as its chain starts.
bool TellsAtOnce(const Incident& incident, const Desk& desk, Timestamp at);

// Whether the incident's timeline says that a silence held something back at that time.
bool WasSilencedAt(const Store& store, const std::string& incident, Timestamp at);

class SilenceCheck {
 public:
  SilenceCheck(Findings& findings, OutboxCheck& outbox) : findings_(findings), outbox_(outbox) {}

  void NoteClockMoved() { clock_moved_ = true; }

  // After each turn, and after the outbox was looked at.
  void Look(const Engine& engine, const Store& store, Timestamp alive_since);
  // What silences say that they held back is what the timelines say.
  void LookAtAll(const Store& store);
  // Messages that were held back, of all incidents.
  int64_t held() const { return held_; }

 private:
  struct Known {
    int64_t next_entry = 1;
    std::optional<TimelineEntry> silenced;  // the latest
    bool above = false;                     // every silence, when last seen
    bool moved = false;                     // the clock was since it was opened
  };

  void LookAtOne(const Incident& incident, const Engine& engine, const Store& store);
  void ExpectSaid(const TimelineEntry& entry, const Incident& incident, const Store& store);
  void ExpectOpeningToldOrSaid(const Incident& incident, const Known& known, const Desk& desk);
  void ExpectGoesOn(const Incident& incident, const Known& known, const Store& store);

  Findings& findings_;
  OutboxCheck& outbox_;
  std::map<std::string, Known> known_;
  Timestamp alive_since_;
  bool clock_moved_ = false;
  int64_t held_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_CHECK_H_
