// CoreState is what the core thread knows between ticks, and the batch that will make its next step durable.
//
//   Result<CoreState> state = CoreState::Load(store, options, now);
//   state->JudgementOf(story).heat = …;       // changed rows go into the batch by themselves
//   state->Apply(decision);
//   Result<void> written = state->Commit();   // all of it, synced
//
// When a commit fails, memory is ahead of the disk: the caller must stop and let the next start read what is durable.
// Nothing has been sent by then, because rows are handed out only after their commit.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_STATE_H_
#define FENGHUO_DAEMON_CORE_STATE_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerts/incident/decide.h"
#include "base/result.h"
#include "base/zone.h"
#include "daemon/core/happenings.h"
#include "keywords/heat/watch_times.h"
#include "keywords/stories/story_index.h"
#include "storage/store.h"

namespace fenghuo {

// The office's own, or that of drills. What happens in one is never seen in the other, but for the one chain of audit records and what
// the rules usually find, which a drill is held against and never adds to.
enum class Space { kOffice, kDrill };

struct RuleVolume {
  BurstInput usual;
  int64_t found_in_an_hour = 0;
};

class CoreState {
 public:
  // Without the stories that were forgotten before `now`, and without their judgements: a store of years starts as fast as one of
  // months.
  static Result<CoreState> Load(Store& store, const StoryOptions& options, Timestamp now);
  // The space of drills beside the office's, with the stories of this one, which its documents make anew. Of the two the one that has
  // changes waiting commits before the other adds to the audit chain.
  static Result<CoreState> LoadDrill(const CoreState& office, StoryIndex stories, int64_t drill);

  Store& store() { return *store_; }
  const Store& store() const { return *store_; }
  StoryIndex& stories() { return stories_; }
  const StoryIndex& stories() const { return stories_; }
  Batch& batch() { return batch_; }

  // The judgement of a story, made empty when there is none; written with the next commit.
  JudgementRecord& JudgementOf(const std::string& story);
  // To look only; null when there is none.
  const JudgementRecord* FindJudgement(const std::string& story) const;
  const std::map<std::string, JudgementRecord>& judgements() const { return judgements_; }
  void DropJudgement(const std::string& story);
  // Keeps what a grade is made by, once; the id that the judgement names it by.
  uint64_t KeepGradeOptions(const GradeOptions& options);
  // One more document that the rule found; its baseline is written with the next commit.
  void CountForRule(const std::string& rule, const Zone& zone, Timestamp now);
  // What the rule usually finds at this time, and what it found. Nothing for a rule that never found anything.
  RuleVolume VolumeOf(const std::string& rule, const Zone& zone, Timestamp now) const;
  // A source was read. Hours in which none was count as unwatched, not as quiet.
  void NoteWatching(Timestamp now);
  // Keeps what the incident's newest level was made of.
  void KeepGrading(const Incident& incident, const JudgementRecord& judgement);
  // Stories that are to be graded at `now` without news, by time.
  std::vector<std::string> StoriesToGrade(Timestamp now) const;
  std::optional<Timestamp> NextGradeDue() const;
  // Lets go of judgements whose story the index has forgotten; of those that no rule ever found, the rows too.
  void ReleaseForgotten();

  // Open incidents by id; over ones are read from the store.
  const std::map<std::string, Incident>& open_incidents() const { return open_incidents_; }
  Result<Incident> FindIncident(const std::string& id) const;
  // The number of the next incident of the local day of `now`, counted up with the next commit.
  int NextIncidentNumber(const Zone& zone, Timestamp now);

  // Takes over the incident, its timeline and its notifications, and what they supersede. Callers outside of the core's
  // stages want CarryOut (incidents.h), which keeps the load rule as well.
  void Apply(const Decision& decision, Timestamp now);

  // What the committed decisions did since the last call.
  std::vector<Happening> TakeHappenings();

  // Documents of a story by time, those of this batch included.
  std::vector<std::string> MembersOf(const std::string& story) const;
  void PutMember(const std::string& story, const std::string& document, Timestamp at);
  void DropMember(const std::string& story, const std::string& document);

  // Rows that are not final, by id.
  const std::map<std::string, Notification>& outbox() const { return outbox_; }
  // Every row created in [from, to], whatever became of it, those of this batch included; by id.
  Result<std::map<std::string, Notification>> CreatedBetween(Timestamp from, Timestamp to) const;
  void Put(const Notification& notification);

  const std::map<std::string, SourceRecord>& sources() const { return sources_; }
  SourceRecord SourceOf(const std::string& id) const;
  void Put(const SourceRecord& record);

  // A small value of the daemon itself, kept with the next commit; absent at first. Drills have their own.
  std::optional<std::string> FindSetting(const std::string& setting) const;
  void PutSetting(const std::string& setting, const std::string& value);
  // The same for a moment; absent also when the setting was emptied.
  std::optional<Timestamp> FindMoment(const std::string& setting) const;
  void PutMoment(const std::string& setting, Timestamp at);

  // The next commit writes all words anew, so that no row holds one that the index has forgotten.
  void RewriteWords() { rewrite_words_ = true; }

  // The newest record of the audit chain.
  const std::optional<AuditRecord>& last_audit() const { return *last_audit_; }
  // Adds to the audit chain.
  void Audit(AuditRecord record);

  // Whether anything waits for a commit.
  bool dirty();
  Result<void> Commit();

 private:
  static constexpr const char* kWatchTimes = "watch.times";

  CoreState(Store& store, StoryIndex stories, Space space);
  Result<void> LoadRows(std::vector<JudgementRecord> judgements);
  void PutStoryChanges();
  void PutDrillStories();
  void PutWords(std::vector<WordCount> words, WordsTaken taken);
  std::vector<Notification> UndeliveredOf(const std::string& incident) const;
  void Enqueue(const JudgementRecord& judgement);
  void Dequeue(const std::string& story);

  Space space_;
  Store* store_;
  StoryIndex stories_;
  Batch batch_;
  std::vector<int64_t> word_rows_;  // of the store, rising
  size_t words_written_ = 0;        // counts in those rows
  size_t words_whole_ = 0;          // counts that a whole writing took when it was last seen
  bool rewrite_words_ = false;
  std::map<std::string, JudgementRecord> judgements_;
  std::set<std::string> changed_judgements_;
  std::map<std::string, Baseline> baselines_;  // by rule
  WatchTimes watch_times_;
  std::set<std::string> changed_baselines_;
  std::set<std::pair<Timestamp, std::string>> grade_queue_;  // committed judgements by JudgementRecord::grade_at
  std::map<std::string, Timestamp> queued_at_;               // the same, by story
  std::map<std::string, Incident> open_incidents_;
  std::map<std::string, Incident> uncommitted_incidents_;  // over ones that the store does not show yet
  std::map<std::string, Notification> outbox_;
  std::map<std::string, Notification> uncommitted_notifications_;
  std::map<std::string, SourceRecord> sources_;
  std::map<std::string, std::vector<std::string>> uncommitted_members_;
  std::map<std::string, std::string> uncommitted_settings_;
  std::shared_ptr<std::optional<AuditRecord>> last_audit_;  // shared by the office's space and the drill's: there is one chain
  std::optional<GradeOptions> kept_options_;
  uint64_t kept_options_id_ = 0;
  std::vector<Happening> happenings_;  // of durable decisions, until somebody counts them
  std::vector<Happening> uncommitted_happenings_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_STATE_H_
