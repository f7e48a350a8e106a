#include "tests/scenarios/simulator/incident_check.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "tests/scenarios/simulator/silence_check.h"

namespace fenghuo {
namespace {

constexpr Level kRed = 1;
constexpr Level kOrange = 2;

bool AnyAt(const std::vector<Timestamp>& times, Timestamp at) { return std::find(times.begin(), times.end(), at) != times.end(); }
bool AnySince(const std::vector<Timestamp>& times, Timestamp since) {
  return std::any_of(times.begin(), times.end(), [&](Timestamp at) { return at >= since; });
}

bool IsMerging(const LevelChange& change) { return change.reason.starts_with("与") && change.reason.ends_with("并案"); }

}  // namespace

void IncidentCheck::NoteHurried(const Incident& before) {
  const EscalationRun& run = before.escalation;
  const auto next = static_cast<size_t>(run.next_step);
  if (next < run.steps.size()) hurried_.insert({before.id, run.started_at + run.steps[next].after});
}

void IncidentCheck::ExpectOwner(const Incident& incident, const Desk& desk) {
  const EscalationRun& run = incident.escalation;
  const bool owned = incident.acknowledgement && desk.roster.FindPerson(incident.acknowledgement->person) != nullptr;
  const bool goes_on = run.next_at && !run.paused;
  findings_.Expect(owned || goes_on || run.digest || incident.watch_until, "I2", incident.id + " has neither an owner nor an open escalation");
  const bool stands_still = goes_on && findings_.now() - std::max(*run.next_at, alive_since_) > kPatience;
  findings_.Expect(!stands_still, "I2", incident.id + " has an escalation that stands still since " +
                                            (run.next_at ? FormatRfc3339(*run.next_at) : std::string()));
}

// I2 of the ledger: whatever has to be done by a time calls somebody until it is done.
void IncidentCheck::ExpectCountdownsGoOn(const Incident& incident) {
  const Timestamp since = incident.reopened_at.empty() ? alive_since_ : std::max(alive_since_, incident.reopened_at.back());
  auto expect = [&](const std::string& what, const Countdown& countdown) {
    const bool stands_still = countdown.next_at && findings_.now() - std::max(*countdown.next_at, since) > kPatience;
    findings_.Expect(!stands_still, "I2", incident.id + ": " + what + " has called nobody since " +
                                              (countdown.next_at ? FormatRfc3339(*countdown.next_at) : std::string()));
    const bool silent = findings_.now() - std::max(countdown.due, since) > kPatience && countdown.climbed == 0;
    findings_.Expect(!silent, "I2", incident.id + ": " + what + " is overdue and nobody was told");
  };
  for (const IncidentClock& clock : incident.clocks) {
    if (!clock.ended) expect("clock " + std::to_string(clock.number), clock.countdown);
  }
  for (const Task& task : incident.tasks) {
    if (AwaitsAnswer(task.state)) expect("task " + std::to_string(task.number), task.countdown);
  }
  for (const UpwardReport& report : incident.reports) {
    if (report.phone && !report.phoned) expect("report " + std::to_string(report.number), *report.phone);
    if (report.written && !report.sent) expect("report " + std::to_string(report.number), *report.written);
  }
}

// What the public was told had been seen by two people and a leader, and its hash is that of the text that was seen.
void IncidentCheck::ExpectStatementsSeen(const Incident& incident) {
  for (const Statement& statement : incident.statements) {
    const std::string what = incident.id + ": statement " + std::to_string(statement.number);
    if (statement.state == StatementState::kDraft) {
      const bool unseen = statement.hash.empty() && !statement.reviewed && statement.approvals.empty();
      findings_.Expect(unseen, "I2", what + " is a draft that counts as seen");
      continue;
    }
    const bool by_another = statement.reviewed && statement.drafted && statement.reviewed->person != statement.drafted->person;
    findings_.Expect(statement.hash == Sha256Hex(statement.text), "I2", what + " is not the text that was reviewed");
    findings_.Expect(by_another, "I2", what + " was reviewed by nobody else");
    if (statement.state == StatementState::kReviewed) continue;
    findings_.Expect(!statement.approvals.empty(), "I2", what + " was approved by nobody");
    const std::set<std::string> quoting(statement.quoted_by.begin(), statement.quoted_by.end());
    findings_.Expect(quoting.size() == statement.quoted_by.size(), "I2", what + " counts a document twice");
  }
}

// Whatever is over calls nobody: its clocks have ended, and tasks that were left wait in silence for the day it reopens.
void IncidentCheck::ExpectNothingLeft(const Incident& over) {
  bool left = NextDue(over).has_value();
  for (const IncidentClock& clock : over.clocks) left = left || !clock.ended;
  for (const UpwardReport& report : over.reports) left = left || (report.written && !report.sent) || (report.phone && !report.phoned);
  findings_.Expect(!left, "I2", over.id + " is over and its ledger is not");
}

void IncidentCheck::ExpectChainGoesOn(const Incident& incident) {
  if (incident.acknowledgement || (incident.level != kRed && incident.level != kOrange)) return;
  const EscalationRun& run = incident.escalation;
  const std::vector<Timestamp>& tellings = outbox_.TellingsOf(incident.id);
  const Timestamp latest = findings_.now() - kPatience;
  if (alive_since_ > latest) return;  // it has had no time yet
  bool told = false;
  for (const EscalationStep& step : run.steps) {
    const Timestamp due = run.started_at + step.after;
    if (step.urgency == Urgency::kDigest || due > latest) continue;
    told = true;
    if (hurried_.contains({incident.id, due})) continue;
    findings_.Expect(AnySince(tellings, due), "I3",
                     incident.id + " is unsigned, its chain had a step at " + FormatRfc3339(due) + ", and nobody was told since");
  }
  if (!told || run.repeat_every <= Duration(0)) return;
  const auto repeats = static_cast<int>(std::set<Timestamp>(tellings.begin(), tellings.end()).size());
  const bool may = run.repeat_max <= 0 || repeats <= run.repeat_max;  // the first word and each repeat
  findings_.Expect(!may || AnySince(tellings, latest - run.repeat_every), "I3",
                   incident.id + " is unsigned, of level " + std::to_string(incident.level) + ", and nobody was told for longer than " +
                       std::to_string(run.repeat_every.count() / 60'000) + " minutes");
}

void IncidentCheck::ExpectRaiseIsTold(const Incident& incident, size_t change, const Desk& desk, const Store& store) {
  const LevelChange& now = incident.levels[change];
  if (!IsHigher(now.level, incident.levels[change - 1].level) || now.level != incident.level) return;
  if (IsMerging(now) && incident.acknowledgement) return;  // somebody has signed for that level
  if (!TellsAtOnce(incident, desk, now.at)) return;
  if (IsHigher(kOrange, now.level) && WasSilencedAt(store, incident.id, now.at)) return;
  findings_.Expect(AnyAt(outbox_.TellingsOf(incident.id), now.at), "I8",
                   incident.id + " rose to level " + std::to_string(now.level) + " and nobody was told at once");
}

void IncidentCheck::ExpectClocks(const Incident& incident, const Store& store) {
  findings_.Expect(incident.first_seen <= incident.opened_at, "I10", incident.id + " was opened before its clocks began");
  for (Timestamp told : outbox_.TellingsOf(incident.id)) {
    findings_.Expect(incident.first_seen <= told, "I10", incident.id + " was told of before its clocks began");
  }
  findings_.Expect(!incident.first_notice_at || incident.first_seen <= *incident.first_notice_at, "I10",
                   incident.id + " was told of first before its clocks began");
  if (incident.story.empty() || incident.manual) return;
  Result<std::vector<std::string>> members = store.StoryMembers(incident.story);
  if (!members.ok()) return;
  for (const std::string& id : *members) {
    Result<DocumentRecord> record = store.FindDocument(id);
    std::optional<Timestamp> accepted = documents_.AcceptedAt(id);
    const bool counts = record.ok() && accepted && record->version == 1 && !record->matches.empty();
    findings_.Expect(!counts || incident.first_seen <= *accepted, "I10",
                     incident.id + " has clocks that began after " + id + " was accepted");
  }
}

void IncidentCheck::LookAtOne(const Incident& incident, const Engine& engine, const Store& store) {
  const Desk& desk = engine.core().desk;
  auto [place, first] = known_.try_emplace(incident.id);
  Known& known = place->second;
  known.moved = known.moved || clock_moved_;
  known.open = true;
  if (first) {
    findings_.trace().Note(findings_.now(), "incident", incident.id + " level " + std::to_string(incident.level) + " " + incident.title);
  }
  for (size_t change = std::max<size_t>(known.levels, 1); change < incident.levels.size(); ++change) {
    findings_.trace().Note(findings_.now(), "level", incident.id + " " + std::to_string(incident.levels[change].level));
    ExpectRaiseIsTold(incident, change, desk, store);
  }
  if (first && !known.moved) ExpectClocks(incident, store);
  known.levels = incident.levels.size();
  entries_[incident.id] = incident.next_entry;
  ExpectOwner(incident, desk);
  if (!known.moved) ExpectChainGoesOn(incident);
  if (!known.moved) ExpectCountdownsGoOn(incident);
  ExpectStatementsSeen(incident);
}

void IncidentCheck::Look(const Engine& engine, const Store& store, Timestamp alive_since) {
  alive_since_ = alive_since;
  const std::map<std::string, Incident>& open = engine.core().state.open_incidents();
  for (auto& [id, known] : known_) {
    if (!known.open || open.contains(id)) continue;
    known.open = false;
    Result<Incident> over = store.FindIncident(id);
    findings_.Expect(over.ok(), "I2", id + " has disappeared");
    if (!over.ok()) continue;
    entries_[id] = over->next_entry;
    ExpectNothingLeft(*over);
    findings_.trace().Note(findings_.now(), "over", id + " " + Name(over->state));
    if (over->state == IncidentState::kMerged) outbox_.Merge(id, over->merged_into);
  }
  for (const auto& [id, incident] : open) LookAtOne(incident, engine, store);
  clock_moved_ = false;
}

void IncidentCheck::LookAtAll(const Store& store) {
  for (const auto& [id, entries] : entries_) {
    Result<Incident> incident = store.FindIncident(id);
    findings_.Expect(incident.ok(), "I2", id + " has disappeared");
    findings_.Expect(!incident.ok() || incident->next_entry >= entries, "I2", id + " has lost what was decided of it");
    if (incident.ok() && !IsOver(incident->state)) {
      const EscalationRun& run = incident->escalation;
      findings_.Expect(incident->acknowledgement || (run.next_at && !run.paused) || run.digest || incident->watch_until, "I2",
                       id + " is kept with neither an owner nor an open escalation");
    }
  }
}

}  // namespace fenghuo
