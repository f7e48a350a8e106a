#include "daemon/pipeline.h"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/core/arrivals.h"
#include "daemon/core/incidents.h"
#include "daemon/core/intake_budget.h"
#include "daemon/core/pages.h"
#include "daemon/core/relevance.h"
#include "daemon/core/sources.h"

namespace fenghuo {
namespace {

using Documents = std::span<const JudgedIntake>;

std::vector<Documents> InParts(const std::vector<JudgedIntake>& documents) {
  std::vector<Documents> parts;
  for (size_t at = 0; at < documents.size(); at += kDocumentsPerBatch) {
    parts.push_back(Documents(documents).subspan(at, std::min(kDocumentsPerBatch, documents.size() - at)));
  }
  if (parts.empty()) parts.emplace_back();
  return parts;
}

void Count(const Arrival& arrival, IngestReport& report) {
  if (arrival.kind == ArrivalKind::kNew) ++report.documents_new;
  if (arrival.kind == ArrivalKind::kChanged) ++report.documents_changed;
  if (arrival.kind == ArrivalKind::kSeenAgain) ++report.documents_seen_again;
  if (arrival.kind != ArrivalKind::kSeenAgain && FoundByARule(arrival.record)) ++report.documents_matched;
  if (arrival.kind != ArrivalKind::kSeenAgain && arrival.record.relevance) {
    if (arrival.record.relevance->place == RelevancePlace::kTray) ++report.documents_set_aside;
    if (arrival.record.relevance->place == RelevancePlace::kSample) ++report.documents_sampled;
  }
  report.versions_dropped += arrival.versions_dropped;
  if (arrival.kind != ArrivalKind::kSeenAgain) report.bytes_kept += BytesOf(arrival.record.document);
}

// In the order of the story ids, so that two runs take them alike.
std::set<std::string> StoriesOf(const std::vector<Arrival>& arrivals, Core& core) {
  std::set<std::string> stories;
  for (const Arrival& arrival : arrivals) {
    const Story* story = core.state.stories().Find(arrival.record.story);
    if (story != nullptr) stories.insert(story->id);
  }
  return stories;
}

// The ids in the batch that is being filled. What is known of a document is read from the store, so a batch takes it once.
using WaitingIds = std::set<std::string>;

bool Fits(const Documents& part, const WaitingIds& waiting) {
  if (waiting.size() + part.size() > kDocumentsPerBatch) return false;
  return std::none_of(part.begin(), part.end(),
                      [&](const JudgedIntake& judged) { return waiting.contains(judged.document.id); });
}

Result<void> Take(const Documents& part, bool baseline, Core& core, Timestamp now, IngestReport& report) {
  Result<std::vector<Arrival>> arrivals = Recognise(part, baseline, core, now);
  if (!arrivals.ok()) return arrivals.error();
  for (Arrival& arrival : *arrivals) Sift(arrival, core, now);
  KeepFilters(core);
  for (Arrival& arrival : *arrivals) AssignStory(arrival, core, now);
  SettleStories(*arrivals, core, now);
  for (const Arrival& arrival : *arrivals) {
    UpdateHeat(arrival, core, now);
    CollectEvidence(arrival, core, now);
    CountVolume(arrival, core, now);
    CountQuotations(arrival, core, now);
    core.state.batch().PutDocument(arrival.record);
    Count(arrival, report);
    if (WantsPage(arrival, core)) Want(ForArticle(arrival.record.document), core, now, report.to_follow);
  }
  for (const std::string& story : StoriesOf(*arrivals, core)) {
    GradeStory(story, core, now);
    report.incidents_opened += AdvanceIncident(story, core, now) ? 1 : 0;
  }
  return {};
}

// An answer in pages is read on as long as each page brings something new.
Errand FurtherPage(const Intake& intake, bool baseline) {
  ListPage next = *intake.next_page;
  next.first_read = baseline;
  return ForListPage(intake.fetch.source, next);
}

// That its source is over its budget is all that is kept of an answer.
void Refuse(const Intake& intake, Core& core, Timestamp now, IngestReport& report) {
  report.documents_refused += static_cast<int64_t>(intake.documents.size());
  const Intake left = OverBudget(intake);
  NoteFetch(left, 0, core, now);
  NoteErrand(left, core, now);
  if (left.errand) Settle(left.errand->id, core, report.to_follow);
}

}  // namespace

Result<IngestReport> Ingest(std::span<const Intake> intakes, Core& core, Timestamp now) {
  IngestReport report;
  WaitingIds waiting;
  for (const Intake& intake : intakes) {
    if (!intake.documents.empty() && IsOverBudget(intake.fetch.source, core, now)) {
      Refuse(intake, core, now, report);
      continue;
    }
    NoteWatching(intake, core, now);
    bool baseline = IsFirstRead(intake.fetch, core) || IsFirstReadPage(intake, core);
    int64_t new_before = report.documents_new;
    const int64_t bytes_before = report.bytes_kept;
    bool goes_on = false;
    for (const Documents& part : InParts(intake.documents)) {
      if (!Fits(part, waiting)) {
        if (Result<void> durable = core.state.Commit(); !durable.ok()) return durable.error();
        waiting.clear();
      }
      if (Result<void> taken = Take(part, baseline, core, now, report); !taken.ok()) return taken.error();
      // With the first that is new: a part behind it may be cut off, and the next answer then brings no news of this one.
      if (intake.next_page && !goes_on && report.documents_new > new_before) {
        Want(FurtherPage(intake, baseline), core, now, report.to_follow);
        goes_on = true;
      }
      for (const JudgedIntake& judged : part) waiting.insert(judged.document.id);
    }
    AddToBudget(intake.fetch.source, report.bytes_kept - bytes_before, core, now);
    NoteFetch(intake, report.documents_new - new_before, core, now);
    NoteErrand(intake, core, now);
    if (intake.errand) Settle(intake.errand->id, core, report.to_follow);
  }
  if (Result<void> durable = core.state.Commit(); !durable.ok()) return durable.error();
  return report;
}

void BringBack(DocumentRecord record, Core& core, Timestamp now) {
  JudgedIntake judged;
  judged.document = record.document;
  judged.document.observation.reset();  // its numbers have counted when they came
  std::vector<Arrival> arrivals(1);
  Arrival& arrival = arrivals.front();
  arrival.judged = &judged;
  arrival.kind = ArrivalKind::kChanged;
  arrival.record = std::move(record);
  arrival.record.matches = std::exchange(arrival.record.relevance->held, {});
  arrival.record.relevance->place = RelevancePlace::kSentBack;
  AssignStory(arrival, core, now);
  SettleStories(arrivals, core, now);
  UpdateHeat(arrival, core, now);
  CollectEvidence(arrival, core, now);
  CountVolume(arrival, core, now);
  CountQuotations(arrival, core, now);
  core.state.batch().PutDocument(arrival.record);
  for (const std::string& story : StoriesOf(arrivals, core)) {
    GradeStory(story, core, now);
    AdvanceIncident(story, core, now);
  }
}

Result<int64_t> BringDrill(std::span<const JudgedIntake> documents, Core& drill, Timestamp now) {
  IngestReport report;
  if (Result<void> taken = Take(documents, /*baseline=*/false, drill, now, report); !taken.ok()) return taken.error();
  return report.incidents_opened;
}

}  // namespace fenghuo
