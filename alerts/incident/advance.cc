#include <algorithm>
#include <initializer_list>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/regrade.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

constexpr Duration kLateAfter = minutes(10);

// Absent: it does not run out by itself, because work has been noted since or because nobody has signed.
std::optional<Timestamp> AcknowledgementEnds(const Incident& incident) {
  const std::optional<Acknowledgement>& signature = incident.acknowledgement;
  if (!signature || !incident.escalation.paused || signature->expires_at <= signature->at) return std::nullopt;
  if (incident.handling_note_at && *incident.handling_note_at >= signature->at) return std::nullopt;
  return signature->expires_at;
}

std::optional<Timestamp> WatchEnds(const Incident& incident) {
  return incident.state == IncidentState::kWatching ? incident.watch_until : std::nullopt;
}

bool IsDue(const std::optional<Timestamp>& at, Timestamp now) { return at && *at <= now; }

// The step fired last once more, and the person whose signature it was.
void ExpireAcknowledgement(Draft& draft) {
  Incident& incident = draft.incident();
  const Acknowledgement signature = *incident.acknowledgement;
  DropAcknowledgement(draft);
  EscalationRun& run = incident.escalation;
  Resume(run, draft.now());
  run.acknowledge_by =
      draft.now() + draft.desk().policies.levels[std::clamp(incident.level, 0, kLowestLevel)].acknowledge_within;
  Chase chase{.kind = MessageKind::kReminder, .persons = {signature.person}};
  if (run.next_step > 0) {
    chase.steps.push_back(run.steps[static_cast<size_t>(run.next_step) - 1]);
  } else {
    chase.steps.push_back({.roles = {}, .urgency = Urgency::kMessage});
  }
  chase.because = ShownPerson(draft.desk().roster, signature.person) + "的签收" +
                  ShownDeadline(draft.desk().zone, signature.expires_at, draft.now()) + "到期，没有办理记录";
  draft.Write("expired", kSystemActor, chase.because + "，恢复催办。");
  TellChase(draft, chase);
}

std::string BecauseUnsigned(const Draft& draft, const DueSteps& due) {
  const Incident& incident = draft.incident();
  const Desk& desk = draft.desk();
  std::string because = incident.told.empty() ? "" : ShownPerson(desk.roster, incident.told.front());
  if (due.repeat) because.clear();
  const Timestamp by = incident.escalation.acknowledge_by;
  const char* nobody = because.empty() ? "无人签收" : "未签收";
  if (draft.now() >= by) {
    because += ShownDeadline(desk.zone, by, draft.now()) + "前" + nobody;
  } else {
    because += because.empty() ? "尚无人签收" : "尚未签收";
  }
  if (draft.now() - due.due > kLateAfter) {
    because += "（催办迟到，原定" + ShownDeadline(desk.zone, due.due, draft.now()) + "）";
  }
  return because;
}

void FireDue(Draft& draft) {
  EscalationRun& run = draft.incident().escalation;
  bool first = run.next_step == 0;
  DueSteps due = TakeDue(run, draft.now());
  if (due.steps.empty()) return;
  if (first && draft.incident().told.empty()) {
    TellFirst(draft, {}, due.steps);
    return;
  }
  TellChase(draft, {.kind = due.repeat ? MessageKind::kReminder : MessageKind::kEscalation,
                    .steps = due.steps,
                    .because = BecauseUnsigned(draft, due),
                    .overdue = draft.now() >= run.acknowledge_by});
}

void EndWatch(Draft& draft) {
  Incident& incident = draft.incident();
  draft.Write("watch_over", kSystemActor,
              "持续关注至" + ShownMoment(draft.desk().zone, *incident.watch_until) + "期满，没有新情况的请办结。");
  incident.watch_until.reset();
  incident.escalation.digest = true;
}

}  // namespace

std::optional<Decision> Advance(const Incident& incident, const Desk& desk, Timestamp now) {
  if (!IsDue(NextDue(incident), now)) return std::nullopt;
  Draft draft(incident, desk, now);
  if (IsDue(WatchEnds(incident), now)) EndWatch(draft);
  if (IsDue(AcknowledgementEnds(draft.incident()), now)) ExpireAcknowledgement(draft);
  FireDue(draft);
  CallClocks(draft);
  CallTasks(draft);
  CallReports(draft);
  return draft.Finish();
}

std::optional<Timestamp> NextDue(const Incident& incident) {
  if (IsOver(incident.state)) return std::nullopt;
  std::optional<Timestamp> next;
  for (const std::optional<Timestamp>& at :
       {incident.escalation.next_at, AcknowledgementEnds(incident), WatchEnds(incident), NextClockCall(incident),
        NextTaskCall(incident), NextReportCall(incident)}) {
    if (at && (!next || *at < *next)) next = at;
  }
  return next;
}

bool HasNextStepOrOwner(const Incident& incident) {
  if (IsOver(incident.state) || NextDue(incident)) return true;
  bool owned = incident.acknowledgement.has_value() && incident.escalation.paused;
  return owned || incident.escalation.digest;
}

}  // namespace fenghuo
