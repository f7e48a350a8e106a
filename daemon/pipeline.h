// The pipeline: what fetches brought goes in; what the office knows and must do about it comes out, durable.
//
//   Result<IngestReport> report = Ingest(intakes, core, now);
//
// Read the .cc first: Take() names every stage in order. The last documents of a fetch and its source's ETag are in one synced
// batch, so a later "304 not modified" can never hide a loss; state, timeline and outbox rows are in it too, and nothing is
// sent before it is durable. A batch holds at most 100 documents; small fetches that wait together share one, because what a
// busy house waits for is the disk.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_PIPELINE_H_
#define FENGHUO_DAEMON_PIPELINE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "daemon/core/core.h"
#include "daemon/crawl/errands.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

constexpr size_t kDocumentsPerBatch = 100;

struct IngestReport {
  int64_t documents_new = 0;
  int64_t documents_changed = 0;
  int64_t documents_seen_again = 0;
  int64_t documents_matched = 0;  // new or changed, and found by a rule
  int64_t documents_set_aside = 0;  // of them, into the tray
  int64_t documents_sampled = 0;    // that would be there, and are shown to see whether the filters are right
  int64_t incidents_opened = 0;
  int64_t versions_dropped = 0;   // of documents that change too often
  int64_t bytes_kept = 0;         // of new and changed documents (core/intake_budget.h)
  int64_t documents_refused = 0;  // not looked at: their source is over its budget
  std::vector<Errand> to_follow{};  // what is to be read now that this is stored
};

// In order. kUnavailable when the store cannot write: the caller stops, and the fetches come again after the next start.
Result<IngestReport> Ingest(std::span<const Intake> intakes, Core& core, Timestamp now);

// A document that a person sent back from the tray, with its matches: what they found counts from now on. The caller commits.
void BringBack(DocumentRecord record, Core& core, Timestamp now);

// The same stages for what a drill brings, at most kDocumentsPerBatch, into the drill's core. Reads no source, counts for none, follows
// nothing, and leaves the commit to the caller, whose note of what was brought belongs into it. How many incidents were opened.
Result<int64_t> BringDrill(std::span<const JudgedIntake> documents, Core& drill, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_PIPELINE_H_
