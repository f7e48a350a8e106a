// The stages of the pipeline that look at one document: known or new, which story, how loud, how grave.
//
// Each stage reads what the one before it found and leaves its own findings in the Arrival and in the core's state; nothing is
// written before the pipeline commits.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_ARRIVALS_H_
#define FENGHUO_DAEMON_CORE_ARRIVALS_H_

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/core/core.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

enum class ArrivalKind {
  kNew,        // never seen
  kChanged,    // title or text are different from what we have
  kSeenAgain,  // only its numbers can be new
};

// A document on its way through the pipeline.
struct Arrival {
  const JudgedIntake* judged = nullptr;
  ArrivalKind kind = ArrivalKind::kNew;
  DocumentRecord record;                    // as it will be stored
  std::optional<Observation> before;        // the last observation we had
  const Arrival* earlier = nullptr;         // the same document, further up in this batch: it knows the story
  bool joins = false;                       // new to the story that it is in: never seen, or changed so that it left another
  int versions_dropped = 0;                 // earlier ones that are not kept any longer because of this one
  bool baseline = false;                    // came with the first read of its source: kept, but no news
};

// Compares with what is stored and keeps the new version, the old one beside it, and the observation.
Result<std::vector<Arrival>> Recognise(std::span<const JudgedIntake> documents, bool baseline, Core& core, Timestamp now);

// Copies and close titles join a story, the others open one; stories that turn out to be one are merged, with their heat,
// their evidence and their incidents.
void AssignStory(Arrival& arrival, Core& core, Timestamp now);

// Once all of a batch have a story: those that it opened look once more for one to join, and every document names the story that it
// is in now.
void SettleStories(std::vector<Arrival>& arrivals, Core& core, Timestamp now);

// Whether a page behind it may tell more: its source gives titles alone and is followed, and the page is one of its own site.
bool TellsTitleOnly(const Document& document, const Core& core);

// Whether the page behind it is to be read: its source gave the title alone, and it is news.
bool WantsPage(const Arrival& arrival, const Core& core);

// Adds a document that joins, or what its numbers grew by, to its story's heat.
void UpdateHeat(const Arrival& arrival, Core& core, Timestamp now);

// Adds severity, facts, locality, floors and reach of a document that a rule found.
void CollectEvidence(const Arrival& arrival, Core& core, Timestamp now);

// Counts a document that joins for its story's last hour, a new one also for what each of its rules usually finds.
void CountVolume(const Arrival& arrival, Core& core, Timestamp now);

// Counts a new text that quotes what the office has published on its story.
void CountQuotations(const Arrival& arrival, Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_ARRIVALS_H_
