// The decisions about incidents: what happened comes in, the next state and everything to be told comes out.
//
//   Decision decision = Open(facts, desk, now);
//   batch.Put(decision);                        // state, timeline and notifications: one synced write
//
// Nothing here sends, stores or asks the time. A Decision carries the whole new incident, its new timeline entries and the
// notifications to queue; writing it twice is the same as writing it once.
//
// Pure functions; a Desk is immutable: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_DECIDE_H_
#define FENGHUO_ALERTS_INCIDENT_DECIDE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerts/escalation/policy.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/roster/calendar.h"
#include "alerts/roster/roster.h"
#include "base/result.h"
#include "base/zone.h"
#include "keywords/grading/grade.h"

namespace fenghuo {

// What the office has configured, as far as deciding needs it.
struct Desk {
  Policies policies;
  Roster roster;
  std::vector<ChannelSpec> channels;
  Zone zone = Zone::Utc();
  std::string city;        // 本市 as shown
  std::string public_url;  // of the console, or empty: then messages carry the number and the desk's phone
  std::vector<ClockRule> clocks = {};    // of the plan
  Calendar calendar = {};
  std::vector<ReportRule> reports = {};  // upward, of the plan
  std::vector<NatureRule> natures = {};
  std::vector<ApprovalRule> approvals = {};  // of statements
};

// A story as the incident sees it.
struct StoryFacts {
  std::string story;
  std::string title;
  std::string category;
  std::vector<std::string> departments;
  Timestamp first_seen;
  std::string first_source;  // shown name
  std::vector<std::string> top_documents;
  bool must_report = false;
  ScoreCard card;
  std::string county_unit;
  int64_t drill = 0;  // of which drill, 0: real
};

struct Decision {
  Incident incident;
  std::vector<TimelineEntry> timeline;
  std::vector<Notification> notifications;
  // The notifications of this incident that were still waiting before this decision become superseded (do it before the new
  // ones are put): an acknowledgement supersedes the reminders, a raised level the messages about the lower one.
  bool supersede_pending = false;
  // Not empty: the waiting notifications of this incident become merged; the id is the incident that it was merged into.
  std::string merge_pending_into;
};

// What a person asks for.
enum class ActionKind {
  kAcknowledge,  // 签收
  kAssess,       // 研判, with 定级
  kHandle,       // 处置中
  kStatement,    // 已发布
  kWatch,        // 持续关注
  kClose,        // 办结
  kReview,       // 评估
  kReopen,
  kEscalate,     // 报带班领导: the next step at once
  kNote,         // a handling note
  kHandOver,     // 转出
};

const char* Name(ActionKind kind);
std::optional<ActionKind> ActionNamed(const std::string& name);

struct Action {
  ActionKind kind = ActionKind::kNote;
  std::string person = {};      // who it counts for
  std::string entered_by = {};  // who pressed the button: the desk signing for somebody, or the same person (or empty)
  std::string note = {};        // obligatory for kClose, kNote, kHandOver
  std::string reason = {};      // for kClose, one of the six of bureau.md 5
  std::optional<Level> level = {};  // for kAssess
  std::string nature = {};          // for kAssess: id of the plan, or empty
  std::string unfinished = {};      // for kClose and kHandOver: why tasks that are still open are left
  std::string link = {};            // for kAcknowledge: nonce of the message's link that it came by, or empty
};

// Whether a state may follow another: the one table of transitions (transitions.cc). A state does not follow itself.
bool IsLegal(IncidentState from, IncidentState to);

// What a person may do now, in the order of ActionKind: the buttons of the incident's page.
std::vector<ActionKind> AllowedActions(const Incident& incident);

// "2026-0711-03": the id of the incident that Open() and OpenByHand() make; behind the year stands its number. Incidents of drills are
// counted apart, "drill-2026-0711-03".
std::string IncidentId(const Zone& zone, int number_today, Timestamp now, int64_t drill = 0);

// A new incident for a story. `number_today` counts from 1 in the office's day.
Decision Open(const StoryFacts& story, const Desk& desk, int number_today, Timestamp now);

// A new incident by hand (人工录入); `story` may be empty.
Decision OpenByHand(const ManualOrigin& origin, const StoryFacts& facts, const Desk& desk, int number_today, Timestamp now);

// The story was graded again: a raised level restarts the chain and notifies at once, a lowered one is noted and rings nobody, a
// closed incident whose story rises above its closing level is reopened (再次升温). What must be reported now, or has come nearer
// than those who were told could know, is told by its new rule also where the level stays or falls. Where a person reported the
// incident, the machine brings the place nearer only, fills an empty category and adds sections. Nothing when nothing changed.
std::optional<Decision> Regrade(const Incident& incident, const StoryFacts& story, const Desk& desk, Timestamp now);

// A person acts. kInvalid with the reason in Chinese when the state does not allow it, a person is unknown or a field is
// missing. Permissions are the caller's to check: they belong to the token, not to the incident.
Result<Decision> Act(const Incident& incident, const Action& action, const Desk& desk, Timestamp now);

// What is due at `now`: the next escalation step, the end of an acknowledgement, the end of a watch. Nothing when nothing is.
std::optional<Decision> Advance(const Incident& incident, const Desk& desk, Timestamp now);

// When Advance would next do something; absent: never by itself.
std::optional<Timestamp> NextDue(const Incident& incident);

// What the daemon's audit asks of every incident: it is over, or something will happen by itself, or a named person has it, or
// the rule says that the digests and briefs list it until somebody signs.
bool HasNextStepOrOwner(const Incident& incident);

struct Merging {
  const Incident& older;
  const Incident& younger;
  bool younger_page_waits = false;  // its first page, or that of its raised level, has not left yet
};

// Two stories with open incidents became one: the older incident stays. Two decisions: the older one's, the younger one's.
// A signature (not one for a lower level), the earliest clocks and the nearer place are handed over; of two unsigned chains of one
// level the one goes on that has knocked harder, else whose next step comes earlier. Nobody is paged but for a raised level, and for
// what the older one's people could not know: the younger one's page was still waiting, or was about less.
std::pair<Decision, Decision> MergeIncidents(const Merging& both, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_DECIDE_H_
