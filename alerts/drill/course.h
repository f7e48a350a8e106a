// The course of a drill: what is due of its scenario, how its incidents end with it, and where its messages go.
//
//   for (size_t i = 0; i < DueDocuments(drill, now); ++i) bring(DocumentOf(drill, drill.told + 1, now));
//   Decision ended = EndOfDrill(incident, drill, desk, now);
//   rows = Mirrored(std::move(rows), desk, drill.mirror);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_DRILL_COURSE_H_
#define FENGHUO_ALERTS_DRILL_COURSE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alerts/drill/drill.h"
#include "alerts/incident/decide.h"

namespace fenghuo {

// A drill that nobody ends does so by itself this long after its last document: it must not ring for days.
inline constexpr Duration kDrillLastsOn = hours(24);

// There is one, and it goes on.
inline bool IsRunning(const Drill& drill) { return drill.number != 0 && !drill.ended_at; }

// How many of those that were not brought yet are due; 0 when the drill is over.
size_t DueDocuments(const Drill& drill, Timestamp now);

// When the next document is due or the drill ends by itself; absent when it is over.
std::optional<Timestamp> NextDue(const Drill& drill);

// It is time to end by itself.
bool HasRunOut(const Drill& drill, Timestamp now);

// The `count`-th document, from 1, as if its source had just been read.
Document DocumentOf(const Drill& drill, int64_t count, Timestamp now);

// An incident that is still open is closed with the drill that `drill` says is over: whoever was told hears it, nothing rings, and what
// was left undone stays as it is for the report.
Decision EndOfDrill(const Incident& incident, const Drill& drill, const Desk& desk, Timestamp now);

// The rows that would go to people as one row for each telling that goes to the channel instead, mentions nobody and says who would
// have been told, and how. Rows for other rooms of machines go there too: nothing of a mirrored drill leaves by another way.
std::vector<Notification> Mirrored(std::vector<Notification> rows, const Desk& desk, const std::string& channel);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_DRILL_COURSE_H_
