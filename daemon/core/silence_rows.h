// Silences as the store has them, for whoever reads it without the core: the API and the figures of /metrics.
//
//   Result<std::vector<Silence>> silences = AllSilences(store, 200);
//
// Any number of threads.

#ifndef FENGHUO_DAEMON_CORE_SILENCE_ROWS_H_
#define FENGHUO_DAEMON_CORE_SILENCE_ROWS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "alerts/silence/match.h"
#include "alerts/silence/silence.h"
#include "base/result.h"
#include "storage/store.h"

namespace fenghuo {

// Zero for what is no number.
int64_t SilenceNumberIn(const std::string& text);

// Every one, the latest first, `most` at most. kCorrupt names the setting that is none of ours.
Result<std::vector<Silence>> AllSilences(const Store& store, size_t most);

// Those that are not over, and those that still hold something, by number; `find` gives a setting, absent where there is none.
std::vector<Silence> StandingSilences(const std::function<std::optional<std::string>(const std::string&)>& find);
std::vector<Silence> StandingSilences(const Store& store);

// What brought an incident: by the judgement of its story, null where there is none.
SilenceSubject SubjectOf(const Incident& incident, const JudgementRecord* judgement);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SILENCE_ROWS_H_
