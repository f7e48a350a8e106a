#include "daemon/core/incidents.h"

#include <algorithm>
#include <utility>

#include "alerts/drill/course.h"
#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/ring_limit.h"
#include "base/log.h"
#include "daemon/core/silences.h"
#include "daemon/core/tell.h"
#include "keywords/grading/evidence.h"

namespace fenghuo {
namespace {

// How often the heat of a story that has a level is looked at again while nothing new comes.
constexpr Duration kGradeAgainAfter = minutes(30);
constexpr size_t kTopDocuments = 5;

// Category, sections and must-report flag come from the gravest rule that found one of the story's documents.
void NoteGravestRule(JudgementRecord& judgement, const Core& core) {
  if (judgement.evidence.severities.empty()) return;
  const Rule* rule = core.classifier->FindRule(judgement.evidence.severities.front().rule);
  if (rule != nullptr) {
    judgement.category = rule->category;
    judgement.departments = rule->departments;
  }
  judgement.must_report = !judgement.evidence.rule_floors.empty();
}

// The story's volume against what its gravest rule usually finds. The rule's rise is the story's when the story is at least half of
// what the rule found in the last hour.
BurstInput BurstOf(const StoryEvidence& evidence, const Core& core, Timestamp now) {
  RuleVolume volume = core.state.VolumeOf(evidence.severities.front().rule, core.config.zone, now);
  BurstInput burst = std::move(volume.usual);
  for (size_t i = 0; i < kWindows; ++i) burst.windows[i].observed = CountRecent(evidence, kWindowLengths[i], now);
  if (2 * burst.windows[kHourWindow].observed < volume.found_in_an_hour) burst.rising_milli = 0;
  return burst;
}

StoryFacts FactsOf(const JudgementRecord& judgement, const Story& story, const Core& core) {
  StoryFacts facts;
  facts.story = story.id;
  facts.title = story.title;
  facts.category = judgement.category;
  facts.departments = judgement.departments;
  facts.first_seen = judgement.first_seen;
  facts.first_source = SourceName(core, judgement.first_source);
  for (const auto& severity : judgement.evidence.severities) {
    if (facts.top_documents.size() < kTopDocuments) facts.top_documents.push_back(severity.document);
  }
  facts.must_report = judgement.must_report;
  facts.card = judgement.card;
  facts.county_unit = judgement.evidence.county_unit;
  facts.drill = core.drill.number;
  return facts;
}

bool ReachesIncident(const JudgementRecord& judgement, const Core& core) {
  Level open_at = core.config.policies.open_at;
  return judgement.grade.level == open_at || IsHigher(judgement.grade.level, open_at);
}

bool Rings(const Decision& decision) {
  return std::any_of(decision.notifications.begin(), decision.notifications.end(),
                     [](const Notification& row) { return row.urgency == Urgency::kRing; });
}

// Its first page, or that of its raised level, is still in the house.
bool PageWaits(const Incident& incident, const Core& core, Timestamp now) {
  if (core.watching == Watching::kNo) return false;
  return std::any_of(core.state.outbox().begin(), core.state.outbox().end(), [&](const auto& entry) {
    const Notification& row = entry.second;
    const bool page = row.message.kind == MessageKind::kFirst || row.message.kind == MessageKind::kRaised;
    return page && row.message.incident == incident.id && row.state == DeliveryState::kPending && row.expires_at > now;
  });
}

// Whom a merge brings with it has been told, whatever becomes of the merge's own messages.
Incident WithToldOf(Incident older, const Incident& younger) {
  older.told.insert(older.told.end(), younger.told.begin(), younger.told.end());
  if (!older.first_notice_at) older.first_notice_at = younger.first_notice_at;
  return older;
}

}  // namespace

Incident CarryOut(Decision decision, Core& core, Timestamp now) {
  if (Rings(decision) && IsNight(core.desk.policies.night, core.desk.zone, now)) {
    LimitRinging(decision, CreatedThisNight(core, now), core.desk, now);
  }
  if (!core.drill.mirror.empty()) {
    decision.notifications = Mirrored(std::move(decision.notifications), core.desk, core.drill.mirror);
  }
  core.state.Apply(decision, now);
  return decision.incident;
}

Incident CarryOutByItself(Decision decision, const Incident* before, Core& core, Timestamp now) {
  HoldBackSilenced(decision, before, core, now);
  return CarryOut(std::move(decision), core, now);
}

GradeInput InputOf(const JudgementRecord& judgement, Timestamp now) {
  return {.heat = ComputeHeat(judgement.heat, now),
          .evidence = judgement.evidence,
          .sources = judgement.heat.sources,
          .best_rank = judgement.heat.best_rank,
          .best_rank_at = judgement.heat.best_rank_at,
          .burst = judgement.burst};
}

void GradeStory(const std::string& id, Core& core, Timestamp now) {
  const Story* story = core.state.stories().Find(id);
  const JudgementRecord* known = core.state.FindJudgement(id);
  if (story == nullptr || known == nullptr || known->evidence.severities.empty()) return;
  JudgementRecord& judgement = core.state.JudgementOf(id);
  NoteGravestRule(judgement, core);
  judgement.options = core.state.KeepGradeOptions(core.config.grading);
  judgement.before = judgement.grade;
  judgement.burst = BurstOf(judgement.evidence, core, now);
  GradeResult graded = Grade(InputOf(judgement, now), core.config.grading, judgement.before, now);
  judgement.grade = graded.state;
  judgement.card = std::move(graded.card);
  judgement.grade_at.reset();
  if (judgement.grade.level != kNoLevel) {
    judgement.grade_at = now + kGradeAgainAfter;
    std::optional<Timestamp> next = NextGradeAt(judgement.grade, core.config.grading);
    if (next && *next > now) judgement.grade_at = std::min(*judgement.grade_at, *next);
  }
}

bool AdvanceIncident(const std::string& id, Core& core, Timestamp now) {
  const Story* story = core.state.stories().Find(id);
  const JudgementRecord* judgement = core.state.FindJudgement(id);
  if (story == nullptr || judgement == nullptr || judgement->evidence.severities.empty()) return false;
  if (judgement->incident.empty()) {
    if (!ReachesIncident(*judgement, core)) return false;
    Decision opened =
        Open(FactsOf(*judgement, *story, core), core.desk, core.state.NextIncidentNumber(core.desk.zone, now), now);
    JudgementRecord& opening = core.state.JudgementOf(id);
    opening.incident = opened.incident.id;
    core.state.KeepGrading(opened.incident, opening);
    CarryOutByItself(std::move(opened), nullptr, core, now);
    return true;
  }
  Result<Incident> incident = core.state.FindIncident(judgement->incident);
  if (!incident.ok()) {
    LogError("the incident of a story is missing", {{"story", id}, {"incident", judgement->incident}});
    return false;
  }
  std::optional<Decision> decision = Regrade(*incident, FactsOf(*judgement, *story, core), core.desk, now);
  if (!decision) return false;
  if (decision->incident.levels.size() > incident->levels.size()) core.state.KeepGrading(decision->incident, *judgement);
  CarryOutByItself(std::move(*decision), &*incident, core, now);
  return false;
}

void JoinIncidents(const std::string& taken, const std::string& into, Core& core, Timestamp now) {
  if (taken.empty()) return;
  JudgementRecord& judgement = core.state.JudgementOf(into);
  Result<Incident> other = core.state.FindIncident(taken);
  if (!other.ok()) return;
  Result<Incident> own = core.state.FindIncident(judgement.incident);
  if (!own.ok() || (IsOver(own->state) && !IsOver(other->state))) {
    judgement.incident = taken;
    other->story = into;
    Decision moved;
    moved.incident = *other;
    core.state.Apply(moved, now);
    return;
  }
  if (IsOver(own->state) || IsOver(other->state)) return;
  bool own_is_older = std::pair(own->opened_at, own->id) <= std::pair(other->opened_at, other->id);
  // A chain that a silence holds would be held as part of an incident that it may not cover.
  const Incident older = LetGoOn(own_is_older ? *own : *other, core, now);
  const Incident younger = LetGoOn(own_is_older ? *other : *own, core, now);
  auto [stays, merged] = MergeIncidents(
      {.older = older, .younger = younger, .younger_page_waits = PageWaits(younger, core, now)}, core.desk, now);
  stays.incident.story = into;
  judgement.incident = stays.incident.id;
  const Incident before = WithToldOf(older, younger);
  CarryOutByItself(std::move(stays), &before, core, now);
  CarryOut(std::move(merged), core, now);
}

}  // namespace fenghuo
