// Retention removes what is too old to be kept: once a day, at 03:30 in the office's zone, a few documents at a time.
//
//   retention.RemoveExpired(core, now);          // one step; its rows go with the state's next commit
//   Removed removed = retention.TakeRemoved();   // after that commit
//
// A document goes when it was last seen longer ago than its class is kept: `unmatched`, or `matched` when a rule found it. It stays
//   - while an incident, over or not, holds its story: it is the evidence;
//   - while its source still shows it: gone, it would come back as news. What came in pages is kept as if matched, since nobody knows
//     what its further pages show now.
// With it go its observations, its earlier versions and its place in its story. A story goes, with its judgement, when the index has
// forgotten it, its class's time is over and no document is left in it. Words are then written anew, so that no row keeps those that
// the index has forgotten. Each round leaves a line in the audit trail: how many of each class, and a SHA-256 over the ids in the order
// of removal, each with a newline.
//
// Rows are deleted one by one and not by a compaction filter, because whether an incident holds a document is not in its row. The bytes
// leave the files by Store::Purge(), which the caller runs when a round is over.
//
// One thread: the core's. A round that a stop interrupts begins again five minutes after it began.

#ifndef FENGHUO_DAEMON_CORE_RETENTION_H_
#define FENGHUO_DAEMON_CORE_RETENTION_H_

#include <sodium.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "base/time.h"
#include "daemon/core/core.h"

namespace fenghuo {

struct Removed {
  int64_t unmatched = 0;  // documents
  int64_t matched = 0;    // documents
  int64_t stories = 0;
  bool round_over = false;  // the files should be purged: of this round's rows, and of those whose purge was cut off

  int64_t total() const { return unmatched + matched + stories; }
};

class Retention {
 public:
  // Nothing when nothing is due.
  void RemoveExpired(Core& core, Timestamp now);
  // When RemoveExpired has something to do next; `now` within a round.
  Timestamp NextDue(const Core& core, Timestamp now) const;

  // Of the rounds that have ended since the last call.
  Removed TakeRemoved();

 private:
  // A round of removal and how far it has come.
  struct Round {
    std::set<std::string> held;  // stories of incidents
    Timestamp from;              // documents first seen earlier are done
    bool documents_done = false;
    std::string story_cursor;
    Removed removed;
    crypto_hash_sha256_state digest;
  };

  void Begin(Core& core);
  void RemoveDocuments(Core& core, Timestamp now);
  void RemoveStories(Core& core, Timestamp now);
  void End(Core& core, Timestamp now);
  void Remove(const DocumentRecord& record, Core& core);
  bool Expired(const DocumentRecord& record, const Core& core, Timestamp now) const;
  bool Expired(const Story& story, const Core& core, Timestamp now) const;
  bool Held(const std::string& story, const Core& core) const;
  void Count(const std::string& id);

  std::optional<Round> round_;
  Removed removed_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_RETENTION_H_
