#include "daemon/core/retention.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "alerts/escalation/time_of_day.h"
#include "base/log.h"
#include "daemon/core/audit.h"
#include "storage/current_story.h"

namespace fenghuo {
namespace {

constexpr const char* kDue = "due.retention";
constexpr TimeOfDay kAt{.minutes = 3 * 60 + 30};  // the quietest hour of the sources, and nobody reads reports
constexpr size_t kDocumentsAStep = 200;  // some milliseconds: news waits no longer behind it
constexpr size_t kStoriesAStep = 500;
// A round that the daemon does not live through begins again only then: what matters more than removal has its turn before.
constexpr Duration kAgainAfter = minutes(5);

void PlanNext(Core& core, Timestamp now) { core.state.PutMoment(kDue, NextTimeOfDay({kAt}, core.desk.zone, now)); }

// An entry that its source showed when it was last read in full.
bool StillListed(const DocumentRecord& record, const Core& core) {
  auto source = core.sources.find(record.document.source);
  if (source == core.sources.end() || source->second.type == SourceType::kPush) return false;
  std::optional<Timestamp> listed = core.state.SourceOf(source->first).listed_at;
  return listed && record.last_seen >= *listed;
}

// Further pages are read only when the first one brings news, so nobody knows what stands there now.
bool ComesInPages(const std::string& source, const Core& core) {
  auto known = core.sources.find(source);
  return known != core.sources.end() && (!known->second.board->next.empty() || !known->second.board->next_url.empty());
}

Duration KeptFor(bool found_by_a_rule, const Core& core) {
  return found_by_a_rule ? core.config.retention.matched : core.config.retention.unmatched;
}

}  // namespace

void Retention::RemoveExpired(Core& core, Timestamp now) {
  if (!round_) {
    std::optional<Timestamp> due = core.state.FindMoment(kDue);
    if (!due) PlanNext(core, now);
    if (!due || *due > now) return;
    Begin(core);
    if (!round_) return PlanNext(core, now);
    core.state.PutMoment(kDue, now + kAgainAfter);
  }
  if (!round_->documents_done) {
    RemoveDocuments(core, now);
  } else {
    RemoveStories(core, now);
  }
}

Timestamp Retention::NextDue(const Core& core, Timestamp now) const {
  if (round_) return now;
  return core.state.FindMoment(kDue).value_or(now);
}

Removed Retention::TakeRemoved() { return std::exchange(removed_, {}); }

void Retention::Begin(Core& core) {
  Result<std::vector<Incident>> incidents = core.state.store().IncidentsOpened(Timestamp(), kEndOfTime, Drills::kTaken);
  if (!incidents.ok()) {
    LogError("nothing is removed by age today: the incidents cannot be read", {{"reason", incidents.error().message}});
    return;
  }
  round_.emplace();
  crypto_hash_sha256_init(&round_->digest);
  for (const Incident& incident : *incidents) {
    if (!incident.story.empty()) round_->held.insert(CurrentStory(core.state.store(), incident.story));
  }
}

bool Retention::Held(const std::string& story, const Core& core) const {
  if (round_->held.contains(story)) return true;
  const JudgementRecord* judgement = core.state.FindJudgement(story);  // of an incident that was opened since the round began
  return judgement != nullptr && !judgement->incident.empty();
}

bool Retention::Expired(const DocumentRecord& record, const Core& core, Timestamp now) const {
  const bool long_kept = FoundByARule(record) || ComesInPages(record.document.source, core);
  if (record.last_seen + KeptFor(long_kept, core) >= now || StillListed(record, core)) return false;
  if (Held(CurrentStory(core.state.store(), record.story), core)) return false;
  if (record.version == 1) return true;
  // What it said before it was edited may be what the incident is about.
  bool held = false;
  Result<void> looked = core.state.store().ForEachDocumentVersion(record.document.id, [&](const DocumentRecord& earlier) {
    held = record.last_seen + KeptFor(FoundByARule(earlier), core) >= now ||
           Held(CurrentStory(core.state.store(), earlier.story), core);
    return !held;
  });
  return looked.ok() && !held;
}

void Retention::Count(const std::string& id) {
  const std::string line = id + "\n";
  crypto_hash_sha256_update(&round_->digest, reinterpret_cast<const unsigned char*>(line.data()), line.size());
}

void Retention::Remove(const DocumentRecord& record, Core& core) {
  const std::string& id = record.document.id;
  std::vector<int> versions;
  Result<void> walked = core.state.store().ForEachDocumentVersion(id, [&](const DocumentRecord& earlier) {
    versions.push_back(earlier.version);
    return true;
  });
  Result<std::vector<Observation>> observations = core.state.store().Observations(id);
  if (!walked.ok() || !observations.ok()) {
    const Error& error = walked.ok() ? observations.error() : walked.error();
    return LogError("a document cannot be removed", {{"document", id}, {"reason", error.message}});
  }
  core.state.batch().DeleteDocument(record, versions, *observations);
  // A story that was merged still names its members.
  std::string story = record.story;
  std::set<std::string> seen;
  while (!story.empty() && seen.insert(story).second) {
    core.state.DropMember(story, id);
    Result<Story> row = core.state.store().FindStory(story);
    story = row.ok() ? row->merged_into : "";
  }
  ++(FoundByARule(record) ? round_->removed.matched : round_->removed.unmatched);
  Count(id);
}

// A step ends between two times, so that the next one knows where to go on.
void Retention::RemoveDocuments(Core& core, Timestamp now) {
  const Timestamp until = now - std::min(KeptFor(false, core), KeptFor(true, core));
  std::vector<DocumentRecord> expired;
  size_t visited = 0;
  Timestamp last = round_->from;
  bool more = false;
  Result<void> scanned = core.state.store().ForEachDocument(round_->from, until, [&](const DocumentRecord& record) {
    more = visited >= kDocumentsAStep && record.first_seen > last;
    if (more) {
      last = record.first_seen;
      return false;
    }
    ++visited;
    last = record.first_seen;
    if (Expired(record, core, now)) expired.push_back(record);
    return true;
  }, Drills::kTaken);
  if (!scanned.ok()) LogError("removal by age ends early: a document cannot be read", {{"reason", scanned.error().message}});
  for (const DocumentRecord& record : expired) Remove(record, core);
  round_->from = last;
  round_->documents_done = !more;
}

bool Retention::Expired(const Story& story, const Core& core, Timestamp now) const {
  const std::string holder = CurrentStory(core.state.store(), story.id);
  if (core.state.stories().Find(holder) != nullptr || Held(holder, core)) return false;
  Result<Story> row = core.state.store().FindStory(holder);
  const Story& whole = row.ok() ? *row : story;
  return whole.last_seen + KeptFor(whole.watched, core) < now;
}

void Retention::RemoveStories(Core& core, Timestamp now) {
  const Store& store = core.state.store();
  Result<Page<Story>> page = store.ListStories(round_->story_cursor, kStoriesAStep);
  if (!page.ok()) {
    LogError("removal by age ends early: a story cannot be read", {{"reason", page.error().message}});
    return End(core, now);
  }
  for (const Story& story : page->rows) {
    if (!Expired(story, core, now)) continue;
    Result<std::vector<std::string>> members = store.StoryMembers(story.id);
    if (!members.ok()) continue;
    Result<std::vector<std::optional<DocumentRecord>>> documents = store.FindDocuments(*members);
    if (!documents.ok() || std::any_of(documents->begin(), documents->end(), [](const auto& row) { return row.has_value(); })) continue;
    for (const std::string& member : *members) core.state.DropMember(story.id, member);
    core.state.DropJudgement(story.id);
    core.state.batch().DeleteStory(story.id);
    ++round_->removed.stories;
    Count(story.id);
  }
  round_->story_cursor = page->next;
  if (page->next.empty()) End(core, now);
}

void Retention::End(Core& core, Timestamp now) {
  const Removed& removed = round_->removed;
  removed_.unmatched += removed.unmatched;
  removed_.matched += removed.matched;
  removed_.stories += removed.stories;
  removed_.round_over = true;
  if (removed.total() > 0) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&round_->digest, reinterpret_cast<unsigned char*>(digest.data()));
    core.state.RewriteWords();
    core.state.Audit({.at = now,
                      .actor = "system",
                      .action = "retention.remove",
                      .object = "",
                      .detail = "unmatched " + std::to_string(removed.unmatched) + ", matched " + std::to_string(removed.matched) +
                                ", stories " + std::to_string(removed.stories) + ", sha256 " + AuditHashHex(digest)});
    LogInfo("removed what is too old", {{"unmatched", std::to_string(removed.unmatched)},
                                        {"matched", std::to_string(removed.matched)},
                                        {"stories", std::to_string(removed.stories)}});
  }
  round_.reset();
  PlanNext(core, now);
}

}  // namespace fenghuo
