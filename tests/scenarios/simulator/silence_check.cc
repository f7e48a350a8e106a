#include "tests/scenarios/simulator/silence_check.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "alerts/escalation/run.h"
#include "alerts/silence/match.h"
#include "daemon/core/silence_rows.h"

namespace fenghuo {
namespace {

bool AnySince(const std::vector<Timestamp>& times, Timestamp since) {
  return std::any_of(times.begin(), times.end(), [&](Timestamp at) { return at >= since; });
}

// The silence that the entry names, as it is kept.
std::optional<Silence> Named(const TimelineEntry& entry, const Store& store) {
  const std::string mark = "暂停提醒第";
  const size_t at = entry.text.find(mark);
  if (at == std::string::npos) return std::nullopt;
  const int64_t number = std::strtoll(entry.text.c_str() + at + mark.size(), nullptr, 10);
  Result<std::string> kept = store.FindSetting(SilenceSetting(number));
  return kept.ok() ? ParseSilence(*kept) : std::nullopt;
}

// Of the levels that the incident had at that time the least.
Level LeastLevelAt(const Incident& incident, Timestamp at) {
  Level least = kNoLevel;
  for (const LevelChange& change : incident.levels) {
    if (change.at < at) least = change.level;
    if (change.at == at) least = least == kNoLevel ? change.level : std::max(least, change.level);
  }
  return least;
}

}  // namespace

bool TellsAtOnce(const Incident& incident, const Desk& desk, Timestamp at) {
  const EscalationRun run = StartRun(desk.policies, desk.zone, {incident.level, incident.locality, incident.must_report}, at);
  return std::any_of(run.steps.begin(), run.steps.end(),
                     [](const EscalationStep& step) { return step.after == Duration(0) && step.urgency > Urgency::kDigest; });
}

bool WasSilencedAt(const Store& store, const std::string& incident, Timestamp at) {
  Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident);
  return timeline.ok() && std::any_of(timeline->begin(), timeline->end(),
                                      [&](const TimelineEntry& entry) { return entry.kind == "silenced" && entry.at == at; });
}

void SilenceCheck::ExpectSaid(const TimelineEntry& entry, const Incident& incident, const Store& store) {
  findings_.trace().Note(findings_.now(), "silenced", incident.id + " " + entry.text);
  const std::optional<Silence> silence = Named(entry, store);
  findings_.Expect(silence.has_value(), "I7", incident.id + " was silenced by a silence that is not kept");
  if (!silence) return;
  const std::string what = incident.id + " was silenced by " + std::to_string(silence->number);
  const bool in_force = entry.at >= silence->from && entry.at < silence->to && (!silence->ended_at || entry.at <= *silence->ended_at);
  findings_.Expect(in_force, "I7", what + ", which was not in force");
  findings_.Expect(entry.text.find(silence->reason) != std::string::npos, "I7", what + ", and its timeline does not say why");
  const Level level = LeastLevelAt(incident, entry.at);
  findings_.Expect(level >= kSilenceGravest && level >= silence->scope.gravest, "I7",
                   what + ", though it was of level " + std::to_string(level));
}

void SilenceCheck::ExpectOpeningToldOrSaid(const Incident& incident, const Known& known, const Desk& desk) {
  if (incident.levels.size() != 1 || incident.manual || !TellsAtOnce(incident, desk, incident.opened_at)) return;
  findings_.Expect(known.silenced || AnySince(outbox_.TellingsOf(incident.id), incident.opened_at), "I7",
                   incident.id + " was opened, nobody was told, and nothing says why");
}

// The chain that it held back has told somebody since it ended, unless somebody has signed or it was started anew.
void SilenceCheck::ExpectGoesOn(const Incident& incident, const Known& known, const Store& store) {
  const bool waits = known.silenced && !incident.acknowledgement && incident.escalation.started_at <= known.silenced->at;
  if (!waits || AnySince(outbox_.TellingsOf(incident.id), known.silenced->at)) return;
  const std::optional<Silence> silence = Named(*known.silenced, store);
  if (!silence || !IsOver(*silence, findings_.now())) return;
  const Timestamp end = silence->ended_at.value_or(silence->to);
  findings_.Expect(findings_.now() - std::max(end, alive_since_) <= kPatience, "I7",
                   incident.id + " is held back by " + std::to_string(silence->number) + ", which is over");
}

void SilenceCheck::LookAtOne(const Incident& incident, const Engine& engine, const Store& store) {
  auto [place, first] = known_.try_emplace(incident.id);
  Known& known = place->second;
  known.moved = known.moved || clock_moved_;
  if (known.next_entry != incident.next_entry) {
    Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident.id);
    if (!timeline.ok()) return;
    for (const TimelineEntry& entry : *timeline) {
      if (entry.sequence < known.next_entry || entry.kind != "silenced") continue;
      ++held_;
      known.silenced = entry;
      if (!known.moved) ExpectSaid(entry, incident, store);
    }
    known.next_entry = incident.next_entry;
  }
  const bool above = IsAboveEverySilence(incident);
  const bool rose = above && !known.above && !first;
  known.above = above;
  if (known.moved) return;
  const Desk& desk = engine.core().desk;
  if (first) ExpectOpeningToldOrSaid(incident, known, desk);
  if (rose && known.silenced && !incident.acknowledgement && TellsAtOnce(incident, desk, findings_.now())) {
    findings_.Expect(AnySince(outbox_.TellingsOf(incident.id), known.silenced->at), "I7",
                     incident.id + " rose over the floor of its silence and nobody was told");
  }
  ExpectGoesOn(incident, known, store);
}

void SilenceCheck::Look(const Engine& engine, const Store& store, Timestamp alive_since) {
  alive_since_ = alive_since;
  for (const auto& [id, incident] : engine.core().state.open_incidents()) LookAtOne(incident, engine, store);
  clock_moved_ = false;
}

void SilenceCheck::LookAtAll(const Store& store) {
  Result<std::vector<Silence>> silences = AllSilences(store, SIZE_MAX);
  Result<std::vector<Incident>> incidents = store.IncidentsOpened(FromUnixMillis(0), kEndOfTime);
  findings_.Expect(silences.ok() && incidents.ok(), "I7", "the silences cannot be read");
  if (!silences.ok() || !incidents.ok()) return;
  int64_t counted = 0;
  for (const Silence& silence : *silences) counted += silence.held;
  int64_t said = 0;
  for (const Incident& incident : *incidents) {
    Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident.id);
    if (!timeline.ok()) continue;
    said += std::count_if(timeline->begin(), timeline->end(), [](const TimelineEntry& entry) { return entry.kind == "silenced"; });
  }
  findings_.Expect(counted == said, "I7", "silences held back " + std::to_string(counted) + " messages, the timelines say " + std::to_string(said));
}

}  // namespace fenghuo
