// Silences (暂停提醒) in the running core: made and ended by a person, kept with a line of the audit trail, and what they hold back let go
// of when they end.
//
//   Result<Silence> made = MakeSilence({.scope = {.category = "餐饮服务"}, .reason = "…", .person = "zhang", .to = noon}, core, now);
//   HoldBackSilenced(decision, before, core, now);            // by whatever makes decisions without a person
//   WatchSilences(core, now);                                 // each tick
//
// They are settings of the store (daemon/core/silence_rows.h), so a drill, which has its own, has none. One that is over stays where it
// is, for the record.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_CORE_SILENCES_H_
#define FENGHUO_DAEMON_CORE_SILENCES_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/silence/match.h"
#include "alerts/silence/silence.h"
#include "base/result.h"
#include "daemon/core/core.h"
#include "daemon/core/silence_rows.h"

namespace fenghuo {

struct SilenceOrder {
  SilenceScope scope = {};
  std::string reason = {};
  std::string person = {};               // who makes it
  std::optional<Timestamp> from = {};    // absent or past: now
  Timestamp to = {};
};

// Kept when it comes back. kInvalid in Chinese when it may not be made.
Result<Silence> MakeSilence(const SilenceOrder& order, Core& core, Timestamp now);

// Before its time. What it held back goes on at once. kNotFound, or kInvalid when it is over.
Result<Silence> EndSilence(int64_t number, const std::string& person, Core& core, Timestamp now);

// What a person asks of silences: to make one, or to end one.
struct SilenceWish {
  std::optional<SilenceOrder> make = {};
  int64_t end = 0;          // its number
  std::string person = {};  // who ends it
};
Result<Silence> ChangeSilence(const SilenceWish& wish, Core& core, Timestamp now);

// Keeps the messages of a decision back that a silence covers; `before` is the incident before it, null when the decision opens it.
void HoldBackSilenced(Decision& decision, const Incident* before, Core& core, Timestamp now);

// What was held back of the incident goes on now, whatever the silence says: it is about to become part of another one.
Incident LetGoOn(const Incident& incident, Core& core, Timestamp now);

// Lets go on whatever is held back by a silence that is over, or that covers it no more.
void WatchSilences(Core& core, Timestamp now);
std::optional<Timestamp> NextSilenceDuty(const Core& core);

// Those that are not over, and those that still hold something.
std::vector<Silence> StandingSilences(const CoreState& state);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SILENCES_H_
