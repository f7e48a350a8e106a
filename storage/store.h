// A Store is the memory of one office: the only code that knows RocksDB, keys and bytes.
//
//   Result<std::unique_ptr<Store>> store = Store::Open("/var/lib/fenghuo");
//   Batch batch;
//   batch.PutIncident(decision.incident);
//   Result<void> written = (*store)->Commit(std::move(batch), Sync::kYes);   // all of it is durable, or none of it is
//   there
//
// Keys, values and versions: storage/README.md. Reads see the last commit. Errors: kUnavailable for a full or failing
// disk and for a store that another daemon holds (exit 3, the message names the path), kCorrupt for bytes that cannot
// be right or a schema newer than this program, kNotFound for a row that is not there, kInvalid for a cursor that no
// page gave.
//
// After a Commit that failed the store is failing(): that batch is wholly there or wholly absent once the store is
// opened again, reads go on showing what was there before it, and every later Commit is refused with kUnavailable. The
// caller stops taking in, raises its alarm, and ends (exit 3) or builds its own state anew from a Store opened again;
// ids are deterministic, so doing the lost work again is harmless.
//
// Thread-safe for reads; Commit is for one thread, the core.

#ifndef FENGHUO_STORAGE_STORE_H_
#define FENGHUO_STORAGE_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/drill/drill.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/notification.h"
#include "base/result.h"
#include "keywords/stories/story.h"
#include "storage/records.h"

namespace rocksdb {
class FileSystem;
}

namespace fenghuo {

enum class Sync { kNo, kYes };

// Whether rows of drills are among the answers. What counts, compares or learns leaves them out, so that is what happens when nothing is
// said.
enum class Drills { kLeftOut, kTaken };

// Forward declared as its header has a .cc: the index's restore list is spelled out here as plain rows.
struct StoryRows {
  std::vector<Story> stories;
  std::vector<Fingerprint> fingerprints;
  std::vector<WordCount> words;    // the latest count of each that is not 0
  std::vector<int64_t> word_rows;  // that they came from, rising
  size_t words_written = 0;        // counts in those rows, overtaken and forgotten ones too
  double documents_total = 0;
  Timestamp decayed_at;
};

// The bytes that a link of the audit chain hashes and stores: `record` without hash and payload.
std::string AuditPayload(const AuditRecord& record);

// The id of an options row: a hash of its bytes, so that a row cannot change under the grades that name it.
uint64_t GradeOptionsId(const GradeOptions& options);

// Rows that become durable together; of two puts of one row the later counts. One thread; a moved-from Batch is empty.
class Batch {
 public:
  Batch();
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  bool empty() const;
  size_t bytes() const;

  // A new version when title or text changed keeps the earlier one beside it.
  void PutDocument(const DocumentRecord& record);
  void PutDocumentVersion(const DocumentRecord& earlier);
  void DeleteDocumentVersion(const std::string& id, int version);
  void PutObservation(const std::string& document, const Observation& observation);
  // With all that the store has of it: its earlier versions, by number, and its observations.
  void DeleteDocument(const DocumentRecord& record, const std::vector<int>& versions,
                      const std::vector<Observation>& observations);
  void PutSource(const SourceRecord& record);
  // An outage that is over (`to` is there) replaces the open one of the same source and start, and never changes again.
  void PutOutage(const Outage& outage);

  void PutStory(const Story& story);
  void DeleteStory(const std::string& story);
  void PutStoryMember(const std::string& story, const std::string& document, Timestamp at);
  void DeleteStoryMember(const std::string& story, const std::string& document);
  void PutFingerprint(const Fingerprint& fingerprint);
  void DeleteFingerprint(const std::string& document);
  // Counts that beat those of rows with a smaller number; one row a batch instead of one a word, which costs 30 times
  // as much.
  void PutWords(int64_t row, std::vector<WordCount> words);
  void DeleteWords(int64_t row);
  void PutIndexTotals(double documents_total, Timestamp decayed_at);
  void PutJudgement(const JudgementRecord& judgement);
  void DeleteJudgement(const std::string& story);
  // The row of GradeOptionsId(options).
  void PutGradeOptions(const GradeOptions& options);
  void PutGrading(const GradingRecord& grading);
  void PutBaseline(const RuleBaseline& baseline);

