// A Policy says who is told, in which order, after how long without an answer. Plain data from policies.yml and levels.yml.
//
// The table is level x locality x time of day (reference: bureau.md 2). A rule row is looked up once, when an episode of an
// incident starts or its level rises, and frozen into the incident as an EscalationRun: later edits of the file do not
// change what runs. Who holds a role is asked when a step fires, because shifts change.

#ifndef FENGHUO_ALERTS_ESCALATION_POLICY_H_
#define FENGHUO_ALERTS_ESCALATION_POLICY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// Who is meant. Roles are resolved against the roster and the incident's units at the moment a step fires.
enum class Role {
  kDesk,                // 值班员
  kLeaderOnDuty,        // 带班领导
  kDeputyInCharge,      // 分管局领导
  kDirector,            // 主要负责人
  kPublicityHead,       // 新闻宣传科负责人
  kSectionHead,         // 科长 of each responsible section
  kSectionLiaison,      // 联络员 of each responsible section
  kCountyHead,          // head of the responsible county bureau
  kCountyLiaison,
  kTaskForce,           // 应急工作专班
  kOperations,          // 运维
};

// How hard to knock.
enum class Urgency {
  kDigest,  // listed in the next digest or morning brief only
  kSilent,  // a message that must not ring
  kMessage, // a message
  kRing,    // a message that mentions the person, and a call where a channel can
};

// A time of day in the office's zone, minutes after midnight.
struct TimeOfDay {
  int minutes = 0;
};

struct EscalationStep {
  Duration after = Duration(0);  // from the start of the run
  std::vector<Role> roles;
  Urgency urgency = Urgency::kMessage;
  bool at_morning_call = false;  // fire at the end of the night instead, when `after` falls into it (07:00)
};

enum class When { kAny, kDay, kNight };

// One row of the table.
struct NotifyRow {
  Level level = kNoLevel;
  Locality locality = Locality::kUnknown;
  When when = When::kAny;
  bool must_report_only = false;  // rows with it win over rows without when the incident must be reported
  std::vector<EscalationStep> steps;  // the first one is "told first"; empty with `digest`: listed only
  bool digest = false;                // list it in the morning brief and the digests
  bool check_locally = false;         // 外地: a 排查 item for the section in working hours
};

// The clocks of a level.
struct LevelPolicy {
  Duration acknowledge_within = minutes(30);
  Duration acknowledgement_lasts = hours(4);
  Duration assess_within = hours(2);
  Duration repeat_every = Duration(0);     // 0: the chain does not repeat
  int repeat_max = 0;
  Duration watch = hours(48);              // 持续关注 after 处置
  std::string name;                        // 较大
  std::string colour;                      // "yellow": a dot on the screen, never a word in a message
  std::string confirm_by;                  // who gives 定级, shown text
};

struct Night {
  TimeOfDay from{22 * 60};
  TimeOfDay to{7 * 60};
};

struct Policies {
  std::vector<NotifyRow> rows;
  LevelPolicy levels[5];  // index is the level; 0 unused
  Night night;
  Level open_at = kLowestLevel;         // an incident for every story at or above this level
  std::vector<TimeOfDay> digests;       // 09:00, 12:00, 17:00
  TimeOfDay morning_brief{8 * 60};
  int ringing_contacts_a_night_max = 6; // for one person; beyond it one message and a list
  Duration impaired_after = minutes(30);  // of impaired watching before the desk gets its one line
  int impaired_sources_percent = 20;      // of sources broken at once: watching is impaired
};

// The policy as frozen into one episode of an incident.
struct EscalationRun {
  Timestamp started_at;
  std::vector<EscalationStep> steps;
  bool digest = false;
  Duration acknowledgement_lasts = Duration(0);
  Duration repeat_every = Duration(0);
  int repeat_max = 0;
  int next_step = 0;      // index into steps; steps.size() when all were taken
  int repeats = 0;
  Timestamp repeats_from;  // repeat n is due n times `repeat_every` after it; moves on when repeats were missed
  std::optional<Timestamp> next_at;  // when the next step or repeat is due; absent: nothing more to do
  bool paused = false;    // acknowledged, or a handling note was written
  Timestamp acknowledge_by;  // shown in the messages
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ESCALATION_POLICY_H_
