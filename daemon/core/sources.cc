#include "daemon/core/sources.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/log.h"
#include "daemon/core/pages.h"
#include "daemon/core/source_news.h"
#include "daemon/core/tell.h"
#include "daemon/crawl/cadence.h"
#include "daemon/crawl/health.h"

namespace fenghuo {
namespace {

constexpr const char* kImpairedSince = "watching.impaired_since";
constexpr const char* kImpairedTold = "watching.impaired_told";
// Longer than the longest window of a burst; slow sources have twice their cadence.
constexpr Duration kCatchUpAfter = hours(6);
constexpr const char* kNo = "";

void TakeStep(const SourceConfig& source, const HealthStep& step, Core& core, Timestamp now) {
  SourceRecord before = core.state.SourceOf(source.id);
  if (before.health != step.next.health) {
    LogInfo("source changed its health", {{"source", source.id},
                                          {"from", Name(before.health)},
                                          {"to", Name(step.next.health)},
                                          {"reason", step.next.health_reason}});
  }
  core.state.Put(step.next);
  for (const Outage& outage : step.outages) core.state.batch().PutOutage(outage);
  if (step.note == SourceNote::kRaise) HoldAlarm(source.id, core, now);
  if (step.note == SourceNote::kClear) HoldClear(source.id, TroubleOf(source, before), core, now);
}

std::vector<Timestamp> TimesOfPublication(const Intake& intake) {
  std::vector<Timestamp> times;
  for (const JudgedIntake& judged : intake.documents) {
    if (judged.document.published_at) times.push_back(*judged.document.published_at);
  }
  return times;
}

// Watching is impaired when too many sources are broken at once, or all that the office has.
bool IsImpaired(const Core& core, std::vector<SourceTrouble>& troubles) {
  for (const auto& [id, source] : core.sources) {
    SourceRecord record = core.state.SourceOf(id);
    if (record.health != SourceHealth::kOk) troubles.push_back(TroubleOf(source, record));
  }
  auto broken = static_cast<int64_t>(troubles.size());
  auto total = static_cast<int64_t>(core.sources.size());
  return broken > 0 && broken * 100 >= total * core.config.policies.impaired_sources_percent;
}

void WatchImpairment(Core& core, Timestamp now) {
  std::vector<SourceTrouble> troubles;
  bool impaired = IsImpaired(core, troubles);
  const std::optional<Timestamp> since = core.state.FindMoment(kImpairedSince);
  std::string told = core.state.FindSetting(kImpairedTold).value_or(kNo);
  if (impaired && !since) return core.state.PutMoment(kImpairedSince, now);
  if (impaired && told.empty()) {
    if (*since + core.config.policies.impaired_after > now) return;
    Tell(core, {Role::kDesk}, WatchingImpaired(troubles, core.desk, now),
         {.urgency = Urgency::kMessage, .priority = 2, .key = "impaired"}, now);
    core.state.PutSetting(kImpairedTold, "yes");
  }
  if (!impaired && since) {
    if (!told.empty()) {
      Tell(core, {Role::kDesk}, WatchingRestored(core.desk, now),
           {.urgency = Urgency::kMessage, .priority = 4, .key = "restored"}, now);
      core.state.PutSetting(kImpairedTold, kNo);
    }
    core.state.PutSetting(kImpairedSince, kNo);
  }
}

}  // namespace

bool IsFirstRead(const FetchReport& fetch, const Core& core) {
  auto source = core.sources.find(fetch.source);
  bool fetched = source != core.sources.end() && source->second.type != SourceType::kPush;  // what is sent is news from the first
  return fetched && fetch.finished_at != Timestamp() &&
         !core.state.SourceOf(fetch.source).baseline_at;
}

bool IsFirstReadPage(const Intake& intake, const Core& core) {
  return intake.page && (intake.page->first_read || intake.page->number > core.state.SourceOf(intake.fetch.source).pages_read);
}

void NoteWatching(const Intake& intake, Core& core, Timestamp now) {
  const bool fetched = intake.fetch.finished_at != Timestamp();  // an archive says nothing of when somebody read
  if (fetched && intake.fetch.health == SourceHealth::kOk) core.state.NoteWatching(now);
}

bool IsCatchingUp(const std::string& source, const Core& core, Timestamp now) {
  auto known = core.state.sources().find(source);
  auto configured = core.sources.find(source);
  if (known == core.state.sources().end() || configured == core.sources.end() || !known->second.last_success_at) return false;
  return now - *known->second.last_success_at > std::max(kCatchUpAfter, 2 * configured->second.every);
}

void NoteFetch(const Intake& intake, int64_t documents_new, Core& core, Timestamp now) {
  auto source = core.sources.find(intake.fetch.source);
  if (source == core.sources.end() || intake.fetch.finished_at == Timestamp()) return;
  SourceRecord record = core.state.SourceOf(source->first);
  bool first_read = !record.baseline_at && !intake.documents.empty();
  if (first_read) LearnHistory(record.cadence, source->second.every, TimesOfPublication(intake), now);
  FetchYield yield{.shape = ShapeOf(intake.documents), .new_documents = static_cast<int>(documents_new)};
  HealthStep step = AdvanceHealth(source->second, record, intake.fetch, yield);
  step.next.documents += documents_new;
  if (!intake.documents.empty() && step.next.health == SourceHealth::kOk) step.next.listed_at = now;
  if (first_read) step.next.baseline_at = now;
  TakeStep(source->second, step, core, now);
}

void NoteErrand(const Intake& intake, Core& core, Timestamp now) {
  if (!intake.errand || !core.sources.contains(intake.fetch.source)) return;
  SourceRecord record = core.state.SourceOf(intake.fetch.source);
  record.id = intake.fetch.source;
  NoteArticle(record.articles, intake.errand->failure, now);
  if (intake.page && intake.errand->failure.empty()) record.pages_read = std::max<int64_t>(record.pages_read, intake.page->number);
  core.state.Put(record);
}

void NoteNoRoom(const Errand& errand, Core& core) {
  LetGo(errand.id, core);
  SourceRecord record = core.state.SourceOf(errand.source);
  record.id = errand.source;
  ++record.articles.no_room;
  core.state.Put(record);
}

void WatchSources(Core& core, Timestamp now) {
  for (const auto& [id, source] : core.sources) {
    SourceRecord record = core.state.SourceOf(id);
    HealthStep step = CheckSilence(source, record, now);
    if (step.next.health == record.health && step.next.alarm_raised == record.alarm_raised) continue;
    TakeStep(source, step, core, now);
  }
  TellSourceNews(core, now);
  WatchImpairment(core, now);
}

}  // namespace fenghuo