  // The next click on its rule, or one that is back.
  void PutClick(const RelevanceClick& click);
  void DeleteClick(const std::string& rule, int64_t sequence);
  void PutFilter(const FilterRecord& record);

  void PutIncident(const Incident& incident);
  void PutTimelineEntry(const TimelineEntry& entry);
  void PutNotification(const Notification& notification);
  // `payload` must be AuditPayload(record) and `hash` 32 bytes.
  void PutAudit(const AuditRecord& record);
  void PutSession(const SessionRecord& session);
  void DeleteSession(const std::string& token_hash);

  void PutErrand(const ErrandRecord& errand);
  void DeleteErrand(const std::string& id);

  void PutDrill(const Drill& drill);

  void PutReplayCursor(const ReplayCursor& cursor);
  // Small named values of the daemon itself: "author_key", "digest_sent_at" …
  void PutSetting(const std::string& name, const std::string& value);

 private:
  friend class Store;
  class Rows;
  Rows& rows();
  std::unique_ptr<Rows> rows_;
};

// A page of a list and where the next one starts; `next` is empty at the end.
template <typename T>
struct Page {
  std::vector<T> rows;
  std::string next;
};

// What a commit survives when it says it is synced. A replay can be done again and takes kProcessDeath, a third of the time:
// after a power cut it goes on from an earlier line.
enum class Survives { kPowerCut, kProcessDeath };

struct StoreOptions {
  // Where RocksDB finds its files; null: the machine's. The simulator and fault tests give their own.
  std::shared_ptr<rocksdb::FileSystem> file_system;  // shared with RocksDB's Env
  bool create_if_missing = true;
  // Takes no lock and writes nothing, so it works beside a running daemon: a still picture of the moment of opening.
  bool read_only = false;
  // The simulator turns it off so that nothing but its own Flush() writes files.
  bool automatic_compaction = true;
  Survives survives = Survives::kPowerCut;
};

class Store {
  class Impl;

 public:
  // Creates directory and store when they are missing. kCorrupt as well when commits that were acknowledged are no
  // longer there (a damaged log): nothing is changed then, so that a person can decide.
  static Result<std::unique_ptr<Store>> Open(const std::string& path, const StoreOptions& options = {});
  explicit Store(std::unique_ptr<Impl> impl);  // Open() calls it
  ~Store();

  // Makes the batch durable: kYes once it has returned, kNo for a crash of the process only. A batch with an incident,
  // a timeline entry, a notification or an audit record must be kYes (CHECK). An empty batch writes nothing.
  Result<void> Commit(Batch batch, Sync sync);
  // How many batches were ever committed to this store.
  uint64_t sequence() const;
  // A Commit or Flush failed; see above.
  bool failing() const;

  Result<DocumentRecord> FindDocument(std::string_view id) const;
  // One look-up for many ids; absent where there is none, in the order asked.
  Result<std::vector<std::optional<DocumentRecord>>> FindDocuments(const std::vector<std::string>& ids) const;
  // Earlier ones, oldest first: the first and the last ones, `limit` in all.
  Result<std::vector<DocumentRecord>> DocumentVersions(std::string_view id, size_t limit) const;
  Result<DocumentRecord> FindDocumentVersion(std::string_view id, int version) const;
  // Earlier ones, oldest first, one in memory at a time, until `visit` returns false.
  Result<void> ForEachDocumentVersion(std::string_view id, const std::function<bool(const DocumentRecord&)>& visit) const;
  Result<std::vector<Observation>> Observations(std::string_view document) const;   // oldest first
  // Newest first seen first. `cursor` from the page before, or empty.
  Result<Page<DocumentRecord>> ListDocuments(std::string_view cursor, size_t limit) const;
  // Every document first seen in [from, to), oldest first, until `visit` returns false.
  Result<void> ForEachDocument(Timestamp from, Timestamp to,
                               const std::function<bool(const DocumentRecord&)>& visit,
                               Drills drills = Drills::kLeftOut) const;

  // Those in the tray (待复核箱), newest first seen first.
  Result<Page<DocumentRecord>> ListTray(std::string_view cursor, size_t limit) const;
  Result<std::vector<RelevanceClick>> Clicks(std::string_view rule) const;  // by sequence
  Result<std::vector<FilterRecord>> Filters() const;  // by rule: every rule that was ever clicked on

