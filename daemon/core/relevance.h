// Relevance: what officers said about documents that rules found, and what their filters make of the next ones.
//
//   core.filters = *LearnFilters(store);                       // at the start, from the clicks: they are the truth
//   Sift(arrival, core, now);                                  // a stage of the pipeline
//   Result<DocumentRecord> said = TakeClick(order, core, now); // what a person does
//
// A document goes to the tray (待复核箱) when the filter of every rule that found it acts and calls it off-topic. Never one that a
// must-report rule found, nor one whose text states harm or another fact (keywords/grading/facts.h). Of those, one in fifty, by the hash
// of its id, is shown all the same: what people say of these samples is how often the filters are wrong about what nobody sees. In the
// tray a document is kept and counted; its matches wait, so that it opens no incident, gives no evidence and counts for no baseline.
//
// A click is learned before it is answered: the rule's last 500 clicks, some milliseconds. A person may click 30 times a day on
// one rule, and no filter acts on the clicks of one person alone, so that nobody can blind the office by himself.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_CORE_RELEVANCE_H_
#define FENGHUO_DAEMON_CORE_RELEVANCE_H_

#include <string>

#include "base/result.h"
#include "daemon/core/arrivals.h"
#include "daemon/core/core.h"

namespace fenghuo {

constexpr int64_t kClicksADay = 30;   // of one person on one rule
constexpr uint64_t kSampleOneIn = 50;

// What a person says about a document.
struct ClickOrder {
  std::string document;
  std::string rule;  // empty: every rule that found it
  ClickVerdict verdict = ClickVerdict::kRelevant;
  std::string person;
};

// Learns every filter anew. Errors are the store's.
Result<RelevanceFilters> LearnFilters(const Store& store);

// What the filters make of a document that is new or changed; nothing once a person has said that it is relevant.
void Sift(Arrival& arrival, Core& core, Timestamp now);

// Writes what Sift() counted into the state's batch.
void KeepFilters(Core& core);

// Learns it; the document with what was said, written with the state's next commit. To bring one back from the tray is the caller's
// part (daemon/pipeline.h). The same again changes nothing; the contrary takes the earlier click back. kNotFound, kInvalid in Chinese.
Result<DocumentRecord> TakeClick(const ClickOrder& order, Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_RELEVANCE_H_
