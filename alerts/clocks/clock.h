// A clock of an incident: what has to be done, until when, and whom it has called so far. Plain data that storage keeps.
//
// Everything that has to be done by a time runs on a Countdown: the clocks of the levels, tasks and reports upward.

#ifndef FENGHUO_ALERTS_CLOCKS_CLOCK_H_
#define FENGHUO_ALERTS_CLOCKS_CLOCK_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// When a clock of the plan starts.
enum class ClockStart {
  kKnown,   // 知悉: when the incident is opened, or reopened
  kLevel,   // when the incident first is of one of the clock's levels
  kByHand,  // when a person starts it: a complaint was accepted, a reporter has asked
};

// A clock as the office's plan has it (levels.yml: clocks). `length` or `working_days`, the other is zero.
struct ClockRule {
  std::string id;      // ASCII, stable
  std::string name;    // 权威信息发布
  std::string basis;   // 国办发〔2016〕61号: where it is written
  ClockStart start = ClockStart::kLevel;
  std::vector<Level> levels;          // of the incidents that it starts for by itself
  std::vector<Locality> localities;
  Duration length = Duration(0);      // by the wall clock
  int working_days = 0;               // by the office's calendar, until the office closes on the last of them
  std::vector<Role> owners;           // who is reminded
  bool ends_with_statement = false;   // a statement of the office that is published does what it asks for
};

struct Countdown {
  Timestamp started_at;
  Timestamp due;
  std::vector<Timestamp> remind_at = {};  // before it is due, in order; fixed when it starts
  int reminded = 0;                  // of `remind_at`
  int climbed = 0;                   // steps of the incident's chain that were told since it was due
  std::optional<Timestamp> next_at = {};  // when it next calls somebody; absent: everybody was called
};

// Who ended it and why.
struct Ending {
  Timestamp at = {};
  std::string person = {};      // id in staff.yml, or "system"
  std::string entered_by = {};  // who pressed the button, or the same person
  std::string note = {};        // the link of what was published, or what was done
};

struct IncidentClock {
  int number = 0;      // 1, 2, 3 … in the incident
  int episode = 1;     // of the incident in which it started
  std::string rule;    // id; empty for one that a person made
  std::string name;
  std::string basis;
  std::vector<Role> owners;
  Countdown countdown;
  std::optional<Ending> ended;
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CLOCKS_CLOCK_H_
