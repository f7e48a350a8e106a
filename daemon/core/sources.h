// What the core does about the sources themselves: their health, their alarms, and what the office is told of blindness.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_SOURCES_H_
#define FENGHUO_DAEMON_CORE_SOURCES_H_

#include "daemon/core/core.h"
#include "daemon/crawl/errands.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

// Whether this is the first time that the source could be read: what it holds now is a baseline, not news.
bool IsFirstRead(const FetchReport& fetch, const Core& core);

// Whether it is a further page of an answer that was never read so far on: no news either.
bool IsFirstReadPage(const Intake& intake, const Core& core);

// Notes that somebody watched, when the fetch could be read. A replay notes nothing: its archive is taken as whole.
void NoteWatching(const Intake& intake, Core& core, Timestamp now);

// Whether the source could not be read for the hours before: what it brings now came at some time since, and counts as no volume.
bool IsCatchingUp(const std::string& source, const Core& core, Timestamp now);

// Keeps the fetch's validators and health in the source's record; an alarm is raised once for an outage and closed once.
void NoteFetch(const Intake& intake, int64_t documents_new, Core& core, Timestamp now);

// Counts what came of a single page; a source whose articles give no text any more is found at its next fetch.
void NoteErrand(const Intake& intake, Core& core, Timestamp now);

// A page found no room to wait: it is counted and let go. Durable with the next commit.
void NoteNoRoom(const Errand& errand, Core& core);

// Finds sources that have been quiet past their cadence, raises their alarms, and tells the desk when watching as a whole is
// impaired, and when that is over.
void WatchSources(Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SOURCES_H_
