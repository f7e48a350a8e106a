// The clocks of an incident: they start by the office's plan or by a person, call whoever must act, and stop by a named person's word.
//
//   Result<Decision> stopped = StopClock(incident, {.number = 1, .by = {"sun"}, .note = "https://…"}, desk, now);
//
// A clock is frozen into the incident when it starts; later edits of the plan do not change it. One that is overdue climbs the
// incident's own chain and runs on until somebody stops it or the incident is over.
//
// Pure functions; one thread for each Draft.

#ifndef FENGHUO_ALERTS_CLOCKS_CLOCKS_H_
#define FENGHUO_ALERTS_CLOCKS_CLOCKS_H_

#include <optional>
#include <string>

#include "alerts/incident/decide.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/signatory.h"

namespace fenghuo {

struct ClockStop {
  int number = 0;
  Signatory by = {};
  std::string note = {};  // obligatory: what was done, with the link of what was published
};

// kNotFound when the incident has no such clock; kInvalid in Chinese when it has ended, or the note is missing.
Result<Decision> StopClock(const Incident& incident, const ClockStop& stop, const Desk& desk, Timestamp now);

// `rule` of the plan, or `name` and `due`.
struct ClockWish {
  std::string rule = {};
  std::string name = {};
  std::optional<Timestamp> due = {};
  std::optional<Timestamp> since = {};  // when the term began, if that was earlier; with `rule`
  Signatory by = {};
  std::string note = {};
};

// kInvalid in Chinese when the incident is over, the plan has no such clock, or what is given makes no clock.
Result<Decision> StartClock(const Incident& incident, const ClockWish& wish, const Desk& desk, Timestamp now);

// Inside of alerts/: what a decision does to the clocks beside its own work.

// Those of the plan that start by themselves for the incident as it is, each once an episode.
void StartClocks(Draft& draft);
// Calls whoever must be called now.
void CallClocks(Draft& draft);
// Those that a person started and nobody has ended: a complaint is answered though the incident is over.
std::vector<const IncidentClock*> OpenClocksByHand(const Incident& incident, const Desk& desk);
// A statement was published: the clocks that the plan says it fulfils end by it.
void EndClocksByStatement(Draft& draft, const Ending& published);
// Every clock that still runs ends, because the incident does; the time is now.
void EndClocks(Draft& draft, const Ending& why);
// Two incidents became one: of two clocks by one rule of the plan the one that is due first runs on. One by hand goes on by itself.
void TakeOverClocks(Incident& older, const Incident& younger, const Desk& desk);
std::optional<Timestamp> NextClockCall(const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CLOCKS_CLOCKS_H_
