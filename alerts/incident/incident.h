// An Incident is a story that people must deal with. Plain data that storage keeps; alerts/incident/decide.h changes it.
//
// Any number of threads may read one.

#ifndef FENGHUO_ALERTS_INCIDENT_INCIDENT_H_
#define FENGHUO_ALERTS_INCIDENT_INCIDENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/escalation/policy.h"
#include "alerts/reporting/report.h"
#include "alerts/statements/statement.h"
#include "alerts/task_force/task_force.h"
#include "alerts/tasks/task.h"
#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// The words on the screen are in reference bureau.md 5: 新发现, 已通知, 已签收, 已研判, 处置中, 已发布, 持续关注, 已办结, 已评估; 并案, 转出.
enum class IncidentState {
  kDetected,
  kNotified,
  kAcknowledged,
  kAssessed,
  kHandling,
  kStatement,
  kWatching,
  kClosed,
  kReviewed,
  kMerged,
  kHandedOver,
};

// Words of the wire.
constexpr const char* Name(IncidentState state) {
  switch (state) {
    case IncidentState::kDetected: return "detected";
    case IncidentState::kNotified: return "notified";
    case IncidentState::kAcknowledged: return "acknowledged";
    case IncidentState::kAssessed: return "assessed";
    case IncidentState::kHandling: return "handling";
    case IncidentState::kStatement: return "statement";
    case IncidentState::kWatching: return "watching";
    case IncidentState::kClosed: return "closed";
    case IncidentState::kReviewed: return "reviewed";
    case IncidentState::kMerged: return "merged";
    case IncidentState::kHandedOver: return "handed_over";
  }
  return "";
}

// Nothing more is expected of anybody.
constexpr bool IsOver(IncidentState state) {
  return state == IncidentState::kClosed || state == IncidentState::kReviewed || state == IncidentState::kMerged ||
         state == IncidentState::kHandedOver;
}

struct LevelChange {
  Timestamp at;
  Level level = kNoLevel;
  std::string reason;  // Chinese, one line
};

struct Acknowledgement {
  std::string person;      // id in staff.yml
  std::string entered_by;  // the desk when it signed for somebody (代签收), else the same person
  Timestamp at;
  Timestamp expires_at;    // after this the escalation runs on, unless a handling note was written
};

// 人工录入: what a person who opened the incident by hand said.
struct ManualOrigin {
  std::string entered_by;  // person id
  std::string source;      // 记者来电, 上级转办, 群聊截图 …
  std::string told_by;     // who told, free text, or empty
  std::string demand;      // what they want, or empty
  std::optional<Timestamp> deadline;
};

struct Incident {
  std::string id;      // "2026-0711-03", stable; of a drill "drill-2026-0711-03"
  std::string number;  // "0711-03", to be read out on the phone; of a drill 演0711-03
  std::string story;   // id; empty for one opened by hand that no story belongs to yet
  std::string title;   // from the story when opened, as found on the web: hostile text; of a drill with its mark
  std::string category;
  std::vector<std::string> departments;  // responsible sections, unit ids
  std::string county_unit;               // responsible county bureau, or empty
  Timestamp opened_at;
  Timestamp first_seen;  // of the story
  std::string first_source;  // name of the source that had it first
  IncidentState state = IncidentState::kDetected;
  // What counts now: the confirmed level if there is one, else the machine's. A machine level that has risen above the
  // confirmed one since counts until somebody confirms again.
  Level level = kNoLevel;
  Level machine_level = kNoLevel;       // 系统初判
  Level peak_level = kNoLevel;
  std::optional<Level> confirmed_level; // 定级
  std::string confirmed_by;
  Locality locality = Locality::kUnknown;
  bool must_report = false;
  std::string why;  // 为何提醒, one line, of the latest grade
  std::string unproved;  // the harm as stated on the web, quoted: “12名学生送医”; empty when none is stated
  std::vector<LevelChange> levels;      // in time order; the first is the opening
  std::vector<Timestamp> reopened_at;
  int episode = 1;  // counts openings: 1, 2 after 再次升温 …
  std::optional<Acknowledgement> acknowledgement;
  std::optional<Timestamp> first_notice_at;        // first notification queued
  std::optional<Timestamp> first_acknowledged_at;
  std::optional<Timestamp> handling_note_at;       // a note stops the acknowledgement from expiring
  std::optional<Timestamp> watch_until;            // 持续关注; absent while watching: it has run to its end
  std::optional<Timestamp> closed_at;
  std::string close_reason;  // 已处置, 经查不属实 …
  std::string closed_by;
  std::string merged_into;   // incident id
  std::optional<ManualOrigin> manual;
  EscalationRun escalation;
  std::vector<std::string> used_links;  // nonces of the links of messages that somebody signed by: each signs once
  std::vector<std::string> told;  // person ids, in the order they were first told in this episode
  int64_t next_entry = 1;    // sequence of the next timeline entry
  // The ledger: what has to be done, by when. Each list is by number, and what is over stays in it.
  std::vector<IncidentClock> clocks;
  std::vector<Task> tasks;
  std::vector<UpwardReport> reports;
  std::vector<Statement> statements;
  std::optional<TaskForce> task_force;    // 专班, of a major incident
  std::optional<AnswerLine> answer_line;  // 答复口径
  std::string nature;   // 研判性质: id of the plan, or empty
  std::string lessons;  // 评估: what was learnt, or empty
  int64_t drill = 0;    // number of the drill that it belongs to (keywords/drill.h); 0: it is real
};

// Open, and no signature counts: nobody has signed, or it ran out, or the level has risen since. The state does not tell: work
// that has begun goes on while a raised level waits to be signed for.
inline bool AwaitsSignature(const Incident& incident) { return !IsOver(incident.state) && !incident.acknowledgement; }

// A chain was started, so there is a time to sign by, whatever became of the chain since.
inline bool HasDeadline(const Incident& incident) { return incident.escalation.acknowledge_by != Timestamp(); }

// Awaits a signature past the time that the level gives.
inline bool IsOverdue(const Incident& incident, Timestamp now) {
  return AwaitsSignature(incident) && HasDeadline(incident) && incident.escalation.acknowledge_by < now;
}

// 持续关注 has run to its end and nobody has closed the incident or gone on with it.
inline bool IsWatchOver(const Incident& incident) {
  return incident.state == IncidentState::kWatching && !incident.watch_until;
}

// One line of the timeline. Never changed once written.
struct TimelineEntry {
  std::string incident;
  int64_t sequence = 0;  // 1, 2, 3 … without gaps
  Timestamp at;
  std::string kind;    // "opened", "raised", "lowered", "notified", "suppressed", "acknowledged", "overdue", "note", "closed" …
  std::string actor;   // person id, or "system"
  std::string text;    // Chinese, complete sentence
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_INCIDENT_H_
