// What the core knows when it starts.

#include <utility>

#include "daemon/core/state.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

// An index that was never closed forgets at least this often (duties.cc, kCleanUpEvery, and some): what it may still know is loaded,
// so that a run that was killed and one that was not go on alike.
constexpr Duration kForgottenForCertain = hours(2);

}  // namespace

Result<CoreState> CoreState::Load(Store& store, const StoryOptions& options, Timestamp now) {
  Result<StoryRows> rows = store.LoadStoryIndex([&](const Story& story) {
    return !IsOfDrill(story.id) && !IsForgotten(story, options, now - kForgottenForCertain);
  });
  if (!rows.ok()) return rows.error().In("stories");
  StoryIndex stories(options);
  StoryChanges all;
  all.stories = std::move(rows->stories);
  all.fingerprints = std::move(rows->fingerprints);
  all.words = std::move(rows->words);
  all.documents_total = rows->documents_total;
  all.decayed_at = rows->decayed_at;
  stories.Restore(all);
  CoreState state(store, std::move(stories), Space::kOffice);
  state.word_rows_ = std::move(rows->word_rows);
  state.words_written_ = rows->words_written;
  state.words_whole_ = all.words.size();
  Result<std::optional<AuditRecord>> last = store.LastAudit();
  if (!last.ok()) return last.error().In("audit");
  state.last_audit_ = std::make_shared<std::optional<AuditRecord>>(*std::move(last));
  Result<std::vector<JudgementRecord>> judgements = store.Judgements();
  if (!judgements.ok()) return judgements.error().In("judgements");
  // As ReleaseForgotten() left it.
  std::erase_if(*judgements, [&](const JudgementRecord& row) {
    return !row.evidence.severities.empty() && state.stories_.Find(row.story) == nullptr;
  });
  if (Result<void> loaded = state.LoadRows(std::move(*judgements)); !loaded.ok()) return loaded.error();
  return state;
}

Result<CoreState> CoreState::LoadDrill(const CoreState& office, StoryIndex stories, int64_t drill) {
  CoreState state(*office.store_, std::move(stories), Space::kDrill);
  state.last_audit_ = office.last_audit_;
  Result<std::vector<JudgementRecord>> judgements = office.store_->JudgementsOfDrill(drill);
  if (!judgements.ok()) return judgements.error().In("judgements");
  if (Result<void> loaded = state.LoadRows(std::move(*judgements)); !loaded.ok()) return loaded.error();
  return state;
}

Result<void> CoreState::LoadRows(std::vector<JudgementRecord> judgements) {
  const bool drill = space_ == Space::kDrill;
  for (JudgementRecord& row : judgements) {
    Enqueue(row);
    judgements_.emplace(row.story, std::move(row));
  }
  Result<std::vector<RuleBaseline>> baselines = store_->Baselines();
  if (!baselines.ok()) return baselines.error().In("baselines");
  for (const RuleBaseline& row : *baselines) baselines_.emplace(row.rule, row.baseline);
  Result<std::string> watched = store_->FindSetting(kWatchTimes);
  watch_times_ = WatchTimes::Read(watched.ok() ? *watched : "");
  Result<std::vector<Incident>> incidents = store_->OpenIncidents(Drills::kTaken);
  if (!incidents.ok()) return incidents.error().In("incidents");
  for (Incident& row : *incidents) {
    if ((row.drill != 0) == drill) open_incidents_.emplace(row.id, std::move(row));
  }
  Result<std::vector<Notification>> outbox = store_->OutboxRows(Drills::kTaken);
  if (!outbox.ok()) return outbox.error().In("outbox");
  for (Notification& row : *outbox) {
    if (row.message.drill == drill) outbox_.emplace(row.id, std::move(row));
  }
  if (drill) return {};  // no source is read in it
  Result<std::vector<SourceRecord>> sources = store_->Sources();
  if (!sources.ok()) return sources.error().In("sources");
  for (SourceRecord& row : *sources) sources_.emplace(row.id, std::move(row));
  return {};
}

}  // namespace fenghuo
