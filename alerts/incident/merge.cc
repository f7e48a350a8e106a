#include <algorithm>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/incident/regrade.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "alerts/statements/statements.h"
#include "alerts/tasks/tasks.h"
#include "base/check.h"

namespace fenghuo {
namespace {

template <typename T>
void TakeEarlier(std::optional<T>& into, const std::optional<T>& from) {
  if (from && (!into || *from < *into)) into = from;
}

Locality NearerOf(Locality a, Locality b) {
  for (Locality locality : {Locality::kLocal, Locality::kConcerned, Locality::kUnknown}) {
    if (a == locality || b == locality) return locality;
  }
  return Locality::kElsewhere;
}

// Clocks run from whichever of the two was first.
void TakeClocks(Incident& older, const Incident& younger) {
  if (younger.first_seen < older.first_seen) {
    older.first_seen = younger.first_seen;
    older.first_source = younger.first_source;
  }
  TakeEarlier(older.first_notice_at, younger.first_notice_at);
  TakeEarlier(older.first_acknowledged_at, younger.first_acknowledged_at);
  if (!older.acknowledgement && !younger.acknowledgement) {
    older.escalation.acknowledge_by = std::min(older.escalation.acknowledge_by, younger.escalation.acknowledge_by);
  }
}

void TakeFacts(Incident& older, const Incident& younger) {
  AddMissing(older.departments, younger.departments);
  AddMissing(older.told, younger.told);
  if (older.county_unit.empty()) older.county_unit = younger.county_unit;
  older.must_report = older.must_report || younger.must_report;
  older.locality = NearerOf(older.locality, younger.locality);
  older.machine_level = HigherLevel(older.machine_level, younger.machine_level);
  if (older.unproved.empty()) older.unproved = younger.unproved;
  if (!older.manual) older.manual = younger.manual;
  if (!older.task_force) older.task_force = younger.task_force;
  if (!older.answer_line) older.answer_line = younger.answer_line;
  if (older.story.empty()) older.story = younger.story;
}

// Whoever signed for the younger one has signed for both, unless the older one's level is higher than what was signed for.
void TakeSignature(Draft& draft, const Incident& younger) {
  Incident& older = draft.incident();
  if (older.acknowledgement || !younger.acknowledgement) return;
  if (IsHigher(older.level, younger.level)) {
    draft.Write("changed", kSystemActor,
                ShownPerson(draft.desk().roster, younger.acknowledgement->person) + "签收的" + younger.number + "为" +
                    ShownLevel(younger.level, draft.desk().policies) + "，本事件等级更高，仍须签收。");
    return;
  }
  older.acknowledgement = younger.acknowledgement;
  if (younger.handling_note_at && *younger.handling_note_at >= younger.acknowledgement->at) {
    older.handling_note_at = younger.handling_note_at;
  }
  if (IsLegal(older.state, IncidentState::kAcknowledged)) draft.Move(IncidentState::kAcknowledged);
  Pause(older.escalation);
  draft.SupersedePending();
  draft.Write("acknowledged", younger.acknowledgement->person,
              ShownPerson(draft.desk().roster, younger.acknowledgement->person) + "对" + younger.number +
                  "的签收转为对本事件的签收，催办停止。");
}

// Should the signature run out, it is the chain of the higher level that goes on.
void KeepSignedFor(Draft& draft) {
  Incident& older = draft.incident();
  older.escalation = StartRun(draft.desk().policies, draft.desk().zone,
                              {older.level, older.locality, older.must_report}, draft.now());
  TakeDue(older.escalation, draft.now());
  Pause(older.escalation);
  StartClocks(draft);
  StartReports(draft);
}

// The higher level is kept; it rings only where nobody has signed for it. Whether it has risen.
bool TakeLevel(Draft& draft, const Incident& younger) {
  Incident& older = draft.incident();
  if (!older.confirmed_level) {
    older.confirmed_level = younger.confirmed_level;
    older.confirmed_by = younger.confirmed_by;
  }
  Level before = older.level;
  if (!IsHigher(younger.level, before)) return false;
  bool signed_for = younger.acknowledgement.has_value();
  SetLevel(draft, younger.level, "与" + younger.number + "并案");
  draft.Write("raised", kSystemActor,
              "与" + younger.number + "并案，等级升为" + ShownLevel(younger.level, draft.desk().policies) + "，原" +
                  ShownLevel(before) + (signed_for ? "，该等级已有人签收，不另行通知。" : "。"));
  if (signed_for) {
    KeepSignedFor(draft);
  } else {
    RestartChain(draft, {.kind = MessageKind::kRaised, .level_before = before, .news = "与" + younger.number + "并案"});
  }
  return true;
}

// Whose chain goes on where both have one level and no signature.
bool IsStronger(const EscalationRun& a, const EscalationRun& b) {
  if (HardestSoFar(a) != HardestSoFar(b)) return HardestSoFar(a) > HardestSoFar(b);
  return a.next_at && (!b.next_at || *a.next_at < *b.next_at);
}

// The level has not risen and nobody has signed: the stronger chain goes on, and what its page would have said is said.
void TakeChain(Draft& draft, const Merging& both) {
  Incident& stays = draft.incident();
  const Incident& younger = both.younger;
  const bool stronger = younger.level == stays.level && IsStronger(younger.escalation, both.older.escalation);
  const bool heard = younger.level == stays.level && !both.younger_page_waits;
  if (!heard && (stronger || CallsForNotice(both.older, stays, draft.desk(), draft.now()))) {
    RestartChain(draft, {.news = "与" + younger.number + "并案"});
    return;
  }
  if (!stronger) return;
  const Timestamp by = stays.escalation.acknowledge_by;
  stays.escalation = younger.escalation;
  stays.escalation.acknowledge_by = by;
  draft.Write("changed", kSystemActor, younger.number + "的催办在本事件中继续。");
}

Decision CloseYounger(const Incident& older, const Incident& younger, const Desk& desk, Timestamp now) {
  Draft draft(younger, desk, now);
  draft.Move(IncidentState::kMerged);
  draft.incident().merged_into = older.id;
  draft.incident().watch_until.reset();
  Pause(draft.incident().escalation);
  EndClocks(draft, {.person = kSystemActor, .note = "并入" + older.number + "，时限在该事件中继续"});
  EndReports(draft);
  draft.MergePendingInto(older.id);
  draft.Write("merged", kSystemActor, "与" + older.number + "为同一话题，并入" + older.number + "，此后在该事件中办理。");
  return draft.Finish();
}

}  // namespace

std::pair<Decision, Decision> MergeIncidents(const Merging& both, const Desk& desk, Timestamp now) {
  const Incident& older = both.older;
  const Incident& younger = both.younger;
  CHECK(older.id != younger.id && !IsOver(older.state) && !IsOver(younger.state), "only two open incidents can merge");
  Draft draft(older, desk, now);
  TakeClocks(draft.incident(), younger);
  TakeFacts(draft.incident(), younger);
  TakeOverClocks(draft.incident(), younger, desk);
  TakeOverTasks(draft.incident(), younger);
  TakeOverReports(draft.incident(), younger);
  TakeOverStatements(draft.incident(), younger);
  draft.Write("absorbed", kSystemActor, younger.number + "与本事件为同一话题，已并入本事件。");
  TakeSignature(draft, younger);
  if (!TakeLevel(draft, younger) && !draft.incident().acknowledgement) TakeChain(draft, both);
  return {draft.Finish(), CloseYounger(older, younger, desk, now)};
}

}  // namespace fenghuo