  Result<std::vector<std::string>> StoryMembers(std::string_view story) const;  // document ids by time
  Result<Story> FindStory(std::string_view id) const;
  Result<JudgementRecord> FindJudgement(std::string_view story) const;
  Result<std::vector<JudgementRecord>> Judgements(Drills drills = Drills::kLeftOut) const;  // by story id
  Result<std::vector<JudgementRecord>> JudgementsOfDrill(int64_t drill) const;               // by story id
  Result<std::vector<RuleBaseline>> Baselines() const;  // by rule
  Result<GradeOptions> FindGradeOptions(uint64_t id) const;
  // Every machine level that an incident ever got, by incident and change, until `visit` returns false.
  Result<void> ForEachGrading(const std::function<bool(const GradingRecord&)>& visit) const;
  Result<Page<Story>> ListStories(std::string_view cursor, size_t limit) const;  // by id
  // All rows that a story index is made of, but the stories that `wanted` refuses: their rows stay for ever.
  Result<StoryRows> LoadStoryIndex(const std::function<bool(const Story&)>& wanted) const;

  Result<Incident> FindIncident(std::string_view id) const;
  // Newest first.
  Result<Page<Incident>> ListIncidents(std::string_view cursor, size_t limit) const;
  Result<std::vector<Incident>> OpenIncidents(Drills drills = Drills::kLeftOut) const;  // not over, oldest first
  // Opened in [from, to), oldest first.
  Result<std::vector<Incident>> IncidentsOpened(Timestamp from, Timestamp to, Drills drills = Drills::kLeftOut) const;
  Result<std::vector<TimelineEntry>> Timeline(std::string_view incident) const;  // by sequence

  Result<Notification> FindNotification(std::string_view id) const;
  // Not final and not accepted: what the outbox still has to do, by priority, then creation, then id.
  Result<std::vector<Notification>> OutboxRows(Drills drills = Drills::kLeftOut) const;
  Result<Page<Notification>> ListNotifications(std::string_view cursor, size_t limit) const;  // newest first
  Result<std::vector<Notification>> NotificationsOf(std::string_view incident) const;         // oldest first
  // Created in [from, to), oldest first.
  Result<std::vector<Notification>> NotificationsCreated(Timestamp from, Timestamp to,
                                                         Drills drills = Drills::kLeftOut) const;

  Result<SourceRecord> FindSource(std::string_view id) const;
  Result<std::vector<SourceRecord>> Sources() const;                        // by id
  Result<std::vector<Outage>> Outages(Timestamp from, Timestamp to) const;  // that touch [from, to), by start

  Result<std::vector<AuditRecord>> AuditRecords(int64_t from_sequence, size_t limit) const;
  Result<std::optional<AuditRecord>> LastAudit() const;
  // The record that was written last, as it is kept apart from the chain: where the chain must end.
  Result<std::optional<AuditRecord>> AuditHead() const;
  Result<std::vector<SessionRecord>> Sessions() const;  // by hash

  Result<std::vector<ErrandRecord>> Errands() const;    // by id

  Result<std::vector<Drill>> AllDrills() const;  // by number
  Result<Drill> FindDrill(int64_t number) const;

  Result<ReplayCursor> FindReplayCursor() const;
  Result<std::string> FindSetting(std::string_view name) const;

  // Figures for /metrics.
  struct Figures {
    uint64_t live_bytes = 0;
    uint64_t background_errors = 0;
    std::map<std::string, uint64_t> rows;  // column family -> about how many
  };
  Figures ReadFigures() const;

  // Runs the memtables out to files; the simulator and the tests call it between ticks.
  Result<void> Flush();
  // Writes every file anew without the bytes of rows that were deleted; slow, and may run beside everything else. Any thread. False
  // when CancelPurge() ended it early.
  Result<bool> Purge();
  // Ends a Purge() that runs, and every later one. Any thread.
  void CancelPurge();
  // Reads every file and compares its checksums; slow. kCorrupt names the first file that is damaged.
  Result<void> VerifyChecksums() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_STORE_H_
