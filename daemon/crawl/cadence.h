// How long a source is usually quiet between two pieces of news, learned from its own history.
//
//   NoteNews(record.cadence, source.every, published_at);       // in order of time
//   std::optional<Duration> usual = UsualQuiet(record.cadence);
//
// The longest gap of the last four to eight weeks that came at least twice: nights and weekends are usual, one long pause is not, and
// what a source did last spring is forgotten. Absent before the second gap.
//
//   Duration every = FetchInterval(source.every, source.every_max, record.cadence);   // how often to ask
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CADENCE_H_
#define FENGHUO_DAEMON_CRAWL_CADENCE_H_

#include <optional>
#include <vector>

#include "base/time.h"
#include "storage/records.h"

namespace fenghuo {

// News at `at`. What comes within one `every` of the last is the same piece of news to us.
void NoteNews(SourceCadence& cadence, Duration every, Timestamp at);

// The same without a gap: between this and the last news the source could not be read.
void NoteNewsAfterBlindness(SourceCadence& cadence, Timestamp at);

// What the entries of a first read tell: times of publication in any order; of the future and of long ago are left out.
void LearnHistory(SourceCadence& cadence, Duration every, std::vector<Timestamp> published, Timestamp now);

std::optional<Duration> UsualQuiet(const SourceCadence& cadence);

// A quarter of the mean gap between two pieces of news, but from `every` to `every_max`; `every` without the latter and until ten gaps
// are known. A source that speeds up is found out: gaps are never seen shorter than the interval, so each fetch with news brings the next
// one nearer.
Duration FetchInterval(Duration every, std::optional<Duration> every_max, const SourceCadence& cadence);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CADENCE_H_
