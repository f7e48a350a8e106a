// What operations are told of sources that died or came back: held for a moment, so that one message names all of them.
//
//   HoldAlarm("forum", core, now);
//   TellSourceNews(core, now);      // every tick
//
// The first news of a quiet time waits for kNewsWait, and after a message the next waits for kNewsInterval: Alertmanager's group_wait and
// group_interval with its defaults (reference notifications.md 12.1). What is over before anybody was told of it is written down and
// not told. What is held is kept in the store.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_SOURCE_NEWS_H_
#define FENGHUO_DAEMON_CORE_SOURCE_NEWS_H_

#include <optional>
#include <string>

#include "alerts/notify/brief.h"
#include "daemon/core/core.h"

namespace fenghuo {

inline constexpr Duration kNewsWait = seconds(30);
inline constexpr Duration kNewsInterval = minutes(5);

SourceTrouble TroubleOf(const SourceConfig& source, const SourceRecord& record);

// The source is in trouble. When operations have not yet heard that it was over the last time, they hear of neither.
void HoldAlarm(const std::string& source, Core& core, Timestamp now);

// The trouble of the source is over, which `over` was. When operations have not yet heard of it, they hear of neither.
void HoldClear(const std::string& source, const SourceTrouble& over, Core& core, Timestamp now);

// Sends what is held, when it is due: one message for all alarms, one for all that is over.
void TellSourceNews(Core& core, Timestamp now);

// When what is held is due: at once when the clock was set back meanwhile. Nothing when nothing is held.
std::optional<Timestamp> NextSourceNews(const Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SOURCE_NEWS_H_
