#include "alerts/incident/regrade.h"

#include <algorithm>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/incident/messages.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"

namespace fenghuo {
namespace {

// How near a locality is: what comes nearer may wake somebody who was let sleep.
int Nearness(Locality locality) {
  switch (locality) {
    case Locality::kElsewhere: return 0;
    case Locality::kUnknown: return 1;
    case Locality::kConcerned: return 2;
    case Locality::kLocal: return 3;
  }
  return 0;
}

template <typename T>
bool Take(T& into, const T& from) {
  if (into == from) return false;
  into = from;
  return true;
}

// What it is about, where and whose, as the machine sees it. What a person said when opening the incident stays: the machine
// brings it nearer, fills what was left open and adds sections.
bool TakeSubject(Incident& incident, const StoryFacts& story) {
  if (!incident.manual) {
    bool changed = Take(incident.category, story.category);
    if (!story.departments.empty()) changed |= Take(incident.departments, story.departments);
    if (!story.county_unit.empty()) changed |= Take(incident.county_unit, story.county_unit);
    changed |= Take(incident.locality, story.card.locality);
    changed |= Take(incident.why, WhyLine(story.card));
    return changed;
  }
  bool changed = AddMissing(incident.departments, story.departments);
  if (incident.category.empty()) changed |= Take(incident.category, story.category);
  if (incident.county_unit.empty()) changed |= Take(incident.county_unit, story.county_unit);
  if (Nearness(story.card.locality) > Nearness(incident.locality)) changed |= Take(incident.locality, story.card.locality);
  return changed;
}

// Takes over what the story says now. Whether any of it is worth writing.
bool TakeFacts(Incident& incident, const StoryFacts& story) {
  bool changed = TakeSubject(incident, story);
  changed |= Take(incident.unproved, UnprovedFacts(story.card));
  if (story.must_report) changed |= Take(incident.must_report, true);
  if (story.first_seen < incident.first_seen) {
    incident.first_seen = story.first_seen;
    incident.first_source = story.first_source;
    changed = true;
  }
  return changed;
}

void RaiseByMachine(Draft& draft, const StoryFacts& story) {
  Incident& incident = draft.incident();
  Level before = incident.level;
  std::string reason = LevelReason(story.card);
  SetLevel(draft, incident.machine_level, reason);
  bool over_confirmed = incident.confirmed_level.has_value();
  std::string sentence = "系统初判升为" + ShownLevel(incident.level, draft.desk().policies) + "，";
  sentence += over_confirmed ? "高于定级" + ShownLevel(*incident.confirmed_level) + "，请复核定级" : "原" + ShownLevel(before);
  draft.Write("raised", kSystemActor, sentence + "；" + reason + "。");
  RestartChain(draft, {.kind = MessageKind::kRaised, .level_before = before, .documents = story.top_documents});
}

void LowerByMachine(Draft& draft, Level level) {
  Level before = draft.incident().level;
  SetLevel(draft, level, "风险持续回落");
  draft.Write("lowered", kSystemActor,
              "系统初判降为" + ShownLevel(level, draft.desk().policies) + "，原" + ShownLevel(before) +
                  "；风险持续回落，不另行通知。");
}

// The level that a falling machine level leaves: never below what a person confirmed.
Level LevelAfterFall(const Incident& incident) {
  Level machine = incident.machine_level == kNoLevel ? kLowestLevel : incident.machine_level;
  return incident.confirmed_level ? HigherLevel(*incident.confirmed_level, machine) : machine;
}

void ReopenByMachine(Draft& draft, const StoryFacts& story) {
  Incident& incident = draft.incident();
  Level before = incident.level;
  const std::string over = ShownState(incident.state);
  const std::string risen = IsHigher(story.card.level, before) ? "升至" : "重新达到";
  incident.machine_level = story.card.level;
  incident.confirmed_level.reset();
  incident.confirmed_by.clear();
  draft.Write("reopened", kSystemActor,
              "再次升温：系统初判" + ShownLevel(story.card.level, draft.desk().policies) +
                  (IsHigher(story.card.level, before) ? "，高于" : "，回落后重新达到") + ShownState(incident.state) +
                  "时的" + ShownLevel(before) + "；" + LevelReason(story.card) + "。");
  SetLevel(draft, story.card.level, "再次升温：" + LevelReason(story.card));
  Reopen(draft, {.news = over + "，现" + risen + ShownLevel(story.card.level), .documents = story.top_documents});
}

// Higher than when it was closed; or, after the story had fallen, as high again, unless that is the lowest level, which small
// stories touch again and again. The machine's level of an incident that is over follows its story down only.
bool Outgrows(const Incident& over, const StoryFacts& story) {
  Level level = story.card.level;
  if (over.state == IncidentState::kMerged || !IsHigher(level, over.machine_level)) return false;
  return IsHigher(level, over.level) || (level == over.level && level != kLowestLevel);
}

// Somebody signed, and since then the level rose by a rule that told nobody: the signature is for less than there is now.
bool SignedForLess(const Incident& incident) {
  const EscalationRun& run = incident.escalation;
  return incident.acknowledgement && run.started_at > incident.acknowledgement->at && HardestSoFar(run) == Urgency::kDigest;
}

void TellOfChange(Draft& draft, const Incident& before, const StoryFacts& story) {
  const Incident& after = draft.incident();
  bool must_report = after.must_report && !before.must_report;
  std::string news = must_report ? "列为必报"
                                 : "属地由" + std::string(ShownLocality(before.locality)) + "改为" +
                                       ShownLocality(after.locality);
  draft.Write("changed", kSystemActor, news + "，按新的通知规则通知。");
  RestartChain(draft, {.news = news, .documents = story.top_documents});
}

}  // namespace

bool AddMissing(std::vector<std::string>& into, const std::vector<std::string>& from) {
  bool added = false;
  for (const std::string& value : from) {
    if (std::find(into.begin(), into.end(), value) != into.end()) continue;
    into.push_back(value);
    added = true;
  }
  return added;
}

bool CallsForNotice(const Incident& before, const Incident& after, const Desk& desk, Timestamp now) {
  if ((after.acknowledgement && !SignedForLess(after)) || !WouldTellAnybody(after, desk, now)) return false;
  if (after.must_report && !before.must_report) return true;
  if (Nearness(after.locality) <= Nearness(before.locality)) return false;
  return before.told.empty() || HardestAtStart(after, desk, now) > HardestSoFar(before.escalation);
}

void SetLevel(Draft& draft, Level level, const std::string& reason) {
  Incident& incident = draft.incident();
  if (incident.level == level) return;
  incident.level = level;
  incident.peak_level = HigherLevel(incident.peak_level, level);
  incident.levels.push_back({.at = draft.now(), .level = level, .reason = reason});
}

void DropAcknowledgement(Draft& draft) {
  Incident& incident = draft.incident();
  incident.acknowledgement.reset();
  incident.handling_note_at.reset();
  incident.watch_until.reset();
  if (IsLegal(incident.state, IncidentState::kNotified)) draft.Move(IncidentState::kNotified);
}

void RestartChain(Draft& draft, const ChainStart& start) {
  Incident& incident = draft.incident();
  draft.SupersedePending();
  if (incident.acknowledgement && !WouldTellAnybody(incident, draft.desk(), draft.now())) {
    StartChain(draft, start);
    Pause(incident.escalation);
    return;
  }
  if (incident.acknowledgement) DropAcknowledgement(draft);
  StartChain(draft, start);
}

void Reopen(Draft& draft, const ChainStart& start) {
  Incident& incident = draft.incident();
  draft.Move(IncidentState::kDetected);
  ++incident.episode;
  incident.reopened_at.push_back(draft.now());
  incident.acknowledgement.reset();
  incident.handling_note_at.reset();
  incident.watch_until.reset();
  incident.closed_at.reset();
  incident.close_reason.clear();
  incident.closed_by.clear();
  incident.told.clear();
  draft.SupersedePending();
  StartChain(draft, start);
}

std::optional<Decision> Regrade(const Incident& incident, const StoryFacts& story, const Desk& desk, Timestamp now) {
  Draft draft(incident, desk, now);
  if (IsOver(incident.state)) {
    if (IsHigher(incident.machine_level, story.card.level)) {
      draft.incident().machine_level = story.card.level;
      return draft.Finish();
    }
    if (!Outgrows(incident, story)) return std::nullopt;
    TakeFacts(draft.incident(), story);
    ReopenByMachine(draft, story);
    return draft.Finish();
  }
  bool changed = TakeFacts(draft.incident(), story);
  Level machine_before = incident.machine_level;
  draft.incident().machine_level = story.card.level;
  if (IsHigher(story.card.level, machine_before) && IsHigher(story.card.level, incident.level)) {
    RaiseByMachine(draft, story);
    return draft.Finish();
  }
  if (IsHigher(machine_before, story.card.level) && IsHigher(incident.level, LevelAfterFall(draft.incident()))) {
    LowerByMachine(draft, LevelAfterFall(draft.incident()));
    changed = true;
  }
  if (CallsForNotice(incident, draft.incident(), desk, now)) {
    TellOfChange(draft, incident, story);
    changed = true;
  }
  // Nobody may have to be called for a place that came nearer, but what the plan asks for there begins all the same.
  if (draft.incident().locality != incident.locality) {
    StartClocks(draft);
    StartReports(draft);
    changed = true;
  }
  if (!changed && story.card.level == machine_before) return std::nullopt;
  return draft.Finish();
}

}  // namespace fenghuo
